"""Translations of gettext: what stands in msgstr. Headers, messages and what is obsolete stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from textfix.core import Span
from textfix.formats import quoting
from textfix.formats.language import language_of
from textfix.formats.layout import Layout, Malformed, Options, Piece
from textfix.formats.lines import lines
from textfix.formats.placeholders import placeholders
from textfix.formats.prose import may_speak
from textfix.formats.spot import Lines
from textfix.spans import merge

suffixes = (".po", ".pot")

_LINE = re.compile(r"[^\r\n]+")
_STRING = re.compile(
    r"[ \t]*(?:(domain|msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)[ \t]*)?"
    r'"([^"\\]*(?:\\.[^"\\]*)*)"[ \t]*'
)
_JOIN = r'"[ \t]*(?:\r\n|\n|\r)[ \t\r\n]*"'  # between the lines of one string
_JOINED = re.compile(_JOIN)
_SPELLING = quoting.Backslash(quoting.C_NAMES, "", '"', _JOIN).spelling
_LANGUAGE = re.compile(r"\bLanguage:[ \t]*([A-Za-z@_-]+)")
# Bytes of C; and blanks beside the line breaks of a text, which set out what a program prints.
_KEPT = re.compile(
    rf"\\(?:x[0-9A-Fa-f]{{1,2}}|[0-7]{{1,3}})|(?<=\\n)[ \t]+|(?<=\\n\")\s*\"[ \t]+"
    rf"|(?<![ \t])[ \t]+(?=(?:{_JOIN})?\\n)"
)


class _String(NamedTuple):
    key: str
    start: int
    end: int
    message: str  # the msgid of its entry, as it is spelled
    header: bool


def locate(text: str, options: Options) -> Layout:
    """Every msgstr and msgstr[n] but the header's, which says the language of all."""
    if not may_speak(text):
        return Layout([])
    pieces: list[Piece] = []
    keep: list[Span] = []
    language = ""
    for string in _strings(text):
        raw = text[string.start : string.end]
        if string.header:
            said = _LANGUAGE.search(raw)
            language = (language_of(said[1]) or said[1]) if said else language
        elif string.key.startswith("msgstr") and may_speak(raw):
            edges = _edges(text, string.start, string.end)
            if edges:
                where = f'{string.key} of "{string.message[:40]}"'
                pieces.append(Piece(*edges, "", _SPELLING, where, language))
                keep += placeholders(text, *edges)
                keep += (m.span() for m in _KEPT.finditer(text, *edges))
    return Layout(pieces, merge(keep))


def _edges(text: str, start: int, end: int) -> Span | None:
    """The part of a string without line breaks and blanks at its edges."""
    while span := quoting.trimmed(text, start, end):
        start, end = span
        last = text.rfind('"', start, end - 1)
        if first := _JOINED.match(text, start, end):
            start = first.end()
        elif last >= 0 and _JOINED.fullmatch(text, last, end):
            end = last
        else:
            return span
    return None


def _strings(text: str) -> Iterator[_String]:
    context, message = False, ""
    for key, start, end in _spans(text):
        raw = re.sub(_JOIN, "", text[start:end])
        if key == "msgid":
            message = raw
        yield _String(key, start, end, message, key == "msgstr" and not message and not context)
        if key != "msgid_plural":
            context = key == "msgctxt" or (context and not key.startswith("msgstr"))


def _spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Each keyword with the span of its string, from its first quote to its last."""
    key, start, end = "", 0, 0
    for line in _LINE.finditer(text):
        if line[0].lstrip(" \t")[:1] in ("#", ""):
            if key and line[0].strip():
                yield key, start, end
                key = ""
            continue
        string = _STRING.fullmatch(text, *line.span())
        if not string or not (key or string[1]):
            number, _ = Lines(text).place(line.start())
            raise Malformed(f'line {number}, column 1: not PO: neither a keyword nor a "string"')
        if string[1]:
            if key:
                yield key, start, end
            key, start = string[1], string.start(2)
        end = string.end(2)
    if key:
        yield key, start, end


def shape(text: str) -> object:
    """All strings but the translations; of these the line ends and placeholders msgfmt compares."""
    strings: list[list[str]] = []
    for line in lines(text):
        key, quote, rest = line.strip().partition('"')
        if quote and not key.startswith("#"):
            if key or not strings:
                strings.append([key.strip(), ""])
            strings[-1][1] += rest.rpartition('"')[0]
    return [(key, raw if not key.startswith("msgstr") else _form(raw)) for key, raw in strings]


def _form(raw: str) -> object:
    found = [raw[start:end] for start, end in placeholders(raw, 0, len(raw))]
    return raw.startswith("\\n"), raw.endswith("\\n"), sorted(found)
