"""Which rules a text wakes: each character is looked at once, for all of them together.

A rule names characters without which it finds nothing. Most texts have few of them, so most rules
sleep, and need not even be imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING

from textfix.core import Phase, Rule
from textfix.road import NEVER, by_array
from textfix.sets import Bits, Sets

if TYPE_CHECKING:
    from textfix.array import Seen
    from textfix.closer import Closer

WORTH = 1_500_000  # characters of many texts from which it pays to import numpy


class Wake:
    """Some rules in the order they run, and which of them a text wakes."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple((1 << i, rule) for i, rule in enumerate(rules))
        self.safe = frozenset(rule.name for rule in rules if rule.safe)
        self._sets = Sets(wakers for rule in rules for wakers in rule.wakers)
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
        # Not worth an import: without numpy it takes twice as long, a tenth of the rules' time.
        if not text.isascii() and by_array(len(text), NEVER) and (seen := self.by_array):
            from textfix.codes import codes, pieces

            return reduce(or_, (seen.of(codes(piece)) for _, piece in pieces(text)))
        return self._sets.of(text)

    def seen_in(self, texts: Sequence[str]) -> Sequence[Bits]:
        """The same of each of many texts."""
        size = sum(map(len, texts))
        worth = WORTH - self._looked
        self._looked += size
        if by_array(size, worth) and (seen := self.by_array):
            return seen.of_each(texts)
        return [self.seen(text) for text in texts]

    @cached_property
    def by_array(self) -> Seen | None:
        """What looks characters up in numpy arrays, if it can hold so many sets."""
        from textfix.array import SETS, Seen

        return Seen(self._sets.bits) if len(self._sets.bits) <= SETS else None

    def look(self, text: str) -> tuple[Bits, Bits]:
        """The same as `seen`, and rules that surely find nothing in a text."""
        if by_array(len(text), NEVER) and not text.isascii() and (closer := self.closer):
            return closer(text)
        return self.seen(text), 0

    @cached_property
    def closer(self) -> Closer | None:
        """What looks closer by numpy arrays, if they can hold so many sets."""
        from textfix.closer import Closer

        return Closer(self, seen) if (seen := self.by_array) else None

    def rules(self, bits: Bits) -> Iterator[tuple[Bits, Rule]]:
        """Each of these rules, and its bit."""
        return (one for one in self._rules if one[0] & bits)

    def _by(self, seen: Bits) -> Bits:
        """The rules that wake where these sets are seen."""
        return sum(bit for needs, bit in self._needs if not needs & ~seen)

    def _named(self, bits: Bits) -> Mapping[str, Rule]:
        """These rules by name, in order."""
        return {rule.name: rule for bit, rule in self._rules if bits & bit}
