"""A line end that a PDF or print layout put inside a sentence.

The lines of a page share a measure: they end where the next word no longer fits, about every third
inside a word. Where at least four lines of a document do so, those that end inside a sentence are
joined, Chinese with nothing, Latin words with a blank. Lists, verse, tables, headings, addresses,
code, subtitles and lines of other widths stay, and so does a line that ends with its sentence.

>>> from textfix import fix
>>> page = "本市今年将继续推进数字基础设施建设，完善城市公共服\\n务体系，扩大优质教育医疗资源的供给，让居民在家门口\\n"
>>> page += "就能享受到便利。各区要结合实际制订实施方案，明确责\\n任分工和时间节点，确保各项任务按期完成，年底前进行\\n统一考核。"
>>> fix(page)
'本市今年将继续推进数字基础设施建设，完善城市公共服务体系，扩大优质教育医疗资源的供给，让居民在家门口就能享受到便利。各区要结合实际制订实施方案，明确责任分工和时间节点，确保各项任务按期完成，年底前进行统一考核。'
"""

from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.paragraphs import CJK, blocks, evidence, is_full, joint, measure
from textfix.seams import ACROSS_LINE_END
from textfix.survey import Facts

phase = Phase.SPACE
safe = True
reach = Reach.PARAGRAPH
needs = ("\n", CJK)
beside = (ACROSS_LINE_END,)
alike = True

__all__ = ["evidence", "find", "needs", "phase", "reach", "safe"]


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """The line ends that the measure made."""
    width = measure(facts, "line-wrap")
    if width is None:
        return
    for block in blocks(text):
        for at in block:
            if at.open and is_full(at, width):
                new = joint(at, facts)
                yield Hit(at.end, at.start, new, 1.0, f"lines of {width / 2:.0f} em")
