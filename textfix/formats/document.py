"""The texts of one column of a file, as one document; and its findings, where they stand in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, islice
from operator import itemgetter
from typing import NamedTuple

from textfix.core import Change, Finding, Rule, Span
from textfix.formats.invariants import kept
from textfix.formats.layout import Piece, Reading
from textfix.formats.spot import Spot
from textfix.spans import merge

# Between the texts of a document: a paragraph ends there, and no rule may write across it.
GAP = "\n\n"
UNKEPT = "the repair would change a number, a word or an address: left"


class Edit(NamedTuple):
    """A repair of one text of a file: `new` for start:end of what the text reads."""

    piece: Piece
    reading: Reading
    start: int
    end: int
    new: str
    spot: Spot
    rules: frozenset[str]  # all that had a hand in it
    why: str = ""  # why it is not to be made


class Document:
    """Texts joined, each a paragraph of its own that no repair crosses."""

    def __init__(self, pieces: Sequence[tuple[Piece, Reading]], keep: Sequence[Span] = ()) -> None:
        """`keep` are spans of the file, wherever they lie."""
        self._pieces, self._readings = zip(*pieces, strict=True)
        self._keep = keep
        texts = [reading.text for reading in self._readings]
        self.text = texts[0] if len(texts) == 1 else GAP.join(texts)
        self._starts = list(accumulate((len(text) + len(GAP) for text in texts[:-1]), initial=0))

    @cached_property
    def keep(self) -> list[Span]:
        """What no rule may touch; of a clean document nobody asks."""
        return merge([*self._gaps(), *self._kept(self._keep)])

    def _gaps(self) -> Iterator[Span]:
        """What parts the texts, and line ends at their edges.

        Joined, a text that ends with a line end looks as if an empty line too many followed.
        """
        if len(self._readings) == 1:
            return
        at = 0
        for start, reading in zip(self._starts, self._readings, strict=True):
            if not reading.text.isspace():
                low, high = _body(reading.text)
                if at < start + low:
                    yield at, start + low
                at = start + high
        if at < len(self.text):
            yield at, len(self.text)

    def _kept(self, keep: Sequence[Span]) -> Iterator[Span]:
        """What the format keeps, where it lies in these texts."""
        ends = [piece.end for piece in self._pieces]
        first = bisect_right(keep, self._pieces[0].start, key=itemgetter(1))
        for low, high in islice(keep, first, None):
            if low >= ends[-1]:
                return
            i = bisect_right(ends, low)
            while i < len(ends) and self._pieces[i].start < high:
                base, start = self._pieces[i].start, self._starts[i]
                here = self._readings[i].span(max(low, base) - base, min(high, ends[i]) - base)
                if here[0] < here[1]:  # an escape may read as nothing
                    yield here[0] + start, here[1] + start
                i += 1

    def spot(self, found: Finding, rules: Mapping[str, Rule], fixed: bool = False) -> Spot:
        """A finding about the document, where it stands in the file."""
        i = bisect_right(self._starts, found.start) - 1
        piece, start = self._pieces[i], self._starts[i]
        low, high, *_ = self._readings[i].origin(found.start - start, found.end - start)
        return Spot(
            found.rule,
            piece.start + low,
            min(piece.start + high, piece.end),
            found.old,
            found.new,
            found.score,
            found.note,
            fixed,
            rules[found.rule].safe,
            piece.where,
        )

    def edit(self, change: Change, rules: Mapping[str, Rule]) -> Edit:
        """A change of the document, as an edit of one of its texts."""
        i = bisect_right(self._starts, change.start) - 1
        reading, start = self._readings[i], change.start - self._starts[i]
        phases = {rules[f.rule].phase for f in change.findings}
        first = change.findings[0]
        notes = "; ".join(dict.fromkeys(f.note for f in change.findings if f.note))
        score = min(f.score for f in change.findings)
        found = Finding(first.rule, change.start, change.old, change.new, score, notes)
        end = start + len(change.old)
        why = "" if kept(reading.text, start, end, change.new, phases) else UNKEPT
        behind = frozenset(f.rule for f in change.findings)
        spot = self.spot(found, rules, True)
        return Edit(self._pieces[i], reading, start, end, change.new, spot, behind, why)


def _body(text: str) -> Span:
    r"""Where a text stands between the line ends that it begins and ends with.

    >>> _body("\n\n 一\n二 \n")
    (2, 7)
    """
    head, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    ends = [at for at in map(tail.find, "\r\n") if at >= 0]
    high = len(text) - len(tail) + min(ends, default=len(tail))
    return max(map(head.rfind, "\r\n")) + 1, high
