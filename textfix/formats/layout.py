"""What a file format says of a file: where its texts stand, and how they are spelled there.

A format locates, it never writes: repairs are spliced into the file as it stands (`splice`), so that
every other byte stays what it was.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

from textfix.core import Span


class Malformed(ValueError):
    """Not a file of the format; the message says where (line, column) and why."""


class Unspellable(ValueError):
    """The format cannot hold this text in this place."""


class Spelling(NamedTuple):
    r"""How a text is written down in a file, where that is not the text itself.

    `escape` finds an escape in the raw spelling, and `read` says what it stands for (nothing, for
    the continuation of a line). `write(new, raw)` spells a changed stretch of the text of `raw`
    in the way `raw` does. Where it raises Unspellable, `whole(text, raw)` may spell the whole
    text anew (a CSV field that must be quoted now), or raise it again. `reads` is what reads a raw
    text as a whole, if anything does so faster than escape by escape, which gives the same.

    >>> quoted = Spelling(re.compile('""'), lambda raw: '"', lambda new, raw: new.replace('"', '""'))
    >>> Reading('say ""hi""', quoted).text
    'say "hi"'
    """

    escape: re.Pattern[str]
    read: Callable[[str], str]
    write: Callable[[str, str], str]
    whole: Callable[[str, str], str] | None = None
    reads: Callable[[str], str] | None = None


class Piece(NamedTuple):
    """One text of a file, from `start` to `end` in the decoded file.

    The texts of one `column` are one document (a column of a table, a key of JSON Lines), but for
    values that stand alone (`Format`). `where` tells a person which text it is, beyond its line.
    `language` is what the file says it is written in (`zh-TW`, from a name of its column), or
    nothing.
    """

    start: int
    end: int
    column: str = ""
    spelling: Spelling | None = None
    where: str = ""
    language: str = ""


class Layout(NamedTuple):
    """Where the texts of a file stand: sorted, separate pieces.

    `keep` holds sorted spans of the file inside pieces that no rule may touch (markup in prose).
    `problems` names records that could not be read and are left as they are, one line each.
    """

    pieces: Sequence[Piece]
    keep: Sequence[Span] = ()
    problems: Sequence[str] = ()


class Options(NamedTuple):
    """What a user may choose about formats.

    `columns`: only these columns of tables and keys of JSON (all, if there are none); `keys`: the
    header of a table and the keys of JSON, too; `code`: what of source code is text, of
    `comments` and `strings`; `delimiter`: of a table, where it should not be found out.
    """

    columns: tuple[str, ...] = ()
    keys: bool = False
    code: frozenset[str] = frozenset()
    delimiter: str = ""


class Format(Protocol):
    """A module of this folder.

    One whose files hold data, in which no comment speaks to textfix, says `comments = False`.
    One whose texts are values, of which a long one is a document of its own (`stands_alone`), says
    `values = True`. One of which any lines are such a file says `records = True`.
    """

    def locate(self, text: str, options: Options) -> Layout:
        """Where the texts stand. Raises Malformed if this is not a file of the format."""

    def shape(self, text: str) -> object:
        """What no repair may change (numbers of rows and fields, the tree without its texts).

        Worked out by a parser other than `locate`, where there is one; raises ValueError where
        the text is no file of the format.
        """


class Reading:
    """The text of a raw spelling, and which raw characters each stretch of it came from.

    >>> import re
    >>> slash = Spelling(re.compile(r"\\\\."), lambda raw: raw[1], lambda new, raw: new)
    >>> reading = Reading(r"a\\"b", slash)
    >>> reading.text, reading.origin(1, 2)
    ('a"b', (1, 3, 1, 2))
    """

    def __init__(self, raw: str, spelling: Spelling | None) -> None:
        self.raw = raw
        self._spelling = spelling

    @cached_property
    def text(self) -> str:
        """What is written there."""
        spelling = self._spelling
        if spelling is None or not spelling.escape.search(self.raw):
            return self.raw
        if spelling.reads is not None:
            return spelling.reads(self.raw)
        return spelling.escape.sub(lambda m: spelling.read(m[0]), self.raw)

    @cached_property
    def _escapes(self) -> list[tuple[int, int, int, int]]:
        """Of each escape: where it begins and ends in the text, and in the raw spelling.

        Most texts are clean, and nobody asks.
        """
        escapes: list[tuple[int, int, int, int]] = []
        longer = 0  # the text than the spelling, so far
        if (spelling := self._spelling) is None:
            return escapes
        for m in spelling.escape.finditer(self.raw):
            start = m.start() + longer
            longer = start + len(spelling.read(m[0])) - m.end()
            escapes.append((start, m.end() + longer, m.start(), m.end()))
        return escapes

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, *_ in self._escapes]

    @cached_property
    def _raws(self) -> list[int]:
        return [raw for _, _, raw, _ in self._escapes]

    def origin(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Where start:end of the text stands: its span in the raw spelling, and in the text.

        The latter is wider than what was asked where that begins or ends inside an escape.
        """
        low, start = self._edge(start, first=True)
        high, end = self._edge(end, first=False)
        return low, max(low, high), start, max(start, end)

    def span(self, low: int, high: int) -> Span:
        """Where low:high of the raw spelling stands in the text."""
        return self._at(low), self._at(high)

    def joins(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Escapes inside start:end of the text that read as nothing: where, and their raw spans."""
        i = bisect_right(self._starts, start)
        while i < len(self._escapes) and self._starts[i] < end:
            at, after, low, high = self._escapes[i]
            if at == after:
                yield at, low, high
            i += 1

    def _at(self, raw: int) -> int:
        i = bisect_right(self._raws, raw) - 1
        if i < 0:
            return raw
        _, end, start, stop = self._escapes[i]
        return self._starts[i] if raw == start else max(end, end + raw - stop)

    def _edge(self, at: int, first: bool) -> tuple[int, int]:
        """The raw place of a place in the text; out of an escape to its start or its end."""
        i = bisect_right(self._starts, at) - 1
        if i < 0:
            return at, at
        start, end, raw_start, raw_end = self._escapes[i]
        if start < at < end:
            return (raw_start, start) if first else (raw_end, end)
        if at == start and not first:  # before it, and before any that stand for nothing here
            while i > 0 and self._escapes[i - 1][0] == at:
                i -= 1
            return self._escapes[i][2], at
        if at == start < end:
            return raw_start, at
        return raw_end + at - end, at
