"""Text that is mentioned, not used: signs in a list, inscriptions, quotations, other languages.

Who writes about the scripts shows both; who cites a title or a seal gives it as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from textfix.core import Span
from textfix.pattern import pattern
from textfix.scripts.converter import fold
from textfix.scripts.kinds import kinds
from textfix.scripts.tables import tables

HAN = "\u3400-\u9fff\uf900-\ufaff"

# A lone sign stands between these, or at a line's edge.
_EDGE = r"""[]\t[(){}<>（）「」『』《》〈〉“”‘’"'`、，。,.;:；：|/→=*]"""
_BEFORE = pattern(rf"(?P<edge>^\s*|{_EDGE}\s*)?(?P<run>[{HAN}]*)$")
_AFTER = pattern(rf"(?P<run>[{HAN}]{{0,40}})(?P<edge>\s*$|\s*{_EDGE})?")
_NEAR = 40  # how far these look
_PAIRS = "/|→=（(、 —–-"  # what stands between a sign and its other form
_SIGNS = frozenset("/|→=（）() 、—–-“”‘’「」『』")
_BETWEEN = 3  # characters between a word and its other form: 发展（發展）, 国 / 國
_QUOTED = pattern(f"""[「『“‘"'`][{HAN}]+[」』”’"'`]""")
_NUMERALS = frozenset(
    "零〇一二两兩三四五六七八九十百千万萬亿億兆壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟几幾"
)
# It begins with what is seldom there, so that it is soon found.
_LANGUAGE = pattern(
    f"[繁正傳日](?<![{HAN}].)(?:(?:(?<=[繁正])體|(?<=傳)統)(?:中文|漢字|字|版)?|(?<=日)本語)"
    rf"(?![{HAN}])(?:\s?[（(][{HAN}]+[）)])?"
)
# An inscription, a seal, a character: cited.
_CITED = pattern(f"「[{HAN}]+」|『[{HAN}]+』|“[{HAN}]+”|‘[{HAN}]+’")
_CUE = pattern("字|刻|题|匾|印章|铭|款识|钤|拓|碑|招牌|篆")
# An element of HTML, but the whole page, that says it is in another language: `<i lang="ja">`.
_DECLARED = pattern(
    r"""<(?!html\b|body\b)([a-z][a-z0-9]*)\b[^<>]{0,200}\b(?:xml:)?lang\s*=\s*["']?(?:ja|ko)\b[^<>]{0,200}>(?:(?!\n\s*\n|</\1>).){0,2000}</\1>""",
    re.S | re.I,
)
_QUOTATION = pattern(r"「[^「」\n]*」|『[^『』\n]*』|《[^《》\n]*》|“[^“”\n]*”")


def declared(text: str) -> list[Span]:
    """Where the text itself says that it is Japanese or Korean.

    >>> declared('见<i lang="ja">図書館</i>。')
    [(1, 21)]
    """
    return [m.span() for m in _DECLARED.finditer(text)] if "lang" in text else []


def listed(line: str, low: int, high: int, new: str) -> bool:
    """Are the scripts the subject: a lone sign, a word beside its other form, numerals?"""
    before, after = _BEFORE.search(line, max(0, low - _NEAR), low), _AFTER.match(line, high)
    assert before and after
    run = before["run"] + line[low:high] + after["run"]
    if len(run) == 1 and None not in (before["edge"], after["edge"]):
        return True
    start, reach = low - len(before["run"]), len(run) + _BETWEEN
    around = line[max(0, start - reach) : start] + "\n" + line[start + len(run) :][:reach]
    left, right = line[max(0, start - _NEAR) : low], line[high : high + _NEAR]
    beside = left.rstrip(_PAIRS).endswith(new) or right.lstrip(_PAIRS).startswith(new)
    if right[:1] in _PAIRS and left[-1:] not in _PAIRS:  # 發、髮、发
        beside = beside or fold(right).lstrip(_PAIRS).startswith(new)
    return beside or fold(run) in around or _NUMERALS.issuperset(run)


def is_cited(line: str) -> bool:
    """Is what a line has of Traditional only cited, an inscription or a character?"""
    cited = _CITED.findall(line)
    if not cited or tables().traditional.isdisjoint("".join(cited)):
        return False
    rest = _CITED.sub("", line)
    if not tables().traditional.isdisjoint(rest):
        return False
    simplified = not tables().simplified.isdisjoint(rest)
    return simplified or bool(_CUE.search(rest)) or all(len(word) == 3 for word in cited)


def uncited(text: str) -> Mapping[str, int]:
    """The `kinds` of a text, but for what it cites."""
    return kinds(_CITED.sub("", text))


def cues(text: str) -> Mapping[str, int]:
    """How many lines cite in a way that leaves no doubt."""
    return {"cue": sum(is_cited(line) for line in text.split("\n"))}


def is_apart(line: str, low: int, high: int) -> bool:
    """Does a sign stand beside line[low:high] that parts a word from its other form?"""
    return line[low - 1 : low] in _SIGNS or line[high : high + 1] in _SIGNS


def languages(text: str) -> list[Span]:
    """Where a language or a script is named, as in a menu.

    >>> languages("English / 繁體中文")
    [(10, 14)]
    """
    return [m.span() for m in _LANGUAGE.finditer(text)]


def japanese_quotations(text: str) -> list[Span]:
    """What is quoted from Japanese: 《図書館戦争》."""
    return [m.span() for m in _QUOTATION.finditer(text) if _japanese().search(m[0])]


def quoted_words(line: str) -> Iterator[re.Match[str]]:
    """Han in quotation marks of any kind."""
    return _QUOTED.finditer(line)


@cache
def _japanese() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(tables().japanese))}\u3041-\u3096\u30a1-\u30fa]")
