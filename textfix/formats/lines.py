r"""The lines of a file, as Python reads them: they end with \n, \r\n or \r, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO


def lines(text: str) -> Iterator[str]:
    r"""The lines without their ends.

    >>> list(lines("a\r\nb\rc\u2028d"))
    ['a', 'b', 'c\u2028d']
    """
    return (line.rstrip("\n") for line in StringIO(text, newline=None))


def line_ends(data: bytes) -> int:
    r"""How many lines end in these bytes, of an encoding that has ASCII in it.

    >>> line_ends(b"a\nb\r\nc\rd")
    3
    """
    ends = data.count(b"\n")
    return ends + data.count(b"\r") - data.count(b"\r\n") if b"\r" in data else ends
