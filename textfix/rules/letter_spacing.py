"""Blanks between all characters of a text, as OCR and some PDFs leave them.

>>> from textfix import fix
>>> fix("本 标 准 规 定 了 网 上 服 务 的 要 求 。", select=["letter-spacing"])
'本标准规定了网上服务的要求。'

In a line where single characters stand apart one after the other (in a document full of them, in
any line), blanks between Chinese characters and marks go, those around and inside Latin words and
numbers stay.
Unsafe, as a corpus cut into characters or words on purpose looks the same. A heading of few
characters (重 要 通 知), names and columns stay.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from textfix import hanzi
from textfix.core import Hit, Phase, Reach
from textfix.pattern import pattern
from textfix.survey import Facts

phase = Phase.SPACE
safe = False
reach = Reach.LINE
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
needs = (" \u3000", _HAN)
holds = " \u3000"

_CJK = f"{_HAN}，。、；：？！（）《》“”‘’【】「」—…．"
_RUN = 5  # single characters in a row, a blank between each, that make a spaced line
_SPACED = pattern(rf"(?<![{_HAN}])(?:[{_HAN}][ \u3000](?:[，。、；：“”]+[ \u3000]?)?){{{_RUN},}}")
_GAP = pattern(rf"(?<=[{_CJK}])[ \u3000]{{1,3}}(?=[{_CJK}])")
_BEFORE_ASCII = pattern(rf"(?<=[{_CJK})\]A-Za-z0-9]) {{1,2}}(?=[,;:](?! ?\d)|\.(?:[ {_CJK}]|$))")
_AFTER_ASCII = pattern(rf"(?<=[,;:]) {{1,2}}(?=[{_HAN}])")
_NUMBER = pattern(r"第[ \d一二三四五六七八九十百千零〇]+[章节条款篇部回]$")
_SHARE = 0.25  # of the pairs of Han in a document that is spaced throughout have a blank between
_WORDS = 0.2  # of the pairs of neighbours are words; in prose a third and more are
_ENOUGH = 12  # such blanks, at least


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How many lines are spaced."""
    lines = (line for line in text.split("\n") if line.count(" ") + line.count("\u3000") >= _RUN)
    return Counter({("lines",): sum(1 for line in lines if _SPACED.search(line))})


def _pairs(text: str) -> Counter[str]:
    """How many pairs of Han stand apart, and how many together."""
    apart = len(re.findall(f"[{_HAN}][ \u3000](?=[{_HAN}])", text))
    return Counter(apart=apart, together=len(re.findall(f"[{_HAN}](?=[{_HAN}])", text)))


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """The blanks of spaced lines."""
    if not facts.of("letter-spacing")["lines",]:
        return
    counts = facts.count(_pairs)
    apart = counts["apart"]
    throughout = apart >= max(_ENOUGH, _SHARE * (apart + counts["together"]))
    start = 0
    for line in text.split("\n"):
        if throughout or any(_is_words(m[0]) for m in _SPACED.finditer(line)):
            yield from _in_line(line, start)
        start += len(line) + 1


def _is_words(spaced: str) -> bool:
    """Do the characters make words? Names, options and strokes do not."""
    run = re.sub(f"[^{_HAN}]", "", spaced)
    return sum(hanzi.is_word(a + b) for a, b in pairwise(run)) >= _WORDS * len(run)


def _in_line(line: str, start: int) -> Iterator[Hit]:
    head = len(line) - len(line.lstrip())
    gaps = [m for pattern in (_GAP, _BEFORE_ASCII, _AFTER_ASCII) for m in pattern.finditer(line)]
    spans = {m.span() for m in gaps if m.start() >= head and not _NUMBER.search(line[: m.start()])}
    for low, high in sorted(spans):
        yield Hit(start + low, start + high, "", 0.9, "single characters stand apart")
