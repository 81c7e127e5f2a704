r"""Parts of a large table: where it may be cut, and how what goes on is read.

>>> cuts = Cuts(Dialect(","))
>>> cuts.last(b'1,"a\n2,"\n3,"b\n', 15), cuts.rows(b'1,"a\n2,"\n')
(9, 1)
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import dataclass

from textfix.formats.csv import Head, counts, records_of
from textfix.formats.csv_dialect import Dialect
from textfix.formats.layout import Layout, Options
from textfix.formats.lines import line_ends
from textfix.formats.prose import may_speak

# Encodings in which no byte below `@` is part of another character, so that marks are found in bytes.
_PLAIN = frozenset(("gb18030", "cp950", "big5hkscs", "shift_jis", "euc-jp", "euc-kr"))


@dataclass(frozen=True)
class Part:
    """The format of a part of a table: of its beginning, or (`row`) of what goes on with that row."""

    head: Head
    row: int = 0
    comments = False
    values = True

    def locate(self, text: str, options: Options) -> Layout:
        """The fields that are texts."""
        if not may_speak(text):
            return Layout([])
        return records_of(text, self.head, options, self.row)

    def shape(self, text: str) -> object:
        """How many fields each record has."""
        return counts(text, self.head.dialect)


class Cuts:
    """Where records end in the bytes of a table: at line ends that are in no quotes."""

    def __init__(self, dialect: Dialect) -> None:
        self._runs = _runs(dialect)

    def last(self, data: bytes | bytearray, size: int) -> int:
        """Where the last record ends that is over within so many bytes; 0 if none is.

        The data begin with a record.
        """
        end = size
        for start, stop in reversed(self._spans(data, size)):
            if (at := data.rfind(b"\n", stop, end)) >= 0:
                return at + 1
            end = start
        return data.rfind(b"\n", 0, end) + 1

    def rows(self, data: bytes) -> int:
        """How many records these are."""
        return line_ends(self._runs.sub(b" ", data) if self._runs else data)

    def _spans(self, data: bytes | bytearray, size: int) -> list[tuple[int, int]]:
        """The stretches in which a line end ends no record."""
        if self._runs is None:
            return []
        if data.startswith(BOM_UTF8):  # a quote right behind it opens a field
            skip = len(BOM_UTF8)
            return [
                (m.start() + skip, m.end() + skip) for m in self._runs.finditer(data[skip:size])
            ]
        return [m.span() for m in self._runs.finditer(data, 0, size)]


def cuts(dialect: Dialect, encoding: str) -> Cuts | None:
    """Where a table in this dialect and encoding may be cut; None where its bytes do not tell."""
    marks = dialect.delimiter + dialect.quote + dialect.escape
    if encoding == "utf-8":
        return Cuts(dialect) if marks.isascii() else None
    return Cuts(dialect) if encoding in _PLAIN and max(marks) < "@" else None


def _runs(dialect: Dialect) -> re.Pattern[bytes] | None:
    """Finds quoted fields from the quote that opens one to what ends it, and escapes elsewhere.

    What opens in the last of the data and does not end there goes to their end.
    """
    if not dialect.quote:
        return None
    quote, mark = re.escape(dialect.quote), re.escape(dialect.delimiter)
    escape = re.escape(dialect.escape)
    pair = rf"{escape}(?:.|\Z)" if escape else ""
    inner = "|".join(filter(None, (pair, quote * 2)))
    within = rf"[^{quote}{escape}]*(?:(?:{inner})[^{quote}{escape}]*)*"
    behind = rf"[^{mark}\r\n{escape}]*"
    if escape:
        behind += rf"(?:{pair}{behind})*"
    # A quote opens a field right behind what ends another one, and perhaps blanks.
    opens = (
        rf"(?<![^{mark}\r\n]) *{quote}" if dialect.blanks else f"{quote}(?<![^{mark}\r\n]{quote})"
    )
    field = f"{opens}{within}(?:{quote}|\\Z){behind}"
    # What is escaped ends no field, so that no quote behind it opens one.
    either = f"{field}|{pair} *{quote}*" if escape else field
    return re.compile(either.encode(), re.S)
