r"""How programs quote a string: with backslashes, with doubled quotes, or verbatim."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from textfix.core import Span
from textfix.formats import edges
from textfix.formats.layout import Spelling, Unspellable

_X = "[0-9A-Fa-f]"
# Escapes that name a code point, after the backslash, by the letter a flavour knows them under.
_FORMS = {
    "x": f"x{_X}{{2}}",
    "u": f"u{_X}{{4}}",
    "U": f"U{_X}{{8}}",
    "{": rf"u\{{{_X}{{1,6}}\}}",
}
_PAIR = rf"u[dD][89abAB]{_X}{{2}}\\u[dD][c-fC-F]{_X}{{2}}"  # one character, as UTF-16 has it
_NUMBER = re.compile(rf"\\[xuU]\{{?({_X}+)\}}?")
_UPPER = re.compile(r"\\[xuU]\{?[0-9]*[A-F]")

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # all but the tab and the line feed
_WHITE = frozenset((r"\n", r"\r", r"\t", r"\f", r"\v"))

# Names of control characters and marks: those of C, which most languages follow.
C_NAMES: Mapping[str, str] = MappingProxyType(
    dict(zip("abfnrtv\\'\"?", "\a\b\f\n\r\t\v\\'\"?", strict=True))
)


class Backslash:
    r"""Escapes that begin with a backslash, in one flavour of them.

    `names` maps the character after the backslash to what it stands for; `forms` lists which
    numbers name code points (`x`: \xe9, `u`: \u4f60, `U`: \U0001f600, `{`: \u{1f600}); the
    characters of `quote` must be escaped, as controls are where they can be; a match of `join` stands for nothing. What is neither
    (in C, the bytes \xe4) reads as it is written.

    >>> spelling = Backslash(C_NAMES, "u", '"').spelling
    >>> spelling.read(r"\u4f60"), spelling.write('说"好"', "說"), spelling.write("你", r"\u59b3")
    ('你', '说\\"好\\"', '\\u4f60')
    """

    def __init__(self, names: Mapping[str, str], forms: str, quote: str, join: str = "") -> None:
        self._names = names
        self._forms = forms
        self._join = re.compile(join) if join else None
        named = {means: f"\\{name}" for name, means in names.items()}
        self._escaped = {ord("\\"): "\\\\"}
        for c in {*map(chr, range(0x20)), *quote}:
            if c in named or forms:
                self._escaped[ord(c)] = named.get(c) or self._number(ord(c), "x", False)
        self._special = re.compile(f"[{re.escape(''.join(map(chr, self._escaped)))}]")
        numbers = [_PAIR] * ("u" in forms) + [_FORMS[form] for form in forms]
        escape = rf"\\(?:{'|'.join((*numbers, '.'))})"
        pattern = re.compile(f"{join}|{escape}" if join else escape, re.S)
        self.spelling = Spelling(pattern, self.read, self.write)

    def read(self, raw: str) -> str:
        """What one escape stands for."""
        if self._join and self._join.fullmatch(raw):
            return ""
        if raw[1] in self._names:
            return self._names[raw[1]]
        numbers = [int(number, 16) for number in _NUMBER.findall(raw)]
        if len(numbers) == 2:
            high, low = numbers
            return chr(0x10000 + ((high & 0x3FF) << 10 | low & 0x3FF))
        if not numbers or numbers[0] > 0x10FFFF or 0xD800 <= numbers[0] < 0xE000:
            return raw
        return chr(numbers[0])

    def write(self, new: str, raw: str) -> str:
        """Spell new text the way `raw` does: as escapes where all of it is ASCII."""
        if not raw.isascii() or not _NUMBER.search(raw):
            return new.translate(self._escaped) if self._special.search(new) else new
        case = "X" if _UPPER.search(raw) else "x"
        braces = r"\u{" in raw
        return "".join(
            c if c.isascii() else self._number(ord(c), case, braces)
            for c in new.translate(self._escaped)
        )

    def _number(self, code: int, case: str, braces: bool) -> str:
        if code <= 0xFFFF and "u" in self._forms and not braces:
            return rf"\u{code:04{case}}"
        if "U" in self._forms:
            return rf"\U{code:08{case}}"
        if "{" in self._forms:
            return rf"\u{{{code:{case}}}}"
        if "u" in self._forms:
            high, low = divmod(code - 0x10000, 0x400)
            return rf"\u{0xD800 + high:04{case}}\u{0xDC00 + low:04{case}}"
        return chr(code)


@cache
def doubled(quote: str) -> Spelling:
    """A quote inside is written twice, nothing else is special.

    >>> doubled("'").write("it's", "")
    "it''s"
    """
    twice = quote * 2
    return Spelling(
        re.compile(re.escape(twice)), lambda raw: quote, lambda new, raw: new.replace(quote, twice)
    )


@cache
def verbatim(forbidden: str) -> Spelling:
    """Nothing is special, and neither the `forbidden` characters nor controls can be held."""

    def write(new: str, raw: str) -> str:
        if _CONTROL.search(new) or any(c in forbidden for c in new):
            raise Unspellable
        return new

    return Spelling(re.compile(r"(?!)"), lambda raw: raw, write)


def trimmed(text: str, start: int, end: int) -> Span | None:
    r"""The part of a string with backslashes without the blanks at its edges, escaped ones too.

    >>> text = r" \n文\\n\n "
    >>> start, end = trimmed(text, 0, len(text))
    >>> text[start:end]
    '文\\\\n'
    """
    while start < end:
        if text[start] in edges.BLANK:
            start += 1
        elif text[start : start + 2] in _WHITE:
            start += 2
        else:
            break
    while start < end:
        escaped = _is_escaped(text, end - 1)
        if text[end - 1] in edges.BLANK and not escaped:
            end -= 1
        elif text[end - 2 : end] in _WHITE and escaped:
            end -= 2
        else:
            break
    span = edges.trimmed(text, start, end)
    return (span[0], end) if span and text[span[1] - 1] == "\\" else span


def _is_escaped(text: str, at: int) -> bool:
    before = at
    while before and text[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 1
