"""Charsets as Windows and the web read them: text to the bytes it came from, and back.

Python's codecs hold the tables; what they lack are the bytes a decoder does not refuse although
no character is assigned to them: the C1 controls in the holes of the Windows code pages (WHATWG
Encoding Standard, section 9), the euro sign at 80 and the user-defined areas of code page 936.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from typing import Any

from textfix.pattern import pattern

HYBRID = "utf-8 or latin-1"  # a reader that takes what is UTF-8 for UTF-8, else byte by byte
CODE_PAGES = (
    *("latin-1", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "cp1257", "cp1258"),
    *("cp437", "cp850", "cp866", "cp874", "mac_roman", "koi8_r", "iso8859_2", "iso8859_15"),
)
SINGLE = (*CODE_PAGES, HYBRID)  # read byte by byte
DOUBLE = ("cp936", "cp950", "cp932", "cp949", "euc_jp")
WIDE = ("utf-16-le", "utf-16-be")
EURO = "€"
LATE = "\ue76c"  # A2E3, where GB 18030 has the euro sign; code page 936 has it at 80 alone


def encode(text: str, charset: str) -> bytes | None:
    r"""The bytes that a reader of `charset` took for this text, or None if it could not.

    >>> encode("æ¼¢", "latin-1"), encode("Å\x90", "cp1252"), encode("€", "cp936")
    (b'\xe6\xbc\xa2', b'\xc5\x90', b'\x80')
    """
    try:
        if charset == HYBRID:
            return b"".join(_encode_hybrid(part) for part in _BEYOND_LATIN.split(text))
        if charset in CODE_PAGES:
            return codecs.charmap_encode(text, "strict", _encoding(charset))[0]
        if charset == "cp936":
            return _encode_cp936(text)
        return text.encode(charset)
    except UnicodeEncodeError:
        return None


def decode(data: bytes, charset: str) -> str | None:
    r"""What a reader of `charset` makes of these bytes, or None where one does not fit.

    In code pages every byte does: in their holes stand the C1 controls. Of the `HYBRID` only
    `encode` is known.

    >>> decode(bytes.fromhex("c4e3bac380"), "cp936"), decode(b"\xc5\x90", "cp1252")
    ('你好€', 'Å\x90')
    """
    try:
        if charset in CODE_PAGES:
            return codecs.charmap_decode(data, "strict", _table(charset))[0]
        if charset == "cp936":
            return _decode_cp936(data)
        return data.decode(charset)
    except UnicodeDecodeError:
        return None


@lru_cache(maxsize=1 << 16)
def holds(character: str, charset: str) -> bool:
    """Is this character in this charset?"""
    return encode(character, charset) is not None


@cache
def upper(charset: str) -> frozenset[str]:
    """The characters of a single-byte charset above ASCII; for holes, the C1 controls."""
    if charset == HYBRID:
        return frozenset(map(chr, range(0x80, 0x800)))
    return frozenset(_table(charset)[0x80:])


@lru_cache(maxsize=64)
def pages(text: str) -> tuple[str, ...]:
    """The code pages that hold all of a text: much faster than to encode it in each."""
    characters = set(text)
    return tuple(page for page in CODE_PAGES if characters <= _held(page))


@cache
def _held(page: str) -> frozenset[str]:
    return frozenset(_table(page))


def encodings(text: str, charset: str) -> Iterator[bytes]:
    """All the bytes that a reader of `charset` may have taken for this text, the usual first.

    Some charsets have a character at more than one code: code page 932 has NEC's and IBM's rows,
    Big5 a second 十. Of more than six such characters there are too many, and none is given.

    >>> [data.hex(" ", 2) for data in encodings("纊", "cp932")]
    ['ed40', 'fa5c']
    """
    usual = encode(text, charset)
    if usual is None:
        return
    more = _more_codes(charset)
    if more.keys().isdisjoint(text):
        yield usual
        return
    parts = re.split(f"([{re.escape(''.join(more))}])", text)
    if len(parts) <= 2 * 6 + 1:
        codes = ((encode(part, charset) or b"", *more.get(part, ())) for part in parts)
        yield from map(b"".join, product(*codes))


@cache
def _more_codes(charset: str) -> dict[str, tuple[bytes, ...]]:
    """The codes that `encode` does not give, of the characters that have several."""
    more: dict[str, tuple[bytes, ...]] = {}
    for pair in (bytes((a, b)) for a in _SECOND.get(charset, ()) for b in range(0x40, 0xFF)):
        character = decode(pair, charset)
        if character and len(character) == 1 and encode(character, charset) != pair:
            more[character] = (*more.get(character, ()), pair)
    return more


# Lead bytes of rows that have characters of other rows again: NEC's 13 and IBM's, Big5's 十 and 卅
# and the lines of ETEN's tables.
_SECOND = {"cp932": (0x87, 0xEE, 0xFA, 0xFB, 0xFC), "cp950": (0xA2, 0xF9)}


@cache
def _table(charset: str) -> str:
    read = bytes(range(0x100)).decode(charset, "replace")
    return "".join(chr(b) if c == "\ufffd" else c for b, c in enumerate(read))


@cache
def _encoding(charset: str) -> Any:
    return codecs.charmap_build(_table(charset))


_BEYOND_LATIN = pattern("([^\x00-\xff]+)")


def _encode_hybrid(part: str) -> bytes:
    return part.encode("utf-8" if part >= "\u0100" else "latin-1")


def _above_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))  # much faster than looking at each


def _encode_cp936(text: str) -> bytes | None:
    data = b"\x80".join(part.replace(LATE, EURO).encode("gb18030") for part in text.split(EURO))
    doubles = _above_ascii(text) - text.count(EURO)
    return data if len(data) == len(text) + doubles else None  # no sequences of four bytes


def _decode_cp936(data: bytes) -> str:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        if b"\x80" not in data:
            raise
    else:
        if len(data) == len(text) + _above_ascii(text):
            return text.replace(EURO, LATE)
        raise UnicodeDecodeError("cp936", data, 0, 1, "a sequence of four bytes")
    text, at = "", 0  # 80 is the euro sign where a character begins, and a second byte elsewhere
    while at < len(data):
        width = 1 if data[at] <= 0x80 else 2
        unit = data[at : at + width]
        text += EURO if unit == b"\x80" else unit.decode("gb18030").replace(EURO, LATE)
        at += width
    return text
