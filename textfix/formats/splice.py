"""Repairs spliced into a file: its texts are repaired as documents, all else stays as it is.

A repair may never break the structure (see `proof`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, partial
from typing import NamedTuple

from textfix import inline
from textfix.core import Finding, Phase, Report
from textfix.formats.alone import may_stand_alone, stands_alone
from textfix.formats.document import Document, Edit
from textfix.formats.labels import foreign, is_label
from textfix.formats.language import may_be_simplified
from textfix.formats.layout import Format, Options, Piece, Reading
from textfix.formats.proof import Splice, prove, spelled, splice
from textfix.formats.spot import Mark, Spot, Telling
from textfix.pipeline import Pipeline
from textfix.spans import merge


class Repaired(NamedTuple):
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
    around: Callable[[], str] | None = None,
) -> Repaired:
    """Repair the texts of a file of this format, by findings of `min_score` (0 to 1) and more.

    What is `accepted` is neither repaired nor told. `around` gives the language of labels (see
    `labels`) where they are not beside other texts of the file.

    Of columns in which nothing is repaired only so much is told as `telling` asks for. Raises
    Malformed where the text is no file of the format.
    """
    layout = format.locate(text, options)
    silent = inline.ignored(text) if getattr(format, "comments", True) else []
    keep = merge([*layout.keep, *((i.start, i.end) for i in silent if not i.rules)])
    problems = (*layout.problems, *(_misspelt(text) if silent else ()))
    edits: list[Edit] = []
    spots: list[Spot] = []
    rules = {rule.name: rule for rule in pipeline.rules}
    chosen = cache(partial(for_language, pipeline))
    unnamed = [piece for piece in layout.pieces if not piece.language]
    beside = around or cache(lambda: foreign(_reads(text, piece).text for piece in unnamed))
    for language, texts in _documents(text, layout.pieces, getattr(format, "values", False)):
        document, fitting = Document(texts, keep), chosen(language)
        if telling < Telling.SUSPICIONS and fitting.is_clean(document.text):
            continue
        has_others = around is not None or len(texts) < len(unnamed)
        if not language and has_others and is_label(document.text):
            fitting = chosen(beside())
        report = fitting.report(document.text, keep=document.keep)
        edits += (document.edit(change, rules) for change in report.changes)
        left = _told(report, fitting, telling)
        spots += (document.spot(found, rules) for found in left)
    if not edits and not spots:
        return Repaired(text, problems=problems)
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
    repairs = list(spelled(edits, min_score))
    prove(text, format, options, layout, repairs)
    splices = sorted(one for repair in repairs for one in repair.splices)
    spots += (spot for repair in repairs for spot in repair.spots())
    spots.sort(key=lambda spot: (spot.start, spot.end, spot.rule))
    return Repaired(splice(text, splices), tuple(spots), tuple(splices), problems)


def _documents(
    text: str, pieces: Sequence[Piece], values: bool
) -> Iterator[tuple[str, list[tuple[Piece, Reading]]]]:
    """The texts of each document, and their language: of each column, and of values that stand alone."""
    columns: dict[tuple[str, str], list[tuple[Piece, Reading]]] = {}
    for piece in pieces:
        reading = _reads(text, piece)
        if values and may_stand_alone(reading.raw) and stands_alone(reading.text):
            yield piece.language, [(piece, reading)]
        else:
            columns.setdefault((piece.column, piece.language), []).append((piece, reading))
    for (_, language), together in columns.items():
        yield language, together


def _reads(text: str, piece: Piece) -> Reading:
    return Reading(text[piece.start : piece.end], piece.spelling)


def _told(report: Report, pipeline: Pipeline, telling: Telling) -> Iterator[Finding]:
    """What was found in a document and left, as far as it is to be told."""
    everything = bool(report.changes) or telling >= Telling.SUSPICIONS
    writing = {rule.name for rule in pipeline.rules if pipeline.writes(rule)}
    for found in report.left:
        if everything or (telling > Telling.REPAIRS and found.rule in writing):
            yield found


def _misspelt(text: str) -> Iterator[str]:
    """Comments to textfix that name no rule."""
    from textfix.rules import RULES

    for wrong in inline.unknown(text, RULES):
        near = f"; did you mean {wrong.nearest!r}?" if wrong.nearest else ""
        yield f"line {wrong.line}: textfix: {wrong.name!r} means nothing{near}"


def for_language(pipeline: Pipeline, language: str) -> Pipeline:
    """The pipeline for a text that is said to be in this language.

    What is not said to be Simplified Chinese stays in its script, but for rules asked for by name.
    """
    if may_be_simplified(language):
        return pipeline
    script = (rule.name for rule in pipeline.rules if rule.phase == Phase.SCRIPT)
    return pipeline.without(*(name for name in script if name not in pipeline.daring))
