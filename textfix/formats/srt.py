"""SubRip subtitles: what stands under a line of times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textfix.formats import cues
from textfix.formats.layout import Layout, Malformed, Options
from textfix.formats.lines import lines
from textfix.formats.prose import may_speak

suffixes = (".srt",)

_LINE = re.compile(r"[^\r\n]+")
# Hours may have any number of digits, and fractions a comma, a dot or a colon: players take all.
_TIMES = re.compile(r"[ \t]*(\d+:\d+:\d+(?:[,.:]\d+)?)[ \t]*-->")


def locate(text: str, options: Options) -> Layout:
    """Each line of a cue. What stands before the first times is none."""
    if not may_speak(text):
        return Layout([])
    if not any(_TIMES.match(line) for line in lines(text)):
        raise Malformed("line 1, column 1: not SubRip: no times such as 00:00:01,000 --> anywhere")
    return cues.layout(text, _spans(text), cues.MARKUP)


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    where = ""
    for line in _LINE.finditer(text):
        times = _TIMES.match(text, *line.span())
        if times:
            where = times[1]
        elif where:
            yield *line.span(), where


def shape(text: str) -> object:
    """Times and numbers of cues, and what lines there are: a blank one ends a cue."""
    return [_kind(line) for line in lines(text)]


def _kind(line: str) -> str:
    bare = line.strip()
    return line if bare.isdigit() or _TIMES.match(line) else "text" if bare else ""
