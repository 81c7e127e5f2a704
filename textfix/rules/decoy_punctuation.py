"""A comma or control characters that a copying tool put before marks: `會議,，發言,。`

Mirror sites decorate most marks so that searches for a sentence miss the copy. Control characters
before a mark always go. Commas go where the document has three or more, before at least two kinds
of mark; a blank before a mark (what a control character became) only beside other traces of the
tool. `a,,b` is data, `[，,、；]` a pattern: both stay.

>>> from textfix import fix
>>> fix("会议召开,，代表发言,、讨论,。")
'会议召开，代表发言、讨论。'
"""

import re
from collections import Counter
from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.pinyin import SYLLABLE, TONED
from textfix.recode.slips import FOLDED, JUNK, MARKS
from textfix.survey import Facts

phase = Phase.REPAIR
safe = True
reach = Reach.LINE
needs = f"{JUNK}, "

_HAN = "\u3400-\u9fff”》）"
# `?` and a decoy is a byte slip: its decoy is evidence and stays.
_CONTROLS = re.compile(rf"(?<![?{JUNK}])[{JUNK}]+(?=[{MARKS}{FOLDED}])")
_COMMA = re.compile(rf"(?<=[^\n\t?,，]),(?=([{MARKS}{FOLDED}])([^\s]?))")
_BLANK = re.compile(
    rf"(?<=[^\s?]) (?=([{MARKS}]))|(?<=[{_HAN}]) (?=([{FOLDED}]))|(?<=[^\s?]) (?=([{FOLDED}])[{_HAN}])"
)
_TRACE = re.compile(
    rf"[\u3400-\u9fff]\([a-z]{{0,4}}[{TONED}][a-z]{{0,4}} ?\)[\u3400-\u9fff]"
    rf"|[\u3400-\u9fff]\?{SYLLABLE}\)"
)
_KIND = str.maketrans(FOLDED, "，；！？")

ENOUGH, KINDS = 3, 2  # commas, and the kinds of mark they stand before
SHARE = 0.25  # of the marks of the document; the tool decorates 70 to 90 % of those it sees


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How often each kind of mark is decorated, and other traces of the tool."""
    counts: Counter[tuple[str, ...]] = Counter()
    for m in _COMMA.finditer(text):
        if _chinese(text, m):
            counts["comma", m[1].translate(_KIND)] += 1
    for m in _BLANK.finditer(text):
        counts["blank", m[m.lastindex or 1].translate(_KIND)] += 1
    counts["controls",] = len(_CONTROLS.findall(text))
    counts["trace",] = len(_TRACE.findall(text))
    return counts


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Whatever stands before a mark and was not written there."""
    for m in _CONTROLS.finditer(text):
        yield Hit(m.start(), m.end(), "", 1.0, "control characters before a mark")
    if facts.cached("decoy commas", _commas):
        for m in _COMMA.finditer(text):
            if _chinese(text, m):
                yield Hit(m.start(), m.end(), "", 1.0, "a comma before a mark")
    if facts.cached("decoy blanks", _blanks):
        for m in _BLANK.finditer(text):
            yield Hit(m.start(), m.end(), "", 1.0, "a blank before a mark")


def _chinese(text: str, m: re.Match[str]) -> bool:
    """Is the comma part of a Chinese sentence, not of data or code?"""
    return not (text[m.start() - 1].isascii() and m[1].isascii() and m[2].isascii())


def _kinds(facts: Facts, what: str) -> dict[str, int]:
    counts = facts.of("decoy-punctuation")
    return {key[1]: n for key, n in counts.items() if key[0] == what and len(key) == 2}


def _marks(facts: Facts) -> int:
    return sum(facts.chars[mark] for mark in MARKS + FOLDED)


def _commas(facts: Facts) -> bool:
    kinds = _kinds(facts, "comma")
    total = sum(kinds.values())
    # A decorated comma is two marks where widths are folded.
    return total >= ENOUGH and len(kinds) >= KINDS and total >= SHARE * (_marks(facts) - total)


def _blanks(facts: Facts) -> bool:
    counts = facts.of("decoy-punctuation")
    total = sum(_kinds(facts, "blank").values())
    proof = counts["controls",] + counts["trace",] + _commas(facts)
    return bool(proof) and total > 1 and total >= SHARE * _marks(facts)
