"""What mojibake looks like from afar: a cheap look before the search."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from textfix import hanzi
from textfix.recode import charsets, topic

RARE = 10.0  # nats, see hanzi.is_common: Han characters after the first 1,900 are strange


@cache
def strange() -> str:
    """The characters that damage is made of, and plain Chinese is not."""
    single = {c for name in charsets.SINGLE for c in charsets.upper(name)}
    usual = set("“”‘’…—–·×÷°±§•€™®©¥£«»\xa0¬¶´¨¯¸ˆ˜")
    han = {c for c in map(chr, range(0x3400, 0xA000)) if not hanzi.is_common(c, RARE)}
    blocks = ((0x3041, 0x3130), (0xAC00, 0xD7A4), (0xE000, 0xE900), (0xFF61, 0xFFA0))
    others = {chr(i) for block in blocks for i in range(*block)}
    return "".join(sorted((single - usual) | han | others | {"\ufffd"}))


@cache
def one_strange() -> re.Pattern[str]:
    """Any one of them."""
    return re.compile(f"[{re.escape(strange())}]")


@cache
def _strange() -> re.Pattern[str]:
    one = one_strange().pattern
    return re.compile(f"{one}(?:[^\\n]?{one}){{2}}")


def may_be_damaged(text: str) -> bool:
    """A cheap look: are there three strange characters side by side, or nearly?"""
    return _strange().search(text) is not None


def damaged_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that may be damaged, and where they start."""
    at = 0
    while m := _strange().search(text, at):
        start, end = text.rfind("\n", 0, m.start()) + 1, text.find("\n", m.end())
        at = len(text) if end < 0 else end
        yield start, text[start:at]


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How often a text speaks of garbled text, and how many of its lines may be."""
    damaged = sum(1 for _ in damaged_lines(text))
    return Counter({("about",): topic.mentions(text), ("damaged",): damaged})


@cache
def lost_bytes() -> re.Pattern[str]:
    """A lost byte of UTF-8 read as GBK, Big5 or Shift_JIS, behind what is left of its character."""
    leads = {
        c
        for charset in ("cp936", "cp932")
        for lead in (*range(0xE3, 0xEA), 0xEF)
        for trail in range(0x80, 0xC0)
        if (c := charsets.decode(bytes((lead, trail)), charset))
        and (lead == 0xEF or not hanzi.is_common(c))
    }
    return re.compile(f"[€{''.join(sorted(leads))}][?\ufffd\u30fb]")
