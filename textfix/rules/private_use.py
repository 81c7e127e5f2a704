"""A private-use code point that GBK or Big5-HKSCS gave a character, before Unicode had one.

    >>> from textfix import fix
    >>> fix("作者刘\\ue863生于一九六五年")
    '作者刘䶮生于一九六五年'

Readers see a box, or nothing. GBK and GB 18030 (2000) had a hundred such code points, and A3A0,
which pages use as a blank, reads U+E5E5; Hong Kong's supplement had thousands. The two disagree,
so the other private-use characters of the document must prove which it is: Hong Kong's where two
of them become words of Cantonese or names of Hong Kong (咗, 啲, 埗), else GBK's, where all of them
are and one at least can be nothing else.

Every other one inside Chinese is shown, and all of an old book, as those come from fonts with a
private use of their own. Icons are left alone: beside a blank or a Latin letter, or where buttons
are spoken of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from textfix.core import Hit, Phase, Reach
from textfix.forms import chinese_lines, inside
from textfix.pattern import pattern
from textfix.survey import Facts
from textfix.table import rows

phase = Phase.FORM
safe = True
reach = Reach.LINE
needs = "\ue000-\uf8ff"

_OURS = pattern(f"[{needs}]")
_RUN = pattern(f"[{needs}]+")
_ICON = pattern(
    "[点點单單双雙右][击擊按]|轻点|輕點|按[钮鈕键鍵下]|[键鍵]盘|图[标示]|圖[標示]|菜[单單]|選單|选[择取]|選[擇取]|[Ii]con"
)
_BLANK = "\ue5e5"
# Seldom written outside Hong Kong, or not in Big5: what a page of Hong Kong is hardly without.
_CANTONESE = frozenset("啲嘅咗喺嚟嘢哋嗰啱嘥嚿㗎㩒噏冚瞓唞撳𠺢𡃁埗鱲邨衞着峯鰂餸綉糉囍")
_ENOUGH = 2  # of them, different ones
# Where Windows puts the user-defined pairs of Big5: first code point, first byte of the pairs.
_BIG5 = ((0xF6B1, 0xC6), (0xEEB8, 0x81), (0xE311, 0x8E), (0xE000, 0xFA))
_LAST = 0xF848
_ROW = 157  # second bytes: 40 to 7E, A1 to FE


@cache
def gbk() -> dict[str, str]:
    """Private-use characters of GBK, and what they stand for."""
    return {chr(int(row[0], 16)): row[1] for row in rows("private-use")}


@cache
def disputed() -> frozenset[str]:
    """Those of GBK that may as well be Hong Kong's."""
    return frozenset(chr(int(row[0], 16)) for row in rows("private-use") if len(row) > 2)


@cache
def hkscs() -> dict[str, str]:
    """Private-use characters of Big5-HKSCS as Windows reads it, and what they stand for.

    The code points follow the pairs of bytes, and Python knows what those are today.
    """
    return {chr(code): new for code in range(0xE000, _LAST + 1) if (new := _of_big5(code))}


def _of_big5(code: int) -> str:
    first, lead = next(row for row in _BIG5 if row[0] <= code)
    # Row C6 begins with its second half.
    row, trail = divmod(code - first + (63 if lead == 0xC6 else 0), _ROW)
    return bytes((lead + row, trail + (0x40 if trail < 63 else 0x62))).decode("big5hkscs", "ignore")


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Each private-use character inside Chinese."""
    for start, line in chinese_lines(text, facts, _OURS):
        known, note = facts.cached("private use of", _standard)
        if _ICON.search(line):
            continue
        for m in _RUN.finditer(line):
            if not inside(line, *m.span()):
                continue
            for at, c in enumerate(m[0], start + m.start()):
                new = known.get(c)
                if c == _BLANK and new and len(m[0]) == 1 and 0 < m.start() < len(line) - 1:
                    new = None  # a blank indents, or stands in a row of them
                yield Hit(at, at + 1, new, note=note if new else "")


def _standard(facts: Facts) -> tuple[Mapping[str, str], str]:
    """What the document's private-use characters mean, and by which standard.

    The script is no evidence: a page of Hong Kong made Simplified would look like one of GBK.
    """
    used = {c for c in facts.chars if _OURS.match(c)}
    hong_kong = _CANTONESE.intersection(map(hkscs().get, used))
    if len(hong_kong) >= _ENOUGH and used <= hkscs().keys():
        return hkscs(), "Big5-HKSCS"
    if used <= gbk().keys() and not used <= disputed() and not _is_old(facts):
        return gbk(), "GBK"
    return {}, ""


def _is_old(facts: Facts) -> bool:
    """Is it Classical Chinese?"""
    old, new = (
        sum(map(facts.chars.__getitem__, words)) for words in ("之曰矣兮焉乃", "的了是在不")
    )
    return old > new
