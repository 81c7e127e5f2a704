"""Half-width katakana in Chinese text: `ﾊﾟﾅｿﾆｯｸ`.

    >>> from textfix import fix
    >>> fix("这台ﾊﾟﾅｿﾆｯｸ电视机用了十年", unsafe=True)
    '这台パナソニック电视机用了十年'

Old terminals needed them; today they are a second code point of each kana, with the voiced mark
(ﾊﾟ) apart. Some write them on purpose, so they are shown unless asked for.

Left alone: Japanese documents, and lines with other kana; a single one; faces, (ﾟДﾟ), and the line
they stand in; the alphabet, ｱｲｳｴｵ; lines about widths.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from textfix.core import Hit, Phase, Reach
from textfix.forms import is_about, is_sensible
from textfix.lines import lines
from textfix.pattern import pattern
from textfix.scripts.evidence import judge
from textfix.survey import Facts

phase = Phase.FORM
safe = False
reach = Reach.LINE
needs = "\uff66-\uff9d"

_OURS = pattern(f"[{needs}]")

_RUN = pattern("[\uff66-\uff9d][\uff65-\uff9f]+")
_KANA = pattern("[\uff66-\uff6f\uff71-\uff9d]")
_OTHER = pattern("[\u3041-\u3096\u30a1-\u30fa]")
_FACE = pattern("[∀Дωд´｀≧≦▽△◕￣゜━]|(?<![ﾊ-ﾎ])ﾟ|[(（]･|ｷﾀ|ﾊｧ|ﾜﾗ|ﾜﾛ")


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Each run of them in Chinese."""
    if not _OURS.search(text):
        return
    if facts.cached("without half-width kana", _verdict) not in (
        "hans",
        "hant",
        "mixed",
        "neutral",
    ):
        return
    for start, line in lines(text, _OURS):
        if _OTHER.search(line) or _FACE.search(line) or is_about(line) or not is_sensible(line):
            continue
        for m in _RUN.finditer(line):
            new = unicodedata.normalize("NFKC", m[0])
            composed = "\u3099" not in new and "\u309a" not in new
            if composed and len(_KANA.findall(m[0])) > 1 and not _is_alphabet(m[0]):
                yield Hit(start + m.start(), start + m.end(), new)


def _verdict(facts: Facts) -> str:
    """What the document is written in, these characters apart."""
    chars = {c: n for c, n in facts.chars.items() if not _OURS.match(c)}
    return judge(Counter(chars)).verdict


def _is_alphabet(run: str) -> bool:
    steps = [ord(b) - ord(a) == 1 for a, b in pairwise(run)]
    return (True, True) in pairwise(steps)
