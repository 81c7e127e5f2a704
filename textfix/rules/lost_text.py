"""Text that is gone for good, named and left as it is: `锟斤拷`, `嚙踝蕭`, `烫烫烫`, `ï¿½`, U+FFFD, `????`.

What a decoder could not read it replaced by U+FFFD, and what an encoder could not write by `?`; no
rule brings that back, but whoever keeps the source can go and look. The note names the cause and
estimates the loss. A byte of GBK, or half of a UTF-8 character cut in two, makes one U+FFFD, so two
of them (or one `锟斤拷`, which is two read once more as GBK) count as one character; a `?` counts
as one. `烫`, `屯` and `葺` are memory nobody wrote to, or gave back, and count in bytes.

Who writes about such text shows it on purpose: a line that speaks of encodings stays out of this,
and so does a whole document that speaks of garbled text as often as it shows some. `真的吗???` is
emphasis, `??:??` a form to fill in, and 烫烫烫！ somebody's tongue.

>>> from textfix import detect, fix
>>> [found.note for found in detect("锟斤拷锟斤拷锟斤拷 v2.0")]
['about 3 characters lost: U+FFFD read as GBK']
>>> fix("锟斤拷锟斤拷锟斤拷 v2.0")
'锟斤拷锟斤拷锟斤拷 v2.0'
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from textfix import hanzi
from textfix.core import Hit, Phase, Reach
from textfix.pattern import pattern
from textfix.recode import topic
from textfix.survey import Facts

phase = Phase.REPAIR
safe = True
reach = Reach.LINE
needs = "\ufffd锟錕嚙啮烫燙屯葺ïЅ쏙?"

__all__ = ["evidence", "find", "needs", "phase", "reach", "safe"]

# U+FFFD in UTF-8 is EF BF BD; two of them are three pairs: EFBF BDEF BFBD. Where the bytes around
# are odd in number the pairs fall otherwise: BD with the first byte of what follows (E3 to E9 for
# Chinese, or a letter), and the pair EFBF alone at the end. Converted to the other script since,
# 锟 reads 錕 and 嚙踝蕭 reads 啮踝萧.
_HAN, _WIDE = "[\u4e00-\u9fff]", "[^\x00-\x7f\\s]"
_TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
_BD, _BD5 = (
    "".join(bytes((0xBD, trail)).decode(codec, "ignore") for trail in _TRAILS)
    for codec in ("gbk", "big5")
)
_RARE_BD = "紷-綘"  # BD40 to BDA0: seldom seen in Simplified, all of one radical
_LEADS = "戒藉芥界借介疥诫届斤"
# Pairs of GBK that are valid UTF-8 by chance stand, themselves displaced, between two U+FFFD: 锟街癸拷.
_KUN_UNIT = f"[锟錕](?:斤|[{_BD}]{_WIDE}{{1,3}}?)拷"
_KUN = (
    f"(?:斤?拷)?(?:{_KUN_UNIT})+(?:[锟錕](?!{_HAN})\ufffd?)?"
    f"|(?:斤?拷)?[锟錕](?:\ufffd|[{_RARE_BD}]|[{_LEADS}](?=[锟錕]))"
    f"|斤拷[锟錕]|[锟錕][{_LEADS}](?!{_HAN})"
)
_CAO_UNIT = f"[嚙啮](?:踝|[{_BD5}]{_WIDE}{{1,3}}?)[蕭萧]"
_CAO = (
    f"(?:踝?[蕭萧])?(?:嚙[{_BD5}](?=嚙))*(?:{_CAO_UNIT})(?:{_CAO_UNIT}|嚙[{_BD5}])*[嚙啮]?\ufffd?"
    f"|(?:嚙[{_BD5}]){{2,}}嚙?\ufffd?|嚙\ufffd"
)
_UNIT = {"gbk": re.compile(_KUN_UNIT), "big5": re.compile(_CAO_UNIT)}
_MEMORY = {"烫": "CC", "燙": "CC", "屯": "CD", "葺": "DD"}
_FILLED = {"CC": "never written", "CD": "never written", "DD": "freed"}
_GONE = pattern(
    f"(?P<gbk>{_KUN})|(?P<big5>{_CAO})|(?P<memory>([烫燙屯葺])\\4\\4+)"
    # GBK that is also valid UTF-8 here and there leaves letters such as ݵ between the U+FFFD.
    "|(?P<latin>(?:ï¿½)+(?:[\u0080-\u00ff]{1,4}?(?:ï¿½)+)*)|(?P<cyrillic>(?:пїЅ)+)"
    "|(?P<korean>(?:占쏙옙)+占?)|(?P<plain>\ufffd+(?:[\u0080-\u07ff]{1,2}\ufffd+)*)"
)
_AS = {"gbk": "GBK", "big5": "Big5", "latin": "Latin-1", "cyrillic": "CP1251", "korean": "CP949"}
_MARKS = pattern(r"\?{2,}")
# One of these is in every loss, and in few lines besides: the second looks where the first found.
_SIGN = pattern(f"[{needs}]")
_START = pattern("[\ufffd锟錕嚙啮]|[烫燙屯葺]{3}|ï¿½|пїЅ|占쏙|\\?\\?")

_OF_ENCODINGS = ("编码", "編碼", "字符集", "字元集", "解码", "解碼", "haracter encoding")
# In a line, any of these will do; but a declaration (charset=gbk, coding: utf-8) is part of every
# page and source file, and a 邮政编码 is a postcode.
_TOPIC = pattern(
    r"""(?<![政=:"'])(?<!coding: )(?:
    (?:UTF-?8|UTF-?16|GBK|GB-?2312|GB-?18030|CP936|Big-?5|Latin-?1|ISO-8859-1|Unicode|ASCII|ANSI)
    (?!\w)(?!["'])|[编編][码碼]|字[符元]集|[解内內][码碼]|\b(?:en|de)cod(?:er?|ed|ing|ers)\b(?!["'=:])
    |\.(?:en|de)code\(|\biconv\b|\berrors=)""",
    re.X | re.I,
)
_NEAR = 80  # characters to each side that say what a run is

_OPEN, _CLOSE = "「『“‘《〈【（", "」』”’》〉】）"
_CODE = "\"'`/|[]()"


def evidence(text: str) -> Mapping[tuple[str, ...], int]:
    """How much text is lost here, and how much is said about such losses."""
    counts = dict.fromkeys((("about",), ("encodings",), ("lost",), ("marks",)), 0)
    counts["about",] = topic.mentions(text)
    counts["encodings",] = sum(map(text.count, _OF_ENCODINGS)) - text.count("政编码")
    for _, line in _lines(text):
        if not _speaks(line):
            marks = _lost_marks(line)
            counts["lost",] += bool(marks) or any(True for _ in _losses(line))
            counts["marks",] += bool(marks)
    return {key: count for key, count in counts.items() if count}


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """What is lost, in documents and lines that do not speak of it."""
    lines = [(at, line) for at, line in _lines(text) if not _speaks(line)]
    if not lines:
        return
    counts = facts.of("lost-text")
    said = topic.LINES_A_WORD * counts["about",]
    if counts["encodings",] > 2:
        said += 2 * counts["encodings",]
    if said >= max(counts["lost",], 1):
        return
    for at, line in lines:
        hits = [*_losses(line), *_lost_marks(line, counts["marks",] > 1)]
        for start, end, note in sorted(hits):
            yield Hit(at + start, at + end, None, 1.0, note)


def _speaks(line: str) -> bool:
    """Is this about encodings and what they do to text?"""
    return _TOPIC.search(line) is not None or topic.speaks(line)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that may have lost something, and where they start."""
    at = 0
    while sign := _SIGN.search(text, at):
        low = text.rfind("\n", 0, sign.start()) + 1
        high = text.find("\n", sign.end())
        at = len(text) if high < 0 else high
        if _START.search(text, sign.start(), at):
            yield low, text[low:at]


Loss = tuple[int, int, str]


def _losses(line: str) -> Iterator[Loss]:
    kinds = {m.lastgroup for m in _GONE.finditer(line)}
    if {"gbk", "memory"} <= kinds and not kinds & {"plain", "latin"}:
        return  # named side by side: nobody's page loses text in both ways in one line
    for m in _GONE.finditer(line):
        kind, run = str(m.lastgroup), m[0]
        if kind == "memory":
            if _is_memory(line, m):
                byte = _MEMORY[run[0]]
                yield (
                    *m.span(),
                    f"{2 * len(run)} bytes of memory, {_FILLED[byte]} (0x{byte}), read as GBK",
                )
        elif not _is_named(line, m) and not (kind == "plain" and _is_tail(line, m)):
            as_read = f"U+FFFD read as {_AS[kind]}" if kind in _AS else "U+FFFD"
            yield *m.span(), _note(_replaced(kind, run), as_read)


def _note(count: int, why: str) -> str:
    return f"about {count} character{'s'[: count > 1]} lost: {why}"


def _replaced(kind: str, run: str) -> int:
    """How many characters of Chinese a run stands for: as many as half its bytes were.

    A U+FFFD was one byte; what stands between two of them are two that made a letter.
    """
    if kind == "plain":
        size = run.count("\ufffd") + 2 * (len(run) - run.count("\ufffd"))
    elif kind == "latin":
        size = len(run) - 2 * run.count("ï¿½")
    elif kind == "cyrillic":
        size = len(run) // 3
    elif kind == "korean":
        size = round(2 * len(run) / 3)
    else:
        units = _UNIT[kind].findall(run)
        size = sum(2 * len(unit) - 4 for unit in units)
        size += round(2 * (len(run) - sum(map(len, units))) / 3)
    return max(1, (size + 1) // 2)


def _is_named(line: str, m: re.Match[str]) -> bool:
    """Is this one sign of loss, cited: in quotation marks, in a pattern, in the middle of prose?"""
    before, after = _beside(line, m, 1)
    if before and after and before in _OPEN and after in _CLOSE:
        return True
    if len(m[0]) > (1 if m.lastgroup == "plain" else 3):
        return False
    if before and after and before in _CODE and after in _CODE:
        return True
    # Where Chinese was lost in this way it was lost on both sides, too. A single U+FFFD is
    # what is left of a character cut in two, and stands between good ones.
    prose = m.lastgroup != "plain" and _is_prose(before) and _is_prose(after)
    return prose and not any(m[0] + m[0][0] in near for near in _beside(line, m, _NEAR))


def _beside(line: str, m: re.Match[str], reach: int) -> tuple[str, str]:
    """What stands before and behind; lines may be long, and losses many."""
    return line[max(0, m.start() - reach) : m.start()], line[m.end() : m.end() + reach]


def _is_prose(character: str) -> bool:
    return bool(character) and hanzi.is_likely(character)


def _is_tail(line: str, m: re.Match[str]) -> bool:
    """Does this U+FFFD belong to UTF-8 read as GBK, and so to the rule that reads it back?"""
    before, after = _beside(line, m, _NEAR)
    around = re.split(r"[\x00-\x7f\s]", before)[-1] + re.split(r"[\x00-\x7f\s]", after)[0]
    han = [c for c in around if "\u3400" <= c <= "\u9fff"]
    if len(han) < around.count("\ufffd") + len(m[0]):
        return False  # GBK read as UTF-8 has a Han character here and there
    return 2 * sum(not hanzi.is_common(c, 9.0) for c in han) > len(han)


def _is_memory(line: str, m: re.Match[str]) -> bool:
    """Is this memory, and not 滚烫烫烫的 or 屯屯屯！"""
    (before, after), run = _beside(line, m, _NEAR), m[0]
    left, right = before[-1:], after[:1]
    beside = [c for c in (left, right) if "\u3400" <= c <= "\u9fff" and c not in _MEMORY]
    if any(map(_is_prose, beside)):
        return False
    if any(hanzi.is_word(w) for w in (left + run[0], before[-2:] + run[0], run[0] + right)):
        return False
    if run[0] == "葺" or any(c and _is_junk(c, run[0]) for c in (left, right)):
        return True
    if right in ("！", "!", "~", "～", "…", "，", "。", "？", "”", "」", "、"):
        return False
    label = left in ("=", ":", "：", "[", "(", "<", '"', "'") or before.endswith((": ", "= "))
    if any("\u3400" <= c <= "\u9fff" for c in before + after):
        return len(run) > (5 if label else 7)
    written = any(c.isascii() and c.isalnum() for c in before + after)
    return len(run) > (2 if label else 3 if written else 7)


def _is_junk(character: str, beside: str) -> bool:
    if character in _MEMORY:
        return character != beside
    if "\u3400" <= character <= "\u9fff":
        return not hanzi.is_likely(character)
    return character != "\t" and unicodedata.category(character) in ("Cc", "Co", "So", "Cn")


def _lost_marks(line: str, elsewhere: bool = False) -> list[Loss]:
    """Runs of `?` where Chinese stood; `elsewhere`: the document has lines that leave no doubt.

    A `?` behind a word is emphasis, alone or three of a kind it is a blank to fill in, two are an
    operator, and with signs between them they are a form: ??:??, ????-??-??.
    """
    runs = list(_MARKS.finditer(line))
    free = [m for m in runs if len(m[0]) > 2 and not _is_attached(line, m)]
    if not free or re.search(r"[*\\^$]\?|\?\?[*_=]|_\?\?|\?[-/:.]\?\?", line):
        return []
    if any("\u3040" <= c <= "\ud7ff" for c in line):
        # An encoder that knows no Chinese leaves none; but a value may have been lost and not its
        # label. Six are too many for a puzzle.
        runs = [
            m
            for m in free
            if len(m[0]) > 5 and _beside(line, m, 9)[0].rstrip()[-1:] in tuple(":：=|")
        ]
        free = runs
    total = sum(len(m[0]) for m in runs)
    longest = max((len(m[0]) for m in runs), default=0)
    alone = line.strip("? ") == ""
    if longest < (3 if elsewhere else 8 if alone and len(runs) == 1 else 6) and not (
        total > 5 and len(runs) > 1 and longest > 3
    ):
        return []
    why = "an encoder's ? for what it could not write"
    return [(*m.span(), _note(len(m[0]), why)) for m in runs]


def _is_attached(line: str, m: re.Match[str]) -> bool:
    """Does this end a sentence or a word?"""
    before = _beside(line, m, 1)[0]
    return before.isalnum() or before in tuple("!！？…)）”’」』%")
