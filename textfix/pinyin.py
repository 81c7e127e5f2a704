"""Readings of Han characters, as pinyin writes them."""

from __future__ import annotations

from functools import cache, lru_cache

from textfix.table import raw

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹ"
SYLLABLE = rf"[a-zü{TONED}]{{1,6}}"
_BARE = str.maketrans(TONED, "aaaaeeeeiiiioooouuuuüüüümnnn")


@cache
def _table() -> str:
    """Lines of a syllable, the characters it is the usual reading of, and those it may be read."""
    return raw("pinyin").decode()


@lru_cache(maxsize=1 << 13)
def readings(character: str) -> tuple[str, ...]:
    """The readings of a Han character, the usual one first; none for one outside GBK.

    Found in the table as it is: a page has few characters with glosses, and clean text fewer.

    >>> readings("長")[:2]
    ('zhǎng', 'cháng')
    """
    usual, others = list[str](), list[str]()
    table, end = _table(), 0
    while character > "\u3000" and (at := table.find(character, end)) >= 0:
        start, end = table.rfind("\n", 0, at) + 1, table.find("\n", at)
        syllable, first, *_ = table[start:end].split("\t")
        (usual if character in first else others).append(syllable)
    return (*usual, *others)


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
