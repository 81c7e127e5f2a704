"""Temporary files whose owner's death can be told, so that a later run may remove them.

Their owner locks them. The system lets go of a lock when the process ends, however it ends:
a temporary file that nobody holds is an orphan. Where the file system knows no locks nothing
is proved, and nothing is removed.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import BinaryIO

PREFIX = ".textfix-"
OWN = f"{PREFIX}{os.urandom(4).hex()}-"  # not the process id: in a container that is often 1
_NAME = re.compile(r"\.textfix-[0-9a-f]{8}-[0-9a-f]{16}")
_BEYOND = 1 << 30  # Windows locks bytes, and nobody may read them: one that no file has


def hold(file: BinaryIO | FileIO) -> bool:
    """Lock a file open for writing until this process closes it; False if another holds it.

    Opening and closing the same file once more lets go of it, and it is no bar to this process
    itself. Raises OSError where the file system knows no locks.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            at = file.seek(0, os.SEEK_CUR)
            file.seek(_BEYOND)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(at)
        else:
            import fcntl

            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


@contextmanager
def temporary(folder: Path) -> Iterator[BinaryIO]:
    """A new file in `folder`, held by this process and readable by its user alone.

    It is gone at the end unless it was moved elsewhere; `file.name` is its path.
    """
    path = folder / f"{OWN}{os.urandom(8).hex()}"
    file = create(path)
    try:
        yield file
    finally:
        remove(path, file)


def move(file: BinaryIO, target: Path) -> None:
    """Let a temporary file take the place of `target`, which need not exist."""
    if sys.platform == "win32":  # where an open file cannot be moved
        file.close()
    Path(file.name).replace(target)


def create(path: Path) -> BinaryIO:
    """A new file, held by this process where the file system knows locks, for its user alone."""
    file = open(path, "xb", opener=_private)  # noqa: SIM115 - its caller closes it
    with suppress(OSError):
        hold(file)
    return file


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def remove(path: Path, file: BinaryIO) -> None:
    """Remove a file that this process holds, and close it."""
    if sys.platform != "win32":  # while it is held; Windows removes no open file
        path.unlink(missing_ok=True)
    with suppress(OSError):  # what could not be written was reported when it was flushed
        file.close()
    if sys.platform == "win32":
        path.unlink(missing_ok=True)


def flush(file: BinaryIO) -> None:
    """Everything written is on the disk."""
    file.flush()
    os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """The names in a folder are on the disk, where the system can promise that."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems refuse; they keep names anyway
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_temporary(entry: str) -> bool:
    """Is this the name of a plain temporary file of another process?"""
    return _NAME.fullmatch(entry) is not None and not entry.startswith(OWN)


def remove_orphan(path: Path) -> bool:
    """Remove a temporary file that no living process holds; was it removed?"""
    try:
        with path.open("r+b") as file:
            if not hold(file):
                return False
            remove(path, file)
    except OSError:
        return False
    return True
