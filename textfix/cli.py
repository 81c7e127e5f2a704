"""Usage: textfix [OPTION]... [FILE]...

Repair Chinese text: damage done by copying tools, encodings and page layouts,
and Traditional characters that should be Simplified.

Each FILE (standard input if there is none, or where FILE is -) is repaired by
itself and written to standard output as UTF-8; the files stay as they are.
Input is UTF-8, or UTF-16 or UTF-32 with a byte order mark. Line endings are
kept, and so is the byte order mark of a UTF-8 input that is the only one.

What to repair:
  --profile NAME        repair: undo what encodings and copying tools did
                        zh-hans (the default): that, stray white space, and
                        Traditional to Simplified
                        publish: all that, and typography
  --select RULE[,RULE]  apply these rules instead, unsafe ones too
  --ignore RULE[,RULE]  leave these rules out
  --unsafe              apply unsafe rules too: likely right, not certain
  --protect WORD        never touch WORD
  --format auto|text    auto (the default): refuse a FILE that by its name is
                        not plain text, such as data.csv or page.html
                        text: repair every FILE as plain text
--select, --ignore and --protect may be repeated.

To learn more:
  --list-rules          list the rules that the options above choose
  --explain RULE        print the manual of a rule
  --version             print the versions of the program and of its rules
  -h, --help            print this help

Examples:
  textfix page.txt > clean.txt
  pdftotext -enc UTF-8 report.pdf - | textfix > report.txt
  textfix page.txt | diff page.txt -      what would change?
  textfix --profile repair page.txt       Traditional stays Traditional
  textfix --ignore blank-lines,trailing-space --protect 乾隆 page.txt

Exit status:
  0    done, whether or not anything changed
  2    error: one line on standard error says what is wrong and what to do
  130  interrupted
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import sys
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import click

from textfix import PROFILES, RULESET, Decoded, Pipeline, Rule, __version__, decode

# Files that are more than their text: data, markup, translations, subtitles, code.
_FORMATS = (
    ".csv .tsv .json .jsonl .ndjson .geojson .ipynb .yaml .yml .toml .ini .cfg .conf .properties "
    ".xml .xsl .svg .html .htm .xhtml .vue .svelte .css .scss .less .md .markdown .mdx .rmd .qmd "
    ".rst .adoc .asciidoc .org .tex .sty .bib .po .pot .xliff .xlf .strings .resx .srt .vtt .ass "
    ".ssa .lrc .diff .patch .py .pyi .js .mjs .cjs .jsx .ts .tsx .java .kt .scala .groovy .c .h "
    ".cc .cpp .cxx .hpp .m .mm .cs .go .rs .rb .php .pl .pm .lua .r .jl .swift .dart .ex .erl .hs "
    ".clj .el .lisp .vim .sql .sh .bash .zsh .fish .bat .cmd .ps1 .proto .graphql .cmake .gradle"
).split()
_CURES = {
    errno.ENOENT: "; check the name",
    errno.EISDIR: "; name the files in it",
    errno.EACCES: "; check that you may read it",
    errno.ENOSPC: "; make room and run it again",
    errno.EBADF: "; it is closed, redirect it",
}
_SEE_HELP = "; see textfix --help"
_PATIENCE = 2.0  # seconds of work before a terminal is told of it


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the command `textfix` and exit: the console entry point."""
    code, error = 2, ""
    try:
        code = _command.main(argv, prog_name="textfix", standalone_mode=False) or 0
    except click.NoSuchOption as wrong:
        near = f"; did you mean {wrong.possibilities[0]}?" if wrong.possibilities else _SEE_HELP
        error = f"no option {_shown(wrong.option_name)}{near}"
    except click.UsageError as wrong:
        error = " ".join(wrong.format_message().rstrip(".").split()) + _SEE_HELP
    except click.ClickException as wrong:
        error = wrong.message
    except (click.Abort, KeyboardInterrupt):
        code = 130
    if error:
        _tell(f"error: {error[0].lower()}{error[1:]}")
    sys.exit(code)


def _answer(context: click.Context, parameter: click.Parameter, asked: str | bool | None) -> None:
    if asked is None or asked is False:
        return
    if isinstance(asked, str):
        _print(_manual(_pipeline(select=[asked]).rules[0]))
    else:
        version = f"textfix {__version__} (rules of {RULESET})"
        _print(version if parameter.name == "version" else __doc__ or "")
    context.exit()


def _names(context: click.Context, parameter: click.Parameter, given: Iterable[str]) -> list[str]:
    return [name.strip() for group in given for name in group.split(",")]


_ask = partial(click.option, is_eager=True, expose_value=False, callback=_answer)
_rules = partial(click.option, multiple=True, callback=_names)


