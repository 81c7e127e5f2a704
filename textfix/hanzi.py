"""How plausible is this Chinese? Words and their frequencies; nothing else guesses.

A text costs what its likeliest segmentation into words costs: the sum of -ln(frequency), in
nats. Ordinary prose costs 4 to 6 nats a character; text decoded at the wrong byte 9 to 12.
Script and width are folded first, so a Traditional text costs what its Simplified form costs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

from textfix.scripts.converter import fold as fold_script
from textfix.table import raw, row

LONGEST = 4  # characters of a word in the table
STEP = 4  # levels of frequency to a nat, as in the table

# What stands between words, -ln of its share among the tokens of news and encyclopaedic prose,
# to half a nat; a rough prior is enough, as readings are compared with one another.
_MARKS = {"，": 2.5, "。": 3.5, "、": 3.5, "“": 4.5, "”": 4.5, "：": 5.0, "；": 5.5}
_MARKS |= {"（": 5.5, "）": 5.5, "《": 5.5, "》": 5.5, "？": 6.0, "！": 6.5, "\n": 3.5, " ": 6.0}
_MARKS |= dict.fromkeys("‘’—…·", 6.5) | dict.fromkeys("-.%+/<>", 7.0)
_STOPS = frozenset("，。、：；？！…")  # seldom two of these together
_STOP_AFTER_STOP = 5.0
_LATIN, _LATIN_ON = 5.0, 2.5  # a word or number begins; goes on
_STRANGE = 14.0  # any other character
_UNKNOWN = 19.0  # a Han character jieba never saw: one in 60 million and a little

_WIDTHS = {i: i + 0xFEE0 for i in map(ord, ",:;?!()")}
_WIDTHS |= {i: i - 0xFEE0 for i in range(0xFF01, 0xFF5F) if chr(i) not in "，：；？！（）"}
_WIDTHS |= {0x3000: 0x20, 0xA0: 0x20, 0x2015: 0x2014, 0x30FB: 0xB7, 0xFF0E: 0x2E}


@cache
def _table() -> bytes:
    """How rare each character is, and the words it begins."""
    return raw("words", "txt")


@cache
def _total() -> float:
    return math.log(int(row(_table(), "total")[0]))


_known: dict[str, float] = dict(_MARKS)
_read: set[str] = set()


def _costs(text: str) -> dict[str, float]:
    """What each word costs that begins with a character of `text` (or one seen before), in nats.

    A text has a few hundred characters, the table a hundred thousand words: they are read as the
    characters they begin with are first seen.
    """
    if not _read.issuperset(text):
        for character in {*text} - _read:
            _known.update(_words(character))
            _read.add(character)
    return _known


def _words(character: str) -> Iterator[tuple[str, float]]:
    """The words that `character` begins."""
    level = 0.0
    _, words = row(_table(), character) or ("", "")
    for word in words.split():
        if word.isdecimal():
            level = int(word) / STEP
        else:
            yield word, _total() - level


def fold(text: str) -> str:
    """Script and width folded, one character for one.

    >>> fold("網絡,Ａ")
    '网络，A'
    """
    return fold_script(text).translate(_WIDTHS)


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
        costs = _costs(whole)
        word = costs.get
        # As long as LONGEST says, written out: this loop is most of what the library does.
        for at in range(len(self.tail), len(whole)):
            least = word(whole[at])
            if least is None or whole[at] in _STOPS:
                least = _single(costs, whole, at, whole[at])
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
        return min(map(add, self.costs, _ends(self.tail + folded)))

    def then(self, character: str, cost: float) -> Path:
        """The same as `on`, of one character where the cost is known, as by a `Fan`."""
        return Path((self.tail + character)[1 - LONGEST :], (*self.costs, cost)[-LONGEST:])


@lru_cache(maxsize=1 << 15)
def _ends(text: str) -> tuple[float, ...]:
    """What each word costs that ends a text, from all of it to its last character alone.

    Readings of the same place end alike: of twelve one is new.
    """
    word, last = _costs(text).get, len(text) - 1
    words = [word(text[at:], math.inf) for at in range(last)]
    return *words, _single(_known, text, last, text[last])


class Fan:
    """Texts of which one may stand at a place, weighed together behind one path after another.

    Each is nothing, a folded character, or that and one that is in no word, as ASCII is in none.

    >>> Fan(["域", "<"]).behind(Path().add("领"))[0] == cost("领域")
    True
    """

    def __init__(self, texts: Sequence[str]) -> None:
        known = _costs("".join(texts))
        # What needs no path: the first character as a word of its own, and the second.
        self._alone = [_single(known, text, 0, text[0]) if text else 0.0 for text in texts]
        second = [_single(known, text, 1, text[1]) if text[1:] else 0.0 for text in texts]
        self._second = second if any(second) else []
        self._places: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            if text:
                self._places.setdefault(text[0], []).append(place)
        self._bound = [c for c in self._places if _goes_on(c)]

    def behind(self, path: Path) -> list[float]:
        """`path.on(text).cost` of each of the texts."""
        tail, costs = path
        before = costs[-1]
        found = [before + nats for nats in self._alone]
        if self._bound and _goes_on(tail[-1:]):
            for character in self._bound:
                nats = before + _single(_known, tail[-1] + character, 1, character)
                for place in self._places[character]:
                    found[place] = nats
        for size in range(1, len(tail) + 1):  # of what a word may have begun with
            begun = tail[-size:]
            words = _continued(begun[0]).get(begun)
            if words:
                before = costs[-1 - size]
                for character in words.keys() & self._places.keys():
                    nats = before + words[character]
                    for place in self._places[character]:
                        found[place] = min(found[place], nats)
        return list(map(add, found, self._second)) if self._second else found


class Rest:
    """A text that many paths go on with: what it then costs, but for `ROUNDING`.

    >>> abs(Rest("专家").behind(Path().add("领域")) - cost("领域专家")) < ROUNDING
    True
    """

    def __init__(self, folded: str) -> None:
        known = _costs(folded)
        costs = [0.0]  # of what is left of it from each place on, the last first
        for at in range(len(folded) - 1, -1, -1):
            least = costs[-1] + _single(known, folded, at, folded[at])
            for size in range(2, min(LONGEST, len(folded) - at) + 1):
                if (word := known.get(folded[at : at + size])) is not None:
                    least = min(least, costs[-size] + word)
            costs.append(least)
        self._left = costs[: -LONGEST - 1 : -1]
        self._start = folded[: LONGEST - 1]
        self._goes_on = _goes_on(folded[:1])

    def behind(self, path: Path) -> float:
        """About `path.on(text).cost`."""
        tail, costs = path
        least = costs[-1] + self._left[0]
        if self._goes_on and _goes_on(tail[-1:]):
            first = self._start[0]
            least += _single(_known, tail[-1] + first, 1, first) - _single(_known, first, 0, first)
        for before, behind, word in _across(tail, self._start):
            least = min(least, costs[-1 - before] + word + self._left[behind])
        return least


@lru_cache(maxsize=1 << 14)
def _across(left: str, right: str) -> list[tuple[int, int, float]]:
    """The words across a seam: how many characters of each side, and what they cost."""
    found, word = list[tuple[int, int, float]](), _costs(left).get
    for before in range(1, len(left) + 1):
        begun = left[-before:]
        for behind in range(1, min(LONGEST - before, len(right)) + 1):
            if (nats := word(begun + right[:behind])) is not None:
                found.append((before, behind, nats))
    return found


ROUNDING = 1e-6  # nats: sums of floats, added up in another order


def _goes_on(character: str) -> bool:
    """Does it cost something else beside another such?"""
    return character in _STOPS or (character.isascii() and character.isalnum())


@cache
def _continued(first: str) -> dict[str, dict[str, float]]:
    """How the words that begin with a character end: what they cost, by all but the last."""
    words: dict[str, dict[str, float]] = {}
    for word, nats in _words(first):
        if len(word) > 1:
            words.setdefault(word[:-1], {})[word[-1]] = nats
    return words


def cost(text: str) -> float:
    """What `text` costs, in nats: the lower, the likelier it is Chinese that someone wrote.

    >>> cost("领域专家") < 25 < 45 < cost("域灝鐜噺")
    True
    """
    return Path().add(text).cost


def _single(costs: dict[str, float], text: str, at: int, character: str) -> float:
    known = costs.get(character)
    before = text[at - 1] if at else ""
    if known is not None:
        if character in _STOPS and before in _STOPS and before:
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
    if _is_han(left[-1:]) and _is_han(right[:1]) and not _crosses(left, right):
        return 0.0  # which is most often so, and soon seen
    left, right = left[-2 * LONGEST :], right[: 2 * LONGEST]
    return cost(left) + cost(right) - cost(left + right)


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _crosses(left: str, right: str) -> bool:
    """Is there a word that begins in one and ends in the other?"""
    whole = fold(left[1 - LONGEST :] + right[: LONGEST - 1])
    known = _costs(whole)
    seam = min(len(left), LONGEST - 1)
    return any(
        whole[start:end] in known
        for start in range(seam)
        for end in range(seam + 1, min(start + LONGEST, len(whole)) + 1)
    )


def is_word(text: str) -> bool:
    """Is this a word of two to four characters that the table knows, in either script?"""
    return is_known(fold(text))


def is_known(folded: str) -> bool:
    """Is this such a word? Of a text that is folded already."""
    return 1 < len(folded) <= LONGEST and folded in _costs(folded[:1])


def words_over(folded: str, at: int) -> list[tuple[int, int]]:
    """Where the words of two or three characters stand that the one at a place is part of.

    >>> words_over("做数据库", 2)
    [(1, 3), (1, 4)]
    """
    known = _costs(folded[max(0, at - 2) : at + 1])
    spans = (at - 2, at + 1), (at - 1, at + 1), (at - 1, at + 2), (at, at + 2), (at, at + 3)
    return [
        (start, end)
        for start, end in spans
        if start >= 0 and end <= len(folded) and folded[start:end] in known
    ]


def commonness(character: str) -> float:
    """How rare a Han character is among all, in nats: 4 for 的, 19 for one that jieba never saw."""
    return _rarities().get(fold(character), _UNKNOWN)


def is_common(character: str, within: float = 9.0) -> bool:
    """Is this Han character among those everyone reads? (9 nats: the first 1,200.)"""
    return commonness(character) <= within


def is_likely(character: str) -> bool:
    """Is this a Han character most readers know, or a mark of running text?"""
    return character in _MARKS or is_common(character, 11.0)


@cache
def _rarities() -> dict[str, float]:
    """How rare each character is among those of words of any length."""
    lines = (line.split("\t", 2) for line in _table().decode().split("\n"))
    return {fields[0]: float(fields[1]) for fields in lines if len(fields[0]) == 1}
