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

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from textfix.core import Hit, Phase, Reach
from textfix.script import common, convert, edits, fold, tables, verdict
from textfix.survey import Facts

phase = Phase.SCRIPT
safe = True
reach = Reach.PARAGRAPH

# Good in both scripts, but beside a character that is not, in one line, they are what they seem:
# 於是 with 因為, 瞭解 with 作為. Not 乾 and 徵, which live on in names.
_EASY = frozenset("於後著瞭麽")

_HAN = "\u3400-\u9fff\uf900-\ufaff"

# A line of a Simplified document may be Traditional by itself if it is prose: if it runs on, or has
# a word only Chinese sentences need. Others are labels and names ('開始四半期', '終了四半期').
_PROSE = re.compile(
    f"[{_HAN}，。、；：！？「」『』《》]{{10}}|[是在我你他們這那把被又也就都很為與說]"
)

# Where letters outnumber Han like this and evidence is this scarce, Traditional words are quoted in
# a text of another language, or comments in code; prose and lines mostly Han are still repaired.
_FOREIGN, _SCARCE = 6, 10

# A lone sign stands between these, or at a line's edge.
_EDGE = r"""[]\t[(){}<>（）「」『』《》〈〉“”‘’"'`、，。,.;:；：|/→=*]"""
_BEFORE = re.compile(rf"(?P<edge>^\s*|{_EDGE}\s*)?(?P<run>[{_HAN}]*)$")
_AFTER = re.compile(rf"(?P<run>[{_HAN}]*)(?P<edge>\s*$|\s*{_EDGE})?")
_NEAR = 40  # how far these look
_PAIRS = "/|→=（(、 "  # what stands between a sign and its other form
_BETWEEN = 3  # characters between a word and its other form: 发展（發展）, 国 / 國
_QUOTED = re.compile(f"""[「『“‘"'`][{_HAN}]+[」』”’"'`]""")
_NUMERALS = frozenset(
    "零〇一二两兩三四五六七八九十百千万萬亿億兆壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟几幾"
)
_LANGUAGE = re.compile(f"(?<![{_HAN}])(?:(?:繁體|正體|傳統)(?:中文|漢字|字)?|日本語)(?![{_HAN}])")


_Edit = tuple[int, int, str]
_Edits = Callable[[str], Iterator[_Edit]]


class _Policy(NamedTuple):
    whole: bool  # is the document Traditional?
    plain: bool  # and nothing else?
    mixed: bool  # does it waver between the scripts?
    foreign: bool  # is it in another language, or code?
    kana: bool  # is there Japanese in it?


def needs() -> str:
    """Every character that some text would have changed."""
    return _sources()


@cache
def _sources() -> str:
    known = tables()
    words = (pair for word in known.phrases.items() for pair in zip(*word, strict=True))
    return "".join(sorted({*known.chars, *(old for old, new in words if old != new)}))


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Each run of characters that is not as Simplified writes it."""
    for start, end, edits_of in _stretches(text, facts):
        for low, high, new in edits_of(text[start:end]):
            yield Hit(start + low, start + high, new)


def fast(text: str, facts: Facts) -> str:
    """`text` with every hit applied."""
    out: list[str] = []
    done = 0
    for start, end, edits_of in _stretches(text, facts):
        stretch = text[start:end]
        if edits_of is _all and not _LANGUAGE.search(stretch):
            out += text[done:start], convert(stretch)
            done = end
            continue
        for low, high, new in edits_of(stretch):
            out += text[done : start + low], new
            done = start + high
    return "".join((*out, text[done:])) if out else text


def _stretches(text: str, facts: Facts) -> Iterator[tuple[int, int, _Edits]]:
    """Where to look, and how: start, end, and what finds the edits there."""
    policy = facts.cached("traditional", _policy)
    if policy is None:
        return
    if policy.plain:
        yield 0, len(text), _all
        return
    done = 0
    for start, end in _lines(text, _doubtful() if policy.whole else _telling()):
        if policy.whole and start > done:
            yield done, start, _all
        if edits_of := _judge(text[start:end], policy):
            yield start, end, edits_of
        done = end
    if policy.whole and done < len(text):
        yield done, len(text), _all


def _policy(facts: Facts) -> _Policy | None:
    says = verdict(facts.chars)
    if says.kind in ("ja", "ko") or not says.hant:
        return None
    foreign = _letters(facts.chars) > _FOREIGN * says.han and says.hant < _SCARCE
    whole = says.hant > says.hans and not foreign
    other = says.hans or says.shinjitai or says.kana or says.hangul
    mixed = says.kind != "hans" and not foreign
    return _Policy(whole, whole and not other, mixed, foreign, says.kana > 0)


def _judge(line: str, policy: _Policy) -> _Edits | None:
    """What to do with a line: convert it, only its strays, or nothing."""
    chars = Counter(line)
    says = verdict(chars)
    if says.kind == "ko" or (says.kind == "ja" and (policy.kana or not policy.whole)):
        return None
    if policy.whole and says.hant >= says.hans:
        return _all
    if says.kana or says.hangul or says.shinjitai:
        return None
    labels = policy.foreign and _letters(chars) <= says.han and says.hant > 1
    chinese = _PROSE.search(line) or labels
    if says.hant > says.hans and chinese:
        return _quoted
    if policy.kana and not says.hans:
        return None  # a Japanese label has no kana of its own: 開始日付
    if policy.mixed:
        return _strays
    # Where nothing says Simplified, a name or a label is quoted as it is.
    return _sparing if says.hans else None


def _letters(chars: Mapping[str, int]) -> int:
    """How many letters are no Han."""
    return sum(n for c, n in chars.items() if c.isalpha() and not re.match(f"[{_HAN}]", c))


def _lines(text: str, mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The lines that hold one of these characters."""
    end = 0
    while found := mark.search(text, end):
        start = text.rfind("\n", 0, found.start()) + 1
        end = text.find("\n", found.start())
        end = len(text) if end < 0 else end
        yield start, end


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(tables().traditional))}]")


@cache
def _doubtful() -> re.Pattern[str]:
    known = tables()
    chars = "".join(sorted(known.simplified | known.japanese))
    return re.compile(f"[{chars}\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d\u1100-\u11ff\uac00-\ud7a3]")


def _all(text: str) -> Iterator[_Edit]:
    """Every edit, but for the names of a language in a menu."""
    labels = [m.span() for m in _LANGUAGE.finditer(text)]
    for low, high, new in edits(text):
        if not any(start <= low and high <= end for start, end in labels):
            yield low, high, new


def _quoted(line: str) -> Iterator[_Edit]:
    """The edits of a Traditional line in a Simplified document."""
    return (edit for edit in _all(line) if not _listed(line, *edit))


def _strays(line: str) -> Iterator[_Edit]:
    """The edits of a Simplified line that leave no doubt."""
    wanted = list(_quoted(line))
    sure = tables().traditional
    certain = {
        (a, b, new) for a, b, new in wanted if not sure.isdisjoint(line[a:b]) and common(new)
    }
    for low, high, new in wanted:
        if (low, high, new) in certain or (certain and _EASY.issuperset(line[low:high])):
            yield low, high, new


def _sparing(line: str) -> Iterator[_Edit]:
    """The same, without words in quotation marks: '設定' beside '设置' is data."""
    words = [m.span() for m in _QUOTED.finditer(line) if not _PROSE.search(m[0])]
    for low, high, new in _strays(line):
        if not any(start < low and high < end for start, end in words):
            yield low, high, new


def _listed(line: str, low: int, high: int, new: str) -> bool:
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
    return beside or fold(run) in around or _NUMERALS.issuperset(run)
