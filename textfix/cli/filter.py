"""Usage: textfix [OPTION]... [FILE]...
       textfix COMMAND [OPTION]... [PATH]...

Repair Chinese text: damage done by copying tools, encodings and page layouts,
and Traditional characters that should be Simplified.

Each FILE (standard input if there is none, or where FILE is -) is repaired by
itself and written to standard output as UTF-8; the files stay as they are.
The encoding of each is found out (UTF-8, GB18030, Big5, UTF-16 and others), or
the file is refused. Of JSON, CSV, HTML and other formats only the texts are
repaired; every other byte stays. Line ends and the byte order mark stay.

Commands (textfix COMMAND --help shows more):
  fix        repair files and folders in place
  check      tell what is wrong in them, and exit with 1 if anything is
  diff       show what fix would change
  undo       take back what fix did
  names      show and repair names of files, and names inside zip files
  detect     tell the encoding of files, their script, and kinds of damage
  diagnose   list what damaged lines may have been, the likeliest first
  baseline   accept what is found today, so that only new damage fails
  rules      list the rules
  explain    print the manual of a rule
  config     print the settings for a file, and where they come from
  completion print what a shell needs to complete textfix

{repairs}
{reading}  --stdin-filename NAME the name of what comes in: its format and settings

{writing}{jobs}
To learn more:
  --version             print the versions of the program and of its rules
  -h, --help            print this help

Examples:
  textfix page.txt > clean.txt
  pdftotext -enc UTF-8 report.pdf - | textfix > report.txt
  textfix --column text data.jsonl > clean.jsonl
  textfix --stdin-filename a.csv < a.csv > b.csv
  textfix --profile repair page.txt       Traditional stays Traditional
  textfix diff page.txt                   what would change?

Exit status:
  0    done, whether or not anything changed
  2    error: one line on standard error says what is wrong and what to do
  130  interrupted

Text, JSON Lines, CSV and TSV above 32 MB are repaired and written in blocks,
each a document.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from textfix.cli import options
from textfix.cli.reading import label, opened
from textfix.cli.terminal import SLOW, fault, tell, write

if TYPE_CHECKING:
    from textfix.files.outcome import Outcome
    from textfix.files.treatment import Treatment

HELP = (__doc__ or "").format(
    repairs=options.REPAIRS, reading=options.READING, writing=options.WRITING, jobs=options.JOBS
)
MARK = b"\xef\xbb\xbf"
OPTIONS = {"help": "--help", "version": "--version"}  # which are commands elsewhere


@click.command(add_help_option=False)
@click.argument("files", nargs=-1)
@options.shared
@options.writing
@options.input_name
@options.jobs
@click.option("--list-rules", is_flag=True)
@click.option("--diagnose", is_flag=True)
@options.version
@options.manual
@options.helped(HELP)
def command(
    files: tuple[str, ...], stdin_filename: str, list_rules: bool, diagnose: bool, **chosen: Any
) -> int:
    """Repair to standard output."""
    if "" in files:
        raise click.UsageError(options.EMPTY)
    if list_rules or diagnose:
        return _other("list-rules" if list_rules else "diagnose", files, chosen)
    from textfix.cli.choices import Choices, tell_unmet
    from textfix.formats.spot import Telling

    choices = Choices(**chosen)
    names = files or ("-",)
    reals = [stdin_filename or "stdin.txt" if name == "-" else name for name in names]
    hows = [choices.treatment(Path(real), Telling.REPAIRS) for real in reals]
    if not files and sys.stdin and sys.stdin.isatty():
        end = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
        tell(f"reading the terminal until {end}; textfix --help shows more")
    done: list[bytes] = []
    met: set[str] = set()
    with _said(names):
        for name, real, how in zip(names, reals, hows, strict=True):
            for repaired, large in _repaired(name, real, how, met, choices.here.jobs):
                done.append(repaired if len(names) == 1 else repaired.removeprefix(MARK))
                if large:  # too much to keep until all is well
                    _flush(done)
    _flush(done)
    tell_unmet(choices.asked, met)
    return 0


def _other(option: str, files: tuple[str, ...], chosen: dict[str, Any]) -> int:
    """What once was an option, and is a command now."""
    given = {
        name: value for name, value in chosen.items() if value not in (None, (), False, "error")
    }
    allowed = {
        "list-rules": {"profile", "select", "ignore", "unsafe"},
        "diagnose": {"encoding", "errors"},
    }
    if wrong := [name for name in given if name not in allowed[option]]:
        raise click.UsageError(f"--{option} takes no --{wrong[0].replace('_', '-')}")
    if option == "diagnose":
        from textfix.cli.diagnose import diagnosed

        diagnosed(files, given.get("encoding"), given.get("errors", "strict"))
        return 0
    from textfix.cli.rules import listed, table

    if files:
        raise click.UsageError("--list-rules takes no FILE")
    write(table(listed(**given)))
    return 0


def _flush(done: list[bytes]) -> None:
    for data in done:
        write(data)
    done.clear()


def _repaired(
    name: str, real: str, how: Treatment, met: set[str], jobs: int
) -> Iterator[tuple[bytes, bool]]:
    """A file repaired, in blocks; and whether it is so large that there are several.

    What it has of the columns and keys asked for is added to `met`.
    """
    from textfix.files import checks
    from textfix.files.pool import cores
    from textfix.files.ranges import Source, repaired
    from textfix.files.repair import Skip
    from textfix.files.stream import WHOLE
    from textfix.formats import is_table
    from textfix.recode.declared import for_file

    how = how._replace(to=how.to or "utf-8", checks=how.checks | checks.DEFAULT, limit=sys.maxsize)
    if is_table(real, how.format):
        raise click.ClickException(f"{label(name)}: not text; textfix fix repairs it in place")
    path = None if name == "-" else Path(name)
    hint = "" if path is None or how.encoding else for_file(path)
    source = Source(real, how, hint=hint, path=path, spots=False)
    try:
        with opened(name) as file, closing(repaired(file, source, jobs or cores())) as results:
            for count, (range, (outcome, after)) in enumerate(results):
                _complain(outcome, label(name))
                met |= outcome.met
                data = range.read() if after is None else after
                yield data, count > 0 or len(data) > WHOLE
    except Skip as skip:
        raise click.ClickException(
            f"{label(name)}: not text but {skip}; name text files only"
        ) from None
    except FileNotFoundError as wrong:
        raise _no_command(name) or fault(label(name), wrong) from None
    except (OSError, ValueError) as wrong:
        raise fault(label(name), wrong) from None


def _no_command(name: str) -> click.ClickException | None:
    """The name of a file that does not exist may be a command, misspelt."""
    from difflib import get_close_matches

    from textfix.cli import COMMANDS

    near = get_close_matches(name, (*COMMANDS, *OPTIONS), 1, 0.75)
    if not near:
        return None
    meant = OPTIONS.get(near[0], near[0])
    return click.ClickException(f"{name}: no such file; did you mean {meant}?")


def _complain(outcome: Outcome, name: str) -> None:
    if outcome.error:
        raise click.ClickException(f"{name}: {outcome.error}")
    for problem in outcome.problems:
        tell(f"warning: {name}: {problem}")


@contextmanager
def _said(names: tuple[str, ...]) -> Iterator[None]:
    """On a terminal, say that long work goes on."""
    slow = threading.Timer(SLOW, tell, [f"repairing {', '.join(map(label, names[:3]))}..."])
    slow.daemon = True
    if sys.stderr and sys.stderr.isatty():
        slow.start()
    try:
        yield
    finally:
        slow.cancel()
