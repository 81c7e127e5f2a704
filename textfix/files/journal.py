"""What `fix` records, before it changes a file, so that `undo` gives the bytes back.

Each run that changes something is a folder in `.textfix/runs` (`textfix.files.runs` says where),
named by its time in UTC and a number. Its manifest begins with what was run and has a line for
every file: hashes of the old and the new bytes, and a patch that turns the new into the old,
proved by doing so; where that would be long, the old bytes stand compressed in `originals`. The
line is on the disk before its file is changed, so after a kill at any moment every file is old or
new, and known.

A journal is written by one thread of one process, the one that replaces the files.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timezone
from io import FileIO
from pathlib import Path
from typing import Any

from textfix.files import manifest, patch
from textfix.files.errors import JournalError, reason
from textfix.files.runs import FOLDER, RUNS, folders, relative, settle
from textfix.files.temporary import flush, flush_folder, hold, move, temporary

LIMIT = 1 << 30  # bytes of all runs together
KEPT = 1000  # runs: a hook makes one with every commit it repairs
# Up to this share of a file, old bytes are kept as a patch. Compressed, Chinese takes a third.
_PATCH = 0.25
_HUNK = 32  # bytes that the numbers of a hunk take in the manifest, about


class Journal:
    """What one run records; nothing is written before the first record.

    A context manager that marks the run as finished at its end. It is in the folder `top`;
    `recovered` says what was found of runs that were killed, and what was done. Its methods raise
    JournalError where the journal cannot be written; the file that was to be recorded must then
    stay as it is.
    """

    def __init__(self, top: Path, options: Mapping[str, Any], limit: int):
        self.recovered = list(settle(top))
        self.top, self._options, self._limit = top, options, limit
        self._manifest: FileIO | None = None
        self._folder = top  # of this run, once there is one
        self._size = 0  # bytes of this run
        self._others: list[tuple[Path, int]] = []  # the runs before it, the newest first

    @classmethod
    def begin(
        cls, top: Path, *, options: Mapping[str, Any], limit: int = LIMIT, needs: int = 0
    ) -> Journal:
        """A journal in the folder `top` (absolute) for a run with these command line options.

        `limit` is in bytes; the oldest runs make room for this one. `needs` is what it may have to
        keep at most, if that is known: if more than `limit`, JournalError is raised at once.
        """
        if needs > limit:
            raise JournalError(top / FOLDER, _over(needs, limit))
        return cls(top, options, limit)

    def record(
        self, path: Path, before: bytes, after: bytes, edits: Sequence[patch.Hunk] | None = None
    ) -> None:
        """Remember that `path`, which holds `before`, is about to hold `after`.

        `edits` turn one into the other, where the caller knows them: offset and length in
        `before`, and the bytes that go there.
        """
        from hashlib import sha256

        entry: dict[str, Any] = {
            "path": relative(path, self.top),
            "before": sha256(before).hexdigest(),
            "after": sha256(after).hexdigest(),
            "size": len(before),
        }
        back = patch.between(after, before) if edits is None else patch.invert(edits, before)
        hunks = _cheap(back, _PATCH * len(before))
        if hunks is not None and patch.turns(hunks, after, before):
            kept = [(at, length, b64encode(old).decode()) for at, length, old in hunks]
            self._write({**entry, "patch": kept})
        else:
            self._write(entry, before)

    def record_rename(self, old: Path, new: Path) -> None:
        """Remember that the file or folder `old` is about to be called `new`."""
        entry = {"path": relative(old, self.top), "renamed": relative(new, self.top)}
        self._write(entry)

    def finish(self) -> None:
        """Mark the run as finished and let go of it; nothing can be recorded after."""
        if self._manifest is not None:
            with self._manifest:
                manifest.mark(self._manifest, "ended", how="finished")

    def __enter__(self) -> Journal:  # noqa: PYI034 - typing has Self from 3.11 only
        return self

    def __exit__(self, *_: object) -> None:
        self.finish()

    def _write(self, entry: dict[str, Any], original: bytes | None = None) -> None:
        import zlib

        try:
            if self._manifest is None:
                self._manifest = self._open()
            if original is not None:
                kept = zlib.compress(original)
                with (self._folder / manifest.ORIGINALS).open("ab", buffering=0) as originals:
                    entry["original"] = originals.tell(), len(kept)
                    self._append(originals, kept)
            self._append(self._manifest, manifest.line(entry))
        except OSError as error:
            raise JournalError(self.top / FOLDER, f"{reason(error)}; or --no-journal") from error

    def _append(self, file: FileIO, data: bytes) -> None:
        self._make_room(len(data))
        manifest.append(file, data)
        self._size += len(data)

    def _make_room(self, more: int) -> None:
        needs = self._size + more
        if needs > self._limit:
            raise JournalError(self.top / FOLDER, _over(needs, self._limit))
        for at in reversed(range(len(self._others))):
            too_many = len(self._others) >= KEPT
            if not too_many and needs + sum(size for _, size in self._others) <= self._limit:
                return
            if _removed(self._others[at][0]):
                del self._others[at]

    def _open(self) -> FileIO:
        """Make the folder of this run; its manifest is there only once it has its first line."""
        runs, others = self.top / RUNS, folders(self.top)
        runs.mkdir(parents=True, exist_ok=True)
        _ignore(self.top / FOLDER)
        self._others = [(folder, _size(folder)) for folder in reversed(others)]
        self._folder = _new(runs, others[-1].name if others else "")
        path = self._folder / manifest.MANIFEST
        with temporary(self._folder) as file:
            file.write(manifest.line(_head(self._options)))
            flush(file)
            move(file, path)
        for folder in (self._folder, runs, runs.parent, self.top):
            flush_folder(folder)
        opened = path.open("r+b", buffering=0)
        with suppress(OSError):
            hold(opened)
        return opened


def _cheap(hunks: Iterable[patch.Hunk], limit: float) -> list[patch.Hunk] | None:
    """The hunks, unless they would take more than `limit` bytes in the manifest."""
    found, costs = [], 0.0
    for hunk in hunks:
        costs += _HUNK + len(hunk[2]) * 4 / 3
        if costs > limit:
            return None
        found.append(hunk)
    return found


def _head(options: Mapping[str, Any]) -> dict[str, Any]:
    from textfix import RULESET, __version__

    return {
        "textfix": __version__,
        "ruleset": RULESET,
        "started": manifest.now(),
        "options": dict(options),
    }


def _new(runs: Path, newest: str) -> Path:
    """The folder of a new run: after all others, even if the clock was set back."""
    time, _, number = newest.partition("-")
    now = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    count = int(number) if now <= time else 0
    while True:
        count += 1
        folder = runs / f"{max(now, time)}-{count:03}"
        with suppress(FileExistsError):
            folder.mkdir()
            return folder


def _ignore(folder: Path) -> None:
    path = folder / ".gitignore"
    if not path.exists() or not path.stat().st_size:
        path.write_text("*\n")


def _size(folder: Path) -> int:
    files = (folder / manifest.MANIFEST, folder / manifest.ORIGINALS)
    return sum(file.stat().st_size for file in files if file.exists())


def _removed(run: Path) -> bool:
    """Remove a run, unless another process is writing it."""
    from shutil import rmtree

    with suppress(OSError), (run / manifest.MANIFEST).open("r+b") as file:
        if not hold(file):
            return False
    rmtree(run, ignore_errors=True)
    return True


def _over(needs: int, limit: int) -> str:
    shown, of = (f"{size / (1 << 20):,.1f} MiB" for size in (needs, limit))
    return f"the journal would need {shown} of {of}; raise --journal-limit, or --no-journal"
