"""A file replaced as a whole: whatever happens, it holds its old bytes or its new ones.

The new bytes are written beside it, reach the disk and take its name in one step; mode, owner
and extended attributes are kept as far as the system permits, and the time of modification
becomes now, so that a build sees the change. A symbolic link stays one. A file with several hard
links is rewritten in place (`textfix.files.in_place`), so that they stay links to one file.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from textfix.files import in_place
from textfix.files.errors import ReplaceError, reason
from textfix.files.temporary import flush, flush_folder, move, temporary


class Stamp(NamedTuple):
    """By what a file is known not to have changed: bytes, nanoseconds, and which file it is."""

    size: int
    mtime_ns: int
    inode: int
    device: int

    @classmethod
    def of(cls, info: os.stat_result) -> Stamp:
        """From what `os.stat` says."""
        return cls(info.st_size, info.st_mtime_ns, info.st_ino, info.st_dev)


def read(path: Path) -> tuple[bytes, Stamp]:
    """The bytes of a file, and its stamp from before they were read. Raises OSError."""
    with path.open("rb", buffering=0) as file:  # a buffer takes longer to make than to read most
        stamp = Stamp.of(os.fstat(file.fileno()))
        return file.read(), stamp


def replace(path: Path, before: Stamp, data: bytes, *, backup: str = "") -> None:
    """Let the file `path`, which was `before` when it was read, hold `data`.

    Nothing is written where it holds that already. `backup` (".orig") is put behind its name for
    a copy made first; a copy that is there and differs is never overwritten.

    Raises ReplaceError, and the file is as it was, where it changed or vanished since it was read,
    is read-only (even for root), or cannot be written.
    """
    try:
        target = Path(os.path.realpath(path, strict=True))
        info = target.stat()
        if not stat.S_ISREG(info.st_mode):
            raise ReplaceError(path, "not a regular file; name files")
        if not info.st_mode & stat.S_IWUSR or not os.access(target, os.W_OK):
            raise ReplaceError(path, "read-only; make it writable (chmod u+w) and run it again")
        old = target.read_bytes()
        _check(path, target, before)
        if old == data:
            return
        if backup:
            _back_up(target, old, target.with_name(target.name + backup))
        if info.st_nlink > 1:
            in_place.rewrite(target, old, data)
        else:
            _swap(path, target, before, data)
    except OSError as error:
        raise ReplaceError(path, reason(error)) from error


def _check(path: Path, target: Path, before: Stamp) -> None:
    if Stamp.of(target.stat()) != before:
        raise ReplaceError(path, "changed while it was being repaired; run it again")


def _swap(path: Path, target: Path, before: Stamp, data: bytes) -> None:
    with temporary(target.parent) as file:
        file.write(data)
        copy_attributes(target, Path(file.name))
        flush(file)
        _check(path, target, before)
        move(file, target)
    flush_folder(target.parent)


def _back_up(target: Path, old: bytes, copy: Path) -> None:
    if os.path.lexists(copy):
        if copy.is_file() and copy.read_bytes() == old:
            return
        raise ReplaceError(target, f"{copy.name} exists; move it, or choose another --backup")
    with temporary(target.parent) as file:
        file.write(old)
        flush(file)
        copy_attributes(target, Path(file.name))
        info = target.stat()
        os.utime(file.name, ns=(info.st_atime_ns, info.st_mtime_ns))
        _name(file, copy)
    flush_folder(target.parent)


def _name(file: BinaryIO, copy: Path) -> None:
    """Give a temporary file its name, unless somebody has taken that meanwhile."""
    try:
        copy.hardlink_to(file.name)
    except FileExistsError:
        raise
    except OSError:  # no hard links on this file system
        move(file, copy)


def copy_attributes(source: Path, copy: Path) -> None:
    """Mode, owner and extended attributes, as far as the system permits."""
    info = source.stat()
    mode = stat.S_IMODE(info.st_mode)
    if sys.platform != "win32" and not _own(copy, info):
        mode &= ~(stat.S_ISUID | stat.S_ISGID)  # these were given to another
    copy.chmod(mode)
    if sys.platform == "linux":
        with suppress(OSError):
            for attribute in os.listxattr(source):
                with suppress(OSError):
                    os.setxattr(copy, attribute, os.getxattr(source, attribute))


def _own(copy: Path, info: os.stat_result) -> bool:
    """Give a file to the owner and group of another; False where that is not permitted."""
    now = copy.stat()
    if (now.st_uid, now.st_gid) == (info.st_uid, info.st_gid):
        return True
    for owner in (info.st_uid, -1):
        with suppress(OSError):
            os.chown(copy, owner, info.st_gid)
            return owner != -1
    return False
