"""A part of a document at work: its text, what may not be touched, what was done to it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from itertools import islice, takewhile
from typing import NamedTuple

from textfix.characters import are_apart
from textfix.core import Finding, Hit, Phase, Report, Rule, Span, apply
from textfix.sets import Bits
from textfix.spans import merge, shift, touches
from textfix.survey import DAMAGE, SCRIPT, Facts
from textfix.trace import Trace
from textfix.wake import Wake


def _nothing(text: str) -> list[Span]:
    return []


class Sight(NamedTuple):
    """What a phase sees and leaves: hits, findings, and all that some rules find.

    If it was looked at in part, `beside` is what was kept by then of the same text.
    """

    phase: Phase
    hits: Sequence[tuple[Rule, Hit]]
    findings: Sequence[Finding]
    rules: Sequence[Rule]
    facts: Facts
    text: str
    beside: list[Span] | None = None


class State(NamedTuple):
    """Where a part stands, so that a phase can be undone."""

    text: str
    kept: list[Span] | None
    pinned: list[Span]
    unseen: tuple[Sight, ...]
    steps: int
    trace: Trace | None


class Part:
    """A part of a document at work: its text, what may not be touched, what was done."""

    def __init__(self, text: str, explain: bool = False, keep: Sequence[Span] = ()) -> None:
        self.text = self.before = text
        self._pinned = list(keep)  # spans that stay, whatever happens around them
        self._protected: Callable[[str], list[Span]] = _nothing
        self._kept: list[Span] | None = None
        self._unseen: tuple[Sight, ...] = ()  # what is to be kept, too, once somebody asks
        self._look: tuple[Bits, Bits] | None = None
        self._quiet: dict[str, tuple[Facts, int]] = {}
        self._alike: set[str] = set()  # of these rules, those that go by folded text
        self.steps: list[tuple[Finding, ...]] = []
        self.trace = Trace() if explain else None
        self.left: list[Finding] = []
        # Places of `before` that were edited, by phase: in this pass, and in those before it.
        self.edited: dict[Phase, list[Span]] = defaultdict(list)
        self.earlier: dict[Phase, list[Span]] = {}

    def begin(self, protected: Callable[[str], list[Span]]) -> None:
        """Start anew on the text as it is now; `protected` says what of it may not be touched."""
        self._protected, self._kept, self._unseen, self.left = protected, None, (), []
        self.earlier = {phase: merge(spans) for phase, spans in self.edited.items()}

    def kept(self, writer: Rule | None = None) -> list[Span]:
        """What is protected, and frozen: seen as damage but not repaired.

        For a rule that writes, of what is frozen only what its hits may reach: the others need
        not be asked for yet, and most of them never are.
        """
        if self._kept is None:  # most texts are clean, and nobody asks
            self._kept = merge([*self._protected(self.text), *self._pinned])
        unseen, self._unseen = self._unseen, ()
        for sight in unseen:
            beside = self._kept if sight.beside is None else sight.beside
            rules, later = list[Rule](), list[Rule]()
            for rule in sight.rules:
                (later if writer and _are_apart(rule, writer) else rules).append(rule)
            found = ((rule, hit) for r in rules for rule, hit in hits(r, sight.text, sight.facts))
            both = (*sight.hits, *found)
            seen = [f for rule, hit in both for f in findings(rule, (hit,), sight.text, beside)]
            self._show([*sight.findings, *seen], sight.phase)
            if later:
                rest = sight._replace(hits=(), findings=(), rules=later, beside=beside)
                self._unseen += (rest,)
        return self._kept

    def is_quiet(self, rule: str, facts: Facts) -> bool:
        """Is it known that this rule finds nothing in the text as it is now?"""
        known = self._quiet.get(rule)
        return known is not None and facts.agree(*known)

    def quiet(self, rule: Rule, facts: Facts) -> None:
        """Note that this rule found nothing by what it `used` of the facts."""
        self._quiet[rule.name] = facts, facts.used
        if rule.alike:
            self._alike.add(rule.name)

    def _still_quiet(self, before: str, facts: Facts | None) -> dict[str, tuple[Facts, int]]:
        """The rules that go on to find nothing, as the text was only made Simplified."""
        alike = [name for name in self._alike if facts and self.is_quiet(name, facts)]
        quiet = {name: self._quiet[name] for name in alike if not self._quiet[name][1] & SCRIPT}
        if not quiet:
            return {}
        from textfix.scripts.converter import are_alike  # clean text has no use for the tables

        if not are_alike(before, self.text):
            return {}
        return {name: (facts, used & DAMAGE) for name, (facts, used) in quiet.items()}

    def look(self, wake: Wake) -> tuple[Bits, Bits]:
        """Which sets of characters the text has as it is now; rules that surely find nothing."""
        if self._look is None:
            self._look = wake.look(self.text)
        return self._look

    def state(self) -> State:
        """What `restore` needs to come back here."""
        trace = copy(self.trace)
        return State(self.text, self._kept, self._pinned, self._unseen, len(self.steps), trace)

    def restore(self, state: State, phase: Phase) -> None:
        """Undo what this phase wrote since."""
        self.text, self._kept, self._pinned, self._unseen, steps, self.trace = state
        self._look, self._quiet = None, {}
        for step in self.steps[steps:]:
            del self.edited[phase][-len(step) :]
        del self.steps[steps:]

    def write(self, step: tuple[Finding, ...], phase: Phase, facts: Facts | None = None) -> None:
        """Apply findings that do not overlap; `facts` are of this text, if it is all there is."""
        if not step:
            return
        if self.trace is not None:
            origin = self.trace.origin
            self.edited[phase] += (origin(f.start, f.end) for f in step)
            self.steps.append(step)
            self.trace.add(step)
        if any(len(f.old) != len(f.new or "") for f in step):
            self._kept = shift(self.kept(), step)
            self._pinned = shift(self._pinned, step)
        before, self.text = self.text, apply(self.text, step)
        self._look, self._quiet = None, self._still_quiet(before, facts)

    def see(self, sight: Sight) -> None:
        """Keep what is seen and not repaired from every later rule."""
        self._unseen += (sight,)
        if self.trace is not None:
            self.kept()

    def _show(self, shown: Sequence[Finding], phase: Phase) -> None:
        """What a pass before this one made look like damage is not what the document held."""
        assert self._kept is not None
        if self.trace is not None:
            later = [spans for other, spans in self.earlier.items() if other > phase]
            for f in shown:
                start, end = self.trace.origin(f.start, f.end)
                if not any(touches(spans, start, end) for spans in later):
                    self.left.append(f._replace(start=start, old=self.before[start:end]))
        # An insertion that is only shown has nothing to keep.
        if spans := [(f.start, f.end) for f in shown if f.old]:
            self._kept = merge([*self._kept, *spans])

    def report(self) -> Report:
        """What was done, of a part that is the whole document and was told to explain."""
        assert self.trace is not None
        changes = self.trace.changes(self.before, self.text)
        after = self.text if changes else self.before
        left = tuple(sorted(set(self.left), key=lambda f: (f.start, f.end, f.rule)))
        return Report(self.before, after, tuple(self.steps), changes, left)


def _are_apart(rule: Rule, writer: Rule) -> bool:
    """Can no hit of one reach into a hit of the other?"""
    return bool(rule.holds and writer.holds) and are_apart(rule.holds, writer.holds)


def hits(rule: Rule, text: str, facts: Facts) -> Iterator[tuple[Rule, Hit]]:
    """What a rule finds, but for what stands there already."""
    for hit in rule.find(text, facts):
        if hit.new != text[hit.start : hit.end]:
            yield rule, hit


def findings(rule: Rule, hits: Iterable[Hit], text: str, kept: Sequence[Span]) -> Iterator[Finding]:
    """What of some hits lies outside what is kept."""
    for low, high, new, score, note in hits:
        if not kept:  # as mostly
            yield Finding(rule.name, low, text[low:high], new, score, note)
            continue
        for start, old, piece in around(kept, low, text[low:high], new):
            yield Finding(rule.name, start, old, piece, score, note)


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
