"""Does a document speak of garbled text? Then it shows some on purpose."""

from __future__ import annotations

import re
from collections import Counter

from textfix.pattern import pattern

# Parts of words, for either case.
ABOUT = (
    *("乱码", "亂碼", "文字化け", "ojibake", "garbled", "ibberish", "FFFD", "fffd", "替换字符"),
    *("替代字符", "替換字元", "手持两把", "手持兩把", "口中疾呼", "未初始化", "ninitiali", "0xCC"),
    *("0xcc", "eplacement char"),
)
LINES_A_WORD = 8  # one word about garbled text explains as many lines of it


# Two names of encodings in one line, or a call that goes from one to the other.
_NAME = "UTF-?8|UTF-?16|GBK|GB-?2312|GB-?18030|CP-?936|Big-?5|Latin-?1|ISO-8859-1|(?:CP|Windows)-?125\\d"
_TWO = pattern(
    rf"\b({_NAME})\b.{{1,60}}?\b(?!\1)(?:{_NAME})\b|code\([^()\n]*\)\.(?:en|de)code\(", re.I
)


_SIGNS = (
    *("TF", "tf-", "tf8", "GB", "gb", "Gb", "CP", "cp", "Cp", "ig5", "IG5", "atin", "ATIN"),
    *("8859", "ndows", "NDOWS", "code("),
)


def speaks(line: str) -> bool:
    """Does a line name garbled text?

    >>> speaks("常见乱码：锟斤拷"), speaks("锟斤拷")
    (True, False)
    """
    return any(word in line for word in ABOUT)


def mentions(text: str) -> int:
    """How often garbled text is named, or one encoding beside another."""
    # A text that has none of these has no name either; to look for them takes no time.
    named = any(sign in text for sign in _SIGNS)
    return sum(map(text.count, ABOUT)) + (sum(1 for _ in _TWO.finditer(text)) if named else 0)


def about(text: str) -> Counter[str]:
    """`mentions`, as a count that adds up."""
    return Counter({"about": mentions(text)})
