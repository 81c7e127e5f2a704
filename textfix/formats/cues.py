"""Texts that are single lines, or parts of lines, of a file: cues, lyrics, captions.

Line breaks in subtitles are a person's, made for reading at a glance: each line is a text of its
own, so that none are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from textfix.core import Span
from textfix.formats.edges import trimmed
from textfix.formats.layout import Layout, Piece
from textfix.formats.prose import may_speak

# Tags of SubRip and WebVTT, WebVTT's references, word times, and overrides in SubRip files.
MARKUP = re.compile(
    r"</?[A-Za-z][^<>\r\n]*>|<[\d:.,]+>|&(?:amp|lt|gt|lrm|rlm|nbsp);|\{\\[^{}\r\n]*\}"
)


def layout(
    text: str,
    spans: Iterable[tuple[int, int, str]],
    markup: re.Pattern[str],
    problems: Iterable[str] = (),
    language: str = "",
) -> Layout:
    """A layout with a piece for each of these spans (start, end, where), markup kept."""
    pieces: list[Piece] = []
    keep: list[Span] = []
    for start, end, where in spans:
        edges = trimmed(text, start, end)
        if edges and may_speak(text[slice(*edges)]):
            pieces.append(Piece(*edges, where=where, language=language))
            keep += (m.span() for m in markup.finditer(text, *edges))
    return Layout(pieces, keep, list(problems))
