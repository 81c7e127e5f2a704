"""Characters read one byte off, where every byte is known: `域?qū)<易髦髦佳葜v`.

A tool that put pinyin glosses into GBK text by replacing bytes also hit second halves of
characters; what follows was read one byte off. The pinyin names the one byte that became `?`, so
the text is read back exactly.

>>> from textfix import fix
>>> fix("領域?qū)<易髦髦佳葜v")
'领域专家作主旨演讲'
"""

from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.pinyin import TONED
from textfix.recode.slips import found
from textfix.survey import Facts

phase = Phase.REPAIR
safe = True
reach = Reach.LINE
needs = ("?", ")", TONED)


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Slips that pinyin decides; those it does not are shown."""
    for at, slip in found(text, facts, glossed=True):
        if slip.lossless or (slip.new is None and slip.by_pinyin):
            yield Hit(at + slip.start, at + slip.end, slip.new, 1.0, slip.note)
