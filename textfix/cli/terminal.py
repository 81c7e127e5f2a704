"""Standard streams: bytes whatever the code page, broken pipes, words to the user, progress."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from typing import Any

import click

SLOW = 2.0  # seconds after which a person wonders
_CURES = {
    errno.ENOENT: "; check the name",
    errno.EISDIR: "; name the files in it",
    errno.EACCES: "; check that you may read it",
    errno.ENOSPC: "; make room and run it again",
    errno.EPIPE: ": its reader left before all was written",
    errno.EBADF: "; redirect it to a file or a pipe",
}


def write(output: str | bytes) -> None:
    """Write to standard output; raises click.ClickException where it takes nothing."""
    try:
        _emit(sys.stdout, output)
    except OSError as wrong:
        if os.name == "nt" and wrong.errno == errno.EINVAL:  # so Windows calls a broken pipe
            wrong = BrokenPipeError(errno.EPIPE, "broken pipe")
        raise fault("standard output", wrong) from None


class Output:
    """Standard output; unless it is `needed`, a command goes on without it.

    `fault` is why nothing more is written, or nothing.
    """

    def __init__(self, *, needed: bool) -> None:
        self._needed, self.fault = needed, ""

    def write(self, output: str | bytes) -> None:
        """Write, unless that has failed before; raises click.ClickException where it is needed."""
        if self.fault:
            return
        try:
            write(output)
        except click.ClickException as wrong:
            if self._needed:
                raise
            self.fault = wrong.message


def tell(message: str) -> None:
    """A line on standard error, of printable characters only, whatever a file is called."""
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in message)
    with contextlib.suppress(OSError):  # nobody can be told
        _emit(sys.stderr, f"textfix: {shown}\n")


def fault(where: str, wrong: OSError | ValueError | LookupError) -> click.ClickException:
    """What went wrong with a file or a stream, with its cure."""
    reason = str(wrong)
    if isinstance(wrong, OSError):
        reason = (wrong.strerror or reason).lower() + _CURES.get(wrong.errno or 0, "")
    return click.ClickException(f"{where}: {reason}")


def columns() -> int:
    """Columns of the terminal that reads standard output; no end of them where none does."""
    if sys.stdout and sys.stdout.isatty():
        import shutil

        return shutil.get_terminal_size().columns
    return sys.maxsize


def fill(head: str, text: str, width: int) -> str:
    """Fill lines behind a hanging head; a wide character takes two columns."""
    from unicodedata import east_asian_width

    lines, used = [head], len(head)
    for word in text.split():
        size = sum(2 if east_asian_width(c) in "WF" else 1 for c in word)
        if used + size > width and used > len(head):
            lines, used = [*lines, " " * len(head)], len(head)
        lines[-1] += f"{word} "
        used += size + 1
    return "\n".join(line.rstrip() for line in lines)


def _emit(stream: Any, data: str | bytes) -> None:
    """Write past the buffer: Python tries what is left there again at exit, and complains."""
    if stream is None:
        raise OSError(errno.EBADF, "closed")
    if isinstance(data, str):  # about textfix itself, in the encoding of the terminal
        data = data.encode(stream.encoding or "utf-8", "backslashreplace")
    raw = getattr(stream.buffer, "raw", stream.buffer)
    while data:
        data = data[raw.write(data) or 0 :]


class Progress:
    """How far long work has come: one line on a terminal, after two seconds; else nothing."""

    def __init__(self, total: int, what: str) -> None:
        self._total, self._what, self._done = total, what, 0
        self._next = time.monotonic() + SLOW
        self._shown = False
        self._on = bool(sys.stderr and sys.stderr.isatty())

    def step(self, by: int = 1) -> None:
        """So much more is done."""
        self._done += by
        if not self._on or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + 0.2
        self._say(f"\r\x1b[Ktextfix: {self._done:,} of {self._total:,} {self._what}")
        self._shown = True

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._shown:
            self._say("\r\x1b[K")
            self._shown = False

    def _say(self, line: str) -> None:
        with contextlib.suppress(OSError):
            _emit(sys.stderr, line)
