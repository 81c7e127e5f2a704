"""Usage: textfix undo [OPTION]... [PATH]...

Give files back the bytes, and the names, they had before the last run of
`textfix fix` or `textfix names --fix`; or only these files, and those in these
folders. Files that have changed since are left and said. A second undo takes
back the run before.

  --run NAME            this run rather than the last (--list shows the names)
  --list                list the runs that are recorded, the newest first
  --dry-run             say what would be done; write nothing
  --quiet               tell errors only

Exit status:
  0    all is as it was before
  2    something could not be given back; the rest was
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from textfix.cli import options
from textfix.cli.terminal import tell, write

if TYPE_CHECKING:
    from textfix.files.runs import Run


@click.command(add_help_option=False)
@options.paths()
@click.option("--run", "name")
@click.option("--list", "listing", is_flag=True)
@click.option("--dry-run", is_flag=True)
@click.option("--quiet", is_flag=True)
@options.helped(__doc__ or "")
def command(
    paths: tuple[str, ...], name: str | None, listing: bool, dry_run: bool, quiet: bool
) -> int:
    """Take back a run."""
    from textfix.files.errors import FileError
    from textfix.files.runs import find, runs

    wanted = [Path(path) for path in paths]
    try:
        top = find(_common(wanted))
        known = runs(top) if top else []
        if listing:
            write("".join(_line(run) for run in known))
            return 0
        return _undo(_chosen(known, name), wanted, dry_run, quiet)
    except FileError as wrong:
        raise click.ClickException(str(wrong)) from None


def _common(paths: Sequence[Path]) -> Path:
    """The folder that these have in common, or that they are, where their journal is looked for."""
    try:
        return Path(os.path.commonpath([_folder(path) for path in paths or (Path(),)]))
    except ValueError as wrong:
        raise click.ClickException(
            "these paths are on several drives; undo them by drive"
        ) from wrong


def _folder(path: Path) -> Path:
    path = Path(os.path.abspath(path))  # noqa: PTH100 - of a link, its own folder
    return path if os.path.isdir(path) else path.parent  # noqa: PTH112 - which raises nothing


def _chosen(known: Sequence[Run], name: str | None) -> Run:
    """The run that is asked for, else the last that is not undone."""
    if name is not None:
        for run in known:
            if run.name == name:
                return run
        raise click.ClickException(f"no run named {name}; see textfix undo --list")
    for run in known:
        if not run.undone:
            return run
    where = "is recorded here" if not known else "is left to take back"
    raise click.ClickException(f"no run {where}; see textfix undo --list, or git restore")


def _undo(run: Run, paths: Sequence[Path], dry: bool, quiet: bool) -> int:
    from textfix.files.undo import undo
    from textfix.render.visible import visible

    counts: Counter[str] = Counter()
    for one in undo(run, paths or None, dry=dry):
        counts[one.state] += 1
        path = _shown(one.path)
        if one.state not in ("restored", "already"):
            tell(f"error: {path}: {one.note or one.state}")
        elif dry and one.state == "restored":
            write(f"{visible(path)}\n")
    bad = sum(counts.values()) - counts["restored"] - counts["already"]
    if not quiet:
        verb = "would restore" if dry else "restored"
        so = f"; {counts['already']:,} as before the run already" if counts["already"] else ""
        whole = sum(counts.values())
        tell(f"{verb} {counts['restored']:,} of {whole:,} files of run {run.name}{so}")
    return 2 if bad else 0


def _shown(path: Path) -> str:
    """A path as people see it: short, if it is below the current folder."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _line(run: Run) -> str:
    """A line of the list."""
    state = "undone" if run.undone else (run.how or "unfinished")
    return f"{run.name}  {run.files:>7,} files  {state}\n"
