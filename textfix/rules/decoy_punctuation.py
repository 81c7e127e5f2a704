"""A comma or control characters that a copying tool put before marks: `會議,，發言,。`

Mirror sites decorate most marks so that searches for a sentence miss the copy. Control characters
before a mark always go. Commas go where the better part of a document's marks have one, of two
kinds at least. Beside control characters or the tool's glosses one comma is enough, and a blank
before a mark (what an extractor makes of control characters) goes too. `a,,b` is data, `[，,、；]`
a pattern, `“,。”` a quotation: they stay.

>>> from textfix import fix
>>> fix("会议召开,，代表发言,、讨论,。")
'会议召开，代表发言、讨论。'
"""

import re
from collections import Counter
from collections.abc import Iterator

from textfix.characters import ANY
from textfix.core import Hit, Phase, Reach
from textfix.pattern import pattern
from textfix.recode.glosses import accepted
from textfix.recode.moves import FOLDED, JUNK, MARKS
from textfix.survey import Facts

phase = Phase.REPAIR
safe = True
reach = Reach.LINE
_HAN = "\u3400-\u9fff"
needs = (f"{JUNK}, ", MARKS + FOLDED, JUNK + _HAN)
# All begin with a class of what seldom stands there, so that it is soon found.
sign = pattern(f"[{JUNK}, ](?:(?<=[{JUNK}])|(?=[{MARKS}{FOLDED}]))")
alike = True

beside = ((JUNK, ANY), (", ", MARKS + FOLDED))

# `?` and a decoy is a byte slip: its decoy is evidence and stays. A mark, a backspace and the
# mark again is how a terminal prints it bold.
_CONTROLS = pattern(rf"[{JUNK}](?<![?？{JUNK}].)[{JUNK}]*(?=[{MARKS}{FOLDED}])(?!(?<=(.)\x08)\1)")
_COMMA = pattern(rf",(?<=[^\n\t?？,，“「『‘（(\[{{\"'`/|],)(?=([{MARKS}{FOLDED}]))")
# Where that is proved, those too that prove nothing: behind a slash or a straight quotation mark.
_ANY_COMMA = pattern(rf",(?<=[^\n\t?？,，“「『‘（(\[{{],)(?=([{MARKS}{FOLDED}]))")
_COMMA_BEFORE_MARK = pattern(f",[{MARKS}{FOLDED}]")
_BEFORE_MARK = pattern(f" [{MARKS}{FOLDED}]")
_BLANK = pattern(
    rf" (?:(?<=[^\s?？] )(?=[{MARKS}])"
    rf"|(?<=[{_HAN}”》）] )(?=[{FOLDED}])"
    rf"|(?<=[^\s?？] )(?=[{FOLDED}](?:[{_HAN}”》）]|\n|\Z)))"
)
_IS_HAN = pattern(f"[{_HAN}]")
_KIND = str.maketrans(FOLDED, "，；！？")

# The tool decorates 70 to 90 % of the marks it sees; of all marks on a page, and by chance on a
# short one, it may be fewer.
SHARE, TRACED_SHARE = 0.4, 0.25
ENOUGH, KINDS = 3, 2  # commas, and the kinds of mark they stand before, where nothing else is proof
NEAR = 12  # characters around a comma, in which a Chinese sentence has a Han character


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How often each kind of mark is decorated, and with what."""
    counts: Counter[tuple[str, ...]] = Counter()
    for m in _COMMA.finditer(text):
        if _chinese(text, m):
            counts["comma", m[1].translate(_KIND)] += 1
    if _BEFORE_MARK.search(text):
        counts["blank",] = sum(1 for _ in _BLANK.finditer(text))
    counts["controls",] = sum(1 for _ in _controls(text))
    return counts


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Whatever stands before a mark and was not written there."""
    # Three looks for single characters: half the time of one for the sign.
    if not (_has_controls(text) or _COMMA_BEFORE_MARK.search(text) or _BEFORE_MARK.search(text)):
        return
    for m in _controls(text):
        yield Hit(m.start(), m.end(), "", 1.0, "control characters before a mark")
    if facts.cached("decoy commas", _commas):
        for m in _ANY_COMMA.finditer(text):
            if (m[1] in MARKS or _chinese(text, m)) and not _opens(text, m.start() - 1):
                yield Hit(m.start(), m.end(), "", 1.0, "a comma before a mark")
    if facts.cached("decoy blanks", _blanks):
        for m in _BLANK.finditer(text):
            yield Hit(m.start(), m.end(), "", 1.0, "a blank before a mark")


def _controls(text: str) -> Iterator[re.Match[str]]:
    if _has_controls(text):
        yield from _CONTROLS.finditer(text)


def _has_controls(text: str) -> bool:
    return any(map(text.__contains__, JUNK))


def _chinese(text: str, m: re.Match[str]) -> bool:
    """Is the comma part of a Chinese sentence, not of data or code?"""
    before, after = text[max(0, m.start() - NEAR) : m.start()], text[m.end() : m.end() + NEAR]
    return bool(_IS_HAN.search(before.rpartition("\n")[2] + after.partition("\n")[0]))


def _opens(text: str, at: int) -> bool:
    """Does a straight quotation mark stand here that opens? What follows is then quoted."""
    line = text[text.rfind("\n", 0, at) + 1 : at + 1]
    return text[at] in "\"'`|" and line.count(text[at]) % 2 == 1


def _commas(facts: Facts) -> bool:
    kinds = _kinds(facts)
    total = sum(kinds)
    if not total or total < TRACED_SHARE * (marks := _marks(facts)):
        return False
    proof = total >= ENOUGH and len(kinds) >= KINDS and total >= SHARE * marks
    return proof or _traced(facts)


def _blanks(facts: Facts) -> bool:
    blanks = facts.of("decoy-punctuation")["blank",]
    return blanks > 0 and blanks >= TRACED_SHARE * _marks(facts) and _traced(facts)


def _traced(facts: Facts) -> bool:
    """Has the document another trace of the tool?"""
    return facts.of("decoy-punctuation")["controls",] > 0 or bool(accepted(facts))


def _kinds(facts: Facts) -> list[int]:
    """How often a comma stands before each kind of mark."""
    return [n for key, n in facts.of("decoy-punctuation").items() if key[0] == "comma"]


def _marks(facts: Facts) -> int:
    """The marks of the document, where widths are folded without the commas before them."""
    return sum(map(facts.number, MARKS + FOLDED)) - sum(_kinds(facts))
