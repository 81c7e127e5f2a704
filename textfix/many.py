"""Many texts at once: which of them are clean.

Most short texts are clean, and to ask each rule about each of them takes longer than to look
through all of them together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import accumulate
from operator import or_

from textfix.core import Rule
from textfix.settle import is_clean
from textfix.wake import EVERY, Bits, Wake


def known_clean(texts: Sequence[str], wake: Wake, writers: Bits) -> list[bool]:
    """Is it soon seen of each text, a document of its own, that none of these rules would write?"""
    return [
        not rules or is_clean(text, wake, EVERY, rules)
        for text, rules in zip(texts, _awake(texts, wake, writers), strict=True)
    ]


def _awake(texts: Sequence[str], wake: Wake, among: Bits) -> list[Bits]:
    """The rules of `among` that may find something in each text."""
    woken = [wake.by(seen) & among for seen in wake.seen_in(texts)]
    signed = [0] * len(texts)  # rules whose sign a text has
    unsigned = 0
    joined = "\n".join(texts)
    starts = list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
    for bit, rule in wake.rules(reduce(or_, woken, 0)):
        if rule.sign is None:
            unsigned |= bit
            continue
        for number in _with_sign(rule, joined, starts):
            signed[number] |= bit
    return [woke & (unsigned | sign) for woke, sign in zip(woken, signed, strict=True)]


def _with_sign(rule: Rule, joined: str, starts: Sequence[int]) -> Iterator[int]:
    """The numbers of the texts that have the rule's sign."""
    at = 0
    while match := rule.has_sign(joined, at):
        number = bisect_right(starts, match.start()) - 1
        yield number
        if number + 1 == len(starts):
            return
        at = starts[number + 1]
