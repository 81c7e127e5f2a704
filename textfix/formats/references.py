"""Character references of HTML and XML: how a text is spelled between tags and in attributes.

Untouched references stay as they are. A changed stretch is written in plain characters, or in
references where the whole text is written so (a page that had to be ASCII).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from textfix.core import Span
from textfix.formats.layout import Spelling, Unspellable

_XML = r"&(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|lt|gt|amp|quot|apos);"
_NUMERIC = re.compile("&#([xX]?)[0-9]")
_PREDEFINED = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&apos;": "'"}
_NAMED = re.compile(r"&[\w.:-]{1,40};")
# HTML Standard, 13.1.2.3: an unquoted value holds none of these.
_NOT_BARE = re.compile(r"[\s\"'=<>`]")


@lru_cache(maxsize=8)
def spelling(html: bool, quote: str | None = None) -> Spelling:
    """How text is spelled between tags; or in an attribute with this quote (none: bare).

    >>> between = spelling(html=True)
    >>> between.read("&nbsp;"), between.write("甲<乙", "甲&乙"), between.write("甲", "&#20057;")
    ('\\xa0', '甲&lt;乙', '&#30002;')
    """
    escape, read = (_html_pattern(), _read_html) if html else (re.compile(_XML), _read_xml)

    def write(new: str, raw: str) -> str:
        new = _escaped(new, quote or "")
        if not new.isascii() and raw.isascii() and (m := _NUMERIC.search(raw)):
            form = "&#x{:X};" if m[1] else "&#{};"
            new = "".join(c if c.isascii() else form.format(ord(c)) for c in new)
        return new

    def write_bare(new: str, raw: str) -> str:
        if _NOT_BARE.search(new):
            raise Unspellable
        return write(new, raw)

    def in_quotes(text: str, raw: str) -> str:
        return f'"{_escaped(text, chr(34))}"'

    if quote == "":
        return Spelling(escape, read, write_bare, in_quotes)
    return Spelling(escape, read, write)


def _escaped(text: str, quote: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace(quote, f"&#{ord(quote)};") if quote else text


def _html_pattern() -> re.Pattern[str]:
    """References with a semicolon; the old names without one, too, where a browser reads them so
    in an attribute. Between tags it reads some more, which stand here as they are.
    """
    from html.entities import html5

    old = sorted((name for name in html5 if not name.endswith(";")), key=len, reverse=True)
    return re.compile(
        r"&(?:#[0-9]{1,7};?|#[xX][0-9A-Fa-f]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};"
        rf"|(?:{'|'.join(old)})(?![A-Za-z0-9=;]))"
    )


def _read_html(raw: str) -> str:
    from html import unescape

    return unescape(raw)


def _read_xml(raw: str) -> str:
    if raw in _PREDEFINED:
        return _PREDEFINED[raw]
    number = int(raw[3:-1], 16) if raw[2] == "x" else int(raw[2:-1])
    is_character = number <= 0x10FFFF and not 0xD800 <= number < 0xE000
    return chr(number) if is_character else raw


def deliberate(raw: str, spelled: Spelling) -> Iterator[Span]:
    r"""The references that were written because the character cannot be seen, and unknown ones.

    Who writes `&nbsp;` or `&shy;` wants it. But a blank among references that read `&auml;&frac12;`
    is the byte of a misread character.

    >>> between = spelling(html=True)
    >>> list(deliberate("甲&nbsp;乙&amp;", between)), list(deliberate("&#228;&#189;&#160;", between))
    ([(1, 7)], [])
    """
    misread = -1
    for m in spelled.escape.finditer(raw):
        means = spelled.read(m[0])
        if m.start() == misread or (len(means) == 1 and "À" <= means <= "ÿ"):
            misread = m.end()
        elif not means.isprintable() or means.isspace():
            yield m.span()
    for m in _NAMED.finditer(raw):
        if not spelled.escape.fullmatch(m[0]):
            yield m.span()
