"""A line of UTF-8 read byte by byte, in any script: each letter beyond ASCII became two or three.

That all of a line is valid UTF-8 is proof by itself where it holds more than one such letter: in
text of a single-byte charset those letters stand alone.
"""

from __future__ import annotations

from functools import lru_cache

from textfix.pattern import pattern
from textfix.recode import charsets
from textfix.recode.chains import DEPTH, NEVER, Channels
from textfix.recode.natural import natural, once
from textfix.recode.nature import nats, without_words
from textfix.recode.purpose import is_spelt
from textfix.recode.strange import may_be_damaged

GAIN = 8.0  # nats the reading must be likelier than what is there
# `35 Å²`, `CAFÉ³`, `Ø½"`: a capital and a sign of its own, unless a word goes on behind it.
SIGNED = pattern("^[^\x80-\uffff]*(?<![a-z])[ÀÁÄ-ÏÑ-Þ][²³¹½¼¾±°§¶·®»](?![a-zà-ÿ])[^\x80-\uffff]*$")


_CJK = pattern("[\u2e80-\ud7ff\uf900-\ufaff]")


@lru_cache(maxsize=4096)
def reading(line: str) -> tuple[str, Channels] | None:
    """What a whole line was, and the channels it went through; not if that is Chinese.

    >>> reading("CafÃ© crÃ¨me")
    ('Café crème', ('utf-8 as latin-1',))
    """
    new, channels = line, list[str]()
    while len(channels) < DEPTH and (layer := _layer(new)):
        new, page = layer
        channels.append(f"utf-8 as {page}")
    if not channels or _CJK.search(new) or NEVER.search(new) or SIGNED.search(line):
        return None
    if may_be_damaged(without_words(new)):
        return None  # the bytes of another charset
    return (new, tuple(channels)) if stands(line, new) else None


def stands(old: str, new: str) -> bool:
    """Is this in letters that a language is spelt with, and likelier than what is there?"""
    return is_spelt(new) and natural(old) - nats(once(new)) >= GAIN


def _layer(line: str) -> tuple[str, str] | None:
    """One layer less, by the page that gives the likeliest text; of equals the commonest page."""
    found: list[tuple[str, str]] = []
    for page in charsets.pages(line):
        data = charsets.encode(line, page)
        if page != "cp874" and data is not None and not data.isascii():
            new = charsets.decode(data, "utf-8")
            if new is not None and all(new != other for other, _ in found):
                found.append((new, page))
    if len(found) < 2:
        return found[0] if found else None
    return min(found, key=lambda pair: round(nats(pair[0])))
