"""What a rule finds, and the one applier that writes it down.

Everything the library does (fixing, checking, explaining, undoing) is derived from findings, so
no two of them can disagree. This module knows nothing of Chinese and prints nothing.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from textfix.characters import Characters, characters

if TYPE_CHECKING:
    from textfix.survey import Facts

Span = tuple[int, int]
Protect = str | re.Pattern[str]  # words and patterns that are never touched


class Phase(enum.IntEnum):
    """When a rule runs. Evidence is destroyed by tidying, so bytes are repaired first."""

    REPAIR = 1
    FORM = 2
    SPACE = 3
    SCRIPT = 4
    PUNCTUATION = 5


class Reach(enum.IntEnum):
    """How far a rule looks around a hit, facts about the document aside."""

    LINE = 1
    PARAGRAPH = 2
    DOCUMENT = 3


class Hit(NamedTuple):
    """What a rule's `find` yields: text[start:end] should read `new`.

    `new` is None where the rule sees damage but no certain cure: it is shown and left.
    `score` says how sure the rule is, from 0 to 1 (1.0: an exact inverse).
    """

    start: int
    end: int
    new: str | None
    score: float = 1.0
    note: str = ""


class Finding(NamedTuple):
    """One defect: `old` at `start` should read `new` (None: shown, not changed)."""

    rule: str
    start: int
    old: str
    new: str | None
    score: float = 1.0
    note: str = ""

    @property
    def end(self) -> int:
        """Where the defect ends, in the text it was found in."""
        return self.start + len(self.old)


class Change(NamedTuple):
    """A span of the original text that reads differently now, and the findings behind it."""

    start: int
    old: str
    new: str
    findings: tuple[Finding, ...]

    @property
    def end(self) -> int:
        """Where the span ends in the original text."""
        return self.start + len(self.old)


Find = Callable[[str, "Facts"], Iterable[Hit]]
Needs = str | tuple[str, ...]
Beside = tuple[tuple[str, ...], ...]
Sign = re.Pattern[str] | Callable[[], re.Pattern[str]]


class Rule:
    r"""A detection module: what it finds, and what should stand there.

    needs     characters (`a-z` is a range) without which a document has nothing for the rule, which
              then sleeps; of several such sets one each. A function loads a table when first asked
    fast      a `str -> str` that equals applying every hit of `find`, none only shown; if it keeps the
              length, hits hold no character that stays
    evidence  counts what the rule wants to know of the whole document; counts of parts cut at
              paragraph starts add up
    sign      a pattern without a match of which, `\n` at either end or not, a text has nothing for it
    beside    the same by sets of characters, written as `needs`: those of two or three sets stand side
              by side so, or of a set alone three, at most one other between each
    holds     as `needs`, all characters that may be in hits: what writes others need not ask what
              this rule keeps
    alike     beside blanks and line ends it asks what Han `fold` to, elsewhere only that they are Han,
              or notes that it asked more; so it finds as little once a text is Simplified
    early     where named, an unsafe rule does not wait for the safe ones, as they destroy what it goes
              by
    """

    # Written out: `dataclasses` takes a third of the time to the first `fix` to import.
    __slots__ = (
        *("name", "phase", "safe", "find", "doc", "reach", "needs", "fast", "evidence"),
        *("early", "sign", "beside", "holds", "alike"),
    )

    def __init__(
        self,
        name: str,
        phase: Phase,
        safe: bool,
        find: Find,
        doc: str,
        reach: Reach = Reach.LINE,
        needs: Needs | Callable[[], Needs] = "",
        fast: Callable[[str, Facts], str] | None = None,
        evidence: Callable[[str], Mapping[tuple[str, ...], int]] | None = None,
        early: bool = False,
        sign: Sign | None = None,
        beside: Beside | Callable[[], Beside] = (),
        holds: str = "",
        alike: bool = False,
    ) -> None:
        self.name = name
        self.phase = phase
        self.safe = safe
        self.find = find
        self.doc = doc
        self.reach = reach
        self.needs = needs
        self.fast = fast
        self.evidence = evidence
        self.early = early
        self.sign = sign
        self.beside = beside
        self.holds = holds
        self.alike = alike

    @property
    def summary(self) -> str:
        """The first line of the manual."""
        return self.doc.strip().partition("\n")[0]

    @property
    def wakers(self) -> tuple[Characters, ...]:
        """What `needs` says, as sets; none for a rule that never sleeps."""
        needs = self.needs() if callable(self.needs) else self.needs
        return tuple(characters(s) for s in ((needs,) if isinstance(needs, str) else needs) if s)

    def awake(self, text: str) -> bool:
        """Could this rule find anything in a document of this text?"""
        seen = set(text)
        return all(any(c in wakers for c in seen) for wakers in self.wakers)

    def has_sign(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match of `sign` from `start` on. Raises TypeError for a rule without."""
        if self.sign is None:
            raise TypeError(f"{self.name} has no sign")
        return (self.sign() if callable(self.sign) else self.sign).search(text, start)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rule):
            return NotImplemented
        return self is other or self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f"<rule {self.name}>"

    def __reduce__(self) -> tuple[Any, ...]:
        # A rule of the library is pickled by name: its functions may be closures over tables.
        from textfix.rules import RULES

        if RULES.get(self.name) is self:
            return _by_name, (self.name,)
        return Rule, self._said()

    def _said(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in Rule.__slots__)


