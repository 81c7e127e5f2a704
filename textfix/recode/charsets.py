"""Charsets as Windows and the web read them: text to the bytes it came from, and back.

Python's codecs hold the tables; what they lack are the bytes a decoder does not refuse although
no character is assigned to them: the C1 controls in the holes of the Windows code pages (WHATWG
Encoding Standard, section 9), the euro sign at 80 and the user-defined areas of code page 936.
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import Any

HYBRID = "utf-8 or latin-1"  # a reader that takes what is UTF-8 for UTF-8, else byte by byte
CODE_PAGES = (
    *("latin-1", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "cp1257", "cp1258"),
    *("cp437", "cp850", "cp866", "cp874", "mac_roman", "koi8_r", "iso8859_2", "iso8859_15"),
)
SINGLE = (*CODE_PAGES, HYBRID)  # read byte by byte
DOUBLE = ("cp936", "cp950", "cp932", "cp949", "euc_jp")
EURO = "€"
LATE = "\ue76c"  # A2E3, where GB 18030 has the euro sign; code page 936 has it at 80 alone


def encode(text: str, charset: str) -> bytes | None:
    r"""The bytes that a reader of `charset` took for this text, or None if it could not.

    >>> encode("æ¼¢", "latin-1"), encode("Å\x90", "cp1252"), encode("€", "cp936")
    (b'\xe6\xbc\xa2', b'\xc5\x90', b'\x80')
    """
    try:
        if charset == HYBRID:
            return b"".join(c.encode("latin-1" if c < "\u0100" else "utf-8") for c in text)
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


@cache
def upper(charset: str) -> frozenset[str]:
    """The characters of a single-byte charset above ASCII; for holes, the C1 controls."""
    if charset == HYBRID:
        return frozenset(map(chr, range(0x80, 0x800)))
    return frozenset(_table(charset)[0x80:])


@cache
def doubtful(charset: str) -> frozenset[str]:
    """The characters that stand in a charset more than once: which code one had cannot be told.

    In code page 932 these are NEC's and IBM's rows, read as one by Windows.
    """
    if charset != "cp932":
        return frozenset()
    seen, twice = set[str](), set[str]()
    for lead in (*range(0x81, 0xA0), *range(0xE0, 0xFD)):
        for trail in range(0x40, 0xFD):
            if character := decode(bytes((lead, trail)), charset):
                (twice if character in seen else seen).add(character)
    return frozenset(twice)


@cache
def _table(charset: str) -> str:
    return "".join(bytes([b]).decode(charset, "ignore") or chr(b) for b in range(256))


@cache
def _encoding(charset: str) -> Any:
    return codecs.charmap_build(_table(charset))


def _encode_cp936(text: str) -> bytes | None:
    data = b"\x80".join(part.replace(LATE, EURO).encode("gb18030") for part in text.split(EURO))
    doubles = sum(character > "\x7f" and character != EURO for character in text)
    return data if len(data) == len(text) + doubles else None  # no sequences of four bytes


def _decode_cp936(data: bytes) -> str:
    if b"\x80" not in data:
        text = data.decode("gb18030")
        if len(data) == len(text) + sum(character > "\x7f" for character in text):
            return text.replace(EURO, LATE)
        raise UnicodeDecodeError("cp936", data, 0, 1, "a sequence of four bytes")
    text, at = "", 0  # 80 is the euro sign where a character begins, and a second byte elsewhere
    while at < len(data):
        width = 1 if data[at] <= 0x80 else 2
        unit = data[at : at + width]
        text += EURO if unit == b"\x80" else unit.decode("gb18030").replace(EURO, LATE)
        at += width
    return text
