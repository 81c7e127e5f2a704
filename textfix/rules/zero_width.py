"""A character of no width left in Chinese: U+200B, U+2060, U+200C, U+200D.

It cannot be seen, and words that hold one are not found. A zero-width space or word joiner goes
where Chinese stands on one side at least; a joiner where it does on both. They stay in emoji, in
scripts that spell with them (Thai, Arabic, Hindi and their kin), in Japanese and Korean, and where
someone put one to a purpose: `@\\u200b某人`, which is to call nobody, or beside Markdown's `**`.

>>> from textfix import fix
>>> fix("中\\u200b文，\\u2060文字")
'中文，文字'
"""

from collections.abc import Iterator

from textfix import context
from textfix.core import Hit, Phase, Reach
from textfix.pattern import pattern
from textfix.survey import Facts

phase = Phase.SPACE
safe = True
reach = Reach.LINE
needs = "\u200b-\u200d\u2060"

_RUN = pattern(f"[{needs}]+")
_JOINER = pattern("[\u200c\u200d]")
_PURPOSE = frozenset("@#*_~`\\")


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Runs of them, next to Chinese."""
    for m in _RUN.finditer(text):
        sides = context.beside(text, *m.span())
        chinese = context.is_chinese(*sides)
        if not (all if _JOINER.search(m[0]) else any)(chinese):
            continue
        if any(side in _PURPOSE or context.COMPLEX.match(side) for side in sides):
            continue
        if not context.is_foreign(context.near(text, *m.span())):
            yield Hit(m.start(), m.end(), "", 1.0, _names(m[0]))


def _names(run: str) -> str:
    return ", ".join(f"U+{ord(c):04X}" for c in sorted(set(run)))
