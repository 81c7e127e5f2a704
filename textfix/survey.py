"""Facts: what a document as a whole says, before any rule judges a part of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from textfix.core import Rule

T = TypeVar("T")


@dataclass(frozen=True)
class Facts:
    """Counts that add up: `survey(a) + survey(b) == survey(a + b)`, cut at a paragraph start.

    `chars` counts every character; `counts` holds each rule's own evidence under its name;
    `damage` counts what safe rules have repaired in this document so far.
    """

    chars: Counter[str] = field(default_factory=Counter)
    counts: Mapping[str, Counter[tuple[str, ...]]] = field(default_factory=dict)
    damage: Counter[str] = field(default_factory=Counter)
    _cache: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __add__(self, other: Facts) -> Facts:
        names = [*self.counts, *(name for name in other.counts if name not in self.counts)]
        counts = {name: self.of(name) + other.of(name) for name in names}
        return Facts(self.chars + other.chars, counts, self.damage + other.damage)

    def of(self, rule: str) -> Counter[tuple[str, ...]]:
        """A rule's own evidence about this document."""
        return self.counts.get(rule) or Counter()

    def cached(self, key: str, judge: Callable[[Facts], T]) -> T:
        """`judge(self)`, worked out once for these facts."""
        if key not in self._cache:
            self._cache[key] = judge(self)
        result: T = self._cache[key]
        return result

    def with_damage(self, damage: Counter[str]) -> Facts:
        """The same facts, knowing of more repairs."""
        return replace(self, damage=Counter(damage))


def survey(text: str, rules: Iterable[Rule] = ()) -> Facts:
    """Count what a document says: its characters, and the evidence these rules ask for.

    >>> survey("數數").chars["數"]
    2
    """
    asked = {rule.name: rule.evidence for rule in rules if rule.evidence is not None}
    counted = {count: Counter(count(text)) for count in set(asked.values())}  # rules may share it
    return Facts(Counter(text), {name: counted[count] for name, count in asked.items()})
