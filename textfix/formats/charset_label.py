"""What a file says of its own encoding, made to agree with the one it is about to be written in.

By its suffix alone: a text that speaks of `<meta charset=gb2312>` says nothing of itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from textfix.core import Span
from textfix.formats import html, xml
from textfix.formats.markup import Tag, tokens
from textfix.recode.declared import name_of

Edit = tuple[int, int, str]
Find = Callable[[str], Iterator[Span]]

# The web's labels (WHATWG Encoding Standard), where an encoding has another name here.
_LABELS = {"cp950": "big5", "big5hkscs": "big5-hkscs", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}

_PROLOG = re.compile(r"\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]+)[\"']", re.A)
_AT_RULE = re.compile(r"@charset \"([\w.:-]+)\";", re.A)  # CSS Syntax 3.2: exactly so
_VALUE = re.compile(r"\s*([\w.:-]+)\s*\Z", re.A)
_CONTENT = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I | re.A)
# PEP 263, and Ruby's: a comment in the first line, or in the second below a comment or nothing.
_COOKIE = re.compile(r"[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([\w.-]+)", re.A)
_ABOVE_COOKIE = re.compile(r"[ \t\f]*(?:#[^\r\n]*)?(?:\r\n?|\n)")
_EMACS = re.compile(r"-\*-[^\r\n]{0,200}?\bcoding:[ \t]*([\w.-]+)", re.A)
_VIM = re.compile(r"(?<!\S)(?:vim?|ex):[^\r\n]{0,200}?\b(?:fileencoding|fenc)=([\w.-]+)", re.A)
_HEADER = re.compile(r"^\"Content-Type:[^\"\r\n]*?charset=([\w.-]+)", re.M | re.I | re.A)
_MESSAGE = re.compile(r"^msgid\b", re.M)
_TAIL = 2000  # characters in which the last lines are looked for
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")


def relabel(text: str, suffix: str, encoding: str) -> list[Edit]:
    """Edits (start, end, new) after which the file declares that it is in `encoding`.

    `suffix` is the file's, as `.html`. There are none where it declares nothing, the same (GB2312,
    GBK and GB18030 are one), or what is no encoding. A label in capitals stays in capitals.

    >>> relabel('<meta charset="GB2312">', ".html", "utf-8")
    [(15, 21, 'UTF-8')]
    >>> relabel("# -*- coding: gbk -*-", ".py", "utf-8"), relabel("# coding: gbk", ".txt", "utf-8")
    ([(14, 17, 'utf-8')], [])
    """
    wanted = name_of(encoding)
    label = _LABELS.get(wanted, wanted)
    agreeing = ("", wanted, name_of(label))
    edits: list[Edit] = []
    for start, end in sorted({span for find in _finders(suffix.lower()) for span in find(text)}):
        old = text[start:end]
        if name_of(old) not in agreeing:
            edits.append((start, end, label.upper() if old.isupper() else label))
    return edits


def _finders(suffix: str) -> Iterator[Find]:
    """What looks for labels in a file of this suffix."""
    for suffixes, find in _FINDERS:
        if suffix in suffixes:
            yield find


def _begins(pattern: re.Pattern[str]) -> Find:
    def find(text: str) -> Iterator[Span]:
        if m := pattern.match(text):
            yield m.span(1)

    return find


def _meta(text: str) -> Iterator[Span]:
    """`<meta charset>` and `<meta http-equiv=content-type>` in the head."""
    for token in tokens(text, html=True):
        if isinstance(token, Tag):
            name = token.name.lower()
            if name == "body" or (name == "head" and token.closes):
                return
            if name == "meta":
                yield from _of_meta(text, token)


def _of_meta(text: str, tag: Tag) -> Iterator[Span]:
    values = {a.name.lower(): (a.start, a.end) for a in tag.attributes}
    if (charset := values.get("charset")) and (m := _VALUE.match(text, *charset)):
        yield m.span(1)
    kind, content = values.get("http-equiv"), values.get("content")
    if not kind or text[slice(*kind)].strip().lower() != "content-type":
        return
    if content and (m := _CONTENT.search(text, *content)):
        yield m.span(1)


def _cookie(text: str) -> Iterator[Span]:
    above = _ABOVE_COOKIE.match(text)
    if m := _COOKIE.match(text) or (above and _COOKIE.match(text, above.end())):
        yield m.span(1)


def _modes(text: str) -> Iterator[Span]:
    """What Emacs reads in the first two lines, and Vim in the first five and the last five."""
    lines = list(islice(_LINE.finditer(text), 5))
    if m := _EMACS.search(text, 0, lines[:2][-1].end()):
        yield m.span(1)
    head = lines[-1].end()
    last = list(_LINE.finditer(text, max(head, len(text) - _TAIL)))[-6:]  # and nothing, at the end
    for start, end in ((0, head), (last[0].start(), len(text))):
        yield from (m.span(1) for m in _VIM.finditer(text, start, end))


def _header(text: str) -> Iterator[Span]:
    """The header of a PO file: the translation of its first message, which is empty."""
    messages = [m.start() for m in islice(_MESSAGE.finditer(text), 2)]
    end = messages[1] if len(messages) > 1 else len(text)
    if messages and (m := _HEADER.search(text, messages[0], end)):
        yield m.span(1)


_XML = (*xml.suffixes, *html.suffixes, ".xsd", ".wsdl", ".kml", ".gpx", ".xaml", ".ui", ".qrc")
_HASH = (".py", ".pyw", ".pyi", ".rb", ".rake")
_SOURCE = (
    *(*_HASH, ".c", ".h", ".cc", ".cpp", ".cxx", ".hpp", ".java", ".js", ".ts", ".go", ".rs"),
    *(".php", ".pl", ".pm", ".sh", ".lua", ".el", ".lisp", ".scm", ".sql", ".tex", ".r", ".m"),
)
_FINDERS: tuple[tuple[tuple[str, ...], Find], ...] = (
    (_XML, _begins(_PROLOG)),
    (html.suffixes, _meta),
    ((".css", ".scss", ".less"), _begins(_AT_RULE)),
    (_HASH, _cookie),
    (_SOURCE, _modes),
    ((".po", ".pot"), _header),
)
