"""A file that a command reads as it is: opened, refused if it is the output too, decoded."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO

import click

from textfix.cli.terminal import fault

if TYPE_CHECKING:
    from textfix.decoded import Decoded


def label(name: str) -> str:
    """What a person calls the file."""
    return "standard input" if name == "-" else name


@contextlib.contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """The bytes of a file, or of standard input for `-`.

    Raises OSError, and ValueError where standard output would empty the file.
    """
    with contextlib.ExitStack() as stack:
        if name == "-" and sys.stdin is None:
            raise OSError(errno.EBADF, "closed")
        file = sys.stdin.buffer if name == "-" else stack.enter_context(Path(name).open("rb"))
        if _is_output(file):
            cure = "> empties it before it is read; write to another file and rename that"
            raise ValueError(f"is the output too; {cure}")
        yield file


def output() -> os.stat_result | None:
    """The file that standard output goes to, if it is one."""
    return _regular(sys.stdout)


def _is_output(file: BinaryIO) -> bool:
    here, there = _regular(file), output()
    return here is not None and there is not None and os.path.samestat(here, there)


def _regular(file: IO[Any] | None) -> os.stat_result | None:
    try:
        info = os.fstat(file.fileno()) if file else None
    except (OSError, ValueError):  # no descriptor: fine
        return None
    return info if info and stat.S_ISREG(info.st_mode) else None


def decoded(name: str, encoding: str | None, errors: str) -> Decoded:
    """A file's text; raises click.ClickException where it cannot be read."""
    from textfix.config.kinds import ENCODING
    from textfix.decode import decode
    from textfix.recode.declared import for_file

    try:
        if encoding is not None:
            ENCODING.read(encoding)
    except ValueError as wrong:
        raise click.ClickException(f"--encoding {wrong}") from None
    try:
        with opened(name) as file:
            hint = None if name == "-" or encoding else for_file(Path(name))
            return decode(file.read(), encoding=encoding, hint=hint, errors=errors)
    except (OSError, ValueError, LookupError) as wrong:
        raise fault(label(name), wrong) from None
