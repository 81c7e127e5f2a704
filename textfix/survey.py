"""Facts: what a document as a whole says, before any rule judges a part of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from textfix.core import Rule

T = TypeVar("T")
Evidence = Callable[[str], Mapping[tuple[str, ...], int]]


@dataclass(frozen=True, eq=False)
class Facts:
    """Counts that add up: `survey(a) + survey(b) == survey(a + b)`, cut at a paragraph start.

    Nothing is counted before it is asked for, as most rules find nothing to judge. `asked` holds
    each rule's own evidence under its name; `damage` counts what safe rules have repaired in this
    document so far.
    """

    texts: tuple[str, ...] = ()
    asked: Mapping[str, Evidence] = field(default_factory=dict)
    damage: Counter[str] = field(default_factory=Counter)
    _cache: dict[object, Any] = field(default_factory=dict, init=False, repr=False)

    def __add__(self, other: Facts) -> Facts:
        asked = {**self.asked, **other.asked}
        return Facts(self.texts + other.texts, asked, self.damage + other.damage)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Facts):
            return NotImplemented
        mine, others = (
            (f.chars, {rule: +f.of(rule) for rule in f.asked}, f.damage) for f in (self, other)
        )
        return mine == others

    @property
    def chars(self) -> Counter[str]:
        """How often each character occurs."""
        return self.count(Counter)

    def of(self, rule: str) -> Counter[tuple[str, ...]]:
        """A rule's own evidence about this document."""
        return self.count(self.asked[rule]) if rule in self.asked else Counter()

    def count(self, count: Callable[[str], Mapping[Any, int]]) -> Counter[Any]:
        """What a function counts in this document, worked out once."""
        if count not in self._cache:  # rules may share it
            counted: Counter[Any] = Counter()
            for text in self.texts:
                counted.update(count(text))
            self._cache[count] = counted
        result: Counter[Any] = self._cache[count]
        return result

    def cached(self, key: str, judge: Callable[[Facts], T]) -> T:
        """`judge(self)`, worked out once for these facts."""
        if key not in self._cache:
            self._cache[key] = judge(self)
        result: T = self._cache[key]
        return result

    def with_damage(self, damage: Counter[str]) -> Facts:
        """The same facts, knowing of more repairs."""
        more = replace(self, damage=Counter(damage))
        more._cache.update((key, of) for key, of in self._cache.items() if callable(key))
        return more


def survey(text: str, rules: Iterable[Rule] = ()) -> Facts:
    """What a document says: its characters, and the evidence these rules ask for.

    >>> survey("數數").chars["數"]
    2
    """
    return Facts((text,), {rule.name: rule.evidence for rule in rules if rule.evidence is not None})
