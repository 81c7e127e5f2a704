"""A first look at texts: which of them are clean, as most are.

Phases and rounds would not change them, either, but to go through them takes longer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache, reduce
from itertools import accumulate
from operator import or_

from textfix.core import Phase, Rule
from textfix.part import hits
from textfix.road import by_array
from textfix.sets import Bits
from textfix.survey import Facts
from textfix.wake import Wake

WORTH = 5_000_000  # characters of long texts from which numpy pays: it takes 120 ms, saves 20 ns
SHORT = 400  # characters in which signs are sooner looked for than rules asked
Search = Callable[[str], object]
# Traditional text, and Japanese, has one of these in almost every paragraph; they are soon found.
_TRADITIONAL, _KANA = "國會為這", "のはに"


class FirstLook:
    """Does any of these rules find anything in a text?"""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._wake = Wake(rules)
        self._looked = 0  # characters of long texts that are not ASCII
        self._signs = lru_cache(1024)(self._signs_of)

    def is_clean(self, text: str) -> bool:
        """Do none find anything in a text, a document of its own?"""
        if len(text) > SHORT:
            return not self._is_converted(text) and self._finds_nothing(text, *self._look(text))
        awake, signed = self._wake.by(self._wake.seen(text)), 0
        for bit, has_sign in self._signs(awake):
            if has_sign is None or has_sign(text):
                signed |= bit
        return not signed or self._finds_nothing(text, awake, signed)

    def _look(self, text: str) -> tuple[Bits, Bits]:
        """The rules that a long text wakes, and those of them to ask."""
        if not text.isascii():
            worth = WORTH - self._looked
            self._looked += len(text)
            if by_array(len(text), worth) and (closer := self._wake.closer):
                seen, idle = closer(text)
                awake = self._wake.by(seen)
                return awake, awake & ~idle
        awake = self._wake.by(self._wake.seen(text))
        return awake, awake

    def are_clean(self, texts: Sequence[str]) -> list[bool]:
        """The same of each of many texts; short ones are looked at together."""
        known = iter(self._short_are_clean([text for text in texts if len(text) <= SHORT]))
        return [next(known) if len(text) <= SHORT else self.is_clean(text) for text in texts]

    def _short_are_clean(self, texts: Sequence[str]) -> Iterator[bool]:
        woken = [self._wake.by(seen) for seen in self._wake.seen_in(texts)]
        return map(self._finds_nothing, texts, woken, self._signed(texts, woken))

    def _is_converted(self, text: str) -> bool:
        """Is this a text for a conversion between scripts, and no Japanese?

        It mostly finds something, and it is a waste to ask the others first, or to look closer.
        """
        if not any(map(text.__contains__, _TRADITIONAL)):
            return False
        return not any(map(text.__contains__, _KANA)) and self._converts

    @cached_property
    def _converts(self) -> bool:
        script = (rule for _, rule in self._wake.rules(-1) if rule.phase == Phase.SCRIPT)
        return any(rule.fast for rule in script)

    def _finds_nothing(self, text: str, awake: Bits, asked: Bits) -> bool:
        """Does none of those asked find anything? The others that are awake have no sign."""
        if not asked:
            return True
        facts = Facts((text,), self._wake.named(awake))
        for rule in self._wake.named(asked).values():
            for _ in hits(rule, text, facts):
                return False
        return True

    def _signs_of(self, rules: Bits) -> list[tuple[Bits, Search | None]]:
        """What looks for the sign of each of these rules."""
        found: list[tuple[Bits, Search | None]] = []
        for bit, rule in self._wake.rules(rules):
            sign = rule.sign() if callable(rule.sign) else rule.sign
            found.append((bit, None if sign is None else sign.search))
        return found

    def _signed(self, texts: Sequence[str], woken: Sequence[Bits]) -> list[Bits]:
        """Of the rules that wake in each text those whose sign it has, or that have none."""
        alike = defaultdict[Bits, list[int]](list)  # the texts in which the same rules wake
        for number, awake in enumerate(woken):
            alike[awake].append(number)
        rules = dict(self._wake.rules(reduce(or_, alike, 0)))
        unsigned = sum(bit for bit, rule in rules.items() if rule.sign is None)
        signed = [awake & unsigned for awake in woken]
        for bit, rule in rules.items():
            if rule.sign is not None:
                those = [n for awake, numbers in alike.items() if awake & bit for n in numbers]
                for at in _with_sign(rule, [texts[number] for number in those]):
                    signed[those[at]] |= bit
        return signed


def _with_sign(rule: Rule, texts: Sequence[str]) -> Iterator[int]:
    """The numbers of the texts that have the rule's sign; it is looked for in all at once."""
    joined = "\n".join(texts)
    starts = list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
    at = 0
    while match := rule.has_sign(joined, at):
        number = bisect_right(starts, match.start()) - 1
        yield number
        if number + 1 == len(starts):
            return
        at = starts[number + 1]
