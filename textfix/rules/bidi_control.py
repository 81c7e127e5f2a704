"""A control character that turns the direction of writing, where nothing is written from the right.

Such characters (U+202A to U+202E, U+2066 to U+2069, U+200E, U+200F, U+061C) belong in Hebrew and
Arabic. Elsewhere they are residue of a copy, or an attack: what a person sees is not what a
program reads (Trojan Source, CVE-2021-42574). They are shown, and removed if asked for. In a line
of Hebrew or Arabic only those that nothing closes are shown.

>>> from textfix import fix
>>> fix("\\u200e2019\\u200e年", unsafe=True)
'2019年'
"""

from collections import Counter
from collections.abc import Iterator

from textfix import context
from textfix.core import Hit, Phase, Reach
from textfix.lines import lines
from textfix.pattern import pattern
from textfix.survey import Facts

phase = Phase.SPACE
safe = False
reach = Reach.LINE
needs = context.BIDI

_SIGN = pattern(f"[{context.BIDI}]")
_RUN = pattern(f"[{context.BIDI}]+")
_RTL = pattern(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_MARKS = "\u061c\u200e\u200f"  # these turn nothing, and anyone who writes Hebrew may need one
_CLOSED_BY = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c")
_CLOSED_BY |= dict.fromkeys("\u2066\u2067\u2068", "\u2069")
_NOTE = "turns the direction of writing (CVE-2021-42574)"


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How many lines are written from the right."""
    return Counter({("right to left",): sum(1 for _ in lines(text, _RTL))})


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Runs of them."""
    for start, line in lines(text, _SIGN):
        if _RTL.search(line):
            for at in _open(line):
                yield Hit(start + at, start + at + 1, None, 1.0, f"nothing closes it; {_NOTE}")
            continue
        for m in _RUN.finditer(line):
            if not m[0].strip(_MARKS) and facts.of("bidi-control")["right to left",]:
                continue
            one_word = context.is_ascii(*context.beside(line, *m.span()))
            yield Hit(start + m.start(), start + m.end(), None if one_word else "", 1.0, _NOTE)


def _open(line: str) -> list[int]:
    """The controls of a line that nothing closes."""
    stack: list[tuple[int, str]] = []
    for m in _SIGN.finditer(line):
        if m[0] in _CLOSED_BY:
            stack.append((m.start(), _CLOSED_BY[m[0]]))
        elif stack and stack[-1][1] == m[0]:
            stack.pop()
    return [at for at, _ in stack]
