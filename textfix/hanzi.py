"""How plausible is this Chinese? Words and their frequencies; nothing else guesses.

A text costs what its likeliest segmentation into words costs: the sum of -ln(frequency), in
nats. Ordinary prose costs 4 to 6 nats a character; text decoded at the wrong byte 9 to 12.
Script and width are folded first, so a Traditional text costs what its Simplified form costs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

from textfix.scripts.converter import folding
from textfix.table import raw, row

LONGEST = 4  # characters of a word in the table
STEP = 4  # levels of frequency to a nat, as in the table

# What stands between words, -ln of its share among the tokens of news and encyclopaedic prose,
# to half a nat; a rough prior is enough, as readings are compared with one another.
_MARKS = {"，": 2.5, "。": 3.5, "、": 3.5, "“": 4.5, "”": 4.5, "：": 5.0, "；": 5.5}
_MARKS |= {"（": 5.5, "）": 5.5, "《": 5.5, "》": 5.5, "？": 6.0, "！": 6.5, "\n": 3.5, " ": 6.0}
_MARKS |= dict.fromkeys("‘’—…·", 6.5) | dict.fromkeys("-.%+/<>", 7.0)
STOPS = frozenset("，。、：；？！…")  # seldom two of these together
_STOP_AFTER_STOP = 5.0
_LATIN, _LATIN_ON = 5.0, 2.5  # a word or number begins; goes on
_STRANGE = 14.0  # any other character
_UNKNOWN = 19.0  # a Han character jieba never saw: one in 60 million and a little

_OVER = (2, 3), (1, 2), (1, 3), (0, 2), (0, 3)  # characters before a place, and of a word over it

_WIDTHS = {i: i + 0xFEE0 for i in map(ord, ",:;?!()")}
_WIDTHS |= {i: i - 0xFEE0 for i in range(0xFF01, 0xFF5F) if chr(i) not in "，：；？！（）"}
_WIDTHS |= {0x3000: 0x20, 0xA0: 0x20, 0x2015: 0x2014, 0x30FB: 0xB7, 0xFF0E: 0x2E}


@cache
def _table() -> list[bytes]:
    """How rare each character is, and the words it begins."""
    return raw("words", "txt").split(b"\n")


@cache
def _total() -> float:
    return math.log(int(row(_table(), "total")[0]))


_known: dict[str, float] = dict(_MARKS)
_read: set[str] = set()


def costs_of(text: str) -> dict[str, float]:
    """What each word costs that begins with a character of `text` (or one seen before), in nats.

    A text has a few hundred characters, the table a hundred thousand words: they are read as the
    characters they begin with are first seen.
    """
    if not _read.issuperset(text):
        for character in {*text} - _read:
            _known.update(words_from(character))
            _read.add(character)
    return _known


def words_from(character: str) -> dict[str, float]:
    """The words that `character` begins, and what they cost."""
    found, nats = dict[str, float](), 0.0
    _, words = row(_table(), character) or ("", "")
    for word in words.split():
        if word.isdecimal():  # the level of those behind it
            nats = _total() - int(word) / STEP
        else:
            found[word] = nats
    return found


def fold(text: str) -> str:
    """Script and width folded, one character for one.

    >>> fold("網絡,Ａ")
    '网络，A'
    """
    return text.translate(_WIDTHS if text.isascii() else _folding())


@cache
def _folding() -> list[int]:
    # In one list, as a `translate` with a dict takes twice as long as all the rest.
    table = folding().copy()
    for character, width in _WIDTHS.items():
        table[character] = width
    return table


class Path(NamedTuple):
    """A text read so far: enough of it to go on, and what its likeliest words cost.

    >>> Path().add("领域").add("专家").cost == cost("领域专家")
    True
    """

    tail: str = ""  # the last characters, folded: a word may go on from there
    costs: tuple[float, ...] = (0.0,)  # of the text up to before each of them, and of all of it

    @property
    def cost(self) -> float:
        """In nats."""
        return self.costs[-1]

    def add(self, text: str) -> Path:
        """The same, and `text` read on."""
        return self.on(fold(text))

    def on(self, folded: str) -> Path:
        """The same, and a text read on that is folded already."""
        whole, best = self.tail + folded, list(self.costs)
        word = costs_of(whole).get
        # As long as LONGEST says, written out: this loop is most of what the library does.
        for at in range(len(self.tail), len(whole)):
            least = word(whole[at])
            if least is None or whole[at] in STOPS:
                least = alone(whole[at], whole[at - 1 : at])
            least += best[at]
            if at > 0 and (two := word(whole[at - 1 : at + 1])) is not None:
                least = min(least, best[at - 1] + two)
            if at > 1 and (three := word(whole[at - 2 : at + 1])) is not None:
                least = min(least, best[at - 2] + three)
            if at > 2 and (four := word(whole[at - 3 : at + 1])) is not None:
                least = min(least, best[at - 3] + four)
            best.append(least)
        return Path(whole[1 - LONGEST :], tuple(best[-LONGEST:]))

    def after(self, folded: str) -> float:
        """What it costs with a folded text read on; of a single character quicker than by `on`."""
        if len(folded) != 1:
            return self.on(folded).cost
        nats: float = min(map(add, self.costs, _ends(self.tail + folded)))
        return nats

    def then(self, character: str, cost: float) -> Path:
        """The same as `on`, of one character where the cost is known, as by a `Fan`."""
        return Path((self.tail + character)[1 - LONGEST :], (*self.costs, cost)[-LONGEST:])


@lru_cache(maxsize=1 << 15)
def _ends(text: str) -> tuple[float, ...]:
    """What each word costs that ends a text, from all of it to its last character alone.

    Readings of the same place end alike: of twelve one is new.
    """
    word, last = costs_of(text).get, len(text) - 1
    words = [word(text[at:], math.inf) for at in range(last)]
    return *words, alone(text[last], text[last - 1 : last])


def cost(text: str) -> float:
    """What `text` costs, in nats: the lower, the likelier it is Chinese that someone wrote.

    >>> cost("领域专家") < 25 < 45 < cost("域灝鐜噺")
    True
    """
    return Path().add(text).cost


def alone(character: str, before: str = "") -> float:
    """What a character costs as a word of its own, behind another; its own words are read."""
    known = _known.get(character)
    if known is not None:
        if character in STOPS and before in STOPS and before:
            return known + _STOP_AFTER_STOP
        return known
    if character.isascii() and character.isalnum():
        return _LATIN_ON if before.isascii() and before.isalnum() else _LATIN
    return _UNKNOWN if "\u3400" <= character <= "\u9fff" else _STRANGE


def bond(left: str, right: str) -> float:
    """How much likelier `left` and `right` are as one run than as two, in nats.

    Positive where a word goes across the seam; zero where a word ends there. A few characters
    on each side are enough.

    >>> bond("经济和数", "字经济") > 4 > bond("会召开", "全面吹响")
    True
    """
    if _is_han(left[-1:]) and _is_han(right[:1]) and not crosses((left, right)):
        return 0.0  # which is most often so, and soon seen
    left, right = left[-2 * LONGEST :], right[: 2 * LONGEST]
    return cost(left) + cost(right) - cost(left + right)


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def crosses(*seams: tuple[str, str]) -> bool:
    """Is there a word that begins in the left of a pair of texts and ends in the right?

    >>> crosses(("经济和数", "字经济")), crosses(("会召开", "全面吹响"), ("习近平", "主持"))
    (True, False)
    """
    if not seams:
        return False
    # All at once: to fold six characters takes as long as to look for words in them. No word has
    # a line end, so that each side may be as long.
    sides = [left[-3:].rjust(3, "\n") + right[:3].ljust(3, "\n") for left, right in seams]
    folded = fold("".join(sides))
    known = costs_of(folded)
    # As long as LONGEST says, written out: a fifth of the time that loops over lengths take.
    for at in range(3, len(folded), 6):
        if (
            folded[at - 1 : at + 1] in known
            or folded[at - 2 : at + 1] in known
            or folded[at - 1 : at + 2] in known
            or folded[at - 3 : at + 1] in known
            or folded[at - 2 : at + 2] in known
            or folded[at - 1 : at + 3] in known
        ):
            return True
    return False


def is_at_hand() -> bool:
    """Was the table asked before? To open it takes longer than to look through a text."""
    return _table.cache_info().currsize > 0


def is_word(text: str) -> bool:
    """Is this a word of two to four characters that the table knows, in either script?"""
    return is_known(fold(text))


def is_known(folded: str) -> bool:
    """Is this such a word? Of a text that is folded already."""
    return 1 < len(folded) <= LONGEST and folded in costs_of(folded[:1])


def words_over(folded: str, at: int) -> Iterator[tuple[int, int]]:
    """Where the words of two or three characters stand that the one at a place is part of.

    >>> list(words_over("做数据库", 2))
    [(1, 3), (1, 4)]
    """
    known = costs_of(folded[max(0, at - 2) : at + 1])
    for before, size in _OVER:
        start = at - before
        if start >= 0 and start + size <= len(folded) and folded[start : start + size] in known:
            yield start, start + size


def commonness(character: str) -> float:
    """How rare a Han character is among all, in nats: 4 for 的, 19 for one that jieba never saw."""
    return _rarity(fold(character))


@lru_cache(1 << 14)
def _rarity(character: str) -> float:
    """The same, of one that is folded."""
    rarity, _ = row(_table(), character) or (_UNKNOWN, "")
    return float(rarity)


def is_common(character: str, within: float = 9.0) -> bool:
    """Is this Han character among those everyone reads? (9 nats: the first 1,200.)"""
    return commonness(character) <= within


def is_likely(character: str) -> bool:
    """Is this a Han character most readers know, or a mark of running text?"""
    return character in _MARKS or is_common(character, 11.0)
