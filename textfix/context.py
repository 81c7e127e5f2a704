"""What stands around a place: Chinese or not, running text or lines of another kind.

Marks and blanks mean what they say in running text alone. Code, data, tables and lines that speak
of marks themselves stay as their authors set them.
"""

from __future__ import annotations

import re

from textfix.pattern import pattern

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
WIDE = "\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff60"  # marks, and full-width forms
# No Han, but what stands beside it: Latin, marks, kana. A class without these takes a tenth of the
# time of one of all Han to compile, and stands for it at first sight.
NO_HAN = "\x00-\u02af\u2000-\u206f\u3000-\u30ff\uff00-\uffef"
STOPS = "，。、；：？！"

IS_HAN = pattern(f"[{HAN}]")
IS_CHINESE = pattern(f"[{HAN}{WIDE}]")

# Control characters but for tab and line ends; U+0085 is one (NEXT LINE).
CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
UNSEEN = pattern(f"[{CONTROLS}\u00ad\u200b-\u200d\u2060\ufeff{BIDI}]")
_FAR = 16  # unseen characters between two that are seen

# Scripts in which zero-width characters are spelling: Hebrew to Myanmar, Khmer, Mongolian, Tai.
COMPLEX = pattern(
    "[\u0590-\u109f\u1780-\u18af\u1950-\u1c7f\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc]"
)
_KANA = pattern("[\u1100-\u11ff\u3041-\u3096\u30a1-\u30fa\u3131-\u318e\uac00-\ud7a3]")

# These begin with a sign, which is soon found, and then look at what stands before it: a third of the
# time of looking for each of the others at every place.
_CODE = pattern(
    r"[{}\\<>/*:(=\[$%;\"'](?:(?<=[{}\\])|(?<=[=/-]>)|(?<=//)(?<!://)|(?<=::)|(?<=/\*)|(?<=\*/)"
    r"|(?<=<)/?\w|(?<=\w\()[)\"']|(?<=\w=)|(?<=\w[- +*/|&<>!]=)|(?<=\w [-+*/|&<>!]=)|(?<=\[)\^"
    r"|(?<=\$)\w|(?<=%)(?i:[sd(])|(?<=(?i:[!-~]);)\s*$|(?<=[\"'])\s*[,:]\s*[\"'\[])"
)
_STATEMENT = pattern(
    r"\s*(?:#include|import|from|def|class|return|if|for|while|print|let|var|const|function|public"
    r"|private|select|insert|echo|msgid|msgstr)\b",
    re.I,
)
_TABLE_SIGN, _COLUMNS = pattern("[|｜\t\u2500-\u257f]"), "    "
_TABLE = pattern(r"[|｜].*[|｜]|[\u2500-\u257f]|\t.*\S.*\t|\S {4,}\S")
_SENTENCE = pattern("[。；？！“”]")
_FIELD = 8  # characters; a row of data has short fields and no sentence
_MARKS = pattern(
    "[点點号號角形格符元则則pPxX](?:(?<=[標标][点點])|(?<=[逗句顿頓冒分引问問叹嘆括][号號])|(?<=破折[号號])"
    "|(?<=书名号)|(?<=書名號)|(?<=省略[号號])|(?<=[全半][角形])|(?<=空格)|(?<=字[符元])|(?<=符[号號])"
    "|(?<=正[则則])|(?<=[rR][eE][gG][eE][xX])|(?<=[pP])(?i:unctuation))"
)


def is_running(line: str) -> bool:
    """Is this running text: no code, no table, no row of data, and not about marks?

    >>> is_running("他来了，，我走了。"), is_running("x = 切分(甲, 乙)"), is_running("张三，，北京")
    (True, False, False)
    """
    return not (_is_code(line) or _is_table(line) or _MARKS.search(line) or _is_data(line))


def _is_code(line: str) -> bool:
    return bool(_STATEMENT.match(line) or _CODE.search(line))


def _is_table(line: str) -> bool:
    signs = _COLUMNS in line or _TABLE_SIGN.search(line)
    return bool(signs and _TABLE.search(line))


def _is_data(line: str) -> bool:
    if line.count(",") + line.count("，") < 2 or _SENTENCE.search(line):
        return False
    return max(map(len, re.split("[,，]", line))) <= _FIELD


def beside(text: str, start: int, end: int) -> tuple[str, str]:
    r"""The nearest characters of the line that can be seen, to either side ("" at its edges).

    >>> beside("甲\u200b\ufeff乙", 1, 2)
    ('甲', '乙')
    """
    low, high = start - 1, end
    while low >= max(0, start - _FAR) and UNSEEN.match(text[low]):
        low -= 1
    while high < min(len(text), end + _FAR) and UNSEEN.match(text[high]):
        high += 1
    return _seen(text[low] if low >= 0 else ""), _seen(text[high : high + 1])


def _seen(character: str) -> str:
    if character in "\r\n":
        return ""
    return "\x00" if UNSEEN.match(character) else character  # too far: it may be anything


def is_ascii(left: str, right: str) -> bool:
    """Would two characters make one word, number or placeholder if nothing stood between them?"""
    return all(c.isascii() and not c.isspace() for c in (left, right) if c) and bool(left and right)


def is_chinese(left: str, right: str) -> tuple[bool, bool]:
    """Which of two characters is Chinese?"""
    return IS_CHINESE.match(left) is not None, IS_CHINESE.match(right) is not None


def is_foreign(line: str) -> bool:
    """Is there Japanese or Korean in it?"""
    return _KANA.search(line) is not None


def near(text: str, start: int, end: int, reach: int = 40) -> str:
    """What stands around a place in its line, as far as `reach`."""
    before = text[max(0, start - reach) : start].rpartition("\n")[2]
    return before + text[start:end] + text[end : end + reach].partition("\n")[0]
