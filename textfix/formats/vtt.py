"""WebVTT: the text of cues; notes, styles, regions and identifiers stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textfix.formats import cues
from textfix.formats.language import language_of
from textfix.formats.layout import Layout, Malformed, Options
from textfix.formats.lines import lines
from textfix.formats.prose import may_speak

suffixes = (".vtt",)

# Blocks are lines with nothing between them (WebVTT, 4.1); whatever begins `WEBVTT` is the header.
_BLOCK = re.compile(r"[^\r\n]+(?:(?:\r\n|\n|\r)[^\r\n]+)*")
_LINE = re.compile(r"[^\r\n]+")
_TIMES = re.compile(r"[ \t]*((?:\d+:)?\d\d:\d\d[.,]\d+)[ \t]*-->")
_HEADER = re.compile(r"\ufeff?WEBVTT(?![^ \t\r\n])")
# A line of the header, as video sites write it.
_LANGUAGE = re.compile(r"[^\r\n]*(?:(?:\r\n|\n|\r)[^\r\n]+)*?(?:\r\n|\n|\r)Language:[ \t]*([\w-]+)")
_OTHER = re.compile(r"(?:NOTE|STYLE|REGION)(?![^ \t\r\n])")


def locate(text: str, options: Options) -> Layout:
    """Each line of a cue."""
    if not may_speak(text):
        return Layout([])
    if not _HEADER.match(text):
        raise Malformed("line 1, column 1: not WebVTT: it begins with WEBVTT")
    said = _LANGUAGE.match(text)
    language = language_of(said[1]) if said else ""
    return cues.layout(text, _spans(text), cues.MARKUP, language=language)


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    for block in _BLOCK.finditer(text):
        where = ""
        for line in _LINE.finditer(text, *block.span()):
            if where:
                yield *line.span(), where
            elif times := _TIMES.match(text, *line.span()):
                where = times[1]
            elif _OTHER.match(text, *line.span()):
                break


def shape(text: str) -> object:
    """Times, blocks that are no cues, and what lines there are: a blank one ends a cue."""
    kinds: list[str] = []
    inside = ""
    for line in lines(text):
        if "-->" in line:
            inside = "cue"
        elif not line:
            inside = ""
        kinds.append(line if "-->" in line or inside != "cue" else "text")
    return kinds
