"""What is known of the scripts: who changes into whom, and which character proves what.

OpenCC's dictionaries (Apache-2.0: `data/opencc-*.tsv`, rebuilt by `scripts/build_script_tables.py`)
stand under our own rows (`data/script-*.tsv`, written by hand). Every row replaces characters one
for one, so nothing here moves an offset. Tables load on first use; importing reads no file.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from textfix.table import rows


class Tables(NamedTuple):
    """What is known of the scripts.

    `chars` and `phrases` map Traditional to Simplified; a phrase that maps to itself protects its
    characters. The rest is evidence: `traditional` characters change, by OpenCC's own table, to
    `common` ones, and are no good Simplified themselves; `ambiguous` ones change and are;
    `variants` are old or popular forms of a character, good in neither script;
    `simplified` ones are never right in Traditional text; `japanese` are shinjitai that are
    neither, `shared` those that are also Simplified. Variants (囘, 囯) and rare characters (鎡, 諲:
    both scripts print them in names) prove nothing.
    """

    chars: dict[str, str]
    phrases: dict[str, str]
    traditional: frozenset[str]
    ambiguous: frozenset[str]
    variants: dict[str, str]
    simplified: frozenset[str]
    japanese: frozenset[str]
    shared: frozenset[str]
    replaced: frozenset[str]  # by a shinjitai: modern Japanese has none of them


@cache
def tables() -> Tables:
    """The tables, read from `data/` on the first call.

    >>> tables().chars["數"], tables().phrases["乾隆"], "後" in tables().traditional
    ('数', '乾隆', False)
    """
    opencc = dict(_pairs("opencc-characters"))
    overlay = dict(_pairs("script-overlay"))
    variants = dict(_pairs("script-variants"))
    changed = opencc | variants | {old: new for old, new in overlay.items() if len(old) == 1}
    chars = {old: new for old, new in changed.items() if old != new}
    plain = str.maketrans(chars)
    zhu = plain | {ord("著"): "著"}
    phrases = dict(_pairs("opencc-phrases")) | {k: v for k, v in overlay.items() if len(k) > 1}
    phrases |= {word: word.translate(zhu) for (word,) in rows("script-zhe")}
    phrases |= dict(_zhe(phrases)) | dict(_dried(phrases, plain))
    # What a phrase gives must survive a second pass: 畢昇 gives 毕昇, never 毕升.
    phrases = {new: new for new in phrases.values() if _unstable(new, chars, phrases)} | phrases
    ambiguous = frozenset(row[0] for row in rows("script-ambiguous"))
    shinjitai = [(row[0], row[2]) for row in rows("opencc-shinjitai")]
    proof = opencc.keys() - ambiguous - variants.keys()
    return Tables(
        chars=chars,
        phrases=phrases,
        traditional=frozenset(c for c in proof if common(chars.get(c, ""))),
        ambiguous=ambiguous,
        variants=variants,
        simplified=frozenset(old for old, _ in _pairs("opencc-simplified")) - chars.keys(),
        japanese=frozenset(c for c, home in shinjitai if home == "japanese"),
        shared=frozenset(c for c, home in shinjitai if home == "shared"),
        replaced=frozenset(row[1] for row in rows("opencc-shinjitai")),
    )


# What 著 (zhe) begins whatever stands before it: 著手, 著重, 著迷, 著想.
_ZHE = "手重迷墨想陸眼色火力急實涼裝"
# Verbs that take 著 (zhe), before words that begin with 著 (zhù): 懷著文 is no work of 懷's.
_VERBS = "過傳在臨待伴寫徵載聊印啃漫活誦背冒懷跟圍藏求看拿帶讀唱聽說談想念抱提舉捧翻查找住坐站"


def _zhe(phrases: dict[str, str]) -> Iterator[tuple[str, str]]:
    zhe = {word: new for word, new in phrases.items() if word.endswith("著") and new.endswith("著")}
    for word, new in zhe.items():
        for tail in _ZHE:
            yield word + tail, new[:-1] + "着" + tail.translate(_SIMPLE)
    for verb in _VERBS:
        for tail in ("文", "有", "書", "者", "《"):
            yield f"{verb}著{tail}", f"{verb}着{tail}".translate(_SIMPLE)


_SIMPLE = str.maketrans(
    "陸實涼裝書過傳臨寫徵載聊誦懷圍帶讀聽說談舉", "陆实凉装书过传临写征载聊诵怀围带读听说谈举"
)


def _dried(phrases: dict[str, str], plain: dict[int, str]) -> Iterator[tuple[str, str]]:
    """餅乾 and 葡萄乾 before what would be a word with 乾 (qián): 餅乾元素."""
    for word in [word for word in phrases if word.startswith("乾")]:
        for fruit in ("餅", "萄"):
            yield fruit + word, (fruit + word).translate(plain)


def _unstable(word: str, chars: dict[str, str], phrases: dict[str, str]) -> bool:
    if not chars.keys().isdisjoint(word):
        return True
    ends = range(2, len(word) + 1)
    return any(word[start:end] in phrases for end in ends for start in range(end - 1))


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
