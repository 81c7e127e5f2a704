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
