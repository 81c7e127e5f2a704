"""Translations of Apple's systems (.strings): the values of "key" = "value"; pairs."""

from __future__ import annotations

import re

from textfix.core import Span
from textfix.formats import quoting
from textfix.formats.layout import Layout, Options, Piece
from textfix.formats.placeholders import placeholders
from textfix.formats.prose import may_speak
from textfix.spans import merge

suffixes = (".strings",)

_QUOTED = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_PAIR = re.compile(
    r"/\*.*?(?:\*/|\Z)|//[^\r\n]*|"
    rf'(?P<key>{_QUOTED}|[\w.$/-]+)\s*=\s*"(?P<value>[^"\\]*(?:\\.[^"\\]*)*)"\s*;',
    re.S,
)
_SPELLING = quoting.Backslash(quoting.C_NAMES, "", '"').spelling
_BYTES = re.compile(r"\\(?:[0-7]{1,3}|U[0-9A-Fa-f]{4})")


def locate(text: str, options: Options) -> Layout:
    """Every value; comments and keys stay."""
    if not may_speak(text):
        return Layout([])
    pieces: list[Piece] = []
    keep: list[Span] = []
    for pair in _PAIR.finditer(text):
        if pair["value"] and may_speak(pair["value"]):
            edges = quoting.trimmed(text, *pair.span("value"))
            if edges:
                pieces.append(Piece(*edges, "", _SPELLING, pair["key"].strip('"')))
                keep += placeholders(text, *edges)
                keep += (m.span() for m in _BYTES.finditer(text, *edges))
    return Layout(pieces, merge(keep))


def shape(text: str) -> object:
    """The keys, and what stands between the pairs."""
    at, shape = 0, []
    for pair in _PAIR.finditer(text):
        if pair["key"]:
            shape += [text[at : pair.start()], pair["key"]]
            at = pair.end()
    return [*shape, text[at:]]
