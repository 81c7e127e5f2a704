"""Traditional and Simplified: the tables, the converter, and what a text is written in.

The converter is ours, its dictionaries are OpenCC's (Apache-2.0: `data/opencc-*.tsv`, rebuilt by
`scripts/build_script_tables.py`) under our own rows (`data/script-*.tsv`, written by hand). Every
row replaces characters one for one, so nothing here moves an offset. Tables load on first use;
importing this module reads no file.

>>> convert("改變著世界的名著")
'改变着世界的名著'
>>> verdict(Counter("改變世界")).kind
'hant'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from textfix.make import rows


@dataclass(frozen=True, slots=True)
class Tables:
    """What is known of the scripts.

    `chars` and `phrases` map Traditional to Simplified; a phrase that maps to itself protects its
    characters. The rest is evidence: `traditional` characters change, by OpenCC's own table, to
    `common` ones, and are no good Simplified themselves; `ambiguous` ones change and are;
    `simplified` ones are never right in Traditional text; `japanese` are shinjitai that are
    neither, `shared` those that are also Simplified. Variants only our overlay knows (囘, 砲) and
    rare characters (鎡, 諲: both scripts print them in names) prove nothing.
    """

    chars: dict[str, str]
    phrases: dict[str, str]
    traditional: frozenset[str]
    ambiguous: frozenset[str]
    simplified: frozenset[str]
    japanese: frozenset[str]
    shared: frozenset[str]


@cache
def tables() -> Tables:
    """The tables, read from `data/` on the first call.

    >>> tables().chars["數"], tables().phrases["乾隆"], "後" in tables().traditional
    ('数', '乾隆', False)
    """
    opencc = dict(_pairs("opencc-characters"))
    overlay = dict(_pairs("script-overlay"))
    changed = opencc | {old: new for old, new in overlay.items() if len(old) == 1}
    chars = {old: new for old, new in changed.items() if old != new}
    plain = str.maketrans(chars)
    zhu = plain | {ord("著"): "著"}
    phrases = dict(_pairs("opencc-phrases")) | {k: v for k, v in overlay.items() if len(k) > 1}
    phrases |= {word: word.translate(zhu) for (word,) in rows("script-zhe")}
    # What a phrase gives must survive a second pass: 畢昇 gives 毕昇, never 毕升.
    phrases = {new: new for new in phrases.values() if _unstable(new, chars, phrases)} | phrases
    ambiguous = frozenset(row[0] for row in rows("script-ambiguous"))
    shinjitai = [(row[0], row[2]) for row in rows("opencc-shinjitai")]
    return Tables(
        chars=chars,
        phrases=phrases,
        traditional=frozenset(c for c in opencc if c not in ambiguous and common(chars.get(c, ""))),
        ambiguous=ambiguous,
        simplified=frozenset(old for old, _ in _pairs("opencc-simplified")) - chars.keys(),
        japanese=frozenset(c for c, home in shinjitai if home == "japanese"),
        shared=frozenset(c for c, home in shinjitai if home == "shared"),
    )


def _unstable(word: str, *known: dict[str, str]) -> bool:
    parts = (word[i:j] for i in range(len(word)) for j in range(i + 1, len(word) + 1))
    return any(part in table for part in parts for table in known)


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    return ((row[0], row[1]) for row in rows(name))


def common(text: str) -> bool:
    """Is all of `text` in GB 2312, the 6,763 characters of everyday Simplified (and signs)?

    >>> common("发展"), common("镃")
    (True, False)
    """
    try:
        return bool(text.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def fold(text: str) -> str:
    """`text` with every Traditional character made Simplified, one by one, for comparing.

    No word is looked at and no evidence asked for: 乾隆 is folded like 餅乾.

    >>> fold("乾隆的名著")
    '干隆的名着'
    """
    return text if text.isascii() else text.translate(_folding())


@cache
def _folding() -> str:
    # translate() with a string indexes it: twice as fast as with a dict, whose every miss raises
    # KeyError inside. What lies beyond its end stays.
    table = list(map(chr, range(0x10000)))
    for old, new in tables().chars.items():
        table[ord(old)] = new
    return "".join(table)


def convert(text: str) -> str:
    """`text` in Simplified: the longest phrase at each place from the left, else the character.

    Converts whatever it is given (whether it should be is for `verdict` to say). The same object
    comes back where nothing changes.

    >>> convert("看著乾隆寫的著作，甚麼餅乾")
    '看着乾隆写的著作，什么饼干'
    """
    phrases = tables().phrases
    folded = fold(text)
    out: list[str] = []
    done = 0
    for at, word in _words(text):
        out += folded[done:at], phrases[word]
        done = at + len(word)
    converted = "".join((*out, folded[done:])) if out else folded
    return text if converted == text else converted


def edits(text: str) -> Iterator[tuple[int, int, str]]:
    """What `convert` changes: start, end and the new reading of each run that differs.

    >>> list(edits("台灣乾隆年間"))
    [(1, 2, '湾'), (5, 6, '间')]
    """
    converted = convert(text)
    start = end = -1
    if converted is not text:
        for at, (old, new) in enumerate(zip(text, converted, strict=True)):
            if old != new:
                if at > end:
                    if end > start:
                        yield start, end, converted[start:end]
                    start = at
                end = at + 1
    if end > start:
        yield start, end, converted[start:end]


def _words(text: str) -> Iterator[tuple[int, str]]:
    """The phrases in `text`, leftmost and longest, that do not overlap."""
    starts, by_pair = _index()
    done = 0
    for m in starts.finditer(text):
        at = m.start()
        if at >= done:
            for word in by_pair.get(text[at : at + 2], ()):
                if text.startswith(word, at):
                    yield at, word
                    done = at + len(word)
                    break


@cache
def _index() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    # Two classes, then a look-up by the first two characters: two orders of magnitude faster on
    # clean text than an alternation of all phrases.
    by_pair: dict[str, list[str]] = {}
    for word in sorted(tables().phrases, key=len, reverse=True):
        by_pair.setdefault(word[:2], []).append(word)
    first, second = ("".join(sorted(set(chars))) for chars in zip(*by_pair, strict=True))
    return re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])"), by_pair


Kind = Literal["hans", "hant", "mixed", "ja", "ko", "neutral", "other"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a text is written in, and the counts behind it.

    `neutral` is Chinese that reads the same in both scripts, `other` holds no Han at all.
    """

    kind: Kind
    han: int = 0
    hant: int = 0  # characters of `Tables.traditional`
    hans: int = 0  # of `Tables.simplified`
    shinjitai: int = 0  # of `Tables.japanese`
    kana: int = 0
    hangul: int = 0

    @property
    def share(self) -> float:
        """How much of the evidence says Traditional, from 0.0 to 1.0."""
        return self.hant / (self.hant + self.hans) if self.hant else 0.0


