r"""How JSON spells a string: escapes read, and new text written in the manner of the old.

>>> Reading(r"\u4f60\ud83d\ude00\/", SPELLING).text
'你😀/'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from textfix.core import Span
from textfix.formats.layout import Reading, Spelling, Unspellable

_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.S
)
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_LONG = {char: "\\" + letter for letter, char in _SHORT.items()} | {'"': '\\"', "\\": "\\\\"}
# RFC 8259, 7; U+2028 and U+2029 end a line for JavaScript and for some readers of JSON Lines.
_MUST = re.compile('[\x00-\x1f"\\\\\u2028\u2029]')
_SURROGATE = re.compile("[\ud800-\udfff]")
# A high half without its low, or the reverse.
_LONE = re.compile(
    r"\\u[dD](?:[89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD])[c-fC-F][0-9a-fA-F]{2})"
)


def _read(escape: str) -> str:
    if escape[1] != "u":
        return _SHORT.get(escape[1], escape[1])
    unit = int(escape[2:6], 16)
    if len(escape) == 6:
        return chr(unit)
    return chr(0x10000 + (unit - 0xD800) * 0x400 + int(escape[8:], 16) - 0xDC00)


def _write(new: str, raw: str) -> str:
    """Characters that `raw` escapes are escaped as there, and all beyond ASCII if it is all ASCII."""
    if _SURROGATE.search(new):
        raise Unspellable("a lone surrogate is no text")
    spelled = {_read(m[0]): m[0] for m in _ESCAPE.finditer(raw)} if "\\" in raw else {}
    plain = not raw.isascii()
    hexadecimal = "04X" if re.search(r"\\u[0-9a-f]{0,3}[A-F]", raw) else "04x"
    out = []
    for char in new:
        if char in spelled:
            out.append(spelled[char])
        elif (plain or char.isascii()) and not _MUST.match(char):
            out.append(char)
        else:
            out.append(_LONG.get(char) or _escaped(char, hexadecimal))
    return "".join(out)


def _escaped(char: str, hexadecimal: str) -> str:
    units = char.encode("utf-16-be")
    return "".join(
        f"\\u{int.from_bytes(units[i : i + 2], 'big'):{hexadecimal}}"
        for i in range(0, len(units), 2)
    )


def _reads(raw: str) -> str:
    """The text of a string, which must be JSON: by the parser of the standard library, in C."""
    text: str = _decode()(f'"{raw}"')
    return text


@cache
def _decode() -> Callable[[str], Any]:
    from json import JSONDecoder

    return JSONDecoder(strict=False).decode


SPELLING = Spelling(_ESCAPE, _read, _write, reads=_reads)


def unescaped(raw: str) -> str:
    r"""What a raw string reads.

    >>> unescaped(r"\u6a19\u984c")
    '標題'
    """
    return Reading(raw, SPELLING).text if "\\" in raw else raw


def lone_surrogates(text: str) -> Iterator[Span]:
    r"""Where halves of characters stand alone, as escapes: no text, and not to be touched.

    >>> list(lone_surrogates(r"\ud83d\ude00 \ud83d!"))
    [(13, 19)]
    """
    return (m.span() for m in _LONE.finditer(text)) if "\\u" in text else iter(())
