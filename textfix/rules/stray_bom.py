"""A byte order mark inside a text, where files were joined or a line was pasted: U+FEFF.

The one at the beginning stays, as it tells some programs the encoding. Elsewhere it goes at the
start of a line and next to Chinese, and is only shown between letters and at the start of a
paragraph (a text may be repaired in parts, and there a part may begin).

>>> from textfix import fix
>>> fix("第一卷\\n\\ufeff第二卷")
'第一卷\\n第二卷'
"""

from collections.abc import Iterator

from textfix import context
from textfix.core import Hit, Phase, Reach
from textfix.pattern import pattern
from textfix.survey import Facts

phase = Phase.SPACE
safe = True
reach = Reach.PARAGRAPH
needs = "\ufeff"

_RUN = pattern("\ufeff+")
_FENCE = pattern("[ >]{0,6}(?:`{3}|~{3})")  # without it, code would begin here


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """All of them but the first of a text."""
    for m in _RUN.finditer(text):
        start, end = m.span()
        if start == 0 or _begins_paragraph(text, start):
            if start:
                yield Hit(start, start + 1, None, 1.0, "a byte order mark: did a file begin here?")
            start += 1  # of several, one
        if start == end:
            continue
        sides = context.beside(text, start, end)
        starts = text[start - 1] in "\r\n\ufeff" and not _FENCE.match(text, end)
        if starts or any(context.is_chinese(*sides)):
            yield Hit(start, end, "")
        else:
            yield Hit(start, end, None, 1.0, "a byte order mark, or a no-break space of no width")


def _begins_paragraph(text: str, at: int) -> bool:
    before = text.rfind("\n", 0, max(0, at - 1))
    return text[at - 1] == "\n" and before >= 0 and not text[before + 1 : at - 1].strip()
