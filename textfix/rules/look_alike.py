"""A character of another script where only its double makes sense: `раypal`, `第ー章`.

    >>> from textfix import fix
    >>> fix("第ー章 二○二四年的约翰・史密斯")
    '第一章 二〇二四年的约翰·史密斯'

- Cyrillic or Greek letters in a Latin word, where each has a Latin double and the rest is Latin
- the Japanese ー for 一, where 一 makes a word of Chinese with what stands beside it
- the circle ○ for the numeral 〇, in years
- the Japanese ・ or a bullet for the dot · between the parts of a foreign name

Left alone: Japanese, and lines with kana; documents with Russian or Greek words; domains and
addresses, which may be a forger's; lines about alphabets; two letters side by side, which may be a
formula; a dash between places. What is less sure finds `look-alike-mark`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from textfix.core import Hit, Phase, Reach
from textfix.forms import HAN, MARK_DOUBLES, chinese_lines, has_kana, is_about, is_named
from textfix.hanzi import cost
from textfix.lines import lines
from textfix.make import load, rows
from textfix.pattern import pattern
from textfix.survey import Facts

phase = Phase.FORM
safe = True
reach = Reach.LINE
needs = "\u0391-\u03ff\u0405-\u051d" + MARK_DOUBLES

_LETTER = pattern("[\u0391-\u03ff\u0405-\u051d]")
_WORD = pattern("[A-Za-z\u00c0-\u024f\u0370-\u052f]+")
_LATIN = pattern("[A-Za-z]")
_EITHER = frozenset("ABCEHIJKMNOPSTXYZaceijopsxy")  # have doubles in Russian, Greek and the like
_ADDRESS = pattern(r"[\w-]+[.@]$|://[^\s]*$|@$"), re.compile(r"[.@][A-Za-z]")
_LETTERS = pattern(
    "西里尔|西里爾|希腊|希臘|俄[文语語]|字母|同形|形近|仿冒|假冒|钓鱼|釣魚|冒充|homo|Cyrill|Greek",
    re.I,
)
_FOREIGN = 2  # letters of a word that is no look-alike: да, но

_MARK = pattern(f"[{MARK_DOUBLES}]")
_ONE = pattern("(?<!ー)ー(?!ー)")
_LEFT, _RIGHT = re.compile(f"[{HAN}]*$"), re.compile(f"[{HAN}]*")
_DASH = 7.0  # nats, what a mark costs (see hanzi.py)
_SURE = 5.5  # nats; of a thousand dashes between Han one gains as much
_NEAR = 8  # characters that say whether it is a word

_YEAR = pattern("(?<![〇○◯零一二三四五六七八九十])[一二][〇○◯零一二三四五六七八九]{3}(?=年)")

_DOT = pattern(f"(?<=[{HAN}])[・•‧･∙⋅](?=[{HAN}])")
_PART = 2  # characters of a name's part that are looked at, on each side


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Each look-alike that is beyond doubt."""
    found = (*_letters(text, facts), *_in_chinese(text, facts))
    yield from sorted(found)


# Letters


_twins = load("look-alike")


def _letters(text: str, facts: Facts) -> Iterator[Hit]:
    if not _LETTER.search(text) or facts.cached("foreign words", _are_foreign):
        return
    for start, line in lines(text, _LETTER):
        if is_about(line) or _LETTERS.search(line):
            continue
        for m in _WORD.finditer(line):
            new = _latin(m[0])
            before, after = _ADDRESS
            if new is None or before.search(line, 0, m.start()) or after.match(line, m.end()):
                continue
            if not is_named(line, *m.span(), new, 2 * len(new)):
                yield Hit(start + m.start(), start + m.end(), new)


def _latin(word: str) -> str | None:
    """The word in Latin letters, if all its others have doubles and Latin is more than half."""
    others = [c for c in word if c >= "\u0370"]
    if not others or len(word) - len(others) <= max(len(others), 1):
        return None
    twins = _twins()
    if not twins.keys() >= set(others) or set(word) - set(others) <= _EITHER:
        return None  # it has a letter without a double, or all of its letters could be either
    return "".join(twins.get(c, c) for c in word)


def _are_foreign(facts: Facts) -> bool:
    """Are there words in those alphabets?"""
    words = (m[0] for text in facts.texts for m in _WORD.finditer(text) if _LETTER.match(m[0]))
    return any(len(word) >= _FOREIGN and not _LATIN.search(word) for word in words)


# In Chinese


def _in_chinese(text: str, facts: Facts) -> Iterator[Hit]:
    for start, line in lines(text, _MARK):
        # Whether a line is Chinese takes tables that most texts need not: it is asked last.
        found = [] if has_kana(line) else list(_marks(line))
        if found and any(True for _ in chinese_lines(line, facts, _MARK)):
            yield from (Hit(start + at, start + at + 1, new) for at, new in found)


def _marks(line: str) -> Iterator[tuple[int, str]]:
    """Where a mark stands for a character in a line of Chinese, and for which."""
    for m in _ONE.finditer(line):
        left = _LEFT.search(line, max(0, m.start() - _NEAR), m.start())
        right = _RIGHT.match(line, m.end(), m.end() + _NEAR)
        if left and right and _is_one(left[0], right[0]):
            yield m.start(), "一"
    for m in _YEAR.finditer(line):
        yield from ((at, "〇") for at, c in enumerate(m[0], m.start()) if c in "○◯")
    for m in _DOT.finditer(line):
        left = _LEFT.search(line, max(0, m.start() - _PART), m.start())
        right = _RIGHT.match(line, m.end(), m.end() + _PART)
        if left and right and _is_name(left[0]) and _is_name(right[0]):
            yield m.start(), "·"


def _is_one(left: str, right: str) -> bool:
    """Is 一 much likelier between these than a dash?"""
    return bool(left or right) and (
        cost(left) + _DASH + cost(right) - cost(f"{left}一{right}") > _SURE
    )


@cache
def _sounds() -> frozenset[str]:
    return frozenset("".join(chars for _, chars in rows("foreign-names")))


def _is_name(part: str) -> bool:
    """Is this such as foreign names are written in?"""
    return bool(part) and _sounds().issuperset(part)
