"""Full-width letters and digits in Chinese text: `ＡＢＣ１２３`.

    >>> from textfix import fix
    >>> fix("２０２４年，ＧＤＰ增长５％", unsafe=True)
    '2024年，GDP增长5％'

Most houses write them half-width today; some set them so on purpose, so they are shown unless
asked for. Marks stay as they are.

Left alone: Japanese and Korean; decimals and addresses written wide all through (３．５, ｗｗｗ．),
which would be half of each; ranges and rows of the alphabet (０-９, ＡＢＣＤＥ); lines about widths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from textfix.core import Hit, Phase, Reach
from textfix.forms import chinese_lines
from textfix.pattern import pattern
from textfix.survey import Facts

phase = Phase.FORM
safe = False
reach = Reach.LINE
needs = "０-９Ａ-Ｚａ-ｚ"

_OURS = pattern("[０-９Ａ-Ｚａ-ｚ]")
_RUN = pattern("[０-９Ａ-Ｚａ-ｚ]+")
_JOINED = (
    re.compile("[．＠＿／＼：][０-９Ａ-Ｚａ-ｚ〇零一二三四五六七八九]"),
    re.compile("[０-９Ａ-Ｚａ-ｚ][．＠＿／＼：]$"),
)
_RANGE = pattern("[０-９Ａ-Ｚａ-ｚ](?:-[０-９Ａ-Ｚａ-ｚ])+")
_ROW = 5  # letters or digits in their order


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Each run of them in Chinese."""
    for start, line in chinese_lines(text, facts, _OURS):
        ranges = {at for m in _RANGE.finditer(line) for at in range(*m.span())}
        for m in _RUN.finditer(line):
            low, high = m.span()
            after, before = _JOINED
            joined = after.match(line, high) or before.search(line, max(0, low - 2), low)
            if not joined and low not in ranges and not _is_row(m[0]):
                new = "".join(chr(ord(c) - 0xFEE0) for c in m[0])
                yield Hit(start + low, start + high, new)


def _is_row(run: str) -> bool:
    steps = "".join("y" if ord(b) - ord(a) == 1 else "n" for a, b in pairwise(run))
    return "y" * (_ROW - 1) in steps
