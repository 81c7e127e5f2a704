r"""Java properties: values, whose characters may be escapes (\u4f60) and whose lines may go on."""

from __future__ import annotations

import re

from textfix.core import Span
from textfix.formats import quoting
from textfix.formats.language import language_of
from textfix.formats.layout import Layout, Options, Piece
from textfix.formats.lines import lines
from textfix.formats.placeholders import placeholders
from textfix.formats.prose import may_speak
from textfix.formats.settings import is_text
from textfix.spans import merge

suffixes = (".properties",)

# java.util.Properties.load: a comment, or a key, blanks or a separator, and a value; a line end after
# a backslash is none.
_ESCAPE = r"\\(?:\r\n|.|\Z)"
_ENTRY = re.compile(
    r"[ \t\f]*(?:[#!][^\r\n]*|"
    rf"(?P<key>[^ \t\f\r\n=:\\]*(?:{_ESCAPE}[^ \t\f\r\n=:\\]*)*)[ \t\f]*(?:[=:][ \t\f]*)?"
    rf"(?P<value>[^\r\n\\]*(?:{_ESCAPE}[^\r\n\\]*)*))(?:\r\n|\n|\r|\Z)",
    re.S,
)
_NAMES = {name: quoting.C_NAMES[name] for name in "fnrt\\\"'"} | {c: c for c in ":=#! "}
_SPELLING = quoting.Backslash(_NAMES, "u", "", r"\\(?:\r\n|\n|\r)[ \t\f]*").spelling


def locate(text: str, options: Options) -> Layout:
    """The value of every key."""
    if not may_speak(text):
        return Layout([])
    pieces: list[Piece] = []
    keep: list[Span] = []
    for entry in _ENTRY.finditer(text):
        if not entry["value"] or not may_speak(entry["value"]):
            continue
        edges = quoting.trimmed(text, *entry.span("value"))
        if edges and is_text(text[slice(*edges)]):
            key = entry["key"]
            pieces.append(Piece(*edges, "", _SPELLING, key, language_of(key)))
            keep += placeholders(text, *edges)
    return Layout(pieces, merge(keep))


def shape(text: str) -> object:
    """The keys, and whether each has a value."""
    entries: list[tuple[str, bool]] = []
    whole = ""
    for line in lines(text):
        whole += line.lstrip(" \t\f")
        ends = (len(whole) - len(whole.rstrip("\\"))) % 2 == 0 or whole[:1] in "#!"
        if not ends:
            whole = whole[:-1]
            continue
        if whole and whole[0] not in "#!":
            key, *value = re.split(r"(?<!\\)[ \t\f=:]+", whole, maxsplit=1)
            entries.append((key, any(value)))
        whole = ""
    return entries
