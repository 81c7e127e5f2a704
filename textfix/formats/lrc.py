"""Lyrics (LRC): lines after their times, and what the header tags say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textfix.formats import cues
from textfix.formats.layout import Layout, Options
from textfix.formats.lines import lines
from textfix.formats.prose import may_speak

suffixes = (".lrc",)

_LINE = re.compile(r"[^\r\n]+")
_TIME = r"\[\d+:\d+(?:[.:]\d+)?\]"
_TIMES = re.compile(rf"[ \t]*(?:{_TIME}[ \t]*)+")
_TAG = re.compile(r"[ \t]*\[([A-Za-z#][\w#-]*):([^\r\n]*)\][ \t]*", re.A)
_WORD_TIME = re.compile(rf"<\d+:\d+(?:[.:]\d+)?>|{_TIME}")


def locate(text: str, options: Options) -> Layout:
    """Each line of the lyrics, with times or without, and the value of each tag such as [ti:...]."""
    return cues.layout(text, _spans(text), _WORD_TIME) if may_speak(text) else Layout([])


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    for line in _LINE.finditer(text):
        start, end = line.span()
        if tag := _TAG.fullmatch(text, start, end):
            yield *tag.span(2), tag[1]
        elif times := _TIMES.match(text, start, end):
            yield times.end(), end, times[0].strip()
        else:
            yield start, end, ""


def shape(text: str) -> object:
    """The times and the names of tags on each line."""
    return [
        (re.findall(r"^\s*\[([\w#-]+):", line, re.A), _WORD_TIME.findall(line))
        for line in lines(text)
    ]
