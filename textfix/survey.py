"""Facts: what a document as a whole says, before any rule judges a part of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from textfix.core import Rule

T = TypeVar("T")
NOTHING, TEXTS, DAMAGE = 0, 1, 2  # what of the facts was used
SCRIPT = 4  # what rules note themselves: that it mattered which script something is written in


class Facts:
    """Counts that add up: `survey(a) + survey(b) == survey(a + b)`, cut at a paragraph start.

    Nothing is counted before it is asked for, as most rules find nothing to judge. `asked` holds
    the rules whose own evidence may be asked for, by name; `damage` counts what safe rules have
    repaired in this document so far.

    `used` says which of this has been asked for since it was last set to NOTHING: what does not
    depend on it need not be asked again when it changes.
    """

    __slots__ = ("_asked", "_counted", "_damage", "_judged", "_texts", "used")

    def __init__(
        self,
        texts: tuple[str, ...] = (),
        asked: Mapping[str, Rule] | None = None,
        damage: Mapping[str, int] | None = None,
    ) -> None:
        self._texts = texts
        self._asked = asked or {}
        self._damage: Mapping[str, int] = damage or {}
        self._counted: dict[object, Counter[Any]] = {}
        self._judged: dict[str, tuple[Any, int]] = {}
        self.used = NOTHING

    @property
    def texts(self) -> tuple[str, ...]:
        """The parts of the document."""
        self.used |= TEXTS
        return self._texts

    @property
    def asked(self) -> Mapping[str, Rule]:
        """The rules whose own evidence may be asked for, by name."""
        self.used |= TEXTS
        return self._asked

    @property
    def damage(self) -> Mapping[str, int]:
        """How much each safe rule has repaired."""
        self.used |= DAMAGE
        return self._damage

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
        self.used |= TEXTS
        return any(c in text for c in characters for text in self._texts)

    def number(self, part: str) -> int:
        """How often a character or a word occurs; of a few quicker than by `chars`."""
        self.used |= TEXTS
        return sum([text.count(part) for text in self._texts])

    def of(self, rule: str) -> Counter[tuple[str, ...]]:
        """A rule's own evidence about this document."""
        self.used |= TEXTS
        evidence = self._asked[rule].evidence if rule in self._asked else None
        return self.count(evidence) if evidence else Counter()

    def count(self, count: Callable[[str], Mapping[Any, int]]) -> Counter[Any]:
        """What a function counts in this document, worked out once."""
        self.used |= TEXTS
        counted = self._counted.get(count)
        if counted is None:  # rules may share it
            counted = self._counted[count] = Counter()
            for text in self._texts:
                counted.update(count(text))
        return counted

    def cached(self, key: str, judge: Callable[[Facts], T]) -> T:
        """`judge(self)`, worked out once for these facts."""
        known = self._judged.get(key)
        if known is None:
            before, self.used = self.used, NOTHING
            known = self._judged[key] = judge(self), self.used
            self.used |= before
        self.used |= known[1]
        result: T = known[0]
        return result

    def with_damage(self, damage: Mapping[str, int]) -> Facts:
        """The same facts, knowing of more repairs, or of fewer."""
        other = Facts(self._texts, self._asked, damage)
        other._counted = self._counted
        other._judged = {key: of for key, of in self._judged.items() if not of[1] & DAMAGE}
        return other

    def are_of(self, damage: Mapping[str, int]) -> bool:
        """Do they know of just these repairs?"""
        return self._damage == damage

    def agree(self, other: Facts, used: int) -> bool:
        """Are these the same facts as others, as far as those were `used`?"""
        if used & TEXTS and self._counted is not other._counted:
            return False
        return not used & DAMAGE or self._damage == other._damage


def survey(text: str, rules: Iterable[Rule] = ()) -> Facts:
    """What a document says: its characters, and the evidence these rules ask for.

    >>> survey("數數").chars["數"]
    2
    """
    return Facts((text,), {rule.name: rule for rule in rules})
