r"""JSON: the values that are strings; the keys, if asked for.

A file is one document, but for long texts; what stands below a key that names a language (`zh-TW`,
`ja`) is in that language, and a document of its own. Comments and commas at the end of a list are
read past, as editors have them in their settings; other JSON5 is refused.
"""

from __future__ import annotations

import re
from operator import attrgetter

from textfix.formats.json_string import lone_surrogates
from textfix.formats.json_tree import Node, parse, shape_of, texts
from textfix.formats.layout import Layout, Malformed, Options
from textfix.formats.prose import may_be_chinese, may_speak

suffixes = (".json", ".jsonc", ".geojson", ".topojson", ".jsonld", ".webmanifest", ".arb")
comments = False
values = True

_LANGUAGE = attrgetter("language")
_STRING = r'"[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*"?'
_COMMENT = re.compile(rf"{_STRING}|//[^\r\n]*|/\*[^*]*(?:\*(?!/)[^*]*)*(?:\*/)?")
_LAST_COMMA = re.compile(rf"{_STRING}|,(?=[ \t\r\n]*[\]}}])")


def locate(text: str, options: Options) -> Layout:
    """The strings that are texts. Raises Malformed where the file is no JSON, but holds Chinese."""
    if not may_speak(text):
        return Layout([])
    try:
        plain = _plain(text)
    except Malformed:
        if may_be_chinese(text):
            raise
        return Layout([])
    places = texts(plain, Node.root(options), (0, len(plain)), options.keys, _LANGUAGE)
    return Layout(list(places), list(lone_surrogates(text)))


def shape(text: str) -> object:
    """The tree without its texts. Raises Malformed where the file is no JSON."""
    return shape_of(_plain(text))


def _plain(text: str) -> str:
    """The file with blanks for its comments, if it has any."""
    try:
        parse(text)
    except Malformed:
        plain = _LAST_COMMA.sub(_blank, _COMMENT.sub(_blank, text))
        if plain == text:
            raise
        parse(plain)
        return plain
    return text


def _blank(found: re.Match[str]) -> str:
    whole = found[0]
    return whole if whole[0] == '"' else re.sub(r"[^\r\n]", " ", whole)
