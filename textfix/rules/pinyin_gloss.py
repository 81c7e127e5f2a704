"""A pinyin gloss that a copying tool put behind a character: `質(zhì)量`.

Mirror sites copy a page, turn it Traditional and gloss a list of characters, so that searches miss
the copy. The glosses go where the document as a whole shows the tool at work: glosses on common
characters in the middle of words, each character always or never. A primer, a dictionary, a word
list, a gloss of one rare character or of an unusual reading stays.

>>> from textfix import fix
>>> fix("高質(zhì)量發(fā)展，網(wǎng)絡(luò )")
'高质量发展，网络'
>>> fix("长(cháng)江")
'长(cháng)江'
"""

from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.lines import lines
from textfix.pinyin import TONED
from textfix.recode.glosses import BRACKETS, HAN, accepted, evidence, glosses
from textfix.survey import Facts

phase = Phase.REPAIR
safe = True
reach = Reach.LINE
needs = ("(", ")", HAN + TONED)
sign = BRACKETS
beside = (("(", HAN + "a-zü" + TONED),)
alike = True

__all__ = ["evidence", "find", "needs", "phase", "reach", "safe", "sign"]


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """The brackets, where the document has the tool's glosses."""
    if not (tool := accepted(facts)):
        return
    for at, line in lines(text, BRACKETS):
        for g in glosses(line):
            if (g.kind, g.base) in tool:
                yield Hit(at + g.start, at + g.end, "", 1.0, f"{g.kind} gloss of {g.base}")
