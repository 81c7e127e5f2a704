"""A pipeline: rules in phase order, each phase to a fixed point; and the profiles."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import reduce
from itertools import groupby
from operator import add
from typing import NamedTuple

from textfix.core import (
    Finding,
    Phase,
    Report,
    Rule,
    Span,
    Trace,
    apply,
    choose,
    merge,
    shift,
    touches,
)
from textfix.protect import Protect, protected
from textfix.rules import RULES
from textfix.survey import Facts, survey

RULESET = "2026.11"  # grows when a safe rule changes what it does to text
ROUNDS = 4  # of one phase; text that has not settled by then is shown, not changed


class UnknownRule(ValueError):
    """No rule of that name; the message names the nearest."""


class _Part:
    """A part of the document at work: its text, what may not be touched, what was done."""

    def __init__(self, text: str, kept: list[Span], explain: bool) -> None:
        self.text = text
        self.kept = kept  # protected, and frozen: seen as damage but not repaired
        self.steps: list[tuple[Finding, ...]] = []
        self.trace = Trace() if explain else None
        self.left: list[Finding] = []

    def state(self) -> tuple[str, list[Span], int, Trace | None]:
        return self.text, self.kept, len(self.steps), copy(self.trace)

    def restore(self, state: tuple[str, list[Span], int, Trace | None]) -> None:
        self.text, self.kept, steps, self.trace = state
        del self.steps[steps:]

    def write(self, step: tuple[Finding, ...]) -> None:
        if not step:
            return
        self.text = apply(self.text, step)
        self.kept = shift(self.kept, step)
        if self.trace is not None:
            self.steps.append(step)
            self.trace.add(step)

    def show(self, shown: Sequence[Finding], before: str | None) -> None:
        """Keep what was seen and not repaired from every later rule."""
        if self.trace is not None and before is not None:
            for f in shown:
                start, end = self.trace.origin(f.start, f.end)
                self.left.append(replace(f, start=start, old=before[start:end]))
        self.kept = merge([*self.kept, *((f.start, f.end) for f in shown)])


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Rules that compose: immutable, picklable, callable on a `str`.

    Safe rules are applied; unsafe ones are shown, unless `daring` names them.

    >>> from textfix import PROFILES
    >>> PROFILES["zh-hans"].only("traditional")("數據")
    '数据'
    """

    rules: tuple[Rule, ...] = ()
    daring: frozenset[str] = frozenset()
    protect: tuple[Protect, ...] = ()

    def __post_init__(self) -> None:
        unique = {rule.name: rule for rule in self.rules}
        rules = sorted(unique.values(), key=lambda rule: (rule.phase, rule.name))
        object.__setattr__(self, "rules", tuple(rules))
        object.__setattr__(self, "daring", self.daring.intersection(unique))

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
        return replace(self, rules=rules, daring=self.daring | frozenset(names))

    def without(self, *names: str) -> Pipeline:
        """All but these rules."""
        self._check(names)
        rules = tuple(rule for rule in self.rules if rule.name not in names)
        return replace(self, rules=rules, daring=self.daring - frozenset(names))

    def with_unsafe(self) -> Pipeline:
        """The same rules, the unsafe ones applied too."""
        return replace(self, daring=frozenset(rule.name for rule in self.rules))

    def protecting(self, *words: Protect) -> Pipeline:
        """The same rules, never touching these words and patterns."""
        return replace(self, protect=(*self.protect, *words))

    def __add__(self, other: Pipeline | Rule) -> Pipeline:
        if isinstance(other, Rule):
            other = Pipeline((other,))
        return Pipeline(
            (*self.rules, *other.rules),
            self.daring | other.daring,
            tuple(dict.fromkeys((*self.protect, *other.protect))),
        )

    def __call__(self, text: str) -> str:
        """Repair `text`; the same object comes back where nothing is wrong."""
        part = _Part(text, protected(text, self.protect), explain=False)
        self._run([part])
        return text if part.text == text else part.text

    def report(self, text: str) -> Report:
        """The same repair, explained."""
        part = _Part(text, protected(text, self.protect), explain=True)
        self._run([part], before=text)
        assert part.trace is not None
        changes = part.trace.changes(text, part.text)
        after = part.text if changes else text
        left = tuple(sorted(set(part.left), key=lambda f: (f.start, f.end, f.rule)))
        return Report(text, after, tuple(part.steps), changes, left)

    def parts(self, texts: Sequence[str]) -> list[str]:
        """Repair one document given in parts (see `cuts`), joined as if it were whole."""
        parts = [_Part(text, protected(text, self.protect), explain=False) for text in texts]
        self._run(parts)
        return [part.text for part in parts]

    def _check(self, names: Iterable[str]) -> None:
        known = [rule.name for rule in self.rules]
        for name in names:
            if name not in known:
                raise UnknownRule(_unknown("rule", name, known))

    def _run(self, parts: Sequence[_Part], before: str | None = None) -> None:
        damage: Counter[str] = Counter()
        for _, group in groupby(self.rules, key=lambda rule: rule.phase):
            self._settle(parts, tuple(group), damage, before)

    def _settle(
        self,
        parts: Sequence[_Part],
        rules: tuple[Rule, ...],
        damage: Counter[str],
        before: str | None,
    ) -> None:
        """One phase: every rule again and again until nothing is found.

        Once nothing is found by the facts taken first, facts are taken anew, so that a second run
        finds nothing more. Guesses wait until the safe rules have nothing left to do: what they
        see is then the same whether they run now or on a text repaired before.
        """
        awake = [rule for rule in rules if any(rule.awake(part.text) for part in parts)]
        if not awake:
            return
        start, known = [part.state() for part in parts], Counter(damage)
        facts, fresh = self._survey(parts, awake, damage), True
        writes = {True: 0, False: 0}
        while True:
            found = [self._find(part, rules, facts, len(awake) == 1) for part in parts]
            safe = any(f.safe for f in found)
            if not (safe or fresh):
                facts, fresh = self._survey(parts, rules, damage), True
                continue
            steps = [choose(f.safe if safe else f.daring) for f in found]
            if not any(steps) or writes[safe] == ROUNDS:
                break
            writes[safe] += 1
            for part, step in zip(parts, steps, strict=True):
                part.write(step)
            fresh = False
            if safe:
                damage.update(f.rule for step in steps for f in step)
                facts = facts.with_damage(damage)
        if any(steps):  # it does not settle: leave the phase undone, and show what it wanted
            for part, state in zip(parts, start, strict=True):
                part.restore(state)
            damage.clear()
            damage.update(known)
            facts = self._survey(parts, awake, damage)
            found = [self._find(part, rules, facts) for part in parts]
        for part, f in zip(parts, found, strict=True):
            part.show([*f.safe, *f.daring, *f.shown], before)

    @staticmethod
    def _survey(parts: Sequence[_Part], rules: Iterable[Rule], damage: Counter[str]) -> Facts:
        awake = [rule for rule in rules if any(rule.awake(part.text) for part in parts)]
        return reduce(add, (survey(part.text, awake) for part in parts)).with_damage(damage)

    def _find(
        self, part: _Part, rules: Iterable[Rule], facts: Facts, alone: bool = False
    ) -> _Found:
        """What these rules would write, and what they only show.

        Where one of them is `alone` and nobody asks for its findings, it may take its fast road.
        """
        found = _Found([], [], [])
        for rule in rules:
            if not rule.awake(part.text):
                continue
            if alone and rule.safe and rule.fast and part.trace is None and not part.kept:
                if part.text == (quick := rule.fast(part.text, facts)):
                    continue
                found.safe.append(Finding(rule.name, 0, part.text, quick))
                continue
            daring = rule.name in self.daring
            for hit in rule.find(part.text, facts):
                old = part.text[hit.start : hit.end]
                if hit.new == old or touches(part.kept, hit.start, hit.end):
                    continue
                finding = Finding(rule.name, hit.start, old, hit.new, hit.score, hit.note)
                if hit.new is None or not (rule.safe or daring):
                    found.shown.append(finding)
                else:
                    (found.safe if rule.safe else found.daring).append(finding)
        return found


