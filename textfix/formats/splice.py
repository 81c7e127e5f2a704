"""Repairs spliced into a file: its texts are repaired as documents, all else stays as it is.

A repair may never break the structure. Every file is located again after its repairs, and
must hold the texts it was to hold and be of the same shape; where it is not, the texts behind
that are found out, left as they were and said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from textfix import inline
from textfix.core import Phase, merge
from textfix.formats.document import Document, Edit
from textfix.formats.language import may_be_simplified
from textfix.formats.layout import Format, Layout, Options, Piece, Reading, Unspellable
from textfix.formats.spot import Mark, Spot, Telling
from textfix.pipeline import Pipeline

UNSPELLABLE = "the format cannot hold the repaired text here: left"
UNSURE = "less sure than --min-score: left"
BROKEN = "the repair would break the structure of the file: left"

Splice = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Repaired:
    """A file's text after its repairs, and everything found in it, in order.

    `edits` are what was spliced in: spans of the text before, and what is written there now.
    `problems` are records that could not be read, and were left.
    """

    after: str
    spots: tuple[Spot, ...] = ()
    edits: tuple[Splice, ...] = ()
    problems: tuple[str, ...] = ()


def repair(
    text: str,
    format: Format,
    pipeline: Pipeline,
    options: Options,
    *,
    min_score: float = 0.0,
    accepted: AbstractSet[Mark] = frozenset(),
    telling: Telling = Telling.SUSPICIONS,
) -> Repaired:
    """Repair the texts of a file of this format, by findings of `min_score` (0 to 1) and more.

    What is `accepted` is neither repaired nor told.

    Of columns in which nothing is repaired only so much is told as `telling` asks for. Raises Malformed where the text is no file of the format.
    """
    layout = format.locate(text, options)
    silent = inline.ignored(text) if getattr(format, "comments", True) else []
    keep = merge([*layout.keep, *((i.start, i.end) for i in silent if not i.rules)])
    columns: dict[tuple[str, str], list[Piece]] = {}
    for piece in layout.pieces:
        columns.setdefault((piece.column, piece.language), []).append(piece)
    rules = {rule.name: rule for rule in pipeline.rules}
    edits: list[Edit] = []
    spots: list[Spot] = []
    for (_, language), pieces in columns.items():
        document, chosen = Document(text, pieces, keep), for_language(pipeline, language)
        if telling < Telling.SUSPICIONS and _clean(document, chosen):
            if telling == Telling.REPAIRS:
                continue
            chosen = _sure(chosen)
        report = chosen.report(document.text, keep=document.keep)
        edits += (document.edit(change, rules) for change in report.changes)
        spots += (document.spot(found, rules) for found in report.left)
    edits = [
        edit
        for edit in edits
        if edit.spot.mark not in accepted
        and not inline.silenced(silent, *edit.spot.span, edit.rules)
    ]
    spots = [
        spot
        for spot in spots
        if spot.mark not in accepted and not inline.silenced(silent, *spot.span, {spot.rule})
    ]
    edits.sort(key=lambda edit: (edit.piece.start, edit.start))
    written = list(_written(edits, min_score))
    if written:
        _prove(text, format, options, layout, written)
    splices = [one for text in written for one in text.splices]
    spots += (spot for text in written for spot in text.spots())
    spots.sort(key=lambda spot: (spot.start, spot.end, spot.rule))
    return Repaired(splice(text, splices), tuple(spots), tuple(splices), tuple(layout.problems))


def _clean(document: Document, pipeline: Pipeline) -> bool:
    return pipeline(document.text, keep=document.keep) is document.text


@lru_cache(maxsize=64)
def _sure(pipeline: Pipeline) -> Pipeline:
    """The pipeline without the rules that only suspect."""
    return pipeline.without(*(rule.name for rule in pipeline.rules if not pipeline.writes(rule)))


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


def for_language(pipeline: Pipeline, language: str) -> Pipeline:
    """The pipeline for a text that is said to be in this language.

    What is not said to be Simplified Chinese stays in its script, but for rules asked for by name.
    """
    if may_be_simplified(language):
        return pipeline
    script = (rule.name for rule in pipeline.rules if rule.phase == Phase.SCRIPT)
    return pipeline.without(*(name for name in script if name not in pipeline.daring))


@dataclass(slots=True)
class _Text:
    """One text of the file with its edits: what to splice in, and what is left and why."""

    piece: Piece
    reading: Reading
    done: list[Edit]
    left: list[tuple[Edit, str]]
    splices: list[Splice]

    def after(self) -> str:
        """What the text is to read."""
        return splice(self.reading.text, ((e.start, e.end, e.new) for e in self.done))

    def refuse(self, why: str) -> None:
        """Leave the text as it is."""
        self.left += ((edit, why) for edit in self.done)
        self.done, self.splices = [], []

    def spots(self) -> Iterator[Spot]:
        """What was found, and why some of it was left."""
        yield from (edit.spot for edit in self.done)
        for edit, why in self.left:
            note = "; ".join(filter(None, (why, edit.spot.note)))
            yield replace(edit.spot, fixed=False, note=note)


def _written(edits: Sequence[Edit], min_score: float) -> Iterator[_Text]:
    """Each text that has edits, spelled as the format wants it."""
    for piece, group in groupby(edits, key=lambda edit: edit.piece):
        mine = list(group)
        bad = [
            (edit, edit.why or UNSURE) for edit in mine if edit.why or edit.spot.score < min_score
        ]
        left = {id(edit) for edit, _ in bad}
        good = [edit for edit in mine if id(edit) not in left]
        text = _Text(piece, mine[0].reading, good, bad, [])
        try:
            text.splices = [one for edit in good for one in _spelled(edit)]
        except Unspellable:
            _spell_whole(text)
        yield text


def _spelled(edit: Edit) -> Iterator[Splice]:
    """An edit in the raw spelling; an escape it begins or ends in is written anew.

    What reads as nothing inside it (the break of a line that goes on) stays, about where it was.
    """
    reading, base, spelling = edit.reading, edit.piece.start, edit.piece.spelling
    low, high, start, end = reading.origin(edit.start, edit.end)
    new = reading.text[start : edit.start] + edit.new + reading.text[edit.end : end]
    write = spelling.write if spelling else lambda new, raw: new
    done = 0
    for at, before, after in reading.joins(start, end):
        cut = max(done, len(new) * (at - start) // (end - start))
        while new[cut : cut + 1].isspace():  # a line that goes on may lose blanks it begins with
            cut += 1
        yield base + low, base + before, write(new[done:cut], reading.raw)
        low, done = after, cut
    yield base + low, base + high, write(new[done:], reading.raw)


def _spell_whole(text: _Text) -> None:
    spelling = text.piece.spelling
    try:
        if spelling is None or spelling.whole is None:
            raise Unspellable
        raw = spelling.whole(text.after(), text.reading.raw)
        text.splices = [(text.piece.start, text.piece.end, raw)]
    except Unspellable:
        text.refuse(UNSPELLABLE)


def _prove(
    before: str, format: Format, options: Options, layout: Layout, texts: list[_Text]
) -> None:
    """Leave out the texts whose repair would break the structure of the file."""
    try:
        shape = format.shape(before)
    except ValueError:  # `locate` is more patient than the parser that judges it
        shape = None
    sound = _Sound(before, format, options, layout, shape)
    if sound(texts):
        return
    suspects = [texts]
    kept: list[_Text] = []
    while suspects:  # halves, until single texts are left
        half = suspects.pop()
        if sound(half):
            kept += half
        elif len(half) == 1:
            half[0].refuse(BROKEN)
        else:
            middle = len(half) // 2
            suspects += half[middle:], half[:middle]
    if not sound(kept):  # each alone is sound, together they are not
        for text in kept:
            text.refuse(BROKEN)


@dataclass(frozen=True, slots=True)
class _Sound:
    """Is the file, with some of its texts repaired, what it is meant to be?"""

    before: str
    format: Format
    options: Options
    layout: Layout
    shape: object

    def __call__(self, texts: Sequence[_Text]) -> bool:
        ordered = sorted(texts, key=lambda text: text.piece.start)
        after = splice(self.before, (one for text in ordered for one in text.splices))
        meant = {text.piece.start: text.after() for text in ordered}
        try:
            found = self.format.locate(after, self.options)
            if self.shape is not None and self.format.shape(after) != self.shape:
                return False
        except ValueError:
            return False
        wanted = [
            meant[old.start] if old.start in meant else _reads(self.before, old)
            for old in self.layout.pieces
        ]
        read = [_reads(after, new) for new in found.pieces]
        # A format need not locate what is ASCII, which a text may have become.
        return read == wanted or (
            len(read) < len(wanted)
            and [text for text in read if not text.isascii()]
            == [text for text in wanted if not text.isascii()]
        )


def _reads(file: str, piece: Piece) -> str:
    return Reading(file[piece.start : piece.end], piece.spelling).text
