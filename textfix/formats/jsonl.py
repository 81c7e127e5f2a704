"""JSON Lines: a record on each line. The short strings under one key path are a document.

The items of an array share a path (`messages[].content`). A line that is not JSON is left as it
is, and told if it holds Chinese; lines in which no rule could find anything are not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from textfix.core import Span
from textfix.formats.json_string import lone_surrogates
from textfix.formats.json_tree import Node, parse, shape_of, texts
from textfix.formats.layout import Layout, Malformed, Options, Piece
from textfix.formats.left import told
from textfix.formats.prose import may_be_chinese, may_speak
from textfix.formats.spot import Lines

suffixes = (".jsonl", ".ndjson", ".ldjson")
comments = False
values = True
records = True

_PATH = attrgetter("path")


def locate(text: str, options: Options) -> Layout:
    """The strings that are texts, in every line that can be read."""
    root, lines = Node.root(options), Lines(text)
    pieces: list[Piece] = []
    problems: list[str] = []
    for start, end in _records(text):
        line = text[start:end]
        if not may_speak(line):
            continue
        try:
            parse(line)
        except Malformed as error:
            if may_be_chinese(line):
                number = lines.place(start)[0]
                problems.append(f"line {number}, {str(error).partition(', ')[2]}: left")
        else:
            pieces += texts(text, root, (start, end), options.keys, _PATH)
    return Layout(pieces, list(lone_surrogates(text)), told(problems))


def shape(text: str) -> object:
    """The tree of each line without its texts; the line itself where it is no JSON."""
    return [_shape_of_line(text[start:end]) for start, end in _records(text)]


def _records(text: str) -> Iterator[Span]:
    """The lines. U+2028 and the like end none, and a return only in files of old Macs."""
    line_end = "\n" if "\n" in text else "\r"
    start = 0
    while start < len(text):
        end = text.find(line_end, start)
        end = end if end >= 0 else len(text)
        yield start, end
        start = end + 1


def _shape_of_line(line: str) -> object:
    try:
        return shape_of(line)
    except Malformed:
        return line