def verdict(chars: Mapping[str, int]) -> Verdict:
    """Judge a text by how often each character stands in it.

    One kana to eight Han is Japanese, one Hangul to eight is Korean. Shinjitai make a text
    without kana Japanese too, in a short one also those Simplified shares (国際化), unless there
    is more that only Chinese writes.

    >>> [verdict(Counter(s)).kind for s in ("数据", "數據", "这數據", "中文", "plain")]
    ['hans', 'hant', 'mixed', 'neutral', 'other']
    >>> [verdict(Counter(s)).kind for s in ("国際", "図書館の本", "大韓民國은")]
    ['ja', 'ja', 'ko']
    """
    n = Counter[str]()
    for char, count in chars.items():
        n[_kind(char)] += count
    hans = n["hans"] + n["shared"]
    han = n["han"] + n["hant"] + hans + n["shinjitai"]
    new = n["shinjitai"] + (n["shared"] if n["hant"] and han <= _SHORT else 0)
    kind: Kind
    if n["hangul"] * 8 >= max(han, 1):
        kind = "ko"
    elif n["kana"] * 8 >= max(han, 1) or (new * 4 > n["hant"] and not n["hans"]):
        kind = "ja"
    elif not n["hant"] + hans:
        kind = "neutral" if han else "other"
    elif min(n["hant"], hans) * 10 >= max(n["hant"], hans):
        kind = "mixed"
    else:
        kind = "hant" if n["hant"] > hans else "hans"
    return Verdict(kind, han, n["hant"], hans, n["shinjitai"], n["kana"], n["hangul"])


_SHORT = 16  # Han; longer Japanese than that has kana or shinjitai of its own


@cache
def _kind(char: str) -> str:
    """What one character is evidence of."""
    t = tables()
    sets = {"hant": t.traditional, "shared": t.shared, "hans": t.simplified}
    for name, known in (*sets.items(), ("shinjitai", t.japanese)):
        if char in known:
            return name
    return next((name for low, high, name in _BLOCKS if low <= char <= high), "")


# Unicode blocks, without signs that other languages use too (ー ・).
_BLOCKS = (
    ("\u4e00", "\u9fff", "han"),
    ("\u3041", "\u3096", "kana"),
    ("\u30a1", "\u30fa", "kana"),
    ("\uac00", "\ud7a3", "hangul"),
    ("\u3400", "\u4dbf", "han"),
    ("\U00020000", "\U0003ffff", "han"),
    ("\uf900", "\ufaff", "han"),
    ("\u31f0", "\u31ff", "kana"),
    ("\uff66", "\uff9d", "kana"),
    ("\u1100", "\u11ff", "hangul"),
    ("\u3131", "\u318e", "hangul"),
)
