"""Pipelines: which rules run and what they may touch; and the profiles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any

from textfix.clean import FirstLook
from textfix.core import Phase, Protect, Report, Rule, Span
from textfix.part import Part
from textfix.rules import RULES
from textfix.sets import Bits
from textfix.settle import Document
from textfix.spans import touches
from textfix.wake import Wake

FEW = 100  # texts that are not worth looking at together
BATCH = 10_000  # looked at together at most
PASSES = 4  # through all phases; most pages need one, and one more that finds nothing


class UnknownRule(ValueError):
    """No rule of that name; the message names the nearest."""


class Pipeline:
    """Rules that compose: immutable, picklable, callable on a `str`.

    Safe rules are applied; unsafe ones are shown, unless `daring` names them or all are (`unsafe`).
    Words and patterns of `protect` are never touched.

    >>> from textfix import PROFILES
    >>> PROFILES["zh-hans"].only("traditional")("數據")
    '数据'
    """

    rules: tuple[Rule, ...]
    daring: frozenset[str]
    protect: tuple[Protect, ...]
    unsafe: bool

    def __init__(
        self,
        rules: Iterable[Rule] = (),
        daring: Iterable[str] = (),
        protect: Iterable[Protect] = (),
        unsafe: bool = False,
    ) -> None:
        unique = {rule.name: rule for rule in rules}
        self.__dict__.update(
            rules=tuple(sorted(unique.values(), key=lambda rule: (rule.phase, rule.name))),
            daring=frozenset(daring).intersection(unique),
            protect=tuple(protect),
            unsafe=unsafe,
        )

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a pipeline does not change; its methods give another one")

    def __reduce__(self) -> tuple[Any, ...]:
        if any(RULES.get(rule.name) is not rule for rule in self.rules):
            return Pipeline, self._said()
        names = tuple(rule.name for rule in self.rules)
        return _unpickled, (names, self.daring, self.protect, self.unsafe)

    def __eq__(self, other: object) -> bool:
        return self._said() == other._said() if isinstance(other, Pipeline) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._said())

    def __repr__(self) -> str:
        return f"Pipeline{self._said()!r}"

    def _said(self) -> tuple[Any, ...]:
        return self.rules, self.daring, self.protect, self.unsafe

    def _with(self, **said: Any) -> Pipeline:
        """The same but for this."""
        names = "rules", "daring", "protect", "unsafe"
        return Pipeline(**{**dict(zip(names, self._said(), strict=True)), **said})

    @classmethod
    def of(
        cls,
        profile: str = "zh-hans",
        *,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        unsafe: bool = False,
        protect: Iterable[Protect] = (),
    ) -> Pipeline:
        """The pipeline these options ask for.

        `select` replaces the profile's rules (and applies unsafe ones it names), `ignore` takes
        from them, `unsafe` applies unsafe rules too, `protect` names words and patterns never
        touched. Raises UnknownRule, or ValueError for an unknown profile.
        """
        if profile not in PROFILES:
            raise ValueError(_unknown("profile", profile, list(PROFILES)))
        if select == ignore == protect == () and not unsafe:  # as mostly
            return PROFILES[profile]
        select, ignore = _names(select), _names(ignore)
        everything = PROFILES["zh-hans"]
        chosen = everything.only(*select) if select else PROFILES[profile]
        if ignore:
            everything._check(ignore)
            chosen = chosen.without(*(rule.name for rule in chosen.rules if rule.name in ignore))
        if unsafe:
            chosen = chosen.with_unsafe()
        words = (protect,) if isinstance(protect, str | re.Pattern) else tuple(protect)
        return chosen.protecting(*words) if words else chosen

    def only(self, *names: str) -> Pipeline:
        """Just these rules, applied even if unsafe: who names a rule wants it."""
        self._check(names)
        rules = tuple(rule for rule in self.rules if rule.name in names)
        return self._with(rules=rules, daring=self.daring | frozenset(names), unsafe=False)

    def without(self, *names: str) -> Pipeline:
        """All but these rules."""
        self._check(names)
        rules = tuple(rule for rule in self.rules if rule.name not in names)
        return self._with(rules=rules, daring=self.daring - frozenset(names))

    def with_unsafe(self) -> Pipeline:
        """The same rules, the unsafe ones applied too."""
        return self._with(unsafe=True)

    def protecting(self, *words: Protect) -> Pipeline:
        """The same rules, never touching these words and patterns."""
        return self._with(protect=(*self.protect, *words))

    def __add__(self, other: Pipeline | Rule) -> Pipeline:
        if isinstance(other, Rule):
            other = Pipeline((other,))
        return Pipeline(
            (*self.rules, *other.rules),
            self.daring | other.daring,
            tuple(dict.fromkeys((*self.protect, *other.protect))),
            self.unsafe or other.unsafe,
        )

    def __call__(self, text: str, *, keep: Sequence[Span] = ()) -> str:
        """Repair `text`; the same object comes back where nothing is wrong.

        `keep` holds sorted spans of `text` that stay as they are.

        >>> from textfix import PROFILES
        >>> PROFILES["zh-hans"]("數據和數據", keep=[(0, 2)])
        '數據和数据'
        """
        if self._first_look.is_clean(text):
            return text
        return self._repaired(text, keep)

    def _repaired(self, text: str, keep: Sequence[Span] = ()) -> str:
        part = Part(text, keep=keep)
        self._run([part])
        return text if part.text == text else part.text

    def fix_many(self, texts: Iterable[str]) -> list[str]:
        """Repair many texts, each a document of its own; of most one look shows they are clean.

        >>> from textfix import PROFILES
        >>> PROFILES["zh-hans"].fix_many(["數據", "数据"])
        ['数据', '数据']
        """
        rest, fixed = iter(texts), list[str]()
        while batch := list(islice(rest, BATCH)):
            look = self._first_look
            clean = look.are_clean(batch) if len(batch) >= FEW else map(look.is_clean, batch)
            fixed += (
                text if is_so else self._repaired(text)
                for text, is_so in zip(batch, clean, strict=True)
            )
        return fixed

    def is_clean(self, text: str) -> bool:
        """Is it soon seen that no rule that writes finds anything in a text, whatever is kept?

        >>> from textfix import PROFILES
        >>> PROFILES["zh-hans"].is_clean("数据"), PROFILES["zh-hans"].is_clean("數據")
        (True, False)
        """
        return self._first_look.is_clean(text)

    def report(self, text: str, *, keep: Sequence[Span] = ()) -> Report:
        """The same repair, explained; `keep` holds sorted spans of `text` that stay as they are."""
        part = Part(text, explain=True, keep=keep)
        self._run([part])
        return part.report()

    def parts(self, texts: Sequence[str]) -> list[str]:
        """Repair one document given in parts (see `cuts`), joined as if it were whole."""
        parts = [Part(text) for text in texts]
        self._run(parts)
        return [part.text for part in parts]

    def writes(self, rule: Rule) -> bool:
        """Is this rule applied, not only shown?"""
        return rule.safe or self.unsafe or rule.name in self.daring

    def _check(self, names: Iterable[str]) -> None:
        known = [rule.name for rule in self.rules]
        for name in names:
            if name not in known:
                raise UnknownRule(_unknown("rule", name, known))

    def _run(self, parts: Sequence[Part]) -> None:
        """Safe rules first, then the unsafe ones named, then all; each until a pass writes nothing.

        So a second run finds nothing to do, and a text repaired safely today and boldly tomorrow
        ends as one repaired boldly at once.
        """
        wake, stages = self._plan
        document = Document(parts, wake)
        for writers in stages:
            for _ in range(PASSES):
                for part in parts:
                    part.begin(self._protected)
                if not document.repair(writers):
                    break

    @cached_property
    def _first_look(self) -> FirstLook:
        """What tells clean texts: no rule that writes, or keeps text from others, finds anything."""
        return FirstLook([rule for rule in self.rules if self.writes(rule)])

    @cached_property
    def _plan(self) -> tuple[Wake, list[Bits]]:
        """What wakes the rules, and which of them write: at first, in the end."""
        wake = Wake(self.rules)
        early = wake.those(lambda rule: rule.safe or (rule.early and rule.name in self.daring))
        named = wake.those(lambda rule: rule.safe or rule.name in self.daring)
        return wake, list(dict.fromkeys((early, named, wake.those(self.writes))))

    def _protected(self, text: str) -> list[Span]:
        from textfix.protect import protected

        return protected(text, self.protect)


def _unknown(what: str, name: str, known: Sequence[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, known, 1, 0.5)
    hint = f"; did you mean {near[0]}?" if near else f"; known: {', '.join(known)}"
    return f"no {what} named {name!r}{hint}"


def cuts(text: str, protect: Iterable[Protect] = ()) -> list[int]:
    r"""Where a document may be cut into parts: at the starts of paragraphs, outside of code.

    >>> cuts("一\n\n二\n三\n\n\n四")
    [3, 9]
    """
    from textfix.protect import protected

    kept = protected(text, protect)
    starts = (m.end() for m in re.finditer(r"\n[^\S\n]*\n(?=[^\S\n]*\S)", text))
    return [at for at in starts if not touches(kept, at, at)]


def _profiles() -> dict[str, Pipeline]:
    """`repair`: what bytes and fonts did; `zh-hans`: clean Simplified; `publish`: typography too."""
    everything = Pipeline(tuple(RULES.values()))
    repair = (rule.name for rule in everything.rules if rule.phase <= Phase.FORM)
    typography = (rule.name for rule in everything.rules if rule.phase == Phase.PUNCTUATION)
    return {
        "repair": everything.only(*repair)._with(daring=()),
        "zh-hans": everything,
        "publish": everything._with(daring=typography),
    }


PROFILES: dict[str, Pipeline] = _profiles()


@lru_cache(maxsize=16)
def _unpickled(
    names: tuple[str, ...],
    daring: frozenset[str],
    protect: tuple[Protect, ...],
    unsafe: bool,
) -> Pipeline:
    """The same for each that was alike: a worker gets one with every task, and tables take long."""
    return Pipeline(tuple(RULES[name] for name in names), daring, protect, unsafe)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