class _Found(NamedTuple):
    safe: list[Finding]
    daring: list[Finding]
    shown: list[Finding]


def _unknown(what: str, name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, 1, 0.5)
    hint = f"; did you mean {near[0]}?" if near else f"; known: {', '.join(known)}"
    return f"no {what} named {name!r}{hint}"


def cuts(text: str, protect: Iterable[Protect] = ()) -> list[int]:
    r"""Where a document may be cut into parts: at the starts of paragraphs, outside of code.

    >>> cuts("一\n\n二\n三\n\n\n四")
    [3, 9]
    """
    kept = protected(text, protect)
    starts = (m.end() for m in re.finditer(r"\n[^\S\n]*\n(?=[^\S\n]*\S)", text))
    return [at for at in starts if not touches(kept, at, at)]


def _profiles() -> dict[str, Pipeline]:
    """`repair`: what bytes and fonts did; `zh-hans`: clean Simplified; `publish`: typography too."""
    everything = Pipeline(tuple(RULES.values()))
    repair = (rule.name for rule in everything.rules if rule.phase <= Phase.FORM)
    typography = (rule.name for rule in everything.rules if rule.phase == Phase.PUNCTUATION)
    return {
        "repair": replace(everything.only(*repair), daring=frozenset()),
        "zh-hans": everything,
        "publish": replace(everything, daring=frozenset(typography)),
    }


PROFILES: dict[str, Pipeline] = _profiles()


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
