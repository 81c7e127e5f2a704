"""A blank inside a sentence of Chinese, where the page shows no measure that put it there.

>>> from textfix import fix
>>> fix("相关文献的研 究热点在不断变化，而由于 条件所限，进展不大。", select=["stray-space"])
'相关文献的研究热点在不断变化，而由于条件所限，进展不大。'

A blank that stands inside a word goes, and one in mid-sentence between Chinese characters, or after
a full-width mark. Names, labels, halves of a headline, columns, forms and blanks next to Latin words
and numbers stay. `wrap-space` does what a page's measure proves.
"""

import re
from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.measure import splits
from textfix.pattern import pattern
from textfix.survey import Facts

phase = Phase.SPACE
safe = False
reach = Reach.LINE
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_MARKS = "，。；、！？"
needs = (" ", _HAN + _MARKS)
holds = " "

# They begin with the blank, which is soon found.
_BETWEEN = pattern(f" (?:(?<=[{_HAN}] )(?=[{_HAN}《（])|(?<=[》）] )(?=[{_HAN}]))")
_AFTER_MARK = pattern(f" (?<=[{_MARKS}] )(?=[{_HAN}A-Za-z0-9《“（])")
_KANA = pattern("[\u3041-\u3096\u30a1-\u30fa]")  # Japanese sets blanks as it likes
_STOP = pattern(r"[，。]|(?<!\d)[,.](?=[^!-~]|$)")
_LABEL = pattern(
    rf"^\W*(?:第[\d一二三四五六七八九十百千零〇]+[条章节款项编篇]|\d+[.、]?\d*|[一二三四五六七八九十]+、?|[{_HAN}]{{1,4}}[：:]?|\w{{1,8}}[：:])$"
)
_NAMES = pattern(rf"(?:[{_HAN}]{{1,6}}[：:] ?)?[{_HAN}]{{2,4}}(?: [{_HAN}]{{2,4}})+")
_TABLE = pattern(r"\S {2,}\S.* {2,}|\t|[|│{};=]|：\s.*：")
_NATS = 1.5  # of bond: a word goes across, or a pair that often stands together
_SURE = 8.0  # of a line's first word
_LEAST = 20  # characters of a line of prose
_LONG = 28  # of one without a mark


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Blanks in words, and in the middle of sentences."""
    start = 0
    for line in text.split("\n"):
        between = [m.start() for m in _BETWEEN.finditer(line)]
        after = [m.start() for m in _AFTER_MARK.finditer(line)] if len(line) >= _LEAST else []
        if (between or after) and _is_plain(line):
            for at in between:
                if _is_stray(line, at):
                    yield Hit(start + at, start + at + 1, "", 0.8, "in mid-sentence")
            for at in after:
                yield Hit(start + at, start + at + 1, "", 0.8, "after a mark")
        start += len(line) + 1


def _is_plain(line: str) -> bool:
    return not (line.startswith(("    ", "\t")) or _TABLE.search(line) or _KANA.search(line))


def _is_stray(line: str, at: int) -> bool:
    left, right = line[:at], line[at + 1 :]
    if " " in (left[-2:-1], right[1:2]):
        return False  # 张 三 李 四: characters apart are names, or letter-spacing
    if _LABEL.search(left):
        return len(line) >= _LEAST and splits(line, at, _SURE)
    # The sentence, as far as tags and bars let it go on.
    body = re.split("[<>|]", left)[-1] + re.split("[<>|]", right)[0]
    body = body.strip().rstrip("。；！？.;")
    if _NAMES.fullmatch(line) or not (_STOP.search(body) or len(body) >= _LONG):
        return False
    if splits(line, at, _NATS):
        return True
    return len(body) >= _LEAST and bool(_STOP.search(body)) and len(right) >= 2
