"""Does a repair explain the strange characters around it, too?

Damage does not stop within a word. Bytes read one by one leave a run of strange characters, and the
channel that made it explains the run; one that explains a part of it does so by chance. And where a
line has more letters of a script than its repairs explain, the line is in that script.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from textfix.pattern import pattern

Span = tuple[int, int]

# What bytes read one by one look like; marks of any text are in no run.
_RUN = pattern(
    "[^\x00-\x7f·\u2010-\u2027\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]+"
)
CUT = 2  # characters at the edge of a run: of a character whose other bytes were cut off


def explained(line: str, spans: Sequence[Span]) -> list[bool]:
    """For each span of a line that a repair would replace: does it leave nothing like it?

    >>> explained("ÕÔÀÖ¼ÊÍ¬´ÞÁú", [(9, 12)]), explained("«ε» «ήταν»", [(1, 3)])
    ([False], [False])
    >>> explained("文件：ÄãºÃ", [(3, 7)])
    [True]
    """
    inside = {at for start, end in spans for at in range(start, end)}
    torn = [m.span() for m in _RUN.finditer(line) if _is_torn(m.span(), inside)]
    within, beyond = (_letters(line, places) for places in (inside, _rest(line, inside)))
    foreign = {script for script in within if beyond[script] > within[script]}
    return [
        not any(start < b and a < end for a, b in torn)
        and foreign.isdisjoint(_letters(line, range(start, end)))
        for start, end in spans
    ]


def _is_torn(run: Span, inside: set[int]) -> bool:
    covered = sum(at in inside for at in range(*run))
    left = run[1] - run[0] - covered
    return covered > 0 and left > max(CUT, covered // 8)


def _rest(line: str, inside: set[int]) -> Iterable[int]:
    return (at for m in _RUN.finditer(line) for at in range(*m.span()) if at not in inside)


def _letters(line: str, places: Iterable[int]) -> Counter[str]:
    """How many letters of each script stand in these places, ASCII ones left out."""
    letters = (line[at] for at in places if line[at] > "\x7f" and line[at].isalpha())
    return Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in letters)
