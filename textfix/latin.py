"""Where Han and a Latin word meet: with a blank between them or without one.

Both are good style, and a matter of taste; what is not is the two side by side. A word has two
letters at least, and begins with one: 5G, 3D, A股, T恤 and 100% are Chinese words or quantities.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from textfix.context import HAN, is_foreign, is_running
from textfix.lines import lines
from textfix.pattern import pattern
from textfix.survey import Facts

LETTERS = "A-Za-z"
SPACED, UNSPACED = "han-latin-spaced", "han-latin-unspaced"
ENOUGH, SHARE = 10, 0.1  # places of one kind that make a style; of the other, exceptions to it

_SEAM = pattern(
    rf"(?<=[{HAN}]) ?(?=[A-Za-z][A-Za-z0-9+])|(?<=[A-Za-z0-9+][A-Za-z0-9+]) ?(?=[{HAN}])"
)
_WORD = pattern(r"[A-Za-z][A-Za-z0-9]*(?:[.'’&-][A-Za-z0-9]+)*[+]{0,2}")
_BACK = pattern(rf"(?:^|[^A-Za-z0-9_@#/\\.:=$%&~<>{{}}'’+-])({_WORD.pattern})\Z")
_ON = pattern(r"[_@/\\=$%~<>{}(\[]|:[^\s]")
_TARGET = pattern(r"[A-Za-z0-9][#/]\S*\Z")  # of a link, or a path
_LONGEST = 40  # characters of a word


def seams(text: str) -> Iterator[tuple[int, int]]:
    """Where they meet in running text: the span of the blank, or an empty one."""
    for start, line in lines(text, _SEAM):
        if not is_foreign(line) and is_running(line):
            for m in _SEAM.finditer(line):
                if _is_word(line, m):
                    yield start + m.start(), start + m.end()


def _is_word(line: str, m: re.Match[str]) -> bool:
    before = line[max(0, m.start() - _LONGEST) : m.start()]
    if _TARGET.search(before):
        return False
    if line[m.end()].isascii():
        word = _WORD.match(line, m.end())
        return word is not None and not _ON.match(line, word.end())
    return _BACK.search(before) is not None


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How often there is a blank, and how often there is none."""
    counts: Counter[tuple[str, ...]] = Counter()
    for low, high in seams(text):
        counts["spaced" if high > low else "unspaced",] += 1
    return counts


def is_exception(facts: Facts, rule: str) -> bool:
    """Should this rule act: named without its opposite, or on the few exceptions to a style?"""
    opposite = UNSPACED if rule == SPACED else SPACED
    if opposite not in facts.asked:
        return True
    counts = facts.of(rule)
    few, many = counts["spaced",], counts["unspaced",]
    if rule == UNSPACED:
        few, many = many, few
    return many >= ENOUGH and few <= SHARE * many
