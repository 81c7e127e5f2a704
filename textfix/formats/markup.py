"""The markup of HTML and XML: tags with their attributes, and the text between them.

A lexer for `elements`. Nothing is refused: what is no markup is text, and what has no end reaches
to the end of the file, as in a browser. Every character is looked at a fixed number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# Blanks are those of ASCII: in `alt=甲　乙` the ideographic space is part of the value.
# Of these HTML elements only the end tag ends the content (HTML Standard, 13.2.5.2 to 13.2.5.4).
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
_HTML_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)(>)?", re.A)
_XML_NAME = re.compile(r"</?([^\s/<>=!?&\"'][^\s/<>]*)(>)?", re.A)
_ATTRIBUTE = re.compile(
    r"[\s/]*(?:(?P<end>>)|(?P<name>[^\s/>][^\s/>=]*)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>\"'][^\s>]*))?)?)",
    re.A,
)
_QUOTES = {"double": '"', "single": "'", "bare": ""}
# `<?` is an instruction up to `?>` in XML and PHP; in HTML all else is a comment up to `>`.
_INSTRUCTION = re.compile(r"<\?(?:php|xml(?=\s)|=|\s)", re.I | re.A)
_DOCTYPE = re.compile(r"\"[^\"]*\"|'[^']*'|<!--|<\?|[<>\[\]]")


class Attribute(NamedTuple):
    """An attribute's name as written, and where its value stands, without its quotes."""

    name: str
    start: int
    end: int
    quote: str


class Tag(NamedTuple):
    """A start tag, an end tag (`closes`), or both in one (`empty`)."""

    name: str
    start: int
    end: int
    attributes: tuple[Attribute, ...] = ()
    closes: bool = False
    empty: bool = False


class Run(NamedTuple):
    """Text between two tags or other markup, or in a CDATA section of XML (`raw`)."""

    start: int
    end: int
    raw: bool = False


_Markup = tuple[Tag | Run | None, int]  # what it is, if it is not to be left out; where it ends


def tokens(text: str, html: bool) -> Iterator[Tag | Run]:
    """The tags and texts of a file, in order; comments, declarations and scripts are left out.

    >>> [token[:3] for token in tokens("<p>甲 < 乙<br></p>", html=True)]
    [('p', 0, 3), (3, 8, False), ('br', 8, 12), ('p', 12, 16)]
    """
    start = at = 0
    while (at := text.find("<", at)) >= 0:
        found = _markup(text, at, html)
        if found is None:  # a stray "<" is text
            at += 1
            continue
        if start < at:
            yield Run(start, at)
        token, start = found
        if token is not None:
            yield token
        if html and isinstance(token, Tag) and (raw := _raw_end(text, token)) is not None:
            if token.name.lower() == "title":
                yield Run(start, raw)
            start = raw
        at = start
    if start < len(text):
        yield Run(start, len(text))


def _markup(text: str, at: int, html: bool) -> _Markup | None:
    following = text[at + 1 : at + 2]
    if following == "!":
        return _declaration(text, at, html)
    if following == "?":
        instruction = not html or _INSTRUCTION.match(text, at)
        return None, _after(text, "?>" if instruction else ">", at)
    if following == "%" and html:  # of a server's page
        return None, _after(text, "%>", at)
    if m := (_HTML_NAME if html else _XML_NAME).match(text, at):
        return _tag(text, m)
    if following == "/" and html:
        return None, _after(text, ">", at)
    return None


def _after(text: str, mark: str, at: int) -> int:
    found = text.find(mark, at)
    return len(text) if found < 0 else found + len(mark)


def _declaration(text: str, at: int, html: bool) -> _Markup:
    if text.startswith("<!--", at):
        return None, _after(text, "-->", at + 2)
    if html:
        return None, _after(text, ">", at)
    if text.startswith("<![CDATA[", at):
        end = _after(text, "]]>", at + 9)
        closed = text.startswith("]]>", end - 3) and end - 3 >= at + 9
        return Run(at + 9, end - 3 if closed else end, raw=True), end
    return None, _end_of_doctype(text, at)


def _end_of_doctype(text: str, at: int) -> int:
    """Where a declaration of XML ends: past the declarations within its brackets."""
    depth = 0
    while m := _DOCTYPE.search(text, at):
        at = m.end()
        if m[0] in ("<!--", "<?"):
            at = _after(text, "-->" if m[0] == "<!--" else "?>", at)
        elif m[0] in ("<", "["):
            depth += 1
        elif m[0] in (">", "]"):
            depth -= 1
            if depth <= 0:
                return at
    return len(text)


def _tag(text: str, name: re.Match[str]) -> _Markup:
    start, at = name.span()
    closes = text[start + 1] == "/"
    if name[2]:
        return Tag(name[1], start, at, (), closes), at
    attributes: list[Attribute] = []
    while m := _ATTRIBUTE.match(text, at):
        at = m.end()
        if m["end"]:
            empty = text[at - 2] == "/" and not (attributes and attributes[-1].end == at - 1)
            return Tag(name[1], start, at, tuple(attributes), closes, empty), at
        kind = m.lastgroup or ""
        if kind in _QUOTES:
            attributes.append(Attribute(m["name"], *m.span(kind), _QUOTES[kind]))
        else:
            attributes.append(Attribute(m["name"], at, at, ""))
    return None, len(text)


def _raw_end(text: str, tag: Tag) -> int | None:
    """Where the content of an element that only its end tag ends does so."""
    name = tag.name.lower()
    if name not in _RAW or tag.closes or tag.empty:
        return None
    m = _end_of(name).search(text, tag.end)
    return m.start() if m else len(text)


@lru_cache(maxsize=16)
def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.I | re.A)
