"""A line of the Reviewdog Diagnostic Format for each finding (rdjsonl); see `rdjson`."""

from __future__ import annotations

from textfix.files.outcome import Outcome
from textfix.render.json import dumps
from textfix.render.rdjson import SOURCE, diagnostics
from textfix.render.renderer import Context


class Renderer:
    """Prints a line for each finding, problem and error."""

    def __init__(self, context: Context) -> None:
        self._listed = context.listed

    def begin(self) -> str:
        """Nothing."""
        return ""

    def file(self, outcome: Outcome) -> str:
        """Its findings in order, then its problems, then its error."""
        found = diagnostics(outcome, self._listed(outcome))
        return "".join(f"{dumps({'source': SOURCE, **one})}\n" for one in found)

    def end(self) -> str:
        """Nothing."""
        return ""
