"""A word that a bad conversion between the scripts left behind.

    >>> from textfix import fix
    >>> fix("皇後与乾部都取得了显着的成绩")
    '皇后与干部都取得了显著的成绩'

Converters that go character by character make 皇后 into 皇後, 干部 into 乾部 and 发展 into 髮展;
others make 世界著名 into 世界着名, 什么 into 什幺, 破坏性 into 破坯性. The table holds words that no
two words meet in (or that read the same in Simplified if they do), with their one right reading: the
Simplified one, in a Traditional document the Traditional one, if that is sure.

Left alone: what only looks like one where two words meet (命名着, 泡麵對身體, 李乾部长), Japanese and
Korean, and words that are quoted or named as mistakes (“显着”是“显著”之误).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from textfix.core import Beside, Hit, Phase, Reach
from textfix.make import rows, table
from textfix.pattern import pattern
from textfix.spans import touches
from textfix.survey import Facts
from textfix.words import SignedWords

phase = Phase.SCRIPT
safe = True
reach = Reach.PARAGRAPH


@cache
def _words() -> tuple[dict[str, str], dict[str, str]]:
    """The wrong words and what they should be, in Simplified and in Traditional text."""
    known = [(*row, "")[:3] for row in rows("overconverted")]
    return {w: hans for w, hans, _ in known}, {w: hant or w for w, _, hant in known}


def _simplified() -> dict[str, str]:
    return _words()[0]


def _traditional() -> dict[str, str]:
    return _words()[1]


# What may stand before a word that begins with 乾: elsewhere it may end a name (李乾部长).
_BEFORE = frozenset("的级級各老女新位名和与與及对對为為是在了等些个個党黨都由向让讓")
_NEAR = 80  # characters on each side that are looked at
_MISTAKE = pattern("误|誤|错|錯|应为|應為|写成|識別|识别成")
_IS_HAN = pattern("[\u3400-\u9fff]")
_OPEN, _CLOSE = "“‘「『《", "”’」』》"


@cache
def needs() -> str:
    """One character that each wrong word has."""
    return "".join(sorted({c for w, new in _simplified().items() for c in _changed(w, new)}))


def _changed(old: str, new: str) -> list[str]:
    return [a for a, b in zip(old, new, strict=True) if a != b][:1]


_IN_SIMPLIFIED, _IN_TRADITIONAL = table(_simplified, needs), table(_traditional, needs)


@cache
def _signed() -> SignedWords:
    return SignedWords(_simplified(), needs())


def sign() -> re.Pattern[str]:
    """Such a character beside another one of its word."""
    return _signed().signs


@cache
def beside() -> Beside:
    """The same: each that Simplified has, too (GB 2312), and the others where they add least to it.

    Those are seldom in Simplified text, and two of three Traditional pages have nothing of this.
    """
    pairs = defaultdict[tuple[bool, str], tuple[set[str], set[str]]](lambda: (set(), set()))
    for pair in _signed().pairs:
        sign = pair[0] if pair[0] in needs() else pair[1]
        for side, character in zip(pairs[sign == pair[0], sign], pair, strict=True):
            side.add(character)
    for first in (True, False):
        signs = sorted(sign for place, sign in pairs if place == first)
        own = [sign for sign in signs if sign.encode("gb2312", "ignore")]
        for sign in (sign for sign in signs if sign not in own):
            more = pairs.pop((first, sign))
            left, right = min(
                (pairs[first, other] for other in own),
                key=lambda sides, more=more: len(sides[0] | more[0]) * len(sides[1] | more[1]),  # type: ignore[misc]
            )
            left |= more[0]
            right |= more[1]
    return tuple(("".join(left), "".join(right)) for left, right in pairs.values())


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Each wrong word, and what it should be."""
    if next(iter(_IN_SIMPLIFIED(text, facts)), None) is None:
        return
    # These take longer to import than most texts to look at.
    from textfix.scripts.evidence import script_of
    from textfix.scripts.mention import declared

    script = script_of(facts)
    if script.verdict in ("ja", "ko"):
        return
    of_script = _IN_TRADITIONAL if script.verdict == "hant" else _IN_SIMPLIFIED
    kept = declared(text)
    for hit in of_script(text, facts):
        assert hit.new is not None
        if not touches(kept, hit.start, hit.end) and not _is_meant(
            text, hit.start, hit.end, hit.new
        ):
            yield hit


def _is_meant(text: str, start: int, end: int, new: str) -> bool:
    """Is it a name, quoted, or spoken about as a mistake?"""
    from textfix.scripts.mention import listed

    before = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    line = before + text[start : end + _NEAR].partition("\n")[0]
    low, high = len(before), len(before) + end - start
    if line[low] == "乾" and _IS_HAN.match(line[low - 1 : low]) and line[low - 1] not in _BEFORE:
        return True
    quoted = line[low - 1 : low] in _OPEN and line[high : high + 1] in _CLOSE if low else False
    return quoted or bool(_MISTAKE.search(line)) or listed(line, low, high, new)
