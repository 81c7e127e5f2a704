"""What the stretches of a line read as, if they are encoded again and decoded as they should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from textfix.pattern import pattern
from textfix.recode import charsets
from textfix.recode.chains import DEPTH, TRUE, Chain, back, certain, restored
from textfix.recode.nature import glance, nats
from textfix.recode.strange import is_strange

HOPELESS, HOPELESS_UTF8 = 11.0, 13.5  # nats a character above ASCII, each by itself
STEP = 4.0  # nats that a further channel costs
# What stands has two Han characters or four syllables, but for UTF-8 read byte by byte, where one
# may do. So shorter stretches need not be decoded.
FEWEST = 2  # characters above ASCII
FEWEST_BYTES = (
    6  # of UTF-8 read in pairs: two Han characters, or three others for a further channel
)
_UTF8 = re.compile(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+"
)
_UNBROKEN = pattern(r"[^\x00-\x7f](?:[!-~]?[^\x00-\x7f]|[!-~])*")


class Reading(NamedTuple):
    """A stretch of a line and what it may have been, through which chain."""

    start: int
    end: int
    new: str
    chain: tuple[str, ...]


def readings(line: str) -> Iterator[Reading]:
    """What the stretches of a line may have been: all that is worth a closer look."""
    seen: set[tuple[int, int, bytes]] = set()  # charsets that hold the same are one
    single = charsets.SINGLE if _byte_by_byte().search(line) else ()
    for mistaken in (*single, *charsets.DOUBLE):
        for start, end, data in _stretches(line, mistaken):
            if (start, end, data) in seen:
                continue
            seen.add((start, end, data))
            for true in _true(mistaken):
                channel = f"{true} as {mistaken}"
                for a, b, new in _decoded(line, start, end, data, true, mistaken):
                    if new == line[a:b]:
                        continue
                    if not _is_hopeless(new, true):
                        yield Reading(a, b, new, (channel,))
                    if true == "utf-8" and is_strange(new) and (more := _further(new)):
                        yield Reading(a, b, more.new, (channel, *more.channels))


def _is_hopeless(new: str, true: str) -> bool:
    """Is it not worth a closer look?"""
    return glance(new) > (HOPELESS_UTF8 if true == "utf-8" else HOPELESS) * _above_ascii(new)


def _above_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


@cache
def _true(mistaken: str) -> tuple[str, ...]:
    return tuple(true for true in TRUE[mistaken] if true not in charsets.WIDE)


@cache
def _byte_by_byte() -> re.Pattern[str]:
    """Two characters, above ASCII in some charset of single bytes, that one stretch may hold.

    Of lines with strange characters in Chinese nine in ten have no such two.
    """
    upper = re.escape("".join(sorted(frozenset().union(*map(charsets.upper, charsets.SINGLE)))))
    return re.compile(f"[{upper}][\x00-\x7f]*[{upper}]")


def _further(text: str) -> Chain | None:
    """The best reading of a text that is all damaged."""
    if (chain := certain(text)) is not None:
        return chain
    chains = back(text, DEPTH - 1)
    readings = (c for c in chains if not _is_hopeless(c.new, c.channels[-1].partition(" ")[0]))
    return min(readings, key=lambda c: nats(c.new) + STEP * len(c.channels), default=None)


def _stretches(line: str, charset: str) -> Iterator[tuple[int, int, bytes]]:
    """The stretches of a line that a charset can hold, and their bytes."""
    if charset in charsets.SINGLE:
        for m in _holds(charset).finditer(line):
            data = charsets.encode(m[0], charset) if _above_ascii(m[0]) >= FEWEST else None
            if data is not None:
                yield m.start(), m.end(), data
                if (whole := restored(data)) != data:
                    yield m.start(), m.end(), whole
        return
    lacking = {c for c in set(line) if c > "\x7f" and not charsets.holds(c, charset)}
    start = 0
    for end in (*(i for i, c in enumerate(line) if c in lacking), len(line)):
        if _above_ascii(line[start:end]) >= FEWEST:
            for data in charsets.encodings(line[start:end], charset):
                yield start, end, data
        start = end + 1


@cache
def _holds(charset: str) -> re.Pattern[str]:
    upper = re.escape("".join(sorted(charsets.upper(charset))))
    return re.compile(f"[\x00-\x7f{upper}]*[{upper}][\x00-\x7f{upper}]*")


def _decoded(
    line: str, start: int, end: int, data: bytes, true: str, mistaken: str
) -> Iterator[tuple[int, int, str]]:
    """A stretch decoded: the whole of it, or where that fails what of it can be."""
    if true == "utf-8":
        yield from _utf8(line, start, end, data, mistaken)
        return
    whole = charsets.decode(data, true)
    if whole is not None and not _is_hopeless(whole, true):
        yield start, end, whole
        return
    for m in _UNBROKEN.finditer(line[start:end]):
        if m.span() != (0, end - start) and _above_ascii(m[0]) >= FEWEST:
            part = charsets.encode(m[0], mistaken)
            new = charsets.decode(part, true) if part else None
            if new is not None:
                yield start + m.start(), start + m.end(), new


def _utf8(
    line: str, start: int, end: int, data: bytes, mistaken: str
) -> Iterator[tuple[int, int, str]]:
    """What of a stretch is UTF-8, from character to character of the mistaken charset."""
    fewest = 0 if mistaken in charsets.SINGLE else FEWEST_BYTES
    if found := [m for m in _UTF8.finditer(data) if m.end() - m.start() >= fewest]:
        starts = _starts(line, start, end, mistaken)
        for m in found:
            if m.start() in starts and m.end() in starts:
                yield starts[m.start()], starts[m.end()], m[0].decode()
    if (new := charsets.decode(data, "utf-8")) is not None:
        yield start, end, new


def _starts(line: str, start: int, end: int, charset: str) -> dict[int, int]:
    """Where the characters of a stretch begin among its bytes, and where it ends."""
    at, starts = 0, {}
    for i in range(start, end):
        starts[at] = i
        at += 1 if charset in charsets.CODE_PAGES else _width(line[i], charset)
    starts[at] = end
    return starts


@lru_cache(maxsize=1 << 16)
def _width(character: str, charset: str) -> int:
    return len(charsets.encode(character, charset) or b"")
