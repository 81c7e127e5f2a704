"""A compatibility ideograph, a second code point of one character: U+F979 for 凉.

    >>> from textfix import fix
    >>> fix("今天的天气很\\uf979爽")
    '今天的天气很凉爽'

Unicode has them so that text of older standards survives the way there and back. In Chinese text
they are noise that no search finds; a font or a keyboard left them.

Left alone: the twelve of the block that are no duplicates (U+FA0E and others); Japanese and
Korean, where they tell forms of a name apart, and every paragraph with kana or Hangul; lines that
may be names; lines about code points; and one that stands by itself or beside its other form.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.forms import chinese_lines, has_hangul, has_kana, is_han, is_named, paragraph
from textfix.pattern import pattern
from textfix.scripts.evidence import script
from textfix.scripts.mention import listed
from textfix.survey import Facts

phase = Phase.FORM
safe = True
reach = Reach.PARAGRAPH
needs = "\uf900-\ufaff\U0002f800-\U0002fa1f"

_OURS = pattern(f"[{needs}]")

# Of Japanese standards (IBM, JIS X 0213). 神, 福 and 塚 so written may be a person's own.
_JAPANESE = pattern("[\ufa0e-\ufa6d]")
# Words of modern Chinese, without which a line may be nothing but names.
_PROSE = pattern("[的了在是这那们吗呢吧很這們嗎]|[，。；][\u4e00-\u9fff]{4}")


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Each compatibility ideograph in Chinese."""
    for start, line in chinese_lines(text, facts, _OURS):
        around = paragraph(text, start, start + len(line))
        if has_kana(around) or has_hangul(around):
            continue
        chinese = _PROSE.search(line) or script(line).verdict in ("hans", "hant", "mixed")
        for m in _OURS.finditer(line):
            low, high = m.span()
            new = unicodedata.normalize("NFC", m[0])
            if new == m[0] or (_JAPANESE.match(m[0]) and not chinese):
                continue
            beside = is_han(line, low - 1) or is_han(line, high)
            if (
                beside
                and not is_named(line, low, high, new, 3)
                and not listed(line, low, high, new)
            ):
                yield Hit(start + low, start + high, new)
