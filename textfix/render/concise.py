"""A line for each finding: `path:line:column: rule: old -> new  (note)`."""

from __future__ import annotations

from collections.abc import Iterator

from textfix.files.outcome import Outcome
from textfix.render.color import Painter, painter
from textfix.render.message import message
from textfix.render.place import Place, places
from textfix.render.renderer import Context
from textfix.render.visible import visible


class Renderer:
    """Prints outcomes a line for each finding, problem and error, without colour."""

    def __init__(self, context: Context) -> None:
        self._listed = context.listed

    def begin(self) -> str:
        """Nothing."""
        return ""

    def file(self, outcome: Outcome) -> str:
        """Its findings in order, then its problems, then its error."""
        return "".join(f"{line}\n" for line in self._lines(outcome))

    def end(self) -> str:
        """Nothing."""
        return ""

    def _lines(self, outcome: Outcome) -> Iterator[str]:
        place = places(outcome)
        for spot in self._listed(outcome):
            yield f"{locus(outcome, place(spot))} {spot.rule}: {message(spot)}"
        yield from complaints(outcome, painter(False))


def locus(outcome: Outcome, place: Place | None) -> str:
    """`path:line:column:`, or `path:` where there are no lines."""
    at = f"{place.line}:{place.column}:" if place else ""
    return f"{visible(outcome.path)}:{at}"


def complaints(outcome: Outcome, paint: Painter) -> Iterator[str]:
    """Lines for the records of a file that could not be read, and for its error."""
    path = paint("path", f"{visible(outcome.path)}:")
    for problem in outcome.problems:
        yield f"{path} {paint('warning', 'warning:')} {visible(problem)}"
    if outcome.error:
        yield f"{path} {paint('error', 'error:')} {visible(outcome.error)}"
