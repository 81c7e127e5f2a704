r"""Delimited tables: records and fields, read as the standard library's `csv` reads them.

A field that begins with a quote goes on to the next quote that is not doubled (or escaped, in
dialects that do so), over line ends, too; a quote anywhere else is a character.

>>> text = 'id,text\n1,"a ""b"", c"\n'
>>> [[text[low:high] for low, high, _ in r.fields] for r in records(text, Dialect(","))]
[['id', 'text'], ['1', 'a ""b"", c']]
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Kind(enum.Enum):
    """How a field is written."""

    BARE = "bare"
    QUOTED = "quoted"
    ODD = "text follows the closing quote"
    OPEN = "a quote opens here and never closes"


SOUND = (Kind.BARE, Kind.QUOTED)
# Where a field starts and ends (of a quoted one: what is between the quotes), and its kind.
Field = tuple[int, int, Kind]


class Record(NamedTuple):
    """The fields of a record, and where the next one begins."""

    fields: list[Field]
    next: int


@dataclass(frozen=True)
class Dialect:
    """One way to write a table. No `quote`: quotes are characters like others. No `escape`: a
    quote is doubled, and nothing else is special. `blanks`: they may stand before a quote.
    """

    delimiter: str
    quote: str = '"'
    escape: str = ""
    blanks: bool = False

    @cached_property
    def _special(self) -> re.Pattern[str]:
        """What a line must have to be more than bare fields."""
        return re.compile(f"[{re.escape(self.quote + self.escape)}]")

    @cached_property
    def _stop(self) -> re.Pattern[str]:
        escaped = f"{re.escape(self.escape)}.|" if self.escape else ""
        return re.compile(rf"{escaped}[{re.escape(self.delimiter)}\r\n]", re.S)

    def is_bare(self, line: str) -> bool:
        """Does a line hold nothing but bare fields?"""
        return not self.quote or self._special.search(line) is None

    def stop(self, text: str, at: int) -> int:
        """Where the delimiter or line end after `at` stands, or the end of the text."""
        for m in self._stop.finditer(text, at):
            if not self.escape or m[0][0] != self.escape:
                return m.start()
        return len(text)

    def close(self, text: str, at: int) -> int:
        """Where the quote stands that closes a field whose text begins at `at`; -1 without one."""
        while (at := text.find(self.quote, at)) >= 0:
            if self.escape and self._is_escaped(text, at):
                at += 1
            elif text.startswith(self.quote, at + 1):
                at += 2
            else:
                return at
        return -1

    def _is_escaped(self, text: str, at: int) -> bool:
        low = at
        while text[low - 1] == self.escape:
            low -= 1
        return (at - low) % 2 == 1


def records(
    text: str, dialect: Dialect, at: int = 0, skip: Callable[[str], bool] | None = None
) -> Iterator[Record]:
    """The records from `at` on. Lines of bare fields that may be skipped come without fields."""
    size, returns = len(text), "\r" in text
    line_end = re.compile("[\r\n]").search
    while at < size:
        if returns:
            found = line_end(text, at)
            end = found.start() if found else size
        else:
            end = text.find("\n", at)
            end = size if end < 0 else end
        line = text[at:end]
        if not dialect.is_bare(line):
            fields, end = _fields(text, at, dialect)
        elif skip is not None and skip(line):
            fields = []
        else:
            fields = _bare(line, at, dialect.delimiter)
        at = end + (2 if text.startswith("\r\n", end) else 1)
        yield Record(fields, at)


def _bare(line: str, at: int, delimiter: str) -> list[Field]:
    fields = []
    for value in line.split(delimiter):
        end = at + len(value)
        fields.append((at, end, Kind.BARE))
        at = end + 1
    return fields


def _fields(text: str, at: int, dialect: Dialect) -> tuple[list[Field], int]:
    """The fields of the record that begins at `at`, and where its line ends."""
    fields: list[Field] = []
    while True:
        field, stop = _field(text, at, dialect)
        fields.append(field)
        if stop >= len(text) or text[stop] in "\r\n":
            return fields, stop
        at = stop + 1


def _field(text: str, start: int, dialect: Dialect) -> tuple[Field, int]:
    quote = start
    while dialect.blanks and text.startswith(" ", quote):
        quote += 1
    if not text.startswith(dialect.quote, quote):
        stop = dialect.stop(text, start)
        return (start, stop, Kind.BARE), stop
    close = dialect.close(text, quote + 1)
    if close < 0:
        return (start, len(text), Kind.OPEN), len(text)
    stop = dialect.stop(text, close + 1)
    if text[close + 1 : stop].strip(" "):
        return (start, stop, Kind.ODD), stop
    return (quote + 1, close, Kind.QUOTED), stop
