"""Where Traditional text may be made Simplified: documents, lines, words; and where not.

A Traditional document is converted whole. In a Simplified one only what cannot be Simplified goes,
in lines that are Chinese. Japanese and Korean stay, and so do characters that are spoken about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from textfix.core import Span
from textfix.lines import lines
from textfix.pattern import pattern
from textfix.scripts.converter import edits, may_change
from textfix.scripts.evidence import script_in, script_of, weigh
from textfix.scripts.mention import (
    HAN,
    cues,
    is_apart,
    is_cited,
    japanese_quotations,
    languages,
    listed,
    quoted_words,
    uncited,
)
from textfix.scripts.tables import common, tables
from textfix.spans import merge, touches
from textfix.survey import Facts

# Good in both scripts, but beside a character that is not, in one line, they are what they seem:
# 於是 with 因為, 瞭解 with 作為. Not 乾 and 徵, which live on in names.
_EASY = frozenset("於後著瞭麽")

# A line of a Simplified document may be Traditional by itself if it is prose: if it runs on, or has
# a word only Chinese sentences need. Others are labels and names ('開始四半期', '終了四半期').
_PROSE = pattern(f"[{HAN}，。、；：！？「」『』《》]{{10}}|[是在我你他們這那把被又也就都很為與說]")

# Where letters outnumber Han like this (half of it in English) and evidence is this scarce,
# Traditional words are quoted in a text of another language, or comments in code; prose and lines
# mostly Han are still repaired.
_FOREIGN, _SCARCE = 6, 10

# In few lines of text, a quotation in Traditional is a thing of its own: an inscription, a seal, a
# character that is spoken about. So where all else is Simplified, or one of these words is near.
_FEW = 50  # Traditional characters
_EVERY = pattern(r"\S")
# Words of English, so that a few of Chinese among them are quoted, not the text.
_ENGLISH = pattern(r"\b(?:the|of|is|are|and|to|in|from|for|with|by|as|on|at|an?)\b", re.I)

Edit = tuple[int, int, str]
Edits = Callable[[str], Iterator[Edit]]


class _Policy(NamedTuple):
    whole: bool  # is the document Traditional?
    plain: bool  # and nothing else?
    mixed: bool  # does it waver between the scripts?
    foreign: bool  # is it in another language, or code?
    kana: bool  # is there Japanese in it?
    few: bool  # has it little that is Traditional?


def stretches(text: str, facts: Facts) -> Iterator[tuple[int, int, Edits]]:
    """Where to look, and how: start, end, and what finds the edits there."""
    policy = facts.cached("traditional", _policy)
    if policy is None:
        return
    if policy.plain:
        yield 0, len(text), whole
        return
    done = 0
    mark = _telling() if not policy.whole else _EVERY if policy.few else _doubtful()
    for start, line in lines(text, mark):
        if policy.whole and start > done:
            yield done, start, whole
        if may_change(line) and (edits_of := _judge(text, start, line, policy)):
            yield start, start + len(line), edits_of
        done = start + len(line)
    if policy.whole and done < len(text):
        yield done, len(text), whole


def doubts(text: str, facts: Facts) -> Iterator[Edit]:
    """The edits of characters good in both scripts that a Simplified text has, and keeps."""
    says = script_of(facts)
    if says.verdict not in ("hans", "mixed", "neutral"):
        return
    policy = facts.cached("traditional", _policy)
    for start, line in lines(text, _ambiguous()):
        verdict = script_in(text, start, start + len(line)).verdict
        if verdict not in ("hans", "mixed", "neutral") or (verdict == "neutral" and not says.hans):
            continue
        edits_of = policy and _judge(text, start, line, policy)
        certain = set(edits_of(line)) if edits_of else set()
        for edit in _quoted(line):
            if edit not in certain and tables().ambiguous.issuperset(line[edit[0] : edit[1]]):
                low, high, new = edit
                if line[low:high] != "著":  # in Simplified text it is 著 more often than not
                    yield start + low, start + high, new


def _policy(facts: Facts) -> _Policy | None:
    says = script_of(facts)
    if says.verdict in ("ja", "ko") or not says.hant:
        return None
    few = says.hant < _FEW
    foreign = says.hant < _SCARCE and _is_foreign(facts, says.han)
    own = weigh(facts.count(uncited), lambda: 0) if few else says
    cited = few and not own.hant and (own.hans or facts.count(cues)["cue"])
    traditional = says.hant > says.hans and not foreign and not cited
    other = few or says.hans or says.shinjitai or says.kana or says.hangul
    mixed = says.verdict != "hans" and not foreign
    return _Policy(traditional, traditional and not other, mixed, foreign, says.kana > 0, few)


def _is_foreign(facts: Facts, han: int) -> bool:
    letters = _letters(facts.chars)
    if letters > _FOREIGN * han:
        return True
    return letters >= _FOREIGN / 2 * han and facts.count(_english)["english"] > 0


def _english(text: str) -> Mapping[str, int]:
    return {"english": len(_ENGLISH.findall(text))}


def _judge(text: str, start: int, line: str, policy: _Policy) -> Edits | None:
    """What to do with a line of a text: convert it, only its strays, or nothing."""
    says = script_in(text, start, start + len(line))
    if says.verdict == "ko" or (says.verdict == "ja" and (policy.kana or not policy.whole)):
        return None
    if (policy.few or not policy.whole) and is_cited(line):
        return None
    if policy.whole and says.hant >= says.hans:
        return _unlisted if policy.few else _all
    if says.kana or says.hangul or says.shinjitai:
        return None
    letters = _letters(Counter(line)) if policy.foreign else 0
    labels = policy.foreign and letters <= says.han and says.hant > 1
    chinese = _PROSE.search(line) or labels
    if says.hant > says.hans and chinese:
        return _quoted
    if policy.kana and not says.hans:
        return None  # a Japanese label has no kana of its own: 開始日付
    if policy.foreign and not chinese and letters > _FOREIGN * says.han:
        return None
    if policy.mixed:
        return _strays
    # Where nothing says Simplified, a name or a label is quoted as it is.
    return _sparing if says.hans else None


def _letters(chars: Mapping[str, int]) -> int:
    """How many letters are no Han."""
    return sum(n for c, n in chars.items() if c.isalpha() and not re.match(f"[{HAN}]", c))


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(tables().traditional))}]")


@cache
def _ambiguous() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(tables().ambiguous & tables().chars.keys()))}]")


@cache
def _doubtful() -> re.Pattern[str]:
    known = tables()
    chars = "".join(sorted(known.simplified | known.japanese))
    return re.compile(f"[{chars}\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d\u1100-\u11ff\uac00-\ud7a3]")


def whole(text: str) -> Iterator[Edit]:
    """Every edit, but for the names of a language in a menu."""
    return _outside(languages(text), edits(text))


def _all(text: str) -> Iterator[Edit]:
    """The same, but for what is quoted from Japanese: 《図書館戦争》."""
    return _outside(japanese_quotations(text), whole(text))


def spared(text: str, edits_of: Edits) -> list[Span] | None:
    """What these edits leave of all that `convert` makes; None where they are chosen one by one."""
    if edits_of not in (whole, _all):
        return None
    quoted = japanese_quotations(text) if edits_of is _all else []
    return merge([*languages(text), *quoted])


def _outside(spans: list[Span], found: Iterator[Edit]) -> Iterator[Edit]:
    for low, high, new in found:
        if not touches(spans, low, high):
            yield low, high, new


def _quoted(line: str) -> Iterator[Edit]:
    """The edits of a Traditional line in a Simplified document."""
    return (edit for edit in _all(line) if not listed(line, *edit))


def _unlisted(line: str) -> Iterator[Edit]:
    """The edits of a short Traditional text, but for characters beside their own other form."""
    for low, high, new in _all(line):
        if not (is_apart(line, low, high) and new in line and listed(line, low, high, new)):
            yield low, high, new


def _strays(line: str) -> Iterator[Edit]:
    """The edits of a Simplified line that leave no doubt."""
    wanted = list(_quoted(line))
    sure = tables().traditional
    certain = {
        (a, b, new) for a, b, new in wanted if not sure.isdisjoint(line[a:b]) and common(new)
    }
    for low, high, new in wanted:
        if (low, high, new) in certain or (certain and _EASY.issuperset(line[low:high])):
            yield low, high, new


def _sparing(line: str) -> Iterator[Edit]:
    """The same, without words in quotation marks: '設定' beside '设置' is data."""
    words = [m.span() for m in quoted_words(line) if not _PROSE.search(m[0])]
    for low, high, new in _strays(line):
        if not any(start < low and high < end for start, end in words):
            yield low, high, new
