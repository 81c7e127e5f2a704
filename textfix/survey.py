"""Facts: what a document as a whole says, before any rule judges a part of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from textfix.core import Rule

T = TypeVar("T")


class Facts:
    """Counts that add up: `survey(a) + survey(b) == survey(a + b)`, cut at a paragraph start.

    Nothing is counted before it is asked for, as most rules find nothing to judge. `asked` holds
    the rules whose own evidence may be asked for, by name; `damage` counts what safe rules have
    repaired in this document so far.
    """

    __slots__ = ("_counted", "_judged", "asked", "damage", "texts")

    def __init__(
        self,
        texts: tuple[str, ...] = (),
        asked: Mapping[str, Rule] | None = None,
        damage: Mapping[str, int] | None = None,
    ) -> None:
        self.texts = texts
        self.asked = asked or {}
        self.damage: Mapping[str, int] = damage or {}
        self._counted: dict[object, Counter[Any]] = {}
        self._judged: dict[str, Any] = {}

    def __add__(self, other: Facts) -> Facts:
        asked = {**self.asked, **other.asked}
        damage = Counter(self.damage) + Counter(other.damage)
        return Facts(self.texts + other.texts, asked, damage)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Facts):
            return NotImplemented
        mine, others = (
            (f.chars, {rule: +f.of(rule) for rule in f.asked}, f.damage) for f in (self, other)
        )
        return mine == others

    __hash__ = None  # type: ignore[assignment]

    @property
    def chars(self) -> Counter[str]:
        """How often each character occurs."""
        return self.count(Counter)

    def has(self, characters: Iterable[str]) -> bool:
        """Is any of these in the document?"""
        return any(c in text for c in characters for text in self.texts)

    def number(self, part: str) -> int:
        """How often a character or a word occurs; of a few quicker than by `chars`."""
        return sum(text.count(part) for text in self.texts)

    def of(self, rule: str) -> Counter[tuple[str, ...]]:
        """A rule's own evidence about this document."""
        evidence = self.asked[rule].evidence if rule in self.asked else None
        return self.count(evidence) if evidence else Counter()

    def count(self, count: Callable[[str], Mapping[Any, int]]) -> Counter[Any]:
        """What a function counts in this document, worked out once."""
        if count not in self._counted:  # rules may share it
            counted: Counter[Any] = Counter()
            for text in self.texts:
                counted.update(count(text))
            self._counted[count] = counted
        return self._counted[count]

    def cached(self, key: str, judge: Callable[[Facts], T]) -> T:
        """`judge(self)`, worked out once for these facts."""
        if key not in self._judged:
            self._judged[key] = judge(self)
        result: T = self._judged[key]
        return result

    def with_damage(self, damage: Mapping[str, int]) -> Facts:
        """The same facts, knowing of more repairs."""
        more = Facts(self.texts, self.asked, damage)
        more._counted = self._counted
        return more


def survey(text: str, rules: Iterable[Rule] = ()) -> Facts:
    """What a document says: its characters, and the evidence these rules ask for.

    >>> survey("數數").chars["數"]
    2
    """
    return Facts((text,), {rule.name: rule for rule in rules})
