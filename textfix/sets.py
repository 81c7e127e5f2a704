"""Which of several sets of characters a text has any of, each character looked at once for all."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property, reduce
from itertools import accumulate
from operator import or_, xor

from textfix.characters import Characters
from textfix.pattern import pattern

Bits = int  # some of the rules, or of the sets they need: one bit for each

SHORT = 100  # characters up to which nothing is faster than to look each of them up
WORTH = 200_000  # characters looked through in all from which a class pays that takes 20 ms to make
VAST = 10_000  # characters of a set that many texts have one of
FEW = 50  # of a set that has everyday ones, and may be looked for with the rare ones
# Characters that are found sooner than all others are looked at, and that tell of most sets; one of
# the first three is in almost every line of Chinese.
_CHINESE = "的，。"
_EVERYDAY = f"{_CHINESE}一是了着人中、：；！？（）“”《》—…·\n\t \u3000()[]\"'`,-./:;=?!\\%&+u019aeiotnsAEITZz"
_BEYOND = pattern(r"[^\x00-\x7f][^\x00-\x7f]*")  # begins with a class, which is soon found
_HAN = 0x4E00, 0x9FFF
_IDEOGRAPH = pattern("[\u4e00-\u9fff]")
_LAST = 0xFFFF
_Groups = list[tuple[Bits, str]]  # characters that are in the same sets, and in which


class Sets(dict[str, Bits]):
    """For each character the sets it is in, as bits.

    Where the ranges of any set begin and end is sorted once, so that a character is looked up in
    all of them together when first seen.
    """

    def __init__(self, sets: Iterable[Characters]) -> None:
        self.bits = {wakers: 1 << i for i, wakers in enumerate(dict.fromkeys(sets))}
        self._single: defaultdict[str, Bits] = defaultdict(int)
        edges: defaultdict[int, Bits] = defaultdict(int)
        for wakers, bit in self.bits.items():
            for character in wakers.singles:
                self._single[character] |= bit
            for start, end in zip(wakers.starts, wakers.ends, strict=True):
                edges[ord(start)] ^= bit
                edges[ord(end) + 1] ^= bit
        self._edges = sorted(edges)
        self._ranges = list(accumulate(map(edges.__getitem__, self._edges), xor, initial=0))
        self._looked = 0  # characters

    def __missing__(self, character: str) -> Bits:
        ranges = self._ranges[bisect_right(self._edges, ord(character))]
        bits = self[character] = self._single.get(character, 0) | ranges
        return bits

    def of(self, text: str) -> Bits:
        """Those that a text has any character of."""
        if len(text) <= SHORT:
            return self._of_short(text)
        if text.isascii():
            return self._any(text, self._ascii)
        self._looked += len(text)
        if self._looked > WORTH and _has_any(text, _CHINESE):
            return self._of_chinese(text)
        plain = text.encode("ascii", "ignore")
        if 4 * len(plain) > 3 * len(text):
            return self._any(plain.decode(), self._ascii) | self._of(
                {*"".join(_BEYOND.findall(text))}
            )
        return self._of(set(text))

    def _of_short(self, text: str) -> Bits:
        """The same; of most Chinese by the few characters that are in other sets than all of Han."""
        if self._looked <= WORTH or text.isascii():
            self._looked += len(text)
            return self._of(text)
        han, telling = self._by_han
        if not _IDEOGRAPH.search(text):
            return self._of(text)
        for character in telling.findall(text):
            han |= self[character]
        return han

    def _of(self, characters: Collection[str]) -> Bits:
        found = set(map(self.get, characters))
        if None in found:  # a character that was not seen before
            found = set(map(self.__getitem__, characters))
        return reduce(or_, found, 0)

    def _any(self, text: str, groups: _Groups) -> Bits:
        """The same by groups of characters with the sets each is in: to find one takes no time."""
        found = 0
        for bits, characters in groups:
            if bits & ~found and _has_any(text, characters):
                found |= bits
        return found

    def _of_chinese(self, text: str) -> Bits:
        """The same by what is in every text, and then what is in few: one look for all of that."""
        everyday, others, rare = self._by_use
        found = self._any(text, everyday)
        for bit, characters in others:
            if not found & bit and characters.search(text):
                found |= bit
        return found | self._of(rare.findall(text))

    @cached_property
    def _by_han(self) -> tuple[Bits, re.Pattern[str]]:
        """The sets that hold all of Han, and a class of all characters that are in other sets."""
        han, others = 0, list[Characters]()
        for wakers, bit in self.bits.items():
            if any(start <= _HAN[0] and _HAN[1] <= end for start, end in _spans([wakers])):
                han |= bit
            else:
                others.append(wakers)
        return han, re.compile(f"[^{_written(_between(_spans(others)))}]")

    @cached_property
    def _ascii(self) -> _Groups:
        return self._groups(map(chr, range(0x80)))

    def _groups(self, characters: Iterable[str]) -> _Groups:
        groups = defaultdict[Bits, str](str)
        for character in characters:
            groups[self[character]] += character
        return [(bits, group) for bits, group in groups.items() if bits]

    @cached_property
    def _by_use(self) -> tuple[_Groups, list[tuple[Bits, re.Pattern[str]]], re.Pattern[str]]:
        """Everyday characters; sets that hold those and more, or very many; all other sets."""
        others, rare = [], list[Characters]()
        for wakers, bit in self.bits.items():
            everyday, size = sum(character in wakers for character in _EVERYDAY), _size(wakers)
            if size > VAST or (everyday and size > FEW):
                others.append((bit, pattern(f"[{_written(_spans([wakers]))}]")))
            else:
                rare.append(Characters(wakers.singles.difference(_EVERYDAY), *wakers[1:]))
        return self._groups(_EVERYDAY), others, re.compile(f"[^{_written(_between(_spans(rare)))}]")


def _has_any(text: str, characters: str) -> bool:
    for character in characters:  # noqa: SIM110 - `any` takes three times as long
        if character in text:
            return True
    return False


def _size(wakers: Characters) -> int:
    ranges = zip(map(ord, wakers.starts), map(ord, wakers.ends), strict=True)
    return len(wakers.singles) + sum(end - start + 1 for start, end in ranges)


def _spans(sets: Iterable[Characters]) -> list[tuple[int, int]]:
    """The first and the last code of each run of characters that are in any of these sets."""
    found: list[tuple[int, int]] = []
    for wakers in sets:
        found += ((ord(single), ord(single)) for single in wakers.singles)
        found += zip(map(ord, wakers.starts), map(ord, wakers.ends), strict=True)
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if spans and start <= spans[-1][1] + 1:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def _between(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The runs of characters between these, but for those from U+10000 on.

    A class costs half as much where it need not go on to look for those: none of them is one.
    """
    start = 0
    for low, high in (*spans, (_LAST + 1, _LAST + 1)):
        if start < low and start <= _LAST:
            yield start, min(low - 1, _LAST)
        start = high + 1


def _written(spans: Iterable[tuple[int, int]]) -> str:
    """Runs of characters, as inside the brackets of a regular expression."""
    ends = ((_escaped(start), _escaped(end)) for start, end in spans)
    return "".join(start if start == end else f"{start}-{end}" for start, end in ends)


def _escaped(code: int) -> str:
    return re.escape(chr(code)) if code < 0x80 else chr(code)
