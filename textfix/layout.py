"""What kind of page a document is: plain prose, or something in which blanks have a meaning."""

from __future__ import annotations

import re
from collections import Counter

from textfix.pattern import pattern
from textfix.survey import Facts

PROSE = "\u3400-\u9fff"  # without any of these nothing is Chinese prose
# How a line of Markdown, reStructuredText, code, a table, a diff, a dialogue of a program begins;
_BEGINS = pattern(
    r" {4,}\S|\t+\S| {0,3}(?:#{1,6} |[-*+>] ?\S|```|~~~|\||\d+[.)] |</?[a-zA-Z!]|\.\. |:\w+:)"
    r"|[=\-~*_]{3,}\s*$"
)
# what else such a line may hold, and the characters without which it holds none of that.
_HOLDS = pattern(r"[!-~][;{}]\s*$|\S(?: {3,}|\t+)\S.*\S(?: {3,}|\t+)\S|[│├└]")
_HELD = pattern(r"[;{}\t│├└]")
_LINE = pattern(r"^.*\S.*$", re.M)
_HAN = pattern(f"[{PROSE}]+")
_LETTERS = pattern(r"[^\W\d_]+")
MARKUP = 0.05  # of the lines of a prose page may look like markup by chance
HAN = 0.6  # of the letters of a Chinese page


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How many lines there are, and how many places in them look like markup."""
    lines = sum(1 for _ in _LINE.finditer(text))
    return Counter({("lines",): lines, ("markup",): sum(map(_markup, text.split("\n")))})


def _markup(line: str) -> int:
    begins = _BEGINS.match(line)
    at = begins.end() if begins else 0
    held = _HELD.search(line, at) or line.find("   ", at) >= 0
    return (begins is not None) + (len(_HOLDS.findall(line, at)) if held else 0)


def is_prose(facts: Facts, rule: str) -> bool:
    """Is the document plain Chinese prose? By the evidence counted for this rule."""
    if not facts.cached("Chinese", _is_chinese):
        return False
    counts = facts.of(rule)
    return counts["markup",] <= MARKUP * counts["lines",]


def _is_chinese(facts: Facts) -> bool:
    han = sum(_number(text, _HAN) for text in facts.texts)
    if han > HAN * sum(map(len, facts.texts)):  # letters take three times as long to count
        return True
    return han > HAN * sum(_number(text, _LETTERS) for text in facts.texts)


def _number(text: str, characters: re.Pattern[str]) -> int:
    return sum(map(len, characters.findall(text)))


def is_damaged_prose(facts: Facts, rule: str) -> bool:
    """Plain Chinese prose in which a safe rule repaired damage: a scraped or extracted page."""
    return bool(facts.damage) and is_prose(facts, rule)
