"""Which rules a text wakes: each character is looked at once, for all of them together.

A rule names characters without which it finds nothing. Most texts have few of them, so most rules
sleep, and need not even be imported.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, reduce
from itertools import accumulate
from operator import or_, xor
from typing import TYPE_CHECKING

from textfix.characters import Characters
from textfix.core import Phase, Rule
from textfix.pattern import pattern

if TYPE_CHECKING:
    from textfix.array import Seen

SHORT = 400  # characters of which most occur once: to find those that do not takes longer
LONG = 1000  # characters from which numpy is faster, once imported
WORTH = 1_500_000  # characters looked at in all from which it pays to import it (about 60 ms)
PIECE = 100_000  # characters that an array holds: twelve bytes each while it is looked at
_BEYOND = pattern(r"[^\x00-\x7f]+")
Bits = int  # some of the rules, or of the sets they need: one bit for each
EVERY: Bits = -1


class _Sets(dict[str, Bits]):
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

    def __missing__(self, character: str) -> Bits:
        ranges = self._ranges[bisect_right(self._edges, ord(character))]
        bits = self[character] = self._single.get(character, 0) | ranges
        return bits

    def of(self, characters: Iterable[str]) -> Bits:
        """Those that any of these characters is in."""
        return reduce(or_, set(map(self.__getitem__, characters)), 0)

    @cached_property
    def _ascii(self) -> list[tuple[Bits, list[int]]]:
        """The codes of ASCII by the sets they are in."""
        codes = defaultdict[Bits, list[int]](list)
        for code in range(0x80):
            codes[self[chr(code)]].append(code)
        return [(bits, of) for bits, of in codes.items() if bits]

    def of_ascii(self, text: bytes) -> Bits:
        """The same of a long text: a few characters are sooner looked for than all looked at."""
        found = 0
        for bits, codes in self._ascii:
            for code in codes:
                if code in text:
                    found |= bits
                    break
        return found


class Wake:
    """Some rules in the order they run, and which of them a text wakes."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple((1 << i, rule) for i, rule in enumerate(rules))
        self.safe = frozenset(rule.name for rule in rules if rule.safe)
        self._sets = _Sets(wakers for rule in rules for wakers in rule.wakers)
        self._needs = [
            (sum(self._sets.bits[wakers] for wakers in set(rule.wakers)), bit)
            for bit, rule in self._rules
        ]
        phases = dict.fromkeys(rule.phase for _, rule in self._rules)
        self.phases: list[tuple[Phase, Bits]] = [
            (phase, self.those(lambda rule, phase=phase: rule.phase == phase))  # type: ignore[misc]
            for phase in phases
        ]
        self._looked = 0  # characters
        self.named = lru_cache(1024)(self._named)
        self.by = lru_cache(1024)(self._by)

    def those(self, wanted: Callable[[Rule], bool]) -> Bits:
        """The rules of which `wanted` is true."""
        return reduce(or_, (bit for bit, rule in self._rules if wanted(rule)), 0)

    def seen(self, text: str) -> Bits:
        """The sets of characters that a text has any of; of a document in parts they add up."""
        if len(text) < SHORT:
            return self._sets.of(text)
        if len(text) >= LONG:
            plain = text.encode("ascii", "ignore")
            if 2 * len(plain) > len(text):
                beyond = _BEYOND.findall(text) if len(plain) < len(text) else ()
                return self._sets.of_ascii(plain) | self._sets.of({*"".join(beyond)})
            if array := self._array(len(text)):
                pieces = (text[at : at + PIECE] for at in range(0, len(text), PIECE))
                return reduce(or_, (array([piece])[0] for piece in pieces))
        return self._sets.of(set(text))

    def seen_in(self, texts: Sequence[str]) -> Sequence[Bits]:
        """The same of each of many texts."""
        size = sum(map(len, texts))
        if size >= LONG and (array := self._array(size)):
            return array(texts)
        return [self.seen(text) for text in texts]

    def _array(self, size: int) -> Seen | None:
        self._looked += size
        return self._by_array if self._looked >= WORTH or "numpy" in sys.modules else None

    @cached_property
    def _by_array(self) -> Seen | None:
        try:
            from textfix.array import SETS, Seen
        except ImportError:
            return None
        return Seen(self._sets.bits) if len(self._sets.bits) <= SETS else None

    def rules(self, bits: Bits) -> Iterator[tuple[Bits, Rule]]:
        """Each of these rules, and its bit."""
        return (one for one in self._rules if one[0] & bits)

    def _by(self, seen: Bits) -> Bits:
        """The rules that wake where these sets are seen."""
        return sum(bit for needs, bit in self._needs if not needs & ~seen)

    def _named(self, bits: Bits) -> Mapping[str, Rule]:
        """These rules by name, in order."""
        return {rule.name: rule for bit, rule in self._rules if bits & bit}