@click.command(add_help_option=False)
@click.argument("files", nargs=-1)
@click.option("--profile", default="zh-hans")
@_rules("--select")
@_rules("--ignore")
@click.option("--unsafe", is_flag=True)
@click.option("--protect", multiple=True)
@click.option("--format", type=click.Choice(["auto", "text"]), default="auto")
@click.option("--list-rules", is_flag=True)
@_ask("--explain")
@_ask("--version", is_flag=True)
@_ask("-h", "--help", is_flag=True)
def _command(files: tuple[str, ...], format: str, list_rules: bool, **options: Any) -> int:
    if "" in files or "" in options["protect"]:
        raise click.UsageError("an argument is empty (a shell variable that is not set?)")
    if list_rules and (files or options["protect"]):
        raise click.UsageError(f"--list-rules takes no {'FILE' if files else '--protect'}")
    pipeline = _pipeline(**options)
    try:
        if list_rules:
            _print(_table(pipeline.rules))
        else:
            _write(_repaired(pipeline, files, format))
    except KeyboardInterrupt:  # taken from click, which would write an empty line
        _discard(1)
        return 130
    return 0


def _pipeline(**options: Any) -> Pipeline:
    try:
        return Pipeline.of(**options)
    except ValueError as wrong:  # no such rule or profile; the message names the nearest
        raise click.ClickException(str(wrong)) from None


def _repaired(pipeline: Pipeline, files: Sequence[str], format: str) -> list[bytes]:
    """All of the output, before any of it is written."""
    for name in files:
        if format == "auto" and name.lower().endswith(tuple(_FORMATS)):
            raise click.ClickException(
                f"{_shown(name)}: .{name.rpartition('.')[2]} files are more than plain text; "
                "--format text repairs them as if they were not"
            )
    if not files and sys.stdin and sys.stdin.isatty():
        end = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
        _tell(f"reading the terminal until {end}; textfix --help shows more")
    documents = [_read(name) for name in files or ["-"]]
    size = sum(len(document.text) for document in documents)
    slow = threading.Timer(_PATIENCE, _tell, [f"repairing {size:,} characters..."])
    slow.daemon = True
    if sys.stderr and sys.stderr.isatty():
        slow.start()
    try:
        done = [pipeline(doc.text).encode("utf-8", "surrogatepass") for doc in documents]
    finally:
        slow.cancel()
    marked = len(documents) == 1 and documents[0].bom and documents[0].encoding == "utf-8"
    return [b"\xef\xbb\xbf", *done] if marked else done


def _read(name: str) -> Decoded:
    label = "standard input" if name == "-" else _shown(name)
    try:
        with Path(name).open("rb") if name != "-" else contextlib.nullcontext(_stdin()) as file:
            if _is_output(file):
                raise ValueError("is the output too, and > empties it; write elsewhere and rename")
            return decode(file.read())
    except (OSError, ValueError) as wrong:
        raise _fault(label, wrong) from None


def _stdin() -> Any:
    if sys.stdin is None:
        raise ValueError("closed")
    return sys.stdin.buffer


def _is_output(file: Any) -> bool:
    try:
        here, there = os.fstat(file.fileno()), os.fstat(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):  # not a file of the system's
        return False
    return stat.S_ISREG(here.st_mode) and os.path.samestat(here, there)


def _write(chunks: Iterable[bytes]) -> None:
    try:
        if sys.stdout is None:
            raise ValueError("closed")
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    except (OSError, ValueError) as wrong:
        _discard(1)
        # A reader that stops early (`textfix big.txt | head`) got what it wanted. As with ripgrep
        # that is 0 and no message, so scripts under `set -o pipefail` go on. Windows says EINVAL.
        if isinstance(wrong, BrokenPipeError) or (os.name == "nt" and wrong.errno == errno.EINVAL):
            raise click.exceptions.Exit(0) from None
        raise _fault("standard output", wrong) from None


def _print(text: str) -> None:
    """Write text about textfix itself, in the encoding of the terminal."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    _write([f"{text.rstrip()}\n".encode(encoding, "backslashreplace")])


def _tell(message: str) -> None:
    try:
        click.echo(f"textfix: {message}", err=True)
    except OSError:  # nobody can be told
        _discard(2)


def _discard(descriptor: int) -> None:
    """Send what is still buffered nowhere: Python would try again at exit, and complain."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def _fault(where: str, wrong: OSError | ValueError) -> click.ClickException:
    reason = str(wrong)
    if isinstance(wrong, OSError):
        reason = (wrong.strerror or reason).lower() + _CURES.get(wrong.errno or 0, "")
    return click.ClickException(f"{where}: {reason}")


def _shown(name: str) -> str:
    return name if name.isprintable() else ascii(name)


def _table(rules: Iterable[Rule]) -> str:
    """A line for each rule; on a terminal, filled to its width."""
    width = _columns() if sys.stdout and sys.stdout.isatty() else sys.maxsize
    return "\n".join(
        _fill(f"{r.name:24}{r.phase.name.lower():13}{'safe' if r.safe else 'unsafe':8}", r.summary, width)
        for r in rules
    )


def _manual(rule: Rule) -> str:
    """A rule's docstring as a manual page; examples and what is indented stay as written."""
    width = min(shutil.get_terminal_size().columns, 88)
    summary, _, rest = rule.doc.strip().partition("\n")
    on = [n for n, p in PROFILES.items() if rule in p.rules and (rule.safe or rule.name in p.daring)]
    ways = [f"--profile {' or '.join(on)}"] * bool(on) + ["--unsafe"] * (not rule.safe)
