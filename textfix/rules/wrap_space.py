"""A blank that a line end of a PDF or print layout left inside Chinese: `数 字`.

The blanks of a page are line ends where the page shows a measure: they recur at one width, and
many of them stand inside words. Then those at that width go, next to a mark or a number too, and
those that plainly split a word. A blank between names, halves of a headline or a couplet, columns,
or on both sides of a number or a Latin word stays.

>>> from textfix import fix
>>> page = "本市今年将继续推进数字基础设施建设，完善城市公共服 务体系，扩大优质教育医疗资源的供给，让居民在家门口 "
>>> page += "就能享受到便利。各区要结合实际制订实施方案，明确责 任分工和时间节点，确保各项任务按期完成，年底前进行统 一考核。"
>>> fix(page)
'本市今年将继续推进数字基础设施建设，完善城市公共服务体系，扩大优质教育医疗资源的供给，让居民在家门口就能享受到便利。各区要结合实际制订实施方案，明确责任分工和时间节点，确保各项任务按期完成，年底前进行统一考核。'
"""

from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.measure import CJK, STOP, evidence, line_ends, measure
from textfix.seams import ACROSS_BLANK, BLANK
from textfix.survey import Facts

phase = Phase.SPACE
safe = True
reach = Reach.LINE
needs = (" ", STOP, CJK)
sign = BLANK
beside = (ACROSS_BLANK,)
alike = True

__all__ = ["evidence", "find", "needs", "phase", "reach", "safe", "sign"]


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """The blanks that were line ends."""
    width = measure(facts)
    if width is None:
        return
    at = 0
    for line in text.split("\n"):
        if " " in line:
            for gap in line_ends(line, width):
                yield Hit(at + gap, at + gap + 1, "", 1.0, f"a line end at {width / 2:.0f} em")
        at += len(line) + 1
