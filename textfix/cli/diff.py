"""Usage: textfix diff [OPTION]... [PATH]...

Show what `textfix fix` would change, as a patch that `git apply` takes where
files are UTF-8 before and after (others are shown as they read); on a terminal
the characters that change are marked, and invisible ones are drawn and named.
PATH - is standard input. Nothing is written.

{repairs}
{reading}  --stdin-filename NAME the name of what comes in: its format and settings

{files}  --baseline FILE       leave out what this file accepts
  --color auto|always|never
                        also NO_COLOR and FORCE_COLOR

Exit status:
  0    nothing would change
  1    something would
  2    something could not be looked at
  130  interrupted
"""

from __future__ import annotations

import sys
from typing import Any

import click

from textfix.cli import options
from textfix.cli.terminal import tell, write

HELP = (__doc__ or "").format(repairs=options.REPAIRS, reading=options.READING, files=options.FILES)


@click.command(add_help_option=False)
@options.paths(stdin=True)
@options.shared
@options.walking
@options.input_name
@click.option("--baseline")
@click.option("--color", type=options.COLORS, default="auto")
@options.helped(HELP)
def command(
    paths: tuple[str, ...],
    stdin_filename: str,
    since: str | None,
    show_files: bool,
    color: Any,
    **chosen: Any,
) -> int:
    """Show what would change."""
    from textfix.cli.choices import Choices
    from textfix.cli.gather import Tally, examined, found
    from textfix.formats.spot import Telling
    from textfix.recode.byteread import as_utf8
    from textfix.render.color import enabled
    from textfix.render.diff import unified

    choices, tally, changed = Choices(**chosen), Tally(), False
    files = found(paths, choices, tally, since=since, show_files=show_files)
    painted, drawn = enabled(color, sys.stdout), bool(sys.stdout and sys.stdout.isatty())
    for done in examined(files, choices, stdin_filename, Telling.REPAIRS):
        tally.add(done)
        if done.outcome.error:
            tell(f"error: {done.outcome.path}: {done.outcome.error}")
        if done.outcome.changed:
            changed = True
            patch = unified(done.outcome, color=painted, drawn=drawn)
            write(as_utf8(patch))
            if not patch:  # a Parquet file
                why = "would change, and has no lines to show; see textfix check"
                tell(f"{done.outcome.path}: {why}")
    tally.tell_rest()
    return 2 if tally.failed else int(changed)
