"""What came of a run, in one line."""

from __future__ import annotations

from operator import add
from typing import NamedTuple

from textfix.files.outcome import Outcome


class Counts(NamedTuple):
    """How many files there were, and how many findings and complaints of each kind.

    >>> Counts.of(Outcome("a.txt")).plus(Counts.of(Outcome("b.txt", error="vanished")))
    Counts(files=2, changed=0, written=0, repairs=0, left=0, suspected=0, problems=0, errors=1)
    """

    files: int = 0
    changed: int = 0
    written: int = 0
    repairs: int = 0
    left: int = 0
    suspected: int = 0
    problems: int = 0
    errors: int = 0

    @classmethod
    def of(cls, outcome: Outcome) -> Counts:
        """Those of one file."""
        repairs = 0 if outcome.error else sum(spot.fixed for spot in outcome.spots)
        found = len(outcome.found)
        return cls(
            1,
            outcome.changed,
            outcome.written,
            repairs,
            0 if outcome.error else found - repairs,
            len(outcome.spots) - found,
            len(outcome.problems),
            bool(outcome.error),
        )

    def plus(self, other: Counts) -> Counts:
        """Those of both."""
        return Counts(*map(add, self, other))


def summary(counts: Counts) -> str:
    """One line that says it.

    >>> summary(Counts(files=30, changed=2, repairs=12, left=1, suspected=5))
    '2 of 30 files to repair: 12 repairs, 1 finding left, 5 suspected\\n'
    >>> summary(Counts(files=1))
    '1 file, nothing to repair\\n'
    """
    head, repairs = many(counts.files, "file"), ""
    if counts.changed:
        done = f"{counts.written:,} of {head} repaired"
        head = done if counts.written else f"{counts.changed:,} of {head} to repair"
        repairs = many(counts.repairs, "repair")
    else:
        head += ", nothing to repair"
    parts = (
        repairs,
        counts.left and f"{many(counts.left, 'finding')} left",
        counts.suspected and f"{counts.suspected:,} suspected",
        counts.problems and many(counts.problems, "problem"),
        counts.errors and many(counts.errors, "error"),
    )
    said = ", ".join(part for part in parts if part)
    return f"{head}: {said}\n" if said else f"{head}\n"


def many(count: int, what: str) -> str:
    """A count of things.

    >>> many(1, "file"), many(2_000, "file")
    ('1 file', '2,000 files')
    """
    return f"{count:,} {what}{'' if count == 1 else 's'}"
