"""The byte pairs of GBK as Windows reads them (code page 936).

Python's codecs hold the pairs; what they lack here is the single byte 80 (the euro sign) and the
user-defined areas, which Windows maps to private-use characters (GB18030-2000 has the same ones).
"""

from __future__ import annotations

from functools import cache, lru_cache

from textfix.recode import charsets

_LEADS = range(0x81, 0xFF)
_TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
# Other decoders' characters for pairs that cp936 reads as U+00B7 and U+FF5E.
_OTHER = {"・": b"\xa1\xa4", "〜": b"\xa1\xab"}


@lru_cache(maxsize=1 << 15)
def encode(character: str) -> bytes | None:
    r"""The one or two bytes of a character, or None if it has none in GBK.

    >>> encode("專"), encode("a"), encode("€"), encode("한")
    (b'\x8c\xa3', b'a', b'\x80', None)
    """
    return charsets.encode(character, "cp936") or _OTHER.get(character)


@cache
def pairs() -> dict[tuple[int, int], str]:
    """Every assigned pair of bytes and its character; the user-defined areas left out."""
    codes = [(lead, trail) for lead in _LEADS for trail in _TRAILS]
    # At one go it takes 10 ms, pair by pair 20. A line end is no part of a pair.
    text = b"\n".join(map(bytes, codes)).decode("gbk", "ignore")
    read = zip(codes, text.split("\n"), strict=True)
    # "ignore" may have kept the second byte.
    return {code: character for code, character in read if not character.isascii()}


def decode(lead: int, trail: int) -> str | None:
    """The character of a pair, or None where none is assigned."""
    return pairs().get((lead, trail))


def across(first: str, second: str) -> str:
    """The character made of the last byte of `first` and the single byte `second`, if any.

    >>> across("”", "O")
    '監'
    """
    lead, trail = encode(first), encode(second)
    if lead is None or trail is None or (len(lead), len(trail)) != (2, 1):
        return ""
    return decode(lead[1], trail[0]) or ""


@cache
def leads(trail: int) -> tuple[int, ...]:
    """The bytes that make a character with this second byte."""
    return tuple(a for a in _LEADS if (a, trail) in pairs())


@cache
def trails(lead: int) -> tuple[int, ...]:
    """The bytes that make a character with this first byte."""
    return tuple(b for b in _TRAILS if (lead, b) in pairs())


@cache
def unassigned(lead: int) -> tuple[int, ...]:
    """The second bytes, themselves first bytes of others, that make no character after this one.

    Windows reads such pairs as private-use characters, which many extractors drop.
    """
    return tuple(b for b in _LEADS if (lead, b) not in pairs())
