"""TOML: the strings that are values, in all four spellings; keys, tables and comments stay."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

from textfix.core import Span
from textfix.formats import quoting
from textfix.formats.edges import trimmed
from textfix.formats.language import language_of
from textfix.formats.layout import Layout, Malformed, Options, Piece, Spelling
from textfix.formats.placeholders import placeholders
from textfix.formats.prose import may_speak
from textfix.formats.settings import is_text
from textfix.spans import merge

suffixes = (".toml",)

# TOML 1.0, with the escapes of 1.1. Up to two quotes may stand before those that close.
_TOKEN = re.compile(
    r'"""(?:\r?\n)?(?P<block>[^"\\]*(?:(?:\\.|"{1,2}(?!"))[^"\\]*)*"{0,2})"""(?!")'
    r"|'''(?:\r?\n)?(?P<verbatim_block>[^']*(?:'{1,2}(?!')[^']*)*'{0,2})'''(?!')"
    r'|"(?P<basic>[^"\\\r\n]*(?:\\[^\r\n][^"\\\r\n]*)*)"(?!"")'
    r"|'(?P<verbatim>[^'\r\n]*)'(?!'')"
    r"|#[^\r\n]*|(?P<mark>[\[\]{}=,\r\n])|[^\s\[\]{}=,\"'#]+|[^\S\r\n]+",
    re.S,
)
_PLACE = re.compile(r" \(at (line \d+, column \d+)\)")
_JOIN = r"\\[ \t]*\r?\n[ \t\r\n]*"
_NAMES = {name: quoting.C_NAMES[name] for name in 'bfnrt\\"'} | {"e": "\x1b"}
_BASIC = quoting.Backslash(_NAMES, "xuU", '"\x7f').spelling
_BLOCK = quoting.Backslash(_NAMES, "xuU", '"\x7f', _JOIN).spelling
_BREAK = re.compile(r"(\r?\n)")
# Blanks at the edges of the lines of a string set them out, or are markup.
_EDGE = re.compile(r"(?<=\n)[ \t]+|(?<![ \t\r\n\\])[ \t]+(?=\r?\n)")


def _write_block(new: str, raw: str) -> str:
    """A line break in a string of several lines is one."""
    return "".join(
        part if i % 2 else _BLOCK.write(part, raw) for i, part in enumerate(_BREAK.split(new))
    )


_SPELLINGS = {
    "basic": _BASIC,
    "block": Spelling(_BLOCK.escape, _BLOCK.read, _write_block),
    "verbatim": quoting.verbatim("'\n"),
    "verbatim_block": quoting.verbatim("'"),
}


def locate(text: str, options: Options) -> Layout:
    """Every string that is a value."""
    if not may_speak(text):
        return Layout([])
    _tree(text)
    pieces: list[Piece] = []
    keep: list[Span] = []
    for kind, (start, end), where, language in _strings(text):
        if not may_speak(text[start:end]):
            continue
        cut = quoting.trimmed if kind in ("basic", "block") else trimmed
        edges = cut(text, start, end)
        if edges and is_text(text[slice(*edges)]):
            pieces.append(Piece(*edges, "", _SPELLINGS[kind], where, language))
            keep += placeholders(text, *edges)
            if "block" in kind:
                keep += (m.span() for m in _EDGE.finditer(text, *edges))
    return Layout(pieces, merge(keep))


class _Place:
    """Where in a file the tokens have come to."""

    def __init__(self) -> None:
        self.open: list[tuple[str, str]] = []  # brackets, and the language of what is in them
        self.table = self.key = self.table_language = self.language = ""
        self.at_key = True  # before the = of a pair
        self.header: int | None = None  # where the name of a table begins
        self.start = 0  # of the key

    def mark(self, text: str, mark: str, at: int) -> None:
        """A bracket, a comma, an equals sign or a line end."""
        if mark in "\r\n":
            self._line_end(text, at)
        elif self.header is not None:
            pass
        elif mark == "[" and self.at_key and not self.open:
            self.header = at
        elif mark in "[{":
            self.open.append((mark, self.language))
            self._next_key(at, mark == "{")
        elif mark in "]}" and self.open:
            self.language = self.open.pop()[1]
            self.at_key = False
        elif mark == "," and self.open:
            self.language = self.open[-1][1]
            self._next_key(at, self.open[-1][0] == "{")
        elif mark == "=" and self.at_key:
            self.key, self.at_key = text[self.start : at].strip(), False
            above = self.open[-1][1] if self.open else self.table_language
            self.language = language_of(self.key) or above

    def _line_end(self, text: str, at: int) -> None:
        if self.header is not None:
            self.table = text[self.header : at].partition("#")[0].strip(" \t[]")
            self.table_language, self.header = language_of(self.table), None
        if not self.open:
            self._next_key(at, True)

    def _next_key(self, at: int, at_key: bool) -> None:
        self.at_key, self.start = at_key, at + 1


def _strings(text: str) -> Iterator[tuple[str, Span, str, str]]:
    """The strings that are values: kind, span, path and language."""
    place = _Place()
    for m in _TOKEN.finditer(text):
        kind = m.lastgroup or ""
        if kind == "mark":
            place.mark(text, m[0], m.start())
        elif kind and not place.at_key and place.header is None:
            where = f"{place.table}.{place.key}" if place.table else place.key
            yield kind, m.span(kind), where, place.language


def shape(text: str) -> object:
    """The tree of a parser: keys, types, and the values that are no strings."""
    shape: list[object] = []
    rest: list[Any] = [_tree(text)]
    while rest:
        node = rest.pop()
        if isinstance(node, dict):
            shape.append(tuple(node))
            rest += node.values()
        elif isinstance(node, list):
            shape.append(len(node))
            rest += node
        else:
            shape.append(str if isinstance(node, str) else repr(node))
    return shape


def _tree(text: str) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise Malformed("line 1, column 1: nested too deeply for the parser of TOML") from None
    except ValueError as wrong:  # a number of very many digits is no TOMLDecodeError
        at = _PLACE.search(str(wrong))
        place = at[1] if at else "line 1, column 1"
        why = _PLACE.sub("", str(wrong)).partition(";")[0]
        raise Malformed(f"{place}: not TOML: {why}; can it be repaired as plain text?") from None
