"""A first look at texts: which of them are clean, as most are.

Phases and rounds would not change them, either, but to go through them takes longer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import accumulate
from operator import or_

from textfix.core import Rule
from textfix.part import hits
from textfix.pattern import pattern
from textfix.sets import Bits
from textfix.survey import Facts
from textfix.wake import Wake

SHORT = 400  # characters in which signs are sooner looked for than rules asked
_KANA = pattern("[\u3041-\u3096\u30a1-\u30fa]")


class FirstLook:
    """Does any of these rules find anything in a text?"""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._wake = Wake(rules)

    def is_clean(self, text: str) -> bool:
        """Do none find anything in a text, a document of its own?"""
        awake = self._wake.by(self._wake.seen(text))
        if not awake:
            return True
        if self._is_converted(text, awake):
            return False
        return self._finds_nothing(text, awake, awake)

    def are_clean(self, texts: Sequence[str]) -> list[bool]:
        """The same of each of many texts; signs are looked for in all of them together."""
        woken = [self._wake.by(seen) for seen in self._wake.seen_in(texts)]
        return [
            not signed or self._finds_nothing(text, awake, signed)
            for text, awake, signed in zip(texts, woken, self._signed(texts, woken), strict=True)
        ]

    def _is_converted(self, text: str, awake: Bits) -> bool:
        """Is this a long text for a conversion between scripts, and no Japanese?

        It mostly finds something, and it is a waste to ask the others first.
        """
        if len(text) <= SHORT or not any(rule.fast for rule in self._wake.named(awake).values()):
            return False
        return not _KANA.search(text)

    def _finds_nothing(self, text: str, awake: Bits, asked: Bits) -> bool:
        facts = Facts((text,), self._wake.named(awake))
        for rule in self._wake.named(asked).values():
            # To look for the sign is quick where there is little to look through.
            if len(text) > SHORT or rule.sign is None or rule.has_sign(text):
                for _ in hits(rule, text, facts):
                    return False
        return True

    def _signed(self, texts: Sequence[str], woken: Sequence[Bits]) -> Iterator[Bits]:
        """Of the rules that wake in each text those whose sign it has, or that have none."""
        signed = [0] * len(texts)
        unsigned = 0
        joined = "\n".join(texts)
        starts = list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
        for bit, rule in self._wake.rules(reduce(or_, woken, 0)):
            if rule.sign is None:
                unsigned |= bit
                continue
            for number in _with_sign(rule, joined, starts):
                signed[number] |= bit
        return (awake & (unsigned | sign) for awake, sign in zip(woken, signed, strict=True))


def _with_sign(rule: Rule, joined: str, starts: Sequence[int]) -> Iterator[int]:
    """The numbers of the texts that have the rule's sign."""
    at = 0
    while match := rule.has_sign(joined, at):
        number = bisect_right(starts, match.start()) - 1
        yield number
        if number + 1 == len(starts):
            return
        at = starts[number + 1]
