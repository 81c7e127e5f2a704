"""Full-width marks that a folding step made ASCII, throughout a document: `他说,当前`.

Width folding (NFKC, or ftfy's default) turns `，：；？！（）` into ASCII and leaves `。` and `、`, which
have no ASCII form. A document that was folded shows it: plain prose, at least five ASCII marks
with Han on both sides, not one full-width mark, and some `。` or `、`. All its marks that
Chinese stands beside become full-width again. Numbers, times, addresses and rows of data keep
theirs. In any other document see `halfwidth-punctuation`.

>>> from textfix import fix
>>> fix("他说,当前,技术改变着生活,也改变着学习。时间:17:20,地点(暂定)另行通知,请留意。")
'他说，当前，技术改变着生活，也改变着学习。时间：17:20，地点（暂定）另行通知，请留意。'
"""

from collections import Counter
from collections.abc import Iterator

from textfix import layout
from textfix.core import Hit, Phase, Reach
from textfix.marks import BESIDE, FLANKED, MARKS, marks
from textfix.marks import evidence as flanked
from textfix.survey import Facts

phase = Phase.PUNCTUATION
safe = True
reach = Reach.LINE
needs = (MARKS, "。、", layout.PROSE)
sign = FLANKED
beside = BESIDE

ENOUGH = 5  # ASCII marks with Han on both sides


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """What kind of page it is, and how many ASCII marks stand between Han."""
    return layout.evidence(text) + flanked(text)


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Every mark, where the document has the signature."""
    if facts.cached("folded width", _is_folded):
        for at, new in marks(text):
            yield Hit(at, at + 1, new)


def _is_folded(facts: Facts) -> bool:
    if facts.has("，：；？！（）") or not facts.has("。、"):
        return False
    folded = facts.count(flanked)["flanked",] >= ENOUGH
    return folded and layout.is_prose(facts, "folded-width")  # which takes longer to say
