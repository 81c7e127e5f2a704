"""Usage: textfix names [OPTION]... [PATH]...

Show files and folders (the current one and all below it, if no PATH is named)
whose names were read in a wrong encoding, and what they should be called; and
the same of names inside zip files. Nothing is renamed.

  --fix                 rename what is certain; `textfix undo` takes it back
  --uncertain           with --fix: rename what is only likely, too
  --no-zip              do not look into zip files
  --no-journal          with --fix: record nothing
  --quiet               tell errors only

Exit status:
  0    no name is wrong; with --fix, whatever was renamed
  1    some are (without --fix)
  2    something could not be read or renamed; the rest was
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from textfix.cli import options
from textfix.cli.terminal import Output, tell

if TYPE_CHECKING:
    from textfix.files.journal import Journal
    from textfix.files.names import Renaming

ZIP = (".zip", ".cbz", ".epub", ".jar")


@click.command(add_help_option=False)
@options.paths()
@click.option("--fix", "fixing", is_flag=True)
@click.option("--uncertain", is_flag=True)
@click.option("--no-zip", is_flag=True)
@click.option("--no-journal", is_flag=True)
@click.option("--quiet", is_flag=True)
@options.helped(__doc__ or "")
def command(
    paths: tuple[str, ...],
    fixing: bool,
    uncertain: bool,
    no_zip: bool,
    no_journal: bool,
    quiet: bool,
) -> int:
    """Show and repair names."""
    from textfix.files.journal import LIMIT, Journal
    from textfix.files.names import names
    from textfix.files.runs import top_of
    from textfix.files.walk import is_there

    wanted = [Path(path) for path in paths or (".",)]
    run = _Run(quiet, fixing)
    for path in wanted:
        if not is_there(path):
            run.failed(f"{path}: no such file or directory; check the name")
    wanted = [path for path in wanted if is_there(path)]
    with ExitStack() as stack:
        journal = None
        if fixing and not no_journal:
            told = {"command": "names"}
            # A folder that has no name here is not renamed, only what is in it.
            renamed = [path if path.name not in ("", "..") else path / "*" for path in wanted]
            journal = stack.enter_context(Journal(top_of(renamed), options=told, limit=LIMIT))
        for path in _zips(wanted) if not no_zip else ():
            run.zip(path, journal, fixing)
        for renaming in names(wanted):
            run.file(renaming, journal, fixing and (uncertain or renaming.reading.certain))
    return run.code()


class _Run:
    """What was found, told as it comes; where files are being renamed, they are even if not told."""

    def __init__(self, quiet: bool, fixing: bool) -> None:
        self._quiet, self._fixing, self._found, self._failed = quiet, fixing, 0, 0
        self._output = Output(needed=not fixing)

    def failed(self, why: str) -> None:
        """Something could not be done."""
        tell(f"error: {why}")
        self._failed += 1

    def file(self, renaming: Renaming, journal: Journal | None, fixing: bool) -> None:
        """A file or folder with a wrong name."""
        from textfix.files.errors import FileError
        from textfix.files.rename import rename

        try:
            if fixing:
                rename(renaming, journal)
        except FileError as wrong:
            self.failed(str(wrong))
            return
        self._tell(str(renaming.path), renaming.new.name, renaming.reading.why, fixing)

    def zip(self, path: Path, journal: Journal | None, fixing: bool) -> None:
        """A zip file, in which some may be wrong."""
        from textfix.files.errors import FileError
        from textfix.files.zip_names import repair_zip, zip_names

        try:
            members = zip_names(path)
            fixing = fixing and any(member.reading.certain for member in members)
            done = {member.name for member in repair_zip(path, journal)} if fixing else set()
        except (FileError, OSError) as wrong:
            self.failed(str(wrong) if isinstance(wrong, FileError) else f"{path}: {wrong}")
            return
        for member in members:
            name, reading = member.name, member.reading
            self._tell(f"{path}/{name}", reading.text, reading.why, name in done)

    def code(self) -> int:
        """The exit code, once it is said what could not be told."""
        if self._output.fault:
            self.failed(f"{self._output.fault}; the list is cut off, the rest is done")
        return 2 if self._failed else int(self._found > 0 and not self._fixing)

    def _tell(self, old: str, new: str, why: str, renamed: bool) -> None:
        from textfix.render.visible import visible

        self._found += 1
        if not self._quiet:
            mark = "renamed: " if renamed else ""
            self._output.write(f"{mark}{visible(old)} -> {visible(new)}  ({why})\n".encode())


def _zips(paths: list[Path]) -> Iterator[Path]:
    from textfix.files.walk import Found, walk

    for one in walk(paths):
        if isinstance(one, Found) and one.path.suffix.lower() in ZIP:
            yield one.path
