"""Readings of text of which bytes are lost: a beam over what they may have been.

Words decide, then what stands beside numbers, whether brackets pair, and how a line may end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from textfix import hanzi
from textfix.pattern import pattern
from textfix.recode.chains import NEVER
from textfix.recode.nature import nats
from textfix.scripts.tables import tables

BEAM = 24  # readings kept; more change nothing on benchmarks/mojibake.py
GAIN = 20.0  # nats over leaving the stretch as it is
# What stands beside numbers, of the characters that share their first two bytes with others.
BEFORE_NUMBER = "第月约約近共达達至离離逾超年"
AFTER_NUMBER = "月年日时時点點分秒元人个個次届屆项項条條章节節款名家亿億万萬岁歲天周度倍吨噸米号號期级級层層例篇"
NUMERALS = "一二三四五六七八九十百零〇"
ORDINAL = pattern(f"第[{NUMERALS}0-9]{{1,6}}$")
UNPAIRED = 6.0  # nats, for a bracket without its other half
LAST = 4.0  # nats, for a colon at the end of a line that announces nothing, and for a semicolon
ASKS = pattern("[吗嗎么麼谁誰哪何怎几幾吧否]")
ANNOUNCES = "下列括说說道示出为為是有即如注註问問答曰云称稱例"
PLAIN = 8.2  # nats a character above ASCII may cost in a reading that stands
_ABOVE = pattern(r"[^\x00-\x7f]")


class Guess(NamedTuple):
    """A stretch of a line, what it was in all likelihood, and which characters are guessed.

    `new` is None where the stretch is damaged, but too much to say what it was.
    """

    start: int
    end: int
    new: str | None
    guessed: str
    channel: str
    margin: float  # nats over the next reading


class Reading(NamedTuple):
    """One way to read what there is so far."""

    path: hanzi.Path
    out: str = ""
    guessed: str = ""
    scripts: tuple[int, int] = (0, 0)  # how many characters are Traditional, how many Simplified
    open: int = 0  # brackets not yet closed
    margin: float = 99.0  # nats over the next reading of what is behind

    def on(self, text: str, guessed: str = "") -> Reading:
        """The same, and `text` read on; `guessed` says what of it is a guess."""
        path, out = self.path.add(text), self.out + text
        hant, hans = _scripts(text)
        scripts = self.scripts[0] + hant, self.scripts[1] + hans
        pairs = self.open + open_brackets(text)
        return Reading(path, out, self.guessed + guessed, scripts, pairs, self.margin)


def open_brackets(text: str) -> int:
    """How many brackets are left open, or closed too much if below zero."""
    return text.count("（") - text.count("）")


def _scripts(text: str) -> tuple[int, int]:
    known = tables()
    return sum(map(known.traditional.__contains__, text)), sum(
        map(known.simplified.__contains__, text)
    )


def ways(
    readings: list[Reading], texts: Sequence[str], before: str, number: bool, then: str = ""
) -> list[Reading]:
    """Each reading with each of the texts a lost byte allows, and what was swallowed behind it.

    `before` is what stands in front of them all; `number` says that one follows.
    """
    more = [
        reading.on(text + then, text)
        for reading in readings
        for text in _fitting(texts, before + reading.out, number)
    ]
    return sorted(more, key=_rank)[:BEAM]


def read_on(readings: list[Reading], known: str) -> list[Reading]:
    """The readings with what is known behind them, the best first, and none that cannot win."""
    while known:
        if len(readings) == 1:
            return [readings[0].on(known)]
        near, known = known[: hanzi.LONGEST], known[hanzi.LONGEST :]
        readings = _contenders([reading.on(near) for reading in readings])
    return sorted(readings, key=_rank)


def _contenders(readings: list[Reading]) -> list[Reading]:
    """Of two that end alike the one that costs more, wherever its last words began, never wins."""
    left: list[Reading] = []
    for reading in sorted(readings, key=_rank):
        for i, better in enumerate(left):
            pairs = zip(better.path.costs, reading.path.costs, strict=False)
            alike = better.path.tail == reading.path.tail and better.open == reading.open
            if alike and all(a <= b for a, b in pairs):
                margin = min(better.margin, reading.path.cost - better.path.cost)
                left[i] = better._replace(margin=margin)
                break
        else:
            left.append(reading)
    return left


def best_of(readings: list[Reading], known: str, left: str, right: str) -> Reading:
    """The likeliest, with what is known behind it, between what is `left` and `right` of it."""
    around = open_brackets(left) + open_brackets(right)
    last = not right.strip()

    def cost(reading: Reading) -> tuple[float, int]:
        nats, mixed = _rank(reading)
        nats += UNPAIRED * abs(reading.open + around)
        if last and re.search(f"(?<![{ANNOUNCES}])：$|；$", reading.out):
            nats += LAST
        if last and reading.out.endswith("？") and not ASKS.search(reading.out[-16:]):
            nats += 1.0  # then ！ is likelier, which is the rarer of the two
        return nats, mixed

    best, *others = sorted(read_on(readings, known), key=cost)
    margin = min((cost(other)[0] - cost(best)[0] for other in others), default=best.margin)
    return best._replace(margin=min(best.margin, margin))


def stands(old: str, reading: Reading) -> bool:
    """Is this plain, and far likelier than what is there?"""
    above = "".join(_ABOVE.findall(reading.out))
    if NEVER.search(reading.out) or not reading.guessed or nats(above) > PLAIN * len(above):
        return False
    return nats(old) - nats(above) >= GAIN


def _fitting(texts: Sequence[str], before: str, number: bool) -> Sequence[str]:
    """Those that stand beside numbers, where one does (`number`: behind); else all."""
    kinds = [BEFORE_NUMBER] if number else []
    if ORDINAL.search(before):
        kinds.append(AFTER_NUMBER + NUMERALS)
    elif before[-1:].isdigit():
        kinds.append(AFTER_NUMBER)
    elif before[-1:] in ("(", "（"):
        kinds.append(NUMERALS)
    for kind in kinds:
        if fitting := [text for text in texts if text in kind]:
            return fitting
    return texts


def _rank(reading: Reading) -> tuple[float, int]:
    """By likelihood, which does not see the script; then the one in which scripts do not mix."""
    hant, hans = reading.scripts
    return round(reading.path.cost, 6), 2 * min(hant, hans) + (hant > hans)
