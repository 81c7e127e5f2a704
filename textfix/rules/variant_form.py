"""An old or popular form of a character in Simplified text.

    >>> from textfix import fix
    >>> fix("他的囯家和畧图都在这里", select=["variant-form"])
    '他的国家和略图都在这里'

囯, 畧, 冐 and their like are standard in no script; search and tokenisers miss the word. In a
Traditional document the rule `traditional` replaces them with the rest.

Unsafe, as names and terms keep such characters (周枏, 交阯). Left alone are lines that are not modern
Simplified prose, Japanese and Korean, and characters that stand alone or beside their other form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from textfix.core import Hit, Phase, Reach
from textfix.lines import lines
from textfix.pattern import pattern
from textfix.scripts.evidence import script_of, weigh
from textfix.scripts.kinds import kinds
from textfix.scripts.mention import declared, listed
from textfix.scripts.tables import tables
from textfix.spans import touches
from textfix.survey import Facts

phase = Phase.SCRIPT
safe = False
reach = Reach.LINE

# Characters of modern Chinese, without which a line may be a name, a poem or an old book.
_MODERN = pattern("[的了这们吗呢吧很]")
_HAN = pattern("[\u4e00-\u9fff]")
_WRITTEN = pattern("异体|俗体|俗字|写作|字形|繁体|通假|古字|本字|通“")


@cache
def needs() -> str:
    """The variants, without those that are at home in Japan."""
    known = tables()
    return "".join(sorted(known.variants.keys() - known.japanese - known.shared))


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(f"[{needs()}]")


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Each variant in a line of Simplified."""
    if script_of(facts).verdict not in ("hans", "mixed", "neutral"):
        return
    mark, kept = _mark(), declared(text)
    for start, line in lines(text, mark):
        script = weigh(kinds(text, start, start + len(line)), lambda: 0)
        if script.verdict not in ("hans", "neutral") or script.kana or script.hangul:
            continue
        if not _MODERN.search(line) or _WRITTEN.search(line):
            continue
        for m in mark.finditer(line):
            new = tables().variants[m[0]]
            low, high = m.span()
            beside = _HAN.match(line, high) or _HAN.match(line, max(0, low - 1), low)
            span = start + low, start + high
            if touches(kept, *span) or not beside or new in line:
                continue
            if not listed(line, low, high, new):
                yield Hit(start + m.start(), start + m.end(), new)
