"""A closer look at a long text: what characters it has, and for which rules nothing stands together.

Needs numpy; `textfix.road` says when it is used. Without, to look so takes as long as to ask rules.
"""

from __future__ import annotations

from functools import lru_cache

from textfix.array import Seen
from textfix.beside import Beside
from textfix.codes import windows
from textfix.sets import Bits
from textfix.wake import Wake


class Closer:
    """The sets of characters that a text has any of, and rules that surely find nothing in it."""

    def __init__(self, wake: Wake, seen: Seen) -> None:
        self._wake, self._seen = wake, seen
        self._learn(0)

    def __call__(self, text: str) -> tuple[Bits, Bits]:
        """Of these rules only those that have been awake."""
        seen = found = 0
        for window in windows(text):
            seen |= self._seen.of(window)
            found |= self._beside.of(window)
        awake = self._wake.by(seen)
        if awake & ~self._known:  # rules that never wake are not imported
            self._learn(self._known | awake)
            return self(text)
        return seen, self._idle(found)

    def _learn(self, rules: Bits) -> None:
        """Look for what these rules need to stand together."""
        sequences: dict[tuple[str, ...], Bits] = {}
        self._known, self._needed = rules, list[tuple[Bits, Bits]]()
        for bit, rule in self._wake.rules(rules):
            beside = rule.beside() if callable(rule.beside) else rule.beside
            if own := [sequences.setdefault(sets, 1 << len(sequences)) for sets in beside]:
                self._needed.append((bit, sum(own)))
        self._beside = Beside(list(sequences))
        self._idle = lru_cache(1024)(self._idle_by)

    def _idle_by(self, found: Bits) -> Bits:
        """The rules of which nothing is found that needs to stand together."""
        return sum(rule for rule, needed in self._needed if not needed & found)
