"""A large file in blocks, each a document: cut where no text goes on, in bounded memory.

Where they begin depends on the file alone. JSON Lines are cut behind a record, tables too, which
have their dialect and header from their beginning; plain text behind an empty line if there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from textfix.formats.csv import Head
    from textfix.formats.csv_part import Cuts, Part

WHOLE = 1 << 25  # bytes up to which a file is one document
BLOCK = 1 << 22  # bytes of a block of a larger one: evidence enough, and little memory
TABLES = ("csv", "tsv")
CUT = ("text", "jsonl", *TABLES)  # the formats that may be cut

# What the beginning of a table says of all of it, and where its records end; None: leave it whole.
Reader = Callable[[bytes], "tuple[Head, Cuts] | None"]


class Block(NamedTuple):
    """A stretch of a file: its bytes, and where they begin.

    Of a table that was cut, `part` is how its bytes are read.
    """

    data: bytes
    start: int = 0
    part: Part | None = None

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.start + len(self.data)


def blocks(
    file: BinaryIO,
    format: str,
    table: Reader = lambda start: None,
    *,
    whole: int = WHOLE,
    size: int = BLOCK,
) -> Iterator[Block]:
    r"""A file of this format: all of it, or blocks where it has more than `whole` bytes.

    What has no place to cut stays whole, as do other formats and UTF-16. `table` reads the
    beginning of a table.

    >>> import io
    >>> [block.data for block in blocks(io.BytesIO(b"1\n22\n333"), "jsonl", whole=5, size=6)]
    [b'1\n22\n', b'333']
    """
    head = file.read(whole + 1)
    if len(head) <= whole:  # and no second read: a terminal would wait for another end
        return iter((Block(head),))
    known = table(head) if format in TABLES else None
    if format not in CUT or b"\0" in head[:4096] or (format in TABLES and known is None):
        return iter((Block(head + file.read()),))
    if known is None:
        return _of_lines(_cut(file, head, size, partial(_last_line, format)))
    return _of_table(_cut(file, head, size, known[1].last, hurry=True), *known)


def _of_lines(cut: Iterable[bytes]) -> Iterator[Block]:
    start = 0
    for data in cut:
        yield Block(data, start)
        start += len(data)


def _of_table(cut: Iterable[bytes], head: Head, cuts: Cuts) -> Iterator[Block]:
    from textfix.formats.csv_part import Part

    start = rows = 0
    for data in cut:
        yield Block(data, start, part=Part(head, rows + 1 if start else 0))
        start, rows = start + len(data), rows + cuts.rows(data)


def _cut(
    file: BinaryIO,
    head: bytes,
    size: int,
    last: Callable[[bytearray, int], int],
    *,
    hurry: bool = False,
) -> Iterator[bytes]:
    """The bytes of a file that begins with `head`, cut at the `last` place within each `size`.

    Where there is none, it is looked for in more; in a `hurry` in twice as much each time, as
    whoever looks begins at the beginning.
    """
    waiting, end = bytearray(head), False
    del head  # which is large
    while waiting:
        cut = 0 if end and len(waiting) <= size else last(waiting, size)
        while not cut and not end:
            more = file.read(len(waiting) if hurry else size)
            end = not more
            waiting += more
            cut = last(waiting, max(size, len(waiting) - size))
        cut = cut or len(waiting)
        with memoryview(waiting) as seen:
            data = bytes(seen[:cut])
        del waiting[:cut]
        yield data
        if not end and len(waiting) < size:
            more = file.read(size)
            end = not more
            waiting += more


def _last_line(format: str, data: bytearray, size: int) -> int:
    """How many bytes at most `size` make a block; 0 if there is no place to cut."""
    if format == "text":
        for gap in (b"\n\n", b"\r\n\r\n"):
            at = data.rfind(gap, size // 2, size)
            if at >= 0:
                return at + len(gap)
    return data.rfind(b"\n", 0, size) + 1
