"""What many readings go on with, weighed for all of them at once.

Of hundreds of readings most end alike, and differ in what they cost so far.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from operator import add

from textfix import hanzi

ROUNDING = 1e-6  # nats: sums of floats, added up in another order


class Fan:
    """Texts of which one may stand at a place, weighed together behind one path after another.

    Each is nothing, a folded character, or that and one that is in no word, as ASCII is in none.

    >>> Fan(["域", "<"]).behind(hanzi.Path().add("领"))[0] == hanzi.cost("领域")
    True
    """

    def __init__(self, texts: Sequence[str]) -> None:
        hanzi.costs_of("".join(texts))  # which reads their words
        # What needs no path: the first character as a word of its own, and the second.
        self._alone = [hanzi.alone(text[0]) if text else 0.0 for text in texts]
        second = [hanzi.alone(text[1], text[0]) if text[1:] else 0.0 for text in texts]
        self._second = second if any(second) else []
        self._places: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            if text:
                self._places.setdefault(text[0], []).append(place)
        self._bound = [c for c in self._places if _goes_on(c)]

    def behind(self, path: hanzi.Path) -> list[float]:
        """`path.on(text).cost` of each of the texts."""
        tail, costs = path
        before = costs[-1]
        found = [before + nats for nats in self._alone]
        if self._bound and _goes_on(tail[-1:]):
            for character in self._bound:
                nats = before + hanzi.alone(character, tail[-1])
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

    >>> nats = Rest("专家").behind(hanzi.Path().add("领域"))
    >>> abs(nats - hanzi.cost("领域专家")) < ROUNDING
    True
    """

    def __init__(self, folded: str) -> None:
        known = hanzi.costs_of(folded)
        costs = [0.0]  # of what is left of it from each place on, the last first
        for at in range(len(folded) - 1, -1, -1):
            least = costs[-1] + hanzi.alone(folded[at], folded[at - 1 : at])
            for size in range(2, min(hanzi.LONGEST, len(folded) - at) + 1):
                if (word := known.get(folded[at : at + size])) is not None:
                    least = min(least, costs[-size] + word)
            costs.append(least)
        self._left = costs[: -hanzi.LONGEST - 1 : -1]
        self._start = folded[: hanzi.LONGEST - 1]
        self._goes_on = _goes_on(folded[:1])

    def behind(self, path: hanzi.Path) -> float:
        """About `path.on(text).cost`."""
        tail, costs = path
        least = costs[-1] + self._left[0]
        if self._goes_on and _goes_on(tail[-1:]):
            first = self._start[0]
            least += hanzi.alone(first, tail[-1]) - hanzi.alone(first)
        for before, behind, word in _across(tail, self._start):
            least = min(least, costs[-1 - before] + word + self._left[behind])
        return least


@lru_cache(maxsize=1 << 14)
def _across(left: str, right: str) -> list[tuple[int, int, float]]:
    """The words across a seam: how many characters of each side, and what they cost."""
    found, word = list[tuple[int, int, float]](), hanzi.costs_of(left).get
    for before in range(1, len(left) + 1):
        begun = left[-before:]
        for behind in range(1, min(hanzi.LONGEST - before, len(right)) + 1):
            if (nats := word(begun + right[:behind])) is not None:
                found.append((before, behind, nats))
    return found


def _goes_on(character: str) -> bool:
    """Does it cost something else beside another such?"""
    return character in hanzi.STOPS or (character.isascii() and character.isalnum())


@cache
def _continued(first: str) -> dict[str, dict[str, float]]:
    """How the words that begin with a character end: what they cost, by all but the last."""
    words: dict[str, dict[str, float]] = {}
    for word, nats in hanzi.words_from(first).items():
        if len(word) > 1:
            words.setdefault(word[:-1], {})[word[-1]] = nats
    return words
