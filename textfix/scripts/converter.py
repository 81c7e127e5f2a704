"""Traditional to Simplified, whatever it is given; whether it should be is not asked here.

>>> convert("改變著世界的名著")
'改变着世界的名著'

Two roads give one result. A short text goes through `str.translate` and a pattern for where
phrases begin; a long one through numpy, if that is installed, as an array of code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from textfix.aligned import runs
from textfix.pattern import pattern
from textfix.road import by_array
from textfix.scripts.tables import tables
from textfix.table import rows, unescaped
from textfix.words import Words

if TYPE_CHECKING:
    from textfix.scripts.array import Folding


def fold(text: str) -> str:
    """`text` with every Traditional character made Simplified, one by one, for comparing.

    No word is looked at and no evidence asked for: 乾隆 is folded like 餅乾. Variants stay: what is
    full of them is rather mojibake than old.

    >>> fold("乾隆的名著")
    '干隆的名着'
    """
    return text if text.isascii() else text.translate(folding())


def are_alike(text: str, other: str) -> bool:
    """Is it soon seen that both fold to one text, but away from blanks and line ends between words?

    So it is with most that was only made Simplified: phrases make others of some characters, 计划
    of 計畫. What becomes a character beyond U+FFFF is no Han to many a pattern.
    """
    if len(text) != len(other) or not by_array(len(text)):
        return False
    return not any(
        max(text[at], other[at]) > "\uffff"
        or _SEAM.search(text[max(0, at - _NEAR) : at + _NEAR + 1])
        for at in _by_array().places(text, other)
    )


_SEAM = pattern(r"(?:\w|\A)\s+(?:\w|\Z)")
_NEAR = 8  # characters on either side of it that are looked at


@cache
def _by_array() -> Folding:
    from textfix.scripts.array import Folding

    return Folding(folding())


# translate() with a list indexes it: three times as fast as with a dict of what changes, whose
# every miss raises KeyError inside. What lies beyond its end stays. A list of numbers is made in
# a quarter of the time that one of characters takes.


@cache
def _table() -> list[int]:
    table = list(range(0x10000))
    for old, new in tables().chars.items():
        table[ord(old)] = ord(new)
    return table


@cache
def folding() -> list[int]:
    """What `fold` makes of each character of the first 65,536, for who has more to fold."""
    # From a table of its own, as it is asked for of clean text, too, which needs no other.
    table = list(range(0x10000))
    for old, new in rows("folding"):
        for traditional, simplified in zip(unescaped(old), unescaped(new), strict=True):
            table[ord(traditional)] = ord(simplified)
    return table


def convert(text: str) -> str:
    """`text` in Simplified: the longest phrase at each place from the left, else the character.

    The same object comes back where nothing changes.

    >>> convert("看著乾隆寫的著作，甚麼餅乾")
    '看着乾隆写的著作，什么饼干'
    """
    if text.isascii():
        return text
    if by_array(len(text)):
        from textfix.scripts.array import converter

        converted = converter()(text)
        return text if converted == text else converted
    if not may_change(text):
        return text
    folded = text.translate(_table())
    if (telling := _telling()).search(text):
        phrases = tables().phrases
        out: list[str] = []
        done = 0
        for at, word in _words(text, telling):
            out += folded[done:at], phrases[word]
            done = at + len(word)
        folded = "".join((*out, folded[done:]))
    return text if folded == text else folded


def may_change(text: str) -> bool:
    """Has `text` a character that `convert` may change?"""
    return not _changing().isdisjoint(text)


def edits(text: str) -> Iterator[tuple[int, int, str]]:
    """What `convert` changes: start, end and the new reading of each run that differs.

    >>> list(edits("台灣乾隆年間"))
    [(1, 2, '湾'), (5, 6, '间')]
    """
    converted = convert(text)
    if converted is not text:
        for start, end in runs(text, converted):
            yield start, end, converted[start:end]


@cache
def _changing() -> frozenset[str]:
    """What can change at all."""
    return frozenset((*tables().chars, *_other()))


@cache
def _telling() -> re.Pattern[str]:
    """Where a phrase says otherwise than its characters alone.

    In a text without these, which are few and rare, no phrase need be looked for.
    """
    return re.compile(f"[{re.escape(''.join(sorted(_other())))}]")


def _other() -> set[str]:
    known = tables()
    return {
        old
        for word, new in known.phrases.items()
        for old, simple in zip(word, new, strict=True)
        if simple != known.chars.get(old, old)
    }


def _words(text: str, telling: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """The phrases in `text`, leftmost and longest, that do not overlap.

    Not all: those around what is `telling`, of which news have one in 500 characters, and others
    that lead up to them, as where one phrase begins depends on where the last ended.
    """
    words, inside = _index()
    done = 0
    for m in telling.finditer(text):
        start, end = m.span()
        if start >= done:
            while start > done and text[start - 1] in inside:
                start -= 1
            done = end
            for at, word in words(text, start, end):
                yield at, word
                done = max(done, at + len(word))


@cache
def _index() -> tuple[Words, frozenset[str]]:
    """The phrases, and what characters there are in them."""
    phrases = tables().phrases
    return Words(phrases), frozenset("".join(phrases))
