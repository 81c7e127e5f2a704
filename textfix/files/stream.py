"""A large file in blocks, each a document: cut where no text goes on, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

WHOLE = 1 << 25  # bytes up to which a file is one document
BLOCK = 1 << 23  # bytes of a block of a larger one: evidence enough, and little memory
CUT = ("text", "jsonl")  # the formats that may be cut: what stands first in a table names it all


def blocks(
    file: BinaryIO, format: str, *, whole: int = WHOLE, size: int = BLOCK
) -> Iterator[bytes]:
    r"""The bytes of a file of this format: all of them, or blocks where they are more than `whole`.

    Plain text is cut behind an empty line if there is one, JSON Lines behind a record; what has no
    such place stays whole, as do other formats and UTF-16.

    >>> import io
    >>> list(blocks(io.BytesIO(b"one\ntwo\nthree"), "jsonl", whole=5, size=6))
    [b'one\n', b'two\n', b'three']
    """
    head = file.read(whole + 1)
    if len(head) <= whole:  # and no second read: a terminal would wait for another end
        yield head
        return
    if format not in CUT or b"\0" in head[:4096]:
        yield head + file.read()
        return
    waiting, end = bytearray(head), False
    while waiting:
        cut = 0 if end and len(waiting) <= size else _cut(waiting, format, size)
        while not cut and not end:
            more = file.read(size)
            end = not more
            waiting += more
            cut = _cut(waiting, format, max(size, len(waiting) - size))
        yield bytes(waiting[: cut or len(waiting)])
        del waiting[: cut or len(waiting)]
        if not end and len(waiting) < size:
            more = file.read(size)
            end = not more
            waiting += more


def _cut(data: bytearray, format: str, size: int) -> int:
    """How many bytes at most `size` make a block; 0 if there is no place to cut."""
    if format == "text":
        for gap in (b"\n\n", b"\r\n\r\n"):
            at = data.rfind(gap, size // 2, size)
            if at >= 0:
                return at + len(gap)
    return data.rfind(b"\n", 0, size) + 1
