"""Readings of Han characters, as pinyin writes them."""

from __future__ import annotations

from functools import cache, lru_cache

from textfix.table import rows

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹ"
SYLLABLE = rf"[a-zü{TONED}]{{1,6}}"
_BARE = str.maketrans(TONED, "aaaaeeeeiiiioooouuuuüüüümnnn")


@cache
def _by_character() -> dict[str, tuple[str, ...]]:
    usual: dict[str, tuple[str, ...]] = {}
    for first in (True, False):
        for syllable, *columns in rows("pinyin"):
            for character in columns[0 if first else 1] if len(columns) > (not first) else "":
                usual[character] = (*usual.get(character, ()), syllable)
    return usual


def readings(character: str) -> tuple[str, ...]:
    """The readings of a Han character, the usual one first; none for one outside GBK.

    >>> readings("長")[:2]
    ('zhǎng', 'cháng')
    """
    return _by_character().get(character, ())


def bare(syllable: str) -> str:
    """A syllable without its tone.

    >>> bare("lǜ")
    'lü'
    """
    return syllable.translate(_BARE)


@lru_cache(maxsize=1 << 12)
def reads(character: str, syllable: str) -> bool:
    """May `character` be read `syllable`, toned or not?

    >>> reads("發", "fā"), reads("發", "fa"), reads("發", "fà")
    (True, True, False)
    """
    known = readings(character)
    return syllable in known or syllable in {bare(s).replace("ü", "v") for s in known} | {
        bare(s) for s in known
    }
