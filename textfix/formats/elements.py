"""The texts of a file of HTML or XML: of which elements and attributes, and in which language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from textfix.core import Span
from textfix.formats.edges import trimmed
from textfix.formats.language import language_of
from textfix.formats.layout import Layout, Piece
from textfix.formats.markup import Attribute, Run, Tag, tokens
from textfix.formats.references import deliberate, spelling
from textfix.spans import merge

# What stands in a text for a program: placeholders and statements of templates, and tags within
# a text, as feeds have them.
_TEMPLATE = re.compile(r"(?<!\{)\{+[^{}]*\}+")
_INNER = re.compile(r"<[A-Za-z/!?][^<>]*>|&lt;[A-Za-z/!][^&]*(?:&(?!lt;|gt;)[^&]*)*&gt;")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a kind of markup says of its elements.

    `silent`: the names of elements whose texts are not natural language; `silent_in`: more of
    them, by the name of the root. `languages`: attributes that name a language. `column(tag,
    attribute, text)` names the column of an attribute that is text, or is empty. `void` elements
    have no content; `ends`: which open elements a start tag ends. `speaks`: elements whose text
    names the language of what stands beside them.
    """

    html: bool
    silent: frozenset[str]
    languages: tuple[str, ...]
    column: Callable[[Tag, Attribute, str], str]
    silent_in: Mapping[str, frozenset[str]] = field(default_factory=dict)
    void: frozenset[str] = frozenset()
    ends: Mapping[str, frozenset[str]] = field(default_factory=dict)
    speaks: frozenset[str] = frozenset()

    def name(self, tag: Tag) -> str:
        """The name of a tag, as the dialect compares names: of XML, the local one."""
        return tag.name.lower() if self.html else tag.name.rpartition(":")[2]


class _Element(NamedTuple):
    name: str
    language: str
    silent: bool


class _Open:
    """The elements that are open. Depth costs no recursion, a stray end tag no search."""

    def __init__(self, dialect: Dialect, text: str) -> None:
        self._dialect, self._text = dialect, text
        self._stack = [_Element("", "", False)]
        self._count: Counter[str] = Counter()
        self._silent = dialect.silent

    @property
    def last(self) -> _Element:
        """The innermost."""
        return self._stack[-1]

    def enter(self, tag: Tag) -> _Element:
        """The element that a start tag begins, which stays open if it has content."""
        dialect, name = self._dialect, self._dialect.name(tag)
        ended = dialect.ends.get(name, ())
        while self.last.name in ended:
            self._pop()
        if not self._count:
            self._silent = dialect.silent | dialect.silent_in.get(name, frozenset())
        element = _Element(name, self._language(tag), self.last.silent or name in self._silent)
        if not tag.empty and name not in dialect.void:
            self._stack.append(element)
            self._count[name] += 1
        return element

    def leave(self, tag: Tag) -> None:
        """An end tag: it ends what is open inside its element, too."""
        name = self._dialect.name(tag)
        if self._count[name]:
            while self._pop() != name:
                pass

    def speaks(self, language: str) -> None:
        """The element around the innermost is in this language, as far as it is not yet read."""
        self._stack[-2:] = (one._replace(language=language) for one in self._stack[-2:])

    def _pop(self) -> str:
        name = self._stack.pop().name
        self._count[name] -= 1
        return name

    def _language(self, tag: Tag) -> str:
        if not tag.attributes:
            return self.last.language
        named = [a for a in tag.attributes if a.name.lower() in self._dialect.languages]
        if not named:
            return self.last.language
        return language_of(self._text[named[-1].start : named[-1].end])


def locate(text: str, dialect: Dialect) -> Layout:
    """The texts of a file of this dialect, of each attribute's in a column of their own."""
    pieces: list[Piece] = []
    keep: list[Span] = []
    for piece in _pieces(text, dialect):
        pieces.append(piece)
        keep += _kept(text, piece)
    return Layout(pieces, keep)


def _pieces(text: str, dialect: Dialect) -> Iterator[Piece]:
    inside = _Open(dialect, text)
    between = spelling(dialect.html)
    for token in tokens(text, dialect.html):
        if isinstance(token, Run):
            element = inside.last
            if element.name in dialect.speaks:
                inside.speaks(language_of(text[token.start : token.end].strip()))
            elif not element.silent and (span := trimmed(text, token.start, token.end)):
                yield Piece(*span, "", None if token.raw else between, "", element.language)
        elif token.closes:
            inside.leave(token)
        else:
            element = inside.enter(token)
            if token.attributes and not element.silent:
                yield from _values(text, token, element.language, dialect)


def _values(text: str, tag: Tag, language: str, dialect: Dialect) -> Iterator[Piece]:
    for attribute in tag.attributes:
        column = dialect.column(tag, attribute, text)
        span = trimmed(text, attribute.start, attribute.end) if column else None
        if span:
            if not attribute.quote:  # as a whole, to be quoted
                span = attribute.start, attribute.end
            spelled = spelling(dialect.html, attribute.quote)
            yield Piece(*span, column, spelled, column, language)


def _kept(text: str, piece: Piece) -> Iterator[Span]:
    """What of a text is not to be touched."""
    raw = text[piece.start : piece.end]
    spans: list[Span] = []
    if "{" in raw:
        spans += (m.span() for m in _TEMPLATE.finditer(raw))
    if "<" in raw or "&lt;" in raw:
        spans += (m.span() for m in _INNER.finditer(raw))
    if "&" in raw and piece.spelling:
        spans += deliberate(raw, piece.spelling)
    for start, end in merge(spans):
        yield piece.start + start, piece.start + end
