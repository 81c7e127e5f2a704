"""A line end inside a sentence, where too few lines show the measure of a page.

>>> from textfix import fix
>>> fix("进程是一个程序运行中的实例，对进程的管理，如内存空间的分配，是操作系\\n统的重要内容。", select=["line-wrap-short"])
'进程是一个程序运行中的实例，对进程的管理，如内存空间的分配，是操作系统的重要内容。'

Two or three lines of about one width, of which one ends inside a word, or a long line of prose that
stops in mid-clause: probably copied from a page, perhaps set so on purpose. Where a page shows its
measure, `line-wrap` joins, and this rule the full lines that end with a sentence.
"""

from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.paragraphs import CJK, Break, are_paragraphs, blocks, evidence, is_full, joint, measure
from textfix.survey import Facts

phase = Phase.SPACE
safe = False
reach = Reach.PARAGRAPH
needs = ("\n", CJK)
# What `str.strip` takes from the edges of lines.
holds = "\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"

LONG = 40  # half ems of a line that prose may break off
NEAR = 0.8  # of the widest line of its block a line of the same measure has at least

__all__ = ["evidence", "find", "needs", "phase", "reach", "safe"]


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """The line ends that look like a measure's; and of a measure, those where a sentence ends."""
    width = measure(facts, "line-wrap-short")
    if width is not None:
        if are_paragraphs(facts, "line-wrap-short"):
            for at in (at for block in blocks(text) for at in block):
                if at.ended and not at.first and is_full(at, width):
                    new = joint(at, facts)
                    yield Hit(at.end, at.start, new, 0.7, "the paragraph goes on")
        return
    for block in blocks(text):
        long = [at for at in block if not at.stop and at.width >= LONG and at.open]
        if not long:  # as in most blocks
            continue
        widest = max(at.width for at in block)
        wide = [at for at in long if at.width >= NEAR * widest]
        splits = bool(wide) and any(at.split for at in block)
        for at in wide:
            if splits or _breaks_off(at):
                new = joint(at, facts)
                yield Hit(at.end, at.start, new, 0.8, "the sentence goes on")


def _breaks_off(at: Break) -> bool:
    """Does a sentence with marks of its own stop in mid-clause or at a comma, and go on?"""
    last = at.left[-1]
    if last in "，、-":
        return True
    marks = any(c in "，。；、（" for c in at.left) and any(c in "，。；：" for c in at.right)
    return marks and (last.isalpha() or last in "”）》")
