"""Repairs spelled as their format wants them, and the proof that the file keeps its structure.

The repaired file is located again: it must hold the texts it was to hold and be of the same
shape. Where it is not, the repairs behind that are found out by halves, and are left and said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, groupby
from operator import attrgetter
from typing import NamedTuple

from textfix.core import Span
from textfix.formats.document import Edit
from textfix.formats.layout import (
    Format,
    Layout,
    Options,
    Piece,
    Reading,
    Spelling,
    Unspellable,
)
from textfix.formats.spot import Spot
from textfix.spans import merge

UNSPELLABLE = "the format cannot hold the repaired text here: left"
UNSURE = "less sure than --min-score: left"
BROKEN = "the repair would break the structure of the file: left"

Splice = tuple[int, int, str]


def splice(text: str, edits: Iterable[Splice]) -> str:
    """The text with some spans (sorted, separate) written anew; the same object without any.

    >>> splice('{"a": 1}', [(2, 3, "b")])
    '{"b": 1}'
    """
    out: list[str] = []
    at = 0
    for start, end, new in edits:
        out += text[at:start], new
        at = end
    return "".join((*out, text[at:])) if out else text


@dataclass(slots=True)
class Repair:
    """An edit of a text, or all of them where the text is spelled anew: done together, or left.

    `splices` is what it writes into the file; `why` says why it is left, if it is.
    """

    edits: list[Edit]
    splices: list[Splice]
    why: str = ""

    @property
    def piece(self) -> Piece:
        """The text it is about."""
        return self.edits[0].piece

    def leave(self, why: str) -> None:
        """Do not make it."""
        self.splices, self.why = [], why

    def spots(self) -> Iterator[Spot]:
        """What was found, and why it is left."""
        for edit in self.edits:
            note = "; ".join(filter(None, (self.why, edit.spot.note)))
            yield edit.spot._replace(fixed=False, note=note) if self.why else edit.spot


def spelled(edits: Sequence[Edit], min_score: float) -> Iterator[Repair]:
    """Edits, in the order of their places, as the format spells them."""
    for _, group in groupby(edits, key=lambda edit: edit.piece):
        good: list[Edit] = []
        for edit in group:
            why = edit.why or (UNSURE if edit.spot.score < min_score else "")
            if why:
                yield Repair([edit], [], why)
            else:
                good.append(edit)
        try:
            yield from [Repair([edit], list(_spelled(edit))) for edit in good]
        except Unspellable:
            whole = _whole(good)
            yield from map(_alone, good) if whole.why else (whole,)


def _alone(edit: Edit) -> Repair:
    """An edit of a text of which others cannot be spelled."""
    try:
        return Repair([edit], list(_spelled(edit)))
    except Unspellable:
        return Repair([edit], [], UNSPELLABLE)


def _spelled(edit: Edit) -> Iterator[Splice]:
    """What an edit changes, in the raw spelling; an escape that begins or ends in is written anew.

    What reads as nothing inside it (the break of a line that goes on) stays, about where it was.
    """
    reading, base, spelling = edit.reading, edit.piece.start, edit.piece.spelling
    changed, until, new = _changed(reading.text[edit.start : edit.end], edit.new)
    changed, until = edit.start + changed, edit.start + until
    low, high, start, end = reading.origin(changed, until)
    new = reading.text[start:changed] + new + reading.text[until:end]
    write = spelling.write if spelling else lambda new, raw: new
    done = 0
    for at, before, after in reading.joins(start, end):
        cut = max(done, len(new) * (at - start) // (end - start))
        while new[cut : cut + 1].isspace():  # a line that goes on may lose blanks it begins with
            cut += 1
        yield base + low, base + before, write(new[done:cut], reading.raw)
        low, done = after, cut
    yield base + low, base + high, write(new[done:], reading.raw)


def _changed(old: str, new: str) -> tuple[int, int, str]:
    """Where the old text changes, and to what: what both begin and end with stays as it is spelled.

    >>> _changed("甲乙丙", "甲丁丁丙"), _changed("甲甲", "甲")
    ((1, 2, '丁丁'), (1, 2, ''))
    """
    pairs = enumerate(zip(old, new, strict=False))
    start = next((i for i, (a, b) in pairs if a != b), min(len(old), len(new)))
    stop, end = len(old), len(new)
    while min(stop, end) > start and old[stop - 1] == new[end - 1]:
        stop, end = stop - 1, end - 1
    return start, stop, new[start:end]


def _whole(edits: list[Edit]) -> Repair:
    """All edits of a text that must be spelled anew."""
    piece, reading = edits[0].piece, edits[0].reading
    try:
        if piece.spelling is None or piece.spelling.whole is None:
            raise Unspellable
        raw = piece.spelling.whole(_after(edits), reading.raw)
    except Unspellable:
        return Repair(edits, [], UNSPELLABLE)
    return Repair(edits, [(piece.start, piece.end, raw)])


def _after(edits: Sequence[Edit]) -> str:
    """What a text is to read."""
    return splice(edits[0].reading.text, ((edit.start, edit.end, edit.new) for edit in edits))


def prove(
    before: str, format: Format, options: Options, layout: Layout, repairs: Sequence[Repair]
) -> None:
    """Leave out the repairs that would break the structure of the file."""
    repairs = [repair for repair in repairs if not repair.why]
    if not repairs:
        return
    if getattr(format, "records", False):  # of lines, mostly a small part of the file
        spans = merge(_line(before, *span[:2]) for repair in repairs for span in repair.splices)
        if _Sound.of(before, format, options, layout, spans)(repairs):
            return
    sound = _Sound.of(before, format, options, layout, [(0, len(before))])
    if sound(repairs):
        return
    suspects, kept = [repairs], list[Repair]()
    while suspects:  # halves, until single ones are left
        half = suspects.pop()
        if sound([*kept, *half]):
            kept += half
        elif len(half) == 1:
            half[0].leave(BROKEN)
        else:
            middle = len(half) // 2
            suspects += half[middle:], half[:middle]


def _line(text: str, start: int, end: int) -> Span:
    """The lines that a span stands in, with their ends."""
    after = text.find("\n", end) + 1
    return text.rfind("\n", 0, start) + 1, after or len(text)


class _Sound(NamedTuple):
    """Are some stretches of the file, with some of its repairs made, what they are meant to be?

    `starts` says where they begin in the file, `places` in `before`, which has nothing between them.
    """

    before: str
    format: Format
    options: Options
    pieces: Sequence[Piece]
    shape: object
    starts: Sequence[int]
    places: Sequence[int]

    @classmethod
    def of(
        cls, text: str, format: Format, options: Options, layout: Layout, spans: Sequence[Span]
    ) -> _Sound:
        """These spans of a file, which are a file of the format by themselves."""
        start_of = attrgetter("start")
        pieces = [
            piece
            for low, high in spans
            for piece in layout.pieces[
                bisect_left(layout.pieces, low, key=start_of) : bisect_left(
                    layout.pieces, high, key=start_of
                )
            ]
        ]
        before = "".join(text[low:high] for low, high in spans)
        try:
            shape = format.shape(before)
        except ValueError:  # `locate` is more patient than the parser that judges it
            shape = None
        places = list(accumulate((high - low for low, high in spans[:-1]), initial=0))
        return cls(before, format, options, pieces, shape, [low for low, _ in spans], places)

    def place(self, at: int) -> int:
        """Where a place of the file stands in `before`."""
        number = bisect_right(self.starts, at) - 1
        return self.places[number] + at - self.starts[number]

    def __call__(self, repairs: Sequence[Repair]) -> bool:
        ordered = sorted(repairs, key=lambda repair: repair.edits[0].spot.span)
        splices = (one for repair in ordered for one in repair.splices)
        after = splice(
            self.before, ((self.place(low), self.place(high), new) for low, high, new in splices)
        )
        edits = sorted(
            (edit for repair in repairs for edit in repair.edits),
            key=lambda edit: (edit.piece.start, edit.start),
        )
        texts = groupby(edits, key=lambda edit: edit.piece.start)
        meant = {start: _after(list(group)) for start, group in texts}
        try:
            found = self.format.locate(after, self.options)
            if self.shape is not None and self.format.shape(after) != self.shape:
                return False
        except ValueError:
            return False
        reads = cache(_reads)  # most texts are not edited
        wanted = [
            meant[old.start]
            if old.start in meant
            else reads(self.before[self.place(old.start) : self.place(old.end)], old.spelling)
            for old in self.pieces
        ]
        read = [reads(after[new.start : new.end], new.spelling) for new in found.pieces]
        # A format need not locate what is ASCII, which a text may have become.
        return read == wanted or (
            len(read) < len(wanted)
            and [text for text in read if not text.isascii()]
            == [text for text in wanted if not text.isascii()]
        )


def _reads(raw: str, spelling: Spelling | None) -> str:
    return Reading(raw, spelling).text
