"""A vertical or small form of a mark in horizontal text: `︵见附件︶`, `﹐`.

    >>> from textfix import fix
    >>> fix("请各单位︵见附件︶按时报送︒")
    '请各单位（见附件）按时报送。'

They come out of PDFs of vertical pages, and of old input methods of Taiwan and Hong Kong, which
also gave ︰ for a colon. A mark goes where Chinese stands beside it, a bracket only with its
partner and words between them, ︱ and ︙ (a dash and an ellipsis) only two together.

Left alone: tables drawn with lines, whose cells may be vertical; columns of one character; faces
and ornaments (︿_︿, ︶︿︶, ﹏﹏); and lines about marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from textfix.core import Hit, Phase, Reach
from textfix.forms import HAN, is_about, is_sensible
from textfix.lines import lines
from textfix.pattern import pattern
from textfix.survey import Facts
from textfix.table import rows

phase = Phase.FORM
safe = True
reach = Reach.LINE
needs = "\ufe10-\ufe19\ufe30-\ufe48\ufe50-\ufe5e"

_OURS = pattern(f"[{needs}]")

_SUBJECT = pattern(
    "[标標][点點]|[竖豎直][排书書写寫]|[横橫]排|括[号號]|引[号號]|符[号號]|顔文字|颜文字|表情"
)
_DRAWN = pattern("[\u2500-\u257f|｜]")
_BESIDE = pattern(f"[{HAN}\u3041-\u30fa]")
_BEFORE = pattern(f"[{HAN}\u3041-\u30fa”’》）」』】〕︶︾﹂﹄︼︺﹀﹚﹞]")
_WORD = pattern(f"[{HAN}\u3041-\u30fa0-9A-Za-z]")
_LONG = 60  # characters between two brackets


@cache
def _table() -> dict[str, tuple[str, str]]:
    return {old: (new, kind) for old, new, kind in rows("presentation-form")}


@cache
def _of_kind(kind: str) -> str:
    return "".join(old for old, (_, of) in _table().items() if of == kind)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Marks and doubled marks in a row; brackets."""
    marks = re.compile(f"[{_of_kind('mark')}]+|([{_of_kind('twice')}])\\1+")
    return marks, re.compile(f"[{_of_kind('open')}{_of_kind('close')}]")


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Each form that has a horizontal mark."""
    for start, line in lines(text, _OURS):
        if _DRAWN.search(line) or _SUBJECT.search(line) or is_about(line) or not is_sensible(line):
            continue
        for at in sorted((*_marks(line), *_brackets(line))):
            yield Hit(start + at, start + at + 1, _table()[line[at]][0])


def _marks(line: str) -> Iterator[int]:
    """Where marks stand beside Chinese. More than two of them are a list of marks."""
    for m in _patterns()[0].finditer(line):
        before = m.start() > 0 and _BEFORE.match(line, m.start() - 1)
        if len(m[0]) <= 2 and (before or (m.start() > 0 and _BESIDE.match(line, m.end()))):
            yield from range(*m.span())


def _brackets(line: str) -> Iterator[int]:
    """Where brackets stand in pairs, with words between them and Chinese at one side of one."""
    opened: list[int] = []
    for m in _patterns()[1].finditer(line):
        at = m.start()
        if m[0] in _of_kind("open"):
            opened.append(at)
            continue
        start = opened.pop() if opened else at
        # The partner's code point is the next one, in every pair of the table.
        if ord(m[0]) - ord(line[start]) != 1:
            opened.clear()
            continue
        within = line[start + 1 : at]
        chinese = _BESIDE.search(within) or (start > 0 and _BESIDE.match(line, start - 1))
        if chinese and _WORD.search(within) and len(within) <= _LONG:
            yield from (start, at)
