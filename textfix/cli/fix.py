"""Usage: textfix fix [OPTION]... [PATH]...

Repair files in place, and the files in folders (the current one if no PATH is
named). A file in which nothing is wrong is not written; others are replaced as
a whole, so that they hold their old bytes or their new ones whatever happens.

What was done is recorded in the folder .textfix, if more than one file is
written or git could not give it back: `textfix undo` takes it back.

{repairs}
{reading}
{files}
{writing}  --baseline FILE       leave what this file accepts
  --backup SUFFIX       keep a copy beside each file that is written (.orig)
  --journal, --no-journal
                        record always, or never
  --journal-limit SIZE  of all that is recorded; the oldest goes first (1GB)
  --exit-non-zero-on-fix
                        exit with 1 if a file was written, as hooks want

{showing}

Examples:
  textfix fix data/
  textfix fix --column text --profile repair corpus.jsonl
  textfix fix --since origin/main .
  textfix fix --to utf-8-sig --format csv old/*.csv

Exit status:
  0    done, whether or not anything changed
  1    files were written, with --exit-non-zero-on-fix
  2    something could not be done; the rest was
  130  interrupted; every file is whole
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from textfix.cli import options
from textfix.cli.terminal import tell

if TYPE_CHECKING:
    from textfix.config.reading import Layer
    from textfix.files.write import Writer

HELP = (__doc__ or "").format(
    repairs=options.REPAIRS,
    reading=options.READING,
    files=options.FILES,
    writing=options.WRITING,
    showing=options.SHOWING,
)


@click.command(add_help_option=False)
@options.paths()
@options.shared
@options.walking
@options.writing
@click.option("--baseline")
@click.option("--backup")
@click.option("--journal/--no-journal", default=None)
@click.option("--journal-limit")
@click.option("--exit-non-zero-on-fix", is_flag=True)
@options.showing
@options.helped(HELP)
def command(
    paths: tuple[str, ...],
    since: str | None,
    show_files: bool,
    exit_non_zero_on_fix: bool,
    output_format: str,
    color: Any,
    suspected: bool,
    quiet: bool,
    **chosen: Any,
) -> int:
    """Repair in place."""
    from textfix.cli.choices import Choices
    from textfix.cli.gather import Tally, examined, found
    from textfix.cli.show import Manner as Telling
    from textfix.cli.show import Show
    from textfix.files.write import Manner, Writer

    choices, tally = Choices(**chosen), Tally()
    files = found(paths, choices, tally, since=since, show_files=show_files)
    here = choices.here
    show = Show(Telling(output_format, color, suspected, quiet), fixing=True)
    manner = Manner(files, here.backup or "", here.journal, here.journal_limit, _told(here.command))
    with Writer(manner) as writer:
        for done in examined(files, choices):
            if done.after is not None:
                done = writer.write(done)
            tally.add(done)
            show.file(done.outcome)
    for path, done_about_it in writer.recovered:
        tell(f"{path}: {done_about_it}")
    whole = show.end(tally, undo=_undo(writer) if tally.counts.written else "")
    if tally.failed or not whole:
        return 2
    return int(exit_non_zero_on_fix and tally.counts.written > 0)


def _undo(writer: Writer) -> str:
    """What takes it back, from here."""
    if writer.journal is None:
        return ""
    from textfix.files.runs import find

    return (
        "textfix undo" if find(Path.cwd()) == writer.journal else f"textfix undo {writer.journal}"
    )


def _told(command: Layer) -> dict[str, Any]:
    """What the command line said, for the record."""
    return {name: str(value) if isinstance(value, Path) else value for name, value in command}
