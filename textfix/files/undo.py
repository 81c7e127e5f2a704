"""The bytes and names from before a run, given back exactly.

A run that was undone is marked, so that a second `undo` undoes the run before it, as in an editor.
Undoing is not itself recorded: running `fix` again does again what it did.
"""

from __future__ import annotations

import os
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from textfix.files import manifest, patch
from textfix.files.errors import JournalError, ReplaceError, reason
from textfix.files.replace import read, replace
from textfix.files.runs import Run, clear, relative
from textfix.files.temporary import flush_folder, hold

State = Literal["restored", "already", "changed", "missing", "failed"]


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of one file.

    "restored": it is as it was before the run, or would be after a dry one; "already": it was so;
    "changed" since the run, and "missing": left, nothing is overwritten or made anew (missing as
    well is what was asked for and the run has not changed); "failed":
    could not be written, or the journal is damaged. `note` says more, with the cure.
    """

    path: Path
    state: State
    note: str = ""


def undo(run: Run, paths: Iterable[Path] | None = None, *, dry: bool = False) -> Iterator[Undone]:
    """Give back what `run` changed, the last change first; `dry`: only say what would be done.

    `paths`: these files, and those in these folders, alone. A run of
    which nothing more can be given back is marked as undone. Raises JournalError where the run still goes on or cannot be read.
    """
    only = None if paths is None else [PurePosixPath(relative(path, run.top)) for path in paths]
    try:
        with run.manifest.open("r+b", buffering=0) as file:
            if _is_held(file):
                raise JournalError(run.folder, "this run still goes on; wait until it has ended")
            if not dry:
                list(clear(run))
            whole = only is None
            for result in _results(_Undoing(run, dry), only):
                whole = whole and result.state != "failed"
                yield result
            if whole and not dry:
                manifest.mark(file, "undone")
    except OSError as error:
        raise JournalError(run.folder, reason(error)) from error
    except (ValueError, LookupError) as error:
        what = "the manifest of this run is damaged; move its folder elsewhere"
        raise JournalError(run.folder, what) from error


def _is_held(file: FileIO) -> bool:
    try:
        return not hold(file)
    except OSError:  # no locks here, so nothing is known
        return False


def _results(undoing: _Undoing, only: list[PurePosixPath] | None) -> Iterator[Undone]:
    unmet = dict.fromkeys(only or ())
    for entry in manifest.backwards(undoing.run.manifest):
        if "path" not in entry:
            continue
        among = _among(entry, only or ())
        for path in among:
            unmet.pop(path, None)
        if only is None or among:
            yield undoing.name(entry) if "renamed" in entry else undoing.content(entry)
    for path in unmet:
        why = f"run {undoing.run.name} did not change it; for another: textfix undo --list"
        yield Undone(undoing.run.place(str(path)), "missing", why)


def _among(entry: dict[str, Any], only: Iterable[PurePosixPath]) -> list[PurePosixPath]:
    """Those of these files and folders that the entry is about."""
    names = [PurePosixPath(entry[key]) for key in ("path", "renamed") if key in entry]
    return [path for path in only if any(name.is_relative_to(path) for name in names)]


class _Undoing:
    def __init__(self, run: Run, dry: bool):
        self.run, self.dry = run, dry
        self._again = f"then textfix undo --run {run.name}"  # as it counts as undone by then
        self._renamed: list[tuple[Path, Path]] = []  # what a dry run would have renamed by now

    def content(self, entry: dict[str, Any]) -> Undone:
        from hashlib import sha256

        path = self.run.place(entry["path"])
        try:
            now, stamp = read(self._at_present(path))
            digest = sha256(now).hexdigest()
            if digest == entry["before"]:
                return Undone(path, "already")
            if digest != entry["after"]:
                what = (
                    f"changed since this run; undo later runs, {self._again}; or restore it by hand"
                )
                return Undone(path, "changed", what)
            old = _old(self.run, entry, now)
            if sha256(old).hexdigest() != entry["before"]:
                raise ValueError
            if not self.dry:
                replace(path, stamp, old)
        except (FileNotFoundError, NotADirectoryError):
            what = f"removed or renamed since this run; put it back, {self._again}"
            return Undone(path, "missing", what)
        except OSError as error:
            return Undone(path, "failed", reason(error))
        except ReplaceError as error:
            return Undone(path, "failed", error.reason)
        except (ValueError, LookupError):
            return Undone(path, "failed", "what the journal kept of it is damaged; see a backup")
        return Undone(path, "restored")

    def name(self, entry: dict[str, Any]) -> Undone:
        path, now = self.run.place(entry["path"]), self.run.place(entry["renamed"])
        new = self._at_present(now)
        old = new.with_name(path.name)
        if not os.path.lexists(new):
            if os.path.lexists(old):
                return Undone(path, "already")
            what = f"{new.name} was removed or renamed since this run; put it back, {self._again}"
            return Undone(path, "missing", what)
        if os.path.lexists(old):
            return Undone(path, "changed", f"{path.name} is taken; move it, {self._again}")
        if self.dry:
            self._renamed.append((path, now))
            return Undone(path, "restored")
        try:
            new.rename(old)
            flush_folder(old.parent)
        except OSError as error:
            return Undone(path, "failed", reason(error))
        return Undone(path, "restored")

    def _at_present(self, path: Path) -> Path:
        """Where `path` is while the names that a dry run restored are not."""
        for old, new in reversed(self._renamed):
            if path.is_relative_to(old):
                path = new / path.relative_to(old)
        return path


def _old(run: Run, entry: dict[str, Any], now: bytes) -> bytes:
    """The bytes before the run, by what the journal kept. Raises ValueError if that is damaged."""
    import zlib

    if "patch" in entry:
        return patch.apply(((at, size, b64decode(old)) for at, size, old in entry["patch"]), now)
    at, size = entry["original"]
    with (run.folder / manifest.ORIGINALS).open("rb") as originals:
        originals.seek(at)
        try:
            return zlib.decompress(originals.read(size))
        except zlib.error as error:
            raise ValueError(str(error)) from error
