"""Why a file was left as it is, in one line that says what to do about it."""

from __future__ import annotations

import errno
from pathlib import Path

_CURES = {
    errno.ENOSPC: "no space left on its disk; free some and run it again",
    errno.EDQUOT: "the disk quota is used up; free some space and run it again",
    errno.EFBIG: "too large for its file system, or for the limit on sizes (ulimit -f); raise that",
    errno.EROFS: "its file system is read-only; copy it elsewhere, or mount it writable",
    errno.EACCES: "no permission to write in its folder; change it (chmod u+w), or the user",
    errno.EPERM: "the system does not permit it; see its attributes (lsattr) and its owner",
    errno.ETXTBSY: "a running program uses it; stop that and run it again",
    errno.ELOOP: "a symbolic link that leads back to itself; remove it",
    errno.ENOENT: "vanished; run it again",
    errno.EEXIST: "its new name is taken; move what has it",
    errno.ENAMETOOLONG: "the name would be too long for its file system; choose a shorter one",
    errno.ENOTDIR: "a file is where a folder should be; move it",
    errno.EISDIR: "a folder, not a file; name files",
    errno.EIO: "its disk fails (input/output error); save what can be read",
}
_READING = {
    errno.EACCES: "permission denied; check that you may read it",
    errno.ENAMETOOLONG: "too long for the name of a file; check it",
}
# Sharing and lock violation (Windows system error codes).
_IN_USE = {32, 33}


def reason(error: OSError) -> str:
    """What went wrong, and the cure where there is one.

    >>> reason(OSError(errno.ENOSPC, "No space left on device"))
    'no space left on its disk; free some and run it again'
    """
    if getattr(error, "winerror", 0) in _IN_USE:
        return "open in another program; close it there and run it again"
    return _CURES.get(error.errno or 0) or error.strerror or str(error)


def unreadable(error: OSError) -> str:
    """The same of what was only to be read.

    >>> unreadable(PermissionError(errno.EACCES, "Permission denied"))
    'permission denied; check that you may read it'
    """
    return _READING.get(error.errno or 0) or reason(error)


class FileError(Exception):
    """`path` was left as it is, for `reason`: a phrase with its cure."""

    def __init__(self, path: Path, reason: str):
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class ReplaceError(FileError):
    """A file was not replaced; it holds the bytes it held."""


class JournalError(FileError):
    """The journal could not be written or read; the file it was about has not been touched."""


class RenameError(FileError):
    """A file or folder was not renamed."""
