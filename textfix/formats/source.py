"""Source code: its comments and its strings, where they are asked for; else none of it is text.

Each language is a format of its own, found by its suffix. Each line of a comment or of a string is
a text of its own: how code is laid out is its author's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property

from textfix.core import Span
from textfix.formats import edges, quoting
from textfix.formats.dialects import DIALECTS
from textfix.formats.layout import Layout, Options, Piece, Spelling
from textfix.formats.lexemes import COMMENTS, STRINGS, Lexeme
from textfix.formats.placeholders import placeholders
from textfix.formats.prose import is_prose, may_speak
from textfix.formats.settings import is_text
from textfix.spans import merge

_LINE = re.compile(r"[^\r\n]+")
# The rest of a comment's marks (`///`, `/**`, ` * `, `#:`), and what is drawn with them.
_MARKS = re.compile(r"[ \t*/!#;%:<>=~|+-]*")
# Comments that programs read: PEP 263, interpreters, type checkers, linters, compilers, editors.
_PRAGMA = re.compile(
    r"noqa|type:|pragma|pylint|mypy|fmt:|isort|nosec|yapf|ruff|flake8|vim:|-\*-|[-\w]*coding[:=]"
    r"|(?:es|ts|js|css|style|sh|go|golangci-)?lint\b|eslint|tslint|stylelint|prettier|istanbul|@ts-"
    r"|shellcheck|NOLINT|clang-format|IWYU|go:|\+build|region\b|endregion|reference\b|sourceMapping"
    r"|rubocop|frozen_string_literal|textfix:"
)
_BYTE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|[0-7]{1,3})")
# Code in a string, whatever it is called: `{a:>{b}}`, `$a`, Swift's `\(a)`.
_INSERTED = re.compile(
    r"[$#]?\{[^{}\r\n]*(?:\{[^{}\r\n]*\}[^{}\r\n]*)*\}|\$\w+"
    r"|\\\([^()\r\n]*(?:\([^()\r\n]*\)[^()\r\n]*)*\)"
)


class Dialect:
    """A programming language, as a format (see `layout.Format`)."""

    def __init__(self, name: str, suffixes: str, lexemes: tuple[Lexeme, ...]) -> None:
        self.name = name
        self.suffixes = tuple(suffixes.split())
        self._lexemes = lexemes

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(
            "|".join(
                f"(?:{lexeme.opening})(?P<b{i}>{lexeme.body})(?P<c{i}>{lexeme.closing})"
                for i, lexeme in enumerate(self._lexemes)
            )
        )

    def locate(self, text: str, options: Options) -> Layout:
        """The lines of comments and of strings, as `options.code` asks for them."""
        if not options.code or not may_speak(text):
            return Layout([])
        pieces: list[Piece] = []
        keep: list[Span] = []
        for lexeme, start, end in self._bodies(text):
            if lexeme.kind not in options.code or not may_speak(text[start:end]):
                continue
            for line in _lines(text, start, end, lexeme):
                pieces.append(Piece(*line, lexeme.kind, lexeme.spelling))
                keep += placeholders(text, *line)
                if lexeme.kind == STRINGS:
                    keep += _code(text, *line, lexeme.spelling)
        return Layout(pieces, merge(keep))

    def _bodies(self, text: str) -> Iterator[tuple[Lexeme, int, int]]:
        """What stands inside each comment and string."""
        for m in self._pattern.finditer(text):
            name = m.lastgroup or ""
            lexeme = self._lexemes[int(name[1:])]
            if lexeme.kind and (m[name] or not lexeme.ends):
                yield lexeme, *m.span(f"b{name[1:]}")

    def shape(self, text: str) -> object:
        """The code around comments and strings, and how many lines each has."""
        if self.name == "python" and (tokens := _tokens(text)):
            return tokens
        shape: list[object] = []
        at = 0
        for _, start, end in self._bodies(text):
            shape += text[at:start], len(_LINE.findall(text, start, end))
            at = end
        return [*shape, text[at:]]


def _lines(text: str, start: int, end: int, lexeme: Lexeme) -> Iterator[Span]:
    trimmed = quoting.trimmed if lexeme.spelling else edges.trimmed
    for line in _LINE.finditer(text, start, end):
        low, high = line.span()
        if lexeme.kind == COMMENTS:
            marks = _MARKS.match(text, low, high)
            low = marks.end() if marks else low
            if _PRAGMA.match(text, low, high) or text.startswith("#!", line.start() - 1):
                continue
        span = trimmed(text, low, high)
        if span and (is_prose if lexeme.kind == COMMENTS else is_text)(text[slice(*span)]):
            yield span


def _code(text: str, start: int, end: int, spelling: Spelling | None) -> Iterator[Span]:
    """Bytes and expressions inside a string."""
    yield from (m.span() for m in _INSERTED.finditer(text, start, end))
    for m in _BYTE.finditer(text, start, end):
        if spelling is None or spelling.read(m[0]) == m[0]:
            yield m.span()


def _tokens(text: str) -> list[object]:
    """The tokens of Python, strings and comments without what they say; none of what is broken."""
    import tokenize
    from io import StringIO

    said = {"COMMENT", "STRING", "FSTRING_MIDDLE", "TSTRING_MIDDLE"}
    tokens: list[object] = []
    with suppress(tokenize.TokenError, SyntaxError):
        for token in tokenize.generate_tokens(StringIO(text).readline):
            name = tokenize.tok_name[token.type]
            tokens.append((name, "" if name in said else token.string))
        return tokens
    return []


FORMATS = {name: Dialect(name, *dialect) for name, dialect in DIALECTS.items()}
suffixes = tuple(suffix for dialect in FORMATS.values() for suffix in dialect.suffixes)
