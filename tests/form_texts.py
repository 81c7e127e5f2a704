"""Lines whose characters have another form, for the rules of the phase FORM; and the form undone.

`formed()` is a strategy beside those of `texts.py`; `plain` is for the law that words stay.
"""

from __future__ import annotations

import unicodedata
from random import Random

from hypothesis import strategies as st
from texts import LINES

from textfix.make import rows
from textfix.rules import private_use

LIGATURES = dict(zip("ﬃﬄﬀﬁﬂﬆ", ("ffi", "ffl", "ff", "fi", "fl", "st"), strict=True))
WIDE = {chr(c): chr(c - 0xFEE0) for c in range(0xFF10, 0xFF5B) if chr(c).isalnum()}
DOUBLES = dict(rows("look-alike"))
_PLAIN = str.maketrans(DOUBLES | LIGATURES | WIDE)

# What a page without Latin words, names and years has no place for.
WORDS = [
    "请先打开 office 里的 config 文件，再比较两个 profile 的差别。",
    "用户登录 paypal 和 Android 手机，查看 Python 的说明。",
    "本届会议于二〇二四年三月举行，约翰·史密斯和马克·库班出席。",
    "一九〇八年，这座桥建成；二〇〇五年，它又修了一次。",
    "《春节·联欢》节目单共有 24 页，第 103 页附有 GDP 数据。",
    "第一〇二条规定，这个问题由他们自己解决。",
    "作者刘䶮和陈䜣住在这里，湖面上有一只䴙䴘。",
    "他㧟了一勺面，她说川芎的别名里有一个䓖字。",
    "包装上印着パナソニック的字样，旁边是ビール和カメラ，下面写着价格和地址。",
    "这家店卖パン，也卖ケーキ，味道都很好，从早到晚都有人在门口排队。",
    "请各单位（见附件）按时报送《月报》，他说：“好。”",
]


def plain(text: str) -> str:
    """Letters and digits in the form of ASCII, whatever form they have.

    What FORM may change of a word is its form.

    >>> plain("ｏﬃсе")
    'office'
    """
    return text.translate(_PLAIN)


def _inverse(known: dict[str, str]) -> dict[str, str]:
    return {new: old for old, new in known.items()}


def _halfwidth() -> dict[str, str]:
    kana = [chr(c) for c in range(0xFF66, 0xFF9E)]
    pairs = [a + b for a in kana for b in ("", "ﾞ", "ﾟ")]
    return {unicodedata.normalize("NFKC", pair): pair for pair in reversed(pairs)}


# Each way to spoil a text: what takes the place of what.
WAYS: list[dict[str, str]] = [
    _inverse({row[0]: row[1] for row in rows("kangxi-radical") if row[2:] != ("part",)}),
    {unicodedata.normalize("NFC", chr(c)): chr(c) for c in range(0xF900, 0xFA0C)},
    {unicodedata.normalize("NFC", chr(c)): chr(c) for c in range(0x2F800, 0x2FA1E)},
    _inverse(private_use.gbk()),
    _inverse({row[0]: row[1] for row in rows("presentation-form")}),
    _inverse(LIGATURES),
    _inverse(WIDE),
    _inverse(DOUBLES),
    {"〇": "○", "·": "・", "一": "ー"},
    {"〇": "○", "·": "•", "——": "ーー"},
    _halfwidth(),
]


def spoil(text: str, way: dict[str, str]) -> str:
    """The same text in other forms, the longest first."""
    for new in sorted(way, key=len, reverse=True):
        text = text.replace(new, way[new])
    return text


def formed() -> st.SearchStrategy[str]:
    """Lines spoiled in one way each time, with some that were not."""
    rng = Random(1)
    known = [*LINES, *WORDS]
    pages = []
    for way in WAYS:
        spoiled = [(line, spoil(line, way)) for line in known]
        changed = [text for line, text in spoiled if text != line]
        lines = [*WORDS[:2], *rng.sample(LINES, 3), *changed * 4]
        pages.append(st.lists(st.sampled_from(lines), min_size=2, max_size=8).map("\n".join))
    return st.one_of(*pages)