def _by_name(name: str) -> Rule:
    from textfix.rules import RULES

    return RULES[name]


def apply(text: str, findings: Iterable[Finding]) -> str:
    """Write findings (sorted, not overlapping) into the text they were found in.

    >>> apply("a  b", [Finding("two-blanks", 1, "  ", " ")])
    'a b'

    Raises ValueError where a finding does not fit the text.
    """
    out: list[str] = []
    at = 0
    for finding in findings:
        if finding.new is None:
            continue
        if finding.start < at or text[finding.start : finding.end] != finding.old:
            raise ValueError(f"{finding.rule} at {finding.start} does not fit this text")
        out += text[at : finding.start], finding.new
        at = finding.end
    return "".join((*out, text[at:])) if at or out else text


def invert(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that turn the result of `apply` back into the text before it."""
    out, shift = list[Finding](), 0
    for f in findings:
        if f.new is not None:
            out.append(Finding(f.rule, f.start + shift, f.new, f.old, f.score, f.note))
            shift += len(f.new) - len(f.old)
    return tuple(out)


def revert(text: str, findings: Iterable[Finding]) -> str:
    """Undo `apply`.

    >>> edit = [Finding("two-blanks", 1, "  ", " ")]
    >>> revert(apply("a  b", edit), edit)
    'a  b'
    """
    return apply(text, invert(findings))


def choose(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Of overlapping findings the earlier, then the longer, then the surer is kept.

    Two insertions at one place overlap; an insertion and an edit that ends there do not.
    """
    out, last = list[Finding](), (-1, -1)
    for finding in sorted(findings, key=lambda f: (f.start, -f.end, -f.score, f.rule)):
        span = finding.start, finding.end
        if finding.start >= last[1] and span != last:
            out.append(finding)
            last = span
    return tuple(out)


class Report(NamedTuple):
    """What a pipeline did to a text, and what it saw and left.

    `steps` are the exact edits in order, each a tuple of findings about the text of that moment;
    `changes` are spans of `before`; `left` are findings about `before` that were not applied.
    """

    before: str
    after: str
    steps: tuple[tuple[Finding, ...], ...]
    changes: tuple[Change, ...]
    left: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found, as findings about `before`, in order."""
        done = (
            Finding(
                c.findings[0].rule,
                c.start,
                c.old,
                c.new,
                min(f.score for f in c.findings),
                "; ".join(dict.fromkeys(f.note for f in c.findings if f.note)),
            )
            for c in self.changes
        )
        return tuple(sorted((*done, *self.left), key=lambda f: (f.start, f.end, f.rule)))

    def undo(self) -> str:
        """The text before, worked out from the text after and the steps alone."""
        text = self.after
        for step in reversed(self.steps):
            text = revert(text, step)
        return text

    def to_dict(self) -> dict[str, Any]:
        """The report in plain types, for JSON."""
        return {
            "before": self.before,
            "after": self.after,
            "steps": [[finding._asdict() for finding in step] for step in self.steps],
            "changes": [
                {**change._asdict(), "findings": [f._asdict() for f in change.findings]}
                for change in self.changes
            ],
            "left": [finding._asdict() for finding in self.left],
        }
