"""Usage: textfix baseline [OPTION]... [PATH]...

Accept what is found today: write it to a file that is committed, so that
`textfix check`, `diff` and `fix` with --baseline, or with the setting
baseline, speak of and repair only what is new. The file holds hashes and
counts, no text. What it has of files that are not looked at, it keeps.

  --baseline FILE       the file to write (.textfix-baseline, or the one that
                        the settings name)
  --prune               only take out what is no longer found

{repairs}
{reading}
{files}
Exit status: 0; 2 if a file could not be looked at
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from textfix.cli import options
from textfix.cli.terminal import tell

if TYPE_CHECKING:
    from textfix.files.outcome import Outcome

HELP = (__doc__ or "").format(repairs=options.REPAIRS, reading=options.READING, files=options.FILES)


@click.command(add_help_option=False)
@options.paths()
@options.shared
@options.walking
@click.option("--baseline")
@click.option("--prune", is_flag=True)
@options.helped(HELP)
def command(
    paths: tuple[str, ...], since: str | None, show_files: bool, prune: bool, **chosen: Any
) -> int:
    """Accept what is found."""
    from textfix.cli.choices import Choices
    from textfix.cli.gather import Tally, found, results
    from textfix.files.errors import FileError

    choices, tally = Choices(**chosen), Tally()
    files = found(paths, choices, tally, since=since, show_files=show_files)
    outcomes = []
    for done in results(files, choices):
        tally.add(done)
        if done.outcome.error:
            tell(f"error: {done.outcome.path}: {done.outcome.error}")
        elif not done.skipped:
            outcomes.append(done.outcome)
    tally.tell_rest()
    try:
        tell(_saved(choices.here.baseline, outcomes, prune))
    except FileError as wrong:
        raise click.ClickException(str(wrong)) from None
    return 2 if tally.failed else 0


def _saved(named: Path | None, outcomes: list[Outcome], prune: bool) -> str:
    """What was written, for people."""
    from textfix.baseline import NAME, Baseline
    from textfix.files.errors import FileError
    from textfix.render.summary import many

    path = named or Path(NAME)
    if not prune:
        made = Baseline.make(outcomes, path)
        with suppress(FileError):  # there is none, or it is damaged
            made = made.over(Baseline.load(path), outcomes)
        made.save()
        return f"{path}: {many(sum(entry.number for entry in made), 'finding')} accepted"
    known = Baseline.load(path)
    for outcome in outcomes:
        known.split(outcome)
    kept = known.pruned()
    kept.save()
    gone = sum(entry.number for entry in known) - sum(entry.number for entry in kept)
    return f"{path}: {many(gone, 'finding')} gone and no longer accepted"
