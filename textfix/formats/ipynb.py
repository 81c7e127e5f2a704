"""Jupyter notebooks: the Markdown cells. Code, its output and metadata stay as they are.

A cell's source is a string, or a list of lines (nbformat 4); each line is a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textfix.core import Span
from textfix.formats.json_string import SPELLING, lone_surrogates
from textfix.formats.json_tree import parse, shape_of
from textfix.formats.layout import Layout, Options, Piece
from textfix.formats.prose import may_speak

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
    return Layout(list(_sources(text)), list(lone_surrogates(text)))


def shape(text: str) -> object:
    """The tree without its texts. Raises Malformed where the file is no JSON."""
    return shape_of(text)


def _sources(text: str) -> Iterator[Piece]:
    for number, (kind, source) in enumerate(_cells(text), 1):
        # All lines, or a fence of ASCII would be missed.
        if kind == "markdown" and any(may_speak(text[start:end]) for start, end in source):
            for start, end in source:
                yield Piece(start, end, "", SPELLING, f"cell {number}")


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
