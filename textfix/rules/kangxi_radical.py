"""A radical that stands for a whole character, as in text copied from a PDF: `⼈⼯`.

    >>> from textfix import fix
    >>> fix("⼈⼯智能的发展⽐预想的更快")
    '人工智能的发展比预想的更快'

Fonts give a radical and its character one glyph, and what extracts the text picks the wrong one of
them. They look alike, but no search finds them. Kangxi radicals and those of the supplement (⻓,
⻚, ⻢) become characters where they stand inside words, in Japanese and Korean too.

Left alone: a radical that stands by itself, in a list of them, or beside the word it would become;
and every line about radicals. In a document where most of them are inside words those that stand
by themselves go too (⼀、⼆、). One that does not look like its character (⺌ for 小) is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from textfix.core import Hit, Phase, Reach
from textfix.forms import HAN, is_about, is_named
from textfix.hanzi import is_word
from textfix.lines import lines
from textfix.pattern import pattern
from textfix.scripts.evidence import script_of
from textfix.survey import Facts
from textfix.table import rows

phase = Phase.FORM
safe = True
reach = Reach.LINE
needs = "\u2e80-\u2ef3\u2f00-\u2fd5"

_RADICALS = needs
_RADICAL = pattern(f"[{_RADICALS}]")
_ONLY = pattern(f"[{_RADICALS}]+")
_RUN = pattern(f"[{_RADICALS}{HAN}\u3041-\u3096\u30a1-\u30fa]+")  # and kana: ⾏う
# Lines about radicals; not 部首长官, where two words meet.
_SUBJECT = pattern(
    "部[首⾸](?![长長⻓⾧])|偏旁|[字偏]旁|字[头頭底]|康熙字典|[笔筆][画畫划劃顺順]|[构構]字|[说說]文|[Rr]adical"
)
# 从⽔ and ⽔部, entries of a dictionary.
_ENTRY = pattern(f"[从從][{_RADICALS}]|[{_RADICALS}][部旁]")
# A digit before 月 and 日 makes them part of a date; but 74⽉ is a number of a list.
_DATE = pattern(r"(?<!\d)(?:1[0-2]|0?[1-9]) ?(⽉)(?: ?(?:3[01]|[12]\d|0?[1-9]) ?(⽇))?", re.A)
_PROOF = 3  # radicals inside words, from which on a document shows what they are


@cache
def _table() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """What radicals become, what some become in Simplified, and which look like something else."""
    known = [(*row, "")[:3] for row in rows("kangxi-radical")]
    plain = {old: new for old, new, _ in known}
    parts = frozenset(old for old, _, more in known if more == "part")
    return plain, {old: more for old, _, more in known if more and old not in parts}, parts


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Each radical inside a word."""
    for start, line in lines(text, _RADICAL):
        of_script, parts = facts.cached("radicals become", _characters)
        everywhere = facts.cached("radicals are words", _are_words)
        if _is_subject(line):
            continue
        dates = {at for m in _DATE.finditer(line) for at in (m.start(1), m.start(2))}
        for m in _RUN.finditer(line):
            new = "".join(of_script.get(c, c) for c in m[0])
            if _is_list(m[0]) or (new != m[0] and is_named(line, *m.span(), new)):
                continue
            inside = everywhere or _is_inside(m[0], new)
            for at, c in enumerate(m[0], m.start()):
                if _RADICAL.match(c) and (inside or at in dates):
                    sure = c in of_script and c not in parts
                    yield Hit(start + at, start + at + 1, of_script[c] if sure else None)


def _characters(facts: Facts) -> tuple[dict[str, str], frozenset[str]]:
    """What radicals become in this document, and which are only shown."""
    plain, simplified, parts = _table()
    other = script_of(facts).verdict in ("hant", "ja", "ko")
    return plain if other else plain | simplified, parts


def _is_subject(line: str) -> bool:
    return is_about(line) or _SUBJECT.search(line) is not None


def _is_inside(run: str, new: str) -> bool:
    """Do the radicals of a run stand inside words?"""
    if is_word(new):
        return True
    return not _ONLY.fullmatch(run) and not _ENTRY.fullmatch(run)


def _is_list(run: str) -> bool:
    """Does it name three radicals in the order of the dictionary?"""
    steps = [b - a == 1 for a, b in pairwise(ord(c) for c in run if _RADICAL.match(c))]
    return (True, True) in pairwise(steps)


def _are_words(facts: Facts) -> bool:
    """Are most radicals of the document inside words?"""
    n = facts.count(_places)
    return n["inside"] >= _PROOF and n["inside"] > n["alone"]


def _places(text: str) -> Mapping[str, int]:
    """How many radicals stand beside characters, and how many by themselves."""
    n = {"inside": 0, "alone": 0}
    for _, line in lines(text, _RADICAL):
        for m in _RUN.finditer(line):
            alone = _ONLY.fullmatch(m[0]) or _ENTRY.fullmatch(m[0]) or _is_subject(line)
            n["alone" if alone else "inside"] += len(_RADICAL.findall(m[0]))
    return n
