"""A finding as it stands in a file: the type every command and every way of printing shares."""

from __future__ import annotations

from bisect import bisect_right
from enum import IntEnum
from typing import NamedTuple

from textfix.core import Span

Mark = tuple[int, int, str]


class Telling(IntEnum):
    """How much is to be told of what is found: the more, the longer it takes."""

    REPAIRS = 1  # what is changed, and of a document in which something is, what is left
    DAMAGE = 2  # and what safe rules see and leave
    SUSPICIONS = 3  # and what unsafe rules would change


class Spot(NamedTuple):
    """What is wrong at one place of a file.

    `start` and `end` count characters (code points) of the decoded file; `old` is what stands
    there, as the text reads (not as the file spells it), `new` what should (None: seen, not
    repaired). `fixed`: the chosen rules repair it; `safe`: it was found by a safe rule. `where`
    names the text within the file (a column, a key), if its line does not.
    """

    rule: str
    start: int
    end: int
    old: str
    new: str | None
    score: float = 1.0
    note: str = ""
    fixed: bool = True
    safe: bool = True
    where: str = ""

    @property
    def counts(self) -> bool:
        """Does it make a file unclean? What only an unsafe rule suspects does not."""
        return self.fixed or self.safe

    @property
    def span(self) -> Span:
        """Its place, in characters of the file."""
        return self.start, self.end

    @property
    def mark(self) -> Mark:
        """What tells it from the others in its file."""
        return self.start, self.end, self.rule


class Lines:
    r"""Lines and columns of a text, both from 1, columns in characters.

    Lines end as Python's `io` and editors have it: \n, \r\n, \r.

    >>> lines = Lines("一\r\n二三\n")
    >>> lines.place(4), lines.line(2)
    ((2, 2), '二三')
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """Where each line begins."""
        if self._starts is None:
            starts, at, text = [0], 0, self.text
            if "\r" not in text:
                while at := text.find("\n", at) + 1:
                    starts.append(at)
            else:
                import re

                starts += (m.end() for m in re.finditer(r"\r\n?|\n", text))
            self._starts = starts
        return self._starts

    def place(self, at: int) -> tuple[int, int]:
        """Line and column of the character at `at`."""
        line = bisect_right(self.starts, at)
        return line, at - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line, without its end."""
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")
