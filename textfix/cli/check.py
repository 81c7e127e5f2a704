"""Usage: textfix check [OPTION]... [PATH]...

Tell what is wrong in files, and in the files in folders (the current one if no
PATH is named); PATH - is standard input. Nothing is written.

What only unsafe rules suspect does not count, unless --unsafe or --select has
them applied; --suspected tells it. --select encoding asks only for valid UTF-8
without a misplaced byte order mark, and for text lost on the way.

{repairs}
{reading}  --stdin-filename NAME the name of what comes in: its format and settings

{files}  --baseline FILE       leave out what this file accepts
  --exit-zero           exit with 0 whatever is found

{showing}

Examples:
  textfix check data/
  textfix check --output-format github .
  textfix check --select encoding --since HEAD~1 .

Exit status, the same for every output format:
  0    nothing found
  1    something found
  2    something could not be looked at
  130  interrupted
"""

from __future__ import annotations

from typing import Any

import click

from textfix.cli import options

HELP = (__doc__ or "").format(
    repairs=options.REPAIRS,
    reading=options.READING,
    files=options.FILES,
    showing=options.SHOWING,
)


@click.command(add_help_option=False)
@options.paths(stdin=True)
@options.shared
@options.walking
@options.input_name
@click.option("--baseline")
@click.option("--exit-zero", is_flag=True)
@options.showing
@options.helped(HELP)
def command(
    paths: tuple[str, ...],
    stdin_filename: str,
    since: str | None,
    show_files: bool,
    exit_zero: bool,
    output_format: str,
    color: Any,
    suspected: bool,
    quiet: bool,
    **chosen: Any,
) -> int:
    """Tell what is wrong."""
    from textfix.cli.choices import Choices
    from textfix.cli.gather import Tally, examined, found
    from textfix.cli.show import Manner, Show
    from textfix.formats.spot import Telling

    choices, tally = Choices(**chosen), Tally()
    files = found(paths, choices, tally, since=since, show_files=show_files)
    telling = Telling.SUSPICIONS if suspected else Telling.DAMAGE
    show = Show(Manner(output_format, color, suspected, quiet))
    for done in examined(files, choices, stdin_filename, telling):
        tally.add(done)
        show.file(done.outcome)
    show.end(tally)
    if tally.failed:
        return 2
    return int(tally.unclean > 0 and not exit_zero)
