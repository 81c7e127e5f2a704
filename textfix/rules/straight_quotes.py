"""Typewriter quotation marks around Chinese: `"你好"`.

Chinese writes “你好”, and ‘’ for a quotation inside one. Shown unless asked for. Marks pair within a
line; where they do not come out even nothing is done. Apostrophes, inches (`27"`), code, JSON,
attributes and values of programs (`默认为"cat"`) keep theirs.

>>> from textfix import fix
>>> fix('他说"你好"，又说"她问过\\'在吗\\'两次"。', unsafe=True)
'他说“你好”，又说“她问过‘在吗’两次”。'
"""

import re
from collections import Counter
from collections.abc import Iterator

from textfix.context import HAN, IS_CHINESE, IS_HAN, is_foreign, is_running
from textfix.core import Hit, Phase, Reach
from textfix.lines import lines
from textfix.pattern import pattern
from textfix.spans import touches
from textfix.survey import Facts

phase = Phase.PUNCTUATION
safe = False
reach = Reach.LINE
needs = '"'

_SIGN = pattern('"')
_CODE = pattern(r"`[^`]*`|https?://[!-~]*")
_SETTING = pattern(r"""^\s*[-\w.]+\s*[:=]\s*["']|["']\s*[,:]\s*$|^\s*(?:msgid|msgstr|- )\s*["']""")
_WHOLE = pattern(r'\s*[-*>]?\s*"[^"]*"\s*[,;]?\s*')
# A value of a program beside Han, not a word of a sentence: "1.1", "no:lz4", "cat", "NCHW".
_VALUE = pattern(r".*[0-9_.:/\\=<>%].*|[a-z-]+|[A-Z-]+")
_NESTED = pattern(rf"(?<![A-Za-z0-9])'([^'\n]*[{HAN}][^'\n]*)'(?![A-Za-z0-9])")


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How many lines are settings, translations or rows of data, with quotation marks."""
    return Counter({("data",): sum(_is_data(line) for _, line in lines(text, _SIGN))})


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Pairs, each with what it encloses, so that the two change together or not at all."""
    for start, line in lines(text, _SIGN):
        if is_foreign(line) or _is_data(line) or not is_running(line):
            continue
        if _WHOLE.fullmatch(line) and facts.of("straight-quotes")["data",]:
            continue  # one string of many
        for low, high in _pairs(line):
            inside = line[low + 1 : high]
            around = line[max(0, low - 1) : low], line[high + 1 : high + 2]
            words = not _VALUE.fullmatch(inside) and any(map(IS_CHINESE.match, around))
            if (words or IS_HAN.search(inside)) and not re.search("[“”]", inside):
                new = _NESTED.sub(r"‘\1’", inside)
                yield Hit(start + low, start + high + 1, f"“{new}”")


def _is_data(line: str) -> bool:
    return _SETTING.search(line) is not None


def _pairs(line: str) -> list[tuple[int, int]]:
    """The marks of a line in pairs; none where they do not come out even."""
    code = [m.span() for m in _CODE.finditer(line)]
    out: list[tuple[int, int]] = []
    opened = -1
    for m in _SIGN.finditer(line):
        at = m.start()
        if touches(code, at, at + 1):
            continue
        if opened < 0:
            if line[at - 1 : at].isdigit():
                continue  # inches
            opened = at
        else:
            inside = line[opened + 1 : at]
            if not inside.strip() or inside != inside.strip():
                return []
            out.append((opened, at))
            opened = -1
    return out if opened < 0 else []
