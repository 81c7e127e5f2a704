"""What the rules of the phase FORM ask of a place: is this Chinese, and is the character its subject?

A character in a form that no one types is damage where it stands inside words. Where it stands
alone, beside its other form, or in a line about code points, someone put it there to be seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from textfix.hanzi import is_common
from textfix.lines import lines
from textfix.pattern import pattern
from textfix.scripts.evidence import japanese_words, judge, script_of
from textfix.survey import Facts

MARK_DOUBLES = "○◯ー・•‧･∙⋅"  # marks that look like one of Chinese

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
MARKS = "、。，：；？！“”‘’（）《》〈〉「」『』【】〔〕〖〗…—·"
_HAN = pattern(f"[{HAN}]")
_MARK = pattern(f"[{MARKS}\r\n]")
_KANA = pattern("[\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = pattern("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
# Lines about characters: code points, tables of encodings, escapes.
_ABOUT = pattern(
    r"U\+[0-9A-Fa-f]{4}|\\u\{?[0-9A-Fa-f]{4}|&#x?[0-9A-Fa-f]{3}|0x[0-9A-Fa-f]{4}"
    r"|Unicode|UNICODE|unicode|Unihan|NFKC|NFC|码位|碼位|码点|碼點|字符集|字元集"
    r"|(?:相容|兼容)(?:汉字|漢字|字|表意|区|區)|异体|異體|全角|全形|半角|半形"
)
_BLANK = pattern(r"\n[^\S\n]*(?=\n)")
_SENSIBLE = 0.4  # of the Han of a line; of UTF-8 read as GBK one in a hundred lines has 0.36


def is_han(text: str, at: int) -> bool:
    """Is there a Han character at this place?

    >>> is_han("在x", 0), is_han("在x", 1), is_han("在x", -1)
    (True, False, False)
    """
    return 0 <= at < len(text) and _HAN.match(text, at) is not None


def inside(text: str, start: int, end: int) -> bool:
    """Is this place inside Chinese: Han on one side, and nothing else on the other?

    A mark of Chinese and the edge of a line are nothing else.

    >>> inside("刘?，", 1, 2), inside("按 ? 键", 2, 3), inside("a?字", 1, 2)
    (True, False, False)
    """
    left, right = is_han(text, start - 1), is_han(text, end)
    if not (left or right):
        return False
    return (left or _edge(text, start - 1)) and (right or _edge(text, end))


def _edge(text: str, at: int) -> bool:
    return not 0 <= at < len(text) or _MARK.match(text, at) is not None


def line_of(text: str, at: int) -> tuple[int, int]:
    """Where the line around a place starts and ends."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def is_about(line: str) -> bool:
    """Does a line speak of code points, forms and widths?

    >>> is_about("兼容汉字见 U+F900 起"), is_about("他的房间号是 900")
    (True, False)
    """
    return _ABOUT.search(line) is not None


def has_kana(text: str) -> bool:
    """Is there kana in it? (The signs ー and ・ stand in Chinese, too.)"""
    return _KANA.search(text) is not None


def has_hangul(text: str) -> bool:
    """Is there Hangul in it?"""
    return _HANGUL.search(text) is not None


def is_sensible(line: str) -> bool:
    """Are the Han of a line, if it has any, such as people write? Not so where bytes were misread.

    >>> is_sensible("这是一个很好的问题"), is_sensible("鍙岀灣鐨勫ぉ绌")
    (True, False)
    """
    han = _HAN.findall(line)
    return sum(map(is_common, han)) >= _SENSIBLE * len(han)


def is_named(line: str, start: int, end: int, new: str, reach: int = 12) -> bool:
    """Does `new` stand near line[start:end], as where two forms are compared?

    >>> is_named("写成“⼈⼯”而不是“人工”", 3, 5, "人工")
    True
    """
    return new in line[max(0, start - reach) : start] or new in line[end : end + reach]


def chinese_lines(
    text: str, facts: Facts, mark: re.Pattern[str], kana: bool = True
) -> Iterator[tuple[int, str]]:
    """The lines that hold one of these characters, are Chinese, and make sense.

    Unless they may have `kana`, those of a Japanese page are soon passed over.
    """
    for start, line in lines(text, mark):
        if not kana and has_kana(line):
            continue
        if facts.cached("script", script_of).verdict in ("ja", "ko"):
            return
        if judge(Counter(line), japanese_words(line)).verdict in ("ja", "ko", "other"):
            continue
        if not is_about(line) and is_sensible(line):
            yield start, line


def paragraph(text: str, start: int, end: int) -> str:
    r"""The paragraph, between blank lines, that text[start:end] stands in.

    >>> paragraph("一\n二\n\n三", 2, 3)
    '一\n二\n'
    """
    breaks = [m.end() for m in _BLANK.finditer(text, 0, start)]
    after = _BLANK.search(text, end)
    return text[breaks[-1] if breaks else 0 : after.start() + 1 if after else len(text)]
