"""Rules at work on a document: phase after phase, each to a fixed point."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from functools import reduce
from itertools import groupby, islice, takewhile
from operator import add
from typing import NamedTuple

from textfix.core import (
    Finding,
    Phase,
    Report,
    Rule,
    Span,
    apply,
    choose,
    merge,
    shift,
    touches,
)
from textfix.survey import Facts, survey
from textfix.trace import Trace

ROUNDS = 4  # of one phase; text that has not settled by then is shown, not changed
UNSETTLED = "each repair makes room for another: left"


def _nothing(text: str) -> list[Span]:
    return []


class State(NamedTuple):
    """Where a part stands, so that a phase can be undone."""

    text: str
    kept: list[Span] | None
    pinned: list[Span]
    steps: int
    trace: Trace | None


class Part:
    """A part of a document at work: its text, what may not be touched, what was done."""

    def __init__(self, text: str, explain: bool = False, keep: Sequence[Span] = ()) -> None:
        self.text = self.before = text
        self._pinned = list(keep)  # spans that stay, whatever happens around them
        self._protected: Callable[[str], list[Span]] = _nothing
        self._kept: list[Span] | None = None
        self._awake: dict[object, bool] = {}
        self.steps: list[tuple[Finding, ...]] = []
        self.trace = Trace() if explain else None
        self.left: list[Finding] = []
        # Places of `before` that were edited, by phase: in this pass, and in those before it.
        self.edited: dict[Phase, list[Span]] = {phase: [] for phase in Phase}
        self.earlier: dict[Phase, list[Span]] = {}

    def begin(self, protected: Callable[[str], list[Span]]) -> None:
        """Start anew on the text as it is now; `protected` says what of it may not be touched."""
        self._protected, self._kept, self.left = protected, None, []
        self.earlier = {phase: merge(spans) for phase, spans in self.edited.items()}

    @property
    def kept(self) -> list[Span]:
        """What is protected, and frozen: seen as damage but not repaired."""
        if self._kept is None:  # most texts are clean, and nobody asks
            self._kept = merge([*self._protected(self.text), *self._pinned])
        return self._kept

    def awake(self, rule: Rule) -> bool:
        """Could this rule find anything here? Rules with the same needs are asked once."""
        if rule.needs not in self._awake:
            self._awake[rule.needs] = rule.awake(self.text)
        return self._awake[rule.needs]

    def state(self) -> State:
        """What `restore` needs to come back here."""
        return State(self.text, self._kept, self._pinned, len(self.steps), copy(self.trace))

    def restore(self, state: State, phase: Phase) -> None:
        """Undo what this phase wrote since."""
        self.text, self._kept, self._pinned, steps, self.trace = state
        self._awake = {}
        for step in self.steps[steps:]:
            del self.edited[phase][-len(step) :]
        del self.steps[steps:]

    def write(self, step: tuple[Finding, ...], phase: Phase) -> None:
        """Apply findings that do not overlap."""
        if not step:
            return
        if self.trace is not None:
            origin = self.trace.origin
            self.edited[phase] += (origin(f.start, f.end) for f in step)
            self.steps.append(step)
            self.trace.add(step)
        self._kept = shift(self.kept, step)
        self._pinned = shift(self._pinned, step)
        self.text = apply(self.text, step)
        self._awake = {}

    def show(self, shown: Sequence[Finding], phase: Phase) -> None:
        """Keep what was seen and not repaired from every later rule.

        What a pass before this one made look like damage is not what the document held.
        """
        if self.trace is not None:
            later = [spans for other, spans in self.earlier.items() if other > phase]
            for f in shown:
                start, end = self.trace.origin(f.start, f.end)
                if not any(touches(spans, start, end) for spans in later):
                    self.left.append(replace(f, start=start, old=self.before[start:end]))
        if shown:
            # An insertion that is only shown has nothing to keep.
            spans = ((f.start, f.end) for f in shown if f.old)
            self._kept = merge([*self.kept, *spans])

    def report(self) -> Report:
        """What was done, of a part that is the whole document and was told to explain."""
        assert self.trace is not None
        changes = self.trace.changes(self.before, self.text)
        after = self.text if changes else self.before
        left = tuple(sorted(set(self.left), key=lambda f: (f.start, f.end, f.rule)))
        return Report(self.before, after, tuple(self.steps), changes, left)


def repair(parts: Sequence[Part], rules: Sequence[Rule], daring: frozenset[str]) -> bool:
    """Repair a document given in parts, by rules in phase order; unsafe ones if `daring` has them.

    Returns whether anything was written.
    """
    damage: Counter[str] = Counter()
    before = [part.text for part in parts]
    for phase, group in groupby(rules, key=lambda rule: rule.phase):
        _settle(parts, phase, tuple(group), daring, damage)
    return before != [part.text for part in parts]


def _settle(
    parts: Sequence[Part],
    phase: Phase,
    rules: Sequence[Rule],
    daring: frozenset[str],
    damage: Counter[str],
) -> None:
    """One phase: every rule again and again until nothing is found.

    Once nothing is found by the facts taken first, facts are taken anew, so that a second run
    finds nothing more.
    """
    if not any(part.awake(rule) for rule in rules for part in parts):
        return
    safe = {rule.name for rule in rules if rule.safe}
    start, known = [part.state() for part in parts], Counter(damage)
    facts, fresh, rounds = _survey(parts, rules, damage), True, 0
    while True:
        found = [_find(part, rules, daring, facts) for part in parts]
        steps = [choose(f.written) for f in found]
        if not any(steps) and not fresh:
            facts, fresh = _survey(parts, rules, damage), True
            continue
        if not any(steps) or rounds == ROUNDS:
            break
        for part, step in zip(parts, steps, strict=True):
            part.write(step, phase)
        damage.update(f.rule for step in steps for f in step if f.rule in safe)
        facts, fresh, rounds = facts.with_damage(damage), False, rounds + 1
    if any(steps):  # it does not settle: leave the phase undone, and show what it wanted
        for part, state in zip(parts, start, strict=True):
            part.restore(state, phase)
        damage.clear()
        damage.update(known)
        facts = _survey(parts, rules, damage)
        found = [_find(part, rules, daring, facts, fast=False) for part in parts]
    for part, f in zip(parts, found, strict=True):
        part.show([*(replace(w, note=UNSETTLED) for w in f.written), *f.shown], phase)


def _survey(parts: Sequence[Part], rules: Iterable[Rule], damage: Counter[str]) -> Facts:
    awake = [rule for rule in rules if any(part.awake(rule) for part in parts)]
    return reduce(add, (survey(part.text, awake) for part in parts)).with_damage(damage)


class _Found(NamedTuple):
    written: list[Finding]
    shown: list[Finding]


def _find(
    part: Part, rules: Iterable[Rule], daring: frozenset[str], facts: Facts, fast: bool = True
) -> _Found:
    """What these rules would write, and what they only show.

    A rule whose findings nobody asks for takes its fast road, where no other finds anything.
    """
    found = _Found([], [])
    awake = [rule for rule in rules if part.awake(rule)]
    dense = [rule for rule in awake if rule.fast and rule.safe]
    if len(dense) == 1 and fast and part.trace is None and not part.kept:
        awake = [*(rule for rule in awake if rule is not dense[0]), *dense]
    else:
        dense = []
    for rule in awake:
        if rule.fast and dense and not found.written and not found.shown:
            quick = rule.fast(part.text, facts)
            if quick != part.text:
                found.written.append(Finding(rule.name, 0, part.text, quick))
            break
        for hit in rule.find(part.text, facts):
            old = part.text[hit.start : hit.end]
            if hit.new == old:
                continue
            written = hit.new is not None and (rule.safe or rule.name in daring)
            for start, was, new in around(part.kept, hit.start, old, hit.new):
                finding = Finding(rule.name, start, was, new, hit.score, hit.note)
                (found.written if written else found.shown).append(finding)
    return found


def around(
    kept: Sequence[Span], start: int, old: str, new: str | None
) -> Iterator[tuple[int, str, str | None]]:
    """An edit in the pieces between what must be kept, if it leaves that as it is.

    >>> list(around([(3, 6)], 1, "甲乙url丙", "一二url三"))
    [(1, '甲乙', '一二'), (6, '丙', '三')]

    Nothing, where it would change it.
    """
    end = start + len(old)
    if not touches(kept, start, end):
        yield start, old, new
        return
    first = bisect_right(kept, start, key=lambda span: span[1])
    inside = list(takewhile(lambda span: span[0] < end, islice(kept, first, None)))
    if new is None or inside[0][0] < start or inside[-1][1] > end:
        return
    pieces: list[tuple[int, str, str | None]] = []
    at, rest = start, new
    for low, high in inside:
        same = old[low - start : high - start]
        if old.count(same) != new.count(same):
            return
        before, _, rest = rest.partition(same)
        pieces.append((at, old[at - start : low - start], before))
        at = high
    pieces.append((at, old[at - start :], rest))
    yield from (piece for piece in pieces if piece[1] != piece[2])
