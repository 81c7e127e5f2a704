"""The manifest of a run: JSON Lines, appended so that a kill leaves all but the last readable."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from io import FileIO
from pathlib import Path
from typing import Any

MANIFEST = "manifest.jsonl"
ORIGINALS = "originals"  # the other file of a run: old bytes, one zlib stream after another
_TAIL = 256  # bytes at the end of a manifest that hold the whole line of a mark


def append(file: FileIO, data: bytes) -> None:
    """Put `data` at the end of an unbuffered file and on the disk, or leave the file as it was."""
    end = file.seek(0, os.SEEK_END)
    try:
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]
        os.fsync(file.fileno())
    except BaseException:
        file.truncate(end)
        raise


def line(entry: Mapping[str, Any]) -> bytes:
    """One entry; ASCII, with lone surrogates (of file names that are no text) as escapes."""
    import json

    return json.dumps(entry, separators=(",", ":")).encode() + b"\n"


def entries(path: Path) -> Iterator[dict[str, Any]]:
    """The entries in order; a torn last line is ignored. Raises OSError, and ValueError if broken."""
    import json

    with path.open("rb") as file:
        for text in file:
            if text.endswith(b"\n"):
                yield json.loads(text)


def backwards(path: Path) -> Iterator[dict[str, Any]]:
    """The same, the last one first; one at a time is in memory."""
    import json

    with path.open("rb") as file:
        starts = [0]
        for text in file:
            starts.append(starts[-1] + len(text))
        for start, end in zip(starts[-2::-1], starts[:0:-1], strict=True):
            file.seek(start)
            text = file.read(end - start)
            if text.endswith(b"\n"):
                yield json.loads(text)


def mark(file: FileIO, what: str, **more: str) -> None:
    """Append that the run has `ended`, or is `undone`; a torn last line is cut off first."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    torn = size - file.read().rfind(b"\n") - 1
    file.truncate(size - torn)
    append(file, line({what: now(), **more}))


def is_over(path: Path) -> bool:
    """Does the last line say that the run has ended, or is undone? Raises OSError."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
        last = file.read().rstrip(b"\n").rpartition(b"\n")[2]
    return last.startswith((b'{"ended"', b'{"undone"'))


def now() -> str:
    """The time in UTC, as in RFC 3339, to the second.

    >>> datetime.fromisoformat(now().replace("Z", "+00:00")).tzinfo is not None
    True
    """
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
