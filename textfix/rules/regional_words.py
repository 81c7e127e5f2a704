"""A word of Taiwan or Hong Kong in Traditional text, for which the mainland has another.

    >>> from textfix import fix
    >>> fix("這個軟體支援網路", select=["regional-words", "traditional"])
    '这个软件支持网络'

資訊, 滑鼠 and 計程車 are right as they are, and exchanging words is a translation, not a repair: the
rule acts only where it is named (`--select`), and only in a Traditional document. Text that is
Simplified already keeps its words; so does what `--unsafe` repairs, which is Simplified first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from textfix.core import Hit, Phase, Reach, Span
from textfix.make import rows, table
from textfix.scripts.converter import convert, edits
from textfix.scripts.evidence import script_of
from textfix.spans import merge
from textfix.survey import Facts

phase = Phase.SCRIPT
safe = False
reach = Reach.PARAGRAPH
early = True


@cache
def _words() -> Mapping[str, str]:
    return {old: convert(new) for old, new in rows("opencc-regional")}


_FIND = table(_words)


@cache
def needs() -> str:
    """What the words begin with."""
    return "".join(sorted({word[0] for word in _words()}))


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Each word, with what around it is to be made Simplified in one stroke.

    The rule `traditional` finds whole runs of characters; of two findings that overlap the longer
    one is taken, which must be the one that knows the word.
    """
    if script_of(facts).verdict != "hant":
        return
    words = {hit.start: hit for hit in _FIND(text, facts)}
    if not words:
        return
    simple = convert(text)
    runs: list[Span] = [(start, end) for start, end, _ in edits(text)]
    for start, end in merge([*runs, *((hit.start, hit.end) for hit in words.values())]):
        new, at = "", start
        for place in range(start, end):
            if hit := words.get(place):
                new, at = new + simple[at:place] + (hit.new or ""), hit.end
        if at > start and any(place in words for place in range(start, end)):
            yield Hit(start, end, new + simple[at:end])
