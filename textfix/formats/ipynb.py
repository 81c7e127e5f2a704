"""Jupyter notebooks: the Markdown cells. Code, its output and metadata stay as they are.

A cell's source is a string, or a list of lines (nbformat 4); each line is a text. What `markdown`
keeps of the whole source is kept in its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from textfix.core import Span
from textfix.formats import markdown
from textfix.formats.json_string import SPELLING, lone_surrogates
from textfix.formats.json_tree import parse, shape_of
from textfix.formats.layout import Layout, Options, Piece, Reading
from textfix.formats.prose import may_speak
from textfix.spans import merge

suffixes = (".ipynb",)
comments = False

# A string, with the colon that makes a key of it, or a bracket.
_TOKEN = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"([ \t\r\n]*:)?|[{}\[\]]')
_CELL = 3  # brackets are open in a cell: of the file, of `cells`, and its own


def locate(text: str, options: Options) -> Layout:
    """The sources of the Markdown cells. Raises Malformed where the file is no JSON."""
    if not may_speak(text):
        return Layout([])
    parse(text)
    pieces: list[Piece] = []
    keep = list(lone_surrogates(text))
    for number, source in _sources(text):
        # All lines, or a fence of ASCII would be missed.
        if any(may_speak(text[start:end]) for start, end in source):
            pieces += (Piece(*span, "", SPELLING, f"cell {number}") for span in source)
            keep += _markup(text, source, options)
    return Layout(pieces, merge(keep))


def shape(text: str) -> object:
    """The tree without its texts, and the blocks of each cell. Raises Malformed where it is no JSON."""
    tree = shape_of(text)
    return tree, [markdown.shape("".join(_reads(text, source))) for _, source in _sources(text)]


def _reads(text: str, source: Sequence[Span]) -> list[str]:
    return [Reading(text[start:end], SPELLING).text for start, end in source]


def _markup(text: str, source: Sequence[Span], options: Options) -> Iterator[Span]:
    """What of a cell's Markdown is kept, where it stands in the file."""
    readings = [Reading(text[start:end], SPELLING) for start, end in source]
    whole = "".join(reading.text for reading in readings)
    kept = iter(markdown.locate(whole, options).keep)
    low, high = next(kept, (len(whole), len(whole)))
    at = 0  # of the line in the whole
    for (start, _), reading in zip(source, readings, strict=True):
        after = at + len(reading.text)
        while low < after:
            first, last, *_ = reading.origin(max(low, at) - at, min(high, after) - at)
            yield start + first, start + last
            if high > after:  # it goes on in the next line
                break
            low, high = next(kept, (len(whole), len(whole)))
        at = after


def _sources(text: str) -> Iterator[tuple[int, list[Span]]]:
    """The number of each Markdown cell, and the strings of its source."""
    for number, (kind, source) in enumerate(_cells(text), 1):
        if kind == "markdown":
            yield number, source


def _cells(text: str) -> Iterator[tuple[str, list[Span]]]:
    """The type of each cell, and the strings of its source."""
    depth = 0
    section = key = kind = ""
    source: list[Span] = []
    for m in _TOKEN.finditer(text):
        if m[2]:
            if depth == 1:
                section = m[1]
            elif depth == _CELL:
                key = m[1]
        elif m[1] is not None:
            if key == "source" and depth in (_CELL, _CELL + 1):
                source.append(m.span(1))
            elif key == "cell_type" and depth == _CELL:
                kind = m[1]
        elif m[0] in "{[":
            depth += 1
            if depth == _CELL:
                key, kind, source = "", "", []
        else:
            if depth == _CELL and section == "cells":
                yield kind, source
            depth -= 1
