"""What a run says: each file as it comes, and the last lines."""

from __future__ import annotations

import sys
from collections import Counter
from functools import cached_property
from typing import NamedTuple

from textfix.cli.gather import Tally
from textfix.cli.terminal import Output, columns, tell
from textfix.files.outcome import Outcome
from textfix.render import renderer
from textfix.render.color import Choice, enabled
from textfix.render.renderer import Context, Renderer
from textfix.render.summary import summary
from textfix.render.visible import visible

WIDEST = 120  # columns: wider lines are hard to read
FOR_PEOPLE = ("text", "concise")


class Manner(NamedTuple):
    """How to tell: the output format, `always`, `never` or `auto` for color, and how much."""

    format: str = "text"
    color: Choice = "auto"
    suspected: bool = False
    quiet: bool = False


class Show:
    """Writes what comes of files in one of the output formats.

    Where files are being repaired, they are even if it cannot be written; `end` says so.
    """

    def __init__(self, manner: Manner, *, fixing: bool = False) -> None:
        self._manner, self._fixing = manner, fixing
        self._brief = fixing and manner.format == "text"
        self._output = Output(needed=not fixing)
        if manner.format not in FOR_PEOPLE:  # which have no beginning and no end
            self._say(self._renderer.begin())

    @cached_property
    def _renderer(self) -> Renderer:
        return _renderer(self._manner)  # takes 3 ms to import, and most files are clean

    def file(self, outcome: Outcome) -> None:
        """Tell what came of a file; errors go to standard error, whatever the format."""
        if outcome.silent:
            return
        for problem in outcome.problems:
            tell(f"warning: {outcome.path}: {problem}")
        if outcome.error:
            tell(f"error: {outcome.path}: {outcome.error}")
        if self._manner.format in FOR_PEOPLE:
            outcome = outcome._replace(error="", problems=())
        self._say(_brief(outcome) if self._brief else self._renderer.file(outcome))

    def end(self, tally: Tally, *, undo: str = "") -> bool:
        """The last lines; in formats for programs only what was skipped, on standard error.

        `undo` is the command that takes back what was done, if one does.
        Was all written that there was to say?
        """
        if self._manner.format not in FOR_PEOPLE:
            self._say(self._renderer.end())
        if fault := self._output.fault:
            tell(f"error: {fault}")
        if not self._manner.quiet:
            tally.tell_rest()
        if fault or (self._manner.format in FOR_PEOPLE and not self._manner.quiet):
            tail = f"; {undo} takes it back" if undo else ""
            head = "the report is cut off, the work is done: " if fault else ""
            tell(head + summary(tally.counts).rstrip() + tail)
        return not fault

    def _say(self, text: str) -> None:
        if text and not (self._manner.quiet and self._manner.format in FOR_PEOPLE):
            self._output.write(text)


def _renderer(manner: Manner) -> Renderer:
    from textfix import RULES, __version__
    from textfix.files.checks import CHECKS

    manuals: dict[str, str] = {}
    if manner.format == "sarif":
        manuals = {name: of.doc for known in (RULES, CHECKS) for name, of in known.items()}
    color = enabled(manner.color, sys.stdout)
    width = min(columns(), WIDEST)
    return renderer(manner.format, Context(color, manner.suspected, __version__, manuals, width))


def _brief(outcome: Outcome) -> str:
    """A line for a file that was written, or in which something is left."""
    done = Counter(spot.rule for spot in outcome.spots if spot.fixed)
    left = Counter(spot.rule for spot in outcome.spots if not spot.fixed and spot.safe)
    parts = []
    if outcome.written:
        parts.append(f"repaired{_counts(done)}")
    if left:
        parts.append(f"left{_counts(left)}")
    return f"{visible(outcome.path)}: {'; '.join(parts)}\n" if parts else ""


def _counts(counts: Counter[str]) -> str:
    shown = ", ".join(f"{rule} {count:,}" for rule, count in counts.most_common())
    return f" {shown}" if shown else ""
