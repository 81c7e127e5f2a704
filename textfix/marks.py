"""ASCII marks that stand where Chinese writes full-width ones.

A mark is Chinese where a Chinese character, quotation mark or bracket stands right beside it; a
pair of brackets where one stands before it or inside it at an end. Numbers, times, addresses, code
and rows of data keep theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from textfix.lines import lines
from textfix.pattern import pattern

MARKS = ",:;?!()"
FULL = str.maketrans(MARKS, "，：；？！（）")

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_CHINESE = pattern(f"[{_HAN}“”‘’《》〈〉「」『』【】（），：；？！。、…—]")
_MARK = pattern("[,:;?!()]")
_SMILEY = pattern(r"[:;]-?[()DPp](?![a-zA-Z])")
_NEXT = f"{_HAN}“”‘’《》"
FLANKED = pattern(rf"[,:;?!(](?<=[{_NEXT}].)(?=[{_NEXT}])")
BESIDE = ((_NEXT, ",:;?!("),)
_URL = pattern(r"\w://|www\.|@\w")
_CODE = pattern(
    r"[{}\\=]|->|(?<!:)//|::|\w\(\)|^\s*(?:#include|import|from|def|class|return|if|for|while|"
    r"print|let|var|const|function|public|private|select|insert|echo)\b|^\s*[#$>*|] |^[0-9A-Za-z_-]+,\S|[!-~];\s*$|\t",
    re.I,
)
_SENTENCE = pattern("[。；;？?！!“”]")
_FIELD = 8  # characters; a row of data has short fields and no sentence


def marks(text: str) -> Iterator[tuple[int, str]]:
    """Each ASCII mark that should be full-width: where it is, and what it becomes.

    >>> [at for at, _ in marks("时间:17:20,地点(暂定)f(x),")]
    [2, 8, 11, 14]
    """
    start = 0
    for line in text.split("\n"):
        if _MARK.search(line) and _CHINESE.search(line) and not _CODE.search(line):
            data = is_data(line)
            for at in _in_line(line):
                if not (data and line[at] in ",;:"):
                    yield start + at, line[at].translate(FULL)
        start += len(line) + 1


def _in_line(line: str) -> Iterator[int]:
    brackets = _pairs(line)
    smileys = {i for m in _SMILEY.finditer(line) for i in range(*m.span())}
    wide: set[int] = set()
    for m in _MARK.finditer(line):
        at = m.start()
        if at in smileys:
            continue
        if line[at] in "()":
            if at in brackets:
                wide.add(at)
        elif (
            at - 1 in wide
            or _is_chinese(line, at - 1)
            or _is_chinese(line, at + 1)
            or at + 1 in brackets
        ):
            wide.add(at)
    return iter(sorted(wide))


def _is_chinese(line: str, at: int) -> bool:
    return 0 <= at < len(line) and _CHINESE.match(line[at]) is not None


def _pairs(line: str) -> set[int]:
    """The brackets, in pairs, that Chinese stands before or inside of."""
    wide: set[int] = set()
    opened: list[int] = []
    for m in re.finditer(r"[()]", line):
        at = m.start()
        if line[at] == "(":
            opened.append(at)
        elif opened:
            start = opened.pop()
            inside = line[start + 1 : at]
            chinese = any(_is_chinese(line, i) for i in (start - 1, start + 1, at - 1))
            if inside and chinese and not _URL.search(inside):
                wide |= {start, at}
    return wide


def is_data(line: str) -> bool:
    """Is the line a row of data: short fields between commas, and no sentence?

    >>> is_data("张三,男,北京"), is_data("他说,当前,人工智能技术正极大地改变着人们的生活")
    (True, False)
    """
    fields = line.split(",")
    return len(fields) > 2 and not _SENTENCE.search(line) and max(map(len, fields)) <= _FIELD


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How many ASCII marks have Chinese on both sides; code and rows of data left out."""
    sentences = (
        line for _, line in lines(text, FLANKED) if not (_CODE.search(line) or is_data(line))
    )
    return Counter({("flanked",): sum(len(FLANKED.findall(line)) for line in sentences)})
