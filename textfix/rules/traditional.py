"""Traditional characters in text that should be Simplified.

    >>> from textfix import fix
    >>> fix("深刻改變著世界的名著")
    '深刻改变着世界的名著'

A Traditional document is converted whole, words first: 頭髮 becomes 头发 and 發展 发展, 乾隆
stays 乾隆, 著 becomes 着 but for words such as 著名. In a Simplified document only what cannot be
Simplified goes, in lines that are Chinese:

    >>> fix("我们先把这个限制拿掉，因為这个问题很难")
    '我们先把这个限制拿掉，因为这个问题很难'

Left alone: Japanese and Korean, documents and lines; characters that are good in both scripts
(乾, 徵, 昇, 藉) outside Traditional text; rare characters whose Simplified form few readers know
(張鎡), outside Traditional text; a character that stands alone or beside its other form, as where
the scripts themselves are the subject; 繁體中文 as the name of a language in a menu; and a few
Traditional words quoted in a text of another language.

Words are not exchanged: 滑鼠 stays, and is not made 鼠标.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from textfix.aligned import sparing
from textfix.core import Hit, Phase, Reach
from textfix.scripts.converter import convert
from textfix.scripts.gate import spared, stretches
from textfix.scripts.mention import declared
from textfix.scripts.tables import tables
from textfix.spans import touches
from textfix.survey import Facts

phase = Phase.SCRIPT
safe = True
reach = Reach.PARAGRAPH
holds = "\u3400-\u9fff"


@cache
def needs() -> str:
    """What is Traditional beyond doubt: a document without any is left as it is."""
    return "".join(sorted(tables().traditional))


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Each run of characters that is not as Simplified writes it."""
    kept = declared(text)
    for start, end, edits_of in stretches(text, facts):
        for low, high, new in edits_of(text[start:end]):
            if not touches(kept, start + low, start + high):
                yield Hit(start + low, start + high, new)


def fast(text: str, facts: Facts) -> str:
    """`text` with every hit applied."""
    out: list[str] = []
    done = 0
    kept, simple = declared(text), ""
    for start, end, edits_of in stretches(text, facts):
        stretch = text[start:end]
        stays = None if kept else spared(stretch, edits_of)
        if stays is not None:
            simple = simple or convert(text)  # at once, as no phrase goes over a line end
            out += text[done:start], sparing(stays, stretch, simple[start:end])
            done = end
            continue
        for low, high, new in edits_of(stretch):
            if not touches(kept, start + low, start + high):
                out += text[done : start + low], new
                done = start + high
    return "".join((*out, text[done:])) if out else text
