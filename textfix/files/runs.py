"""The runs that a journal holds, and where it is.

The journal is the folder `.textfix` at the top of the git work tree; without git, in the current
folder where all files are below it, else in the folder that they have in common.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from textfix.files import manifest
from textfix.files.errors import JournalError, reason
from textfix.files.leftovers import sweep
from textfix.files.temporary import hold

FOLDER = Path(".textfix")
RUNS = FOLDER / "runs"
_NAME = re.compile(r"\d{8}T\d{6}Z-\d{3,}")


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its folder, when it began, its options, what it recorded and how it ended.

    `how` is "finished", "interrupted" or, while it runs or if it was killed since, "". `files`
    counts the files changed or renamed, or about to be.
    """

    folder: Path
    started: datetime
    options: dict[str, Any]
    version: str
    ruleset: str
    files: int
    how: str
    undone: bool

    @property
    def name(self) -> str:
        """Its time and number, as in `20261122T113000Z-001`; by these, runs are in order."""
        return self.folder.name

    @property
    def top(self) -> Path:
        """The folder from which its paths go."""
        return self.folder.parents[2]

    @property
    def manifest(self) -> Path:
        """The file that says it all."""
        return self.folder / manifest.MANIFEST

    def place(self, name: str) -> Path:
        """Where a path in the manifest is. Raises ValueError if that is outside."""
        path = Path(os.path.normpath(self.top / name))
        if not path.is_relative_to(self.top):
            raise ValueError(f"{name} is outside {self.top}")
        return path


def top_of(paths: Iterable[Path]) -> Path:
    """Where the journal of a run over `paths` belongs (see above); an absolute path.

    Raises JournalError where the files are on several drives.
    """
    here = Path.cwd()
    folders = {_absolute(path).parent for path in paths} or {here}
    try:
        common = Path(os.path.commonpath([here, *folders]))
        common = common if common == here else Path(os.path.commonpath(folders))
    except ValueError as error:
        raise JournalError(here, "the files are on several drives; --no-journal") from error
    trees = (folder for folder in (common, *common.parents) if (folder / ".git").exists())
    return next(trees, common)


def find(start: Path) -> Path | None:
    """The nearest folder with a journal: `start`, or one above it in the same git work tree.

    A journal that another user put there (in `/tmp`) is not taken for one's own.
    """
    start = _absolute(start)
    for top in (start, *start.parents):
        if _is_own_folder(top / RUNS):
            return top
        if os.path.lexists(top / ".git"):
            break
    return None


def _is_own_folder(path: Path) -> bool:
    try:
        info = path.stat()
    except OSError:  # not there, or in a folder that may not be entered
        return False
    return stat.S_ISDIR(info.st_mode) and (not hasattr(os, "getuid") or info.st_uid == os.getuid())


def relative(path: Path, top: Path) -> str:
    """`path` from `top`, with slashes; a link is named itself, not what it points to.

    Raises JournalError where it is not below.
    """
    path = _absolute(path)
    if not path.is_relative_to(top):
        raise JournalError(path, f"outside {top}, whose journal this is; --no-journal")
    return path.relative_to(top).as_posix()


def _absolute(path: Path) -> Path:
    return Path(os.path.normpath(Path.cwd() / path))


def folders(top: Path) -> list[Path]:
    """The folders of the runs, the oldest first. Raises JournalError where they cannot be read."""
    try:
        return sorted(entry for entry in (top / RUNS).iterdir() if _NAME.fullmatch(entry.name))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise JournalError(top / FOLDER, f"{reason(error)}, or --no-journal") from error


def runs(top: Path) -> list[Run]:
    """The runs in the journal of `top` that recorded anything, the newest first.

    Raises JournalError where one cannot be read.
    """
    found = (_run(folder) for folder in reversed(folders(top)))
    return [run for run in found if run is not None and run.files]


def _run(folder: Path) -> Run | None:
    """A run; None where it was killed before it had a manifest."""
    files, how, undone = 0, "", False
    try:
        lines = manifest.entries(folder / manifest.MANIFEST)
        head = next(lines)
        for entry in lines:
            files += "path" in entry
            how = entry.get("how", how)
            undone = undone or "undone" in entry
        started = datetime.fromisoformat(head["started"].replace("Z", "+00:00"))
        version, ruleset = head["textfix"], head["ruleset"]
        return Run(folder, started, head["options"], version, ruleset, files, how, undone)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise JournalError(folder, reason(error)) from error
    except (StopIteration, ValueError, LookupError, AttributeError, TypeError) as error:
        what = "the manifest of this run is damaged; move its folder elsewhere"
        raise JournalError(folder, what) from error


def settle(top: Path) -> Iterator[tuple[Path, str]]:
    """Clear up after runs that were killed, where they changed files; yields what was done."""
    for folder in folders(top):
        path = folder / manifest.MANIFEST
        # Removed meanwhile, not ours to write, or damaged: left for `runs` to complain about.
        with suppress(OSError, ValueError, JournalError):
            if manifest.is_over(path):
                continue
            with path.open("r+b", buffering=0) as file:
                if hold(file):
                    run = _run(folder)
                    yield from clear(run) if run else ()
                    manifest.mark(file, "ended", how="interrupted")


def clear(run: Run) -> Iterator[tuple[Path, str]]:
    """`sweep` every folder that a run changed something in."""
    entries = (entry for entry in manifest.entries(run.manifest) if "path" in entry)
    places = {run.place(entry["path"]).parent for entry in entries}
    for folder in sorted(places):
        yield from sweep(folder)
