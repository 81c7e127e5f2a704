"""Settings in sections (INI) and their kin: the values of keys, and the lines that continue them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from textfix.core import Span
from textfix.formats.edges import trimmed
from textfix.formats.language import language_of
from textfix.formats.layout import Layout, Options, Piece
from textfix.formats.lines import lines
from textfix.formats.placeholders import placeholders
from textfix.formats.prose import may_speak
from textfix.formats.settings import is_text
from textfix.spans import merge

suffixes = (".ini", ".cfg", ".conf", ".desktop")

_LINE = re.compile(r"[^\r\n]+")
_SEPARATOR = re.compile(r"[=:]")
_COMMENT = re.compile(r"(?<=[ \t])[;#]")  # after a value; some readers take it for a part of it


def locate(text: str, options: Options) -> Layout:
    """Each value and each line that continues one, without comments and quotes around it."""
    if not may_speak(text):
        return Layout([])
    pieces: list[Piece] = []
    keep: list[Span] = []
    for start, end, key in _values(text):
        edges = trimmed(text, *_unquoted(text, *_uncommented(text, start, end)))
        if edges and is_text(text[slice(*edges)]):
            pieces.append(Piece(*edges, "", None, key, language_of(key)))
            keep += placeholders(text, *edges)
    return Layout(pieces, merge(keep))


def _values(text: str) -> Iterator[tuple[int, int, str]]:
    key = ""
    for line in _LINE.finditer(text):
        start, end = line.span()
        bare = line[0].strip(" \t\ufeff")
        if bare[:1] in "#;":
            continue
        if bare[0] == "[":
            key = ""
        elif separator := _SEPARATOR.search(text, start, end):
            key = text[start : separator.start()].strip()
            yield separator.end(), end, key
        elif key and text[start] in " \t":
            yield start, end, key


def _uncommented(text: str, start: int, end: int) -> Span:
    comment = _COMMENT.search(text, start, end)
    return start, comment.start() if comment else end


def _unquoted(text: str, start: int, end: int) -> Span:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    quoted = end - start > 1 and text[start] in "\"'" and text[start] == text[end - 1]
    return (start + 1, end - 1) if quoted else (start, end)


def shape(text: str) -> object:
    """The number of lines, and the sections and keys as far as Python can read them."""
    import configparser

    parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
    found = list(lines(text))
    # AttributeError: its way to fail where a line goes on a key that has no value.
    with suppress(configparser.Error, AttributeError):
        parser.read_string("\n".join(("[\0]", *found)))
    return len(found), [(name, list(section)) for name, section in parser.items()]
