"""Rules at work on a document: phase after phase, each to a fixed point.

What is only shown matters to the text no more than as what later rules must not touch. So the
rules that write are asked first, and those that only show when something would be written, or when
the findings are to be explained: of a clean text nobody asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textfix.aligned import sparing
from textfix.core import Finding, Hit, Phase, Rule, choose
from textfix.part import Part, Sight, findings, hits
from textfix.sets import Bits
from textfix.survey import NOTHING, TEXTS, Facts
from textfix.wake import Wake

ROUNDS = 4  # of one phase; text that has not settled by then is shown, not changed
UNSETTLED = "each repair makes room for another: left"


class Document:
    """The parts of a document, and what is known of them as they are now."""

    def __init__(self, parts: Sequence[Part], wake: Wake) -> None:
        self.parts, self.wake = parts, wake
        self.writers: Bits = 0
        self.damage: dict[str, int] = {}  # what safe rules have repaired in this pass
        self._facts: Facts | None = None
        self._woken: Bits | None = None
        self._idle: Bits = 0  # rules that surely find nothing, by facts of the parts as they are

    def repair(self, writers: Bits) -> bool:
        """Pass through all phases by rules of which some write. Returns whether any did."""
        self.writers, self.damage = writers, {}
        before = [part.text for part in self.parts]
        explained = any(part.trace is not None for part in self.parts)
        if not explained and self._facts is not None and self._finds_nothing():
            return False  # as most that were repaired once
        for phase, rules in self.wake.phases:
            awake = self.woken()
            if not explained and not awake & writers & -(rules & -rules):  # from this phase on
                break
            if awake & rules & writers:
                self.settle(phase, rules)
            elif awake & rules:
                self.see(phase, rules, self.facts())
        return before != [part.text for part in self.parts]

    def _finds_nothing(self) -> bool:
        """Does no rule that writes find anything? Then no phase would, either."""
        facts = self.facts()
        writing = self._asked(self.writers, facts)
        for part in self.parts:
            for rule in writing.values():
                if not (part.is_quiet(rule.name, facts) or _is_quiet(rule, part, facts)):
                    return False
        return True

    def woken(self) -> Bits:
        """The rules that wake over the whole."""
        if self._woken is None:
            seen, self._idle = 0, -1
            for part in self.parts:
                has, idle = part.look(self.wake)
                seen |= has
                self._idle &= idle
            self._woken = self.wake.by(seen)
        return self._woken

    def facts(self) -> Facts:
        """Facts, taken anew where anything was written."""
        if self._facts is None:
            texts = tuple(part.text for part in self.parts)
            self._facts = Facts(texts, self.wake.named(self.woken()), self.damage)
        elif not self._facts.are_of(self.damage):
            self._facts = self._facts.with_damage(self.damage)
        return self._facts

    def settle(self, phase: Phase, rules: Bits) -> None:
        """One phase: those of its rules that write again and again until nothing is found.

        Once nothing is found by the facts taken first, facts are taken anew, so that a second run
        finds nothing more.
        """
        facts = self.facts()
        found = self._find(rules, facts)
        if any(f.written for f in found):
            facts, found = self._write(phase, rules, facts, found)
        self.see(phase, rules, facts, found)

    def _write(
        self, phase: Phase, rules: Bits, facts: Facts, found: list[_Found]
    ) -> tuple[Facts, list[_Found]]:
        """The facts and the findings of the last round; all that is left of them is shown."""
        start, known = [part.state() for part in self.parts], self.damage
        fresh, rounds = False, 0
        while True:
            steps = [choose(f.written) for f in found]
            if not any(steps) and fresh:
                return facts, found
            if any(steps):
                if rounds == ROUNDS:
                    break
                self._apply(steps, phase)
                facts, fresh, rounds = facts.with_damage(self.damage), False, rounds + 1
            else:
                facts, fresh = self.facts(), True
            found = self._find(rules, facts)
        # It does not settle: leave the phase undone, and show what it wanted.
        for part, state in zip(self.parts, start, strict=True):
            part.restore(state, phase)
        self._changed(known)
        facts = self.facts()
        return facts, self._find(rules, facts, fast=False)

    def _apply(self, steps: Sequence[tuple[Finding, ...]], phase: Phase) -> None:
        facts = self._facts if len(self.parts) == 1 else None
        for part, step in zip(self.parts, steps, strict=True):
            part.write(step, phase, facts)
        repaired = (f.rule for s in steps for f in s if f.rule in self.wake.safe)
        self._changed(Counter(self.damage) + Counter(repaired))

    def _changed(self, damage: dict[str, int]) -> None:
        self.damage, self._facts, self._woken = damage, None, None

    def _find(self, rules: Bits, facts: Facts, fast: bool = True) -> list[_Found]:
        """What those of these rules that write find in each part."""
        writing = self._asked(rules & self.writers, facts)
        return [_find(part, writing, facts, fast) for part in self.parts]

    def _asked(self, rules: Bits, facts: Facts) -> Mapping[str, Rule]:
        """Those of these rules that are awake, and may find something by such facts.

        By facts of the text before a round, of which more may be left, no rule is idle.
        """
        woken = self.woken()
        fresh = self._facts is not None and facts.agree(self._facts, TEXTS)
        return self.wake.named(woken & rules & ~(self._idle if fresh else 0))

    def see(
        self, phase: Phase, rules: Bits, facts: Facts, found: Sequence[_Found] | None = None
    ) -> None:
        """What is left of a phase: what its rules found and did not write, and what others show."""
        others = tuple(self._asked(rules & ~self.writers, facts).values())
        for part, f in zip(self.parts, found or [_Found([], [])] * len(self.parts), strict=True):
            unsettled = [w._replace(note=UNSETTLED) for w in f.written]
            if others or f.shown or unsettled:
                part.see(Sight(phase, f.shown, unsettled, others, facts, part.text))


class _Found(NamedTuple):
    written: list[Finding]
    shown: list[tuple[Rule, Hit]]


def _find(part: Part, rules: Mapping[str, Rule], facts: Facts, fast: bool = True) -> _Found:
    """What these rules would write, and what they only show.

    A rule whose findings nobody asks for takes its fast road, where no other finds anything.
    """
    found, quick = _Found([], []), list[Rule]()
    fast = fast and part.trace is None
    for rule in rules.values():
        if not part.is_quiet(rule.name, facts):
            if fast and rule.safe and rule.fast is not None:
                quick.append(rule)
            else:
                _ask(rule, part, facts, found)
    for rule in quick:
        alone = len(quick) == 1 and not found.written and not found.shown
        if not alone or not _write_at_once(rule, part, facts, found):
            _ask(rule, part, facts, found)
    return found


def _write_at_once(rule: Rule, part: Part, facts: Facts, found: _Found) -> bool:
    """Enter what a rule makes of the whole text by its fast road, if that can be told."""
    assert rule.fast is not None
    facts.used = NOTHING
    whole = rule.fast(part.text, facts)
    if whole == part.text:
        part.quiet(rule, facts)
        return True
    kept = part.kept(rule)
    if kept and (len(part.text) != len(whole) or any(start == end for start, end in kept)):
        return False  # the two cannot be laid side by side
    text = sparing(kept, part.text, whole)  # a run of characters that change is one hit
    if text != part.text:
        found.written.append(Finding(rule.name, 0, part.text, text))
    return True


def _ask(rule: Rule, part: Part, facts: Facts, found: _Found) -> None:
    """Enter what a rule finds."""
    facts.used = NOTHING
    every = [hit for _, hit in hits(rule, part.text, facts)]
    if not every:
        part.quiet(rule, facts)
        return
    found.shown.extend((rule, hit) for hit in every if hit.new is None)
    written = [hit for hit in every if hit.new is not None]
    if written:
        found.written.extend(findings(rule, written, part.text, part.kept(rule)))


def _is_quiet(rule: Rule, part: Part, facts: Facts) -> bool:
    """Does a rule find nothing?"""
    facts.used = NOTHING
    for _ in hits(rule, part.text, facts):
        return False
    part.quiet(rule, facts)
    return True
