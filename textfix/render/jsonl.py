"""A line of JSON for each finding, with the `path` (see `json`) and `encoding` of its file.

The other fields are those of a finding in the `json` format. A record that could not be read is a
line with `path` and `problem`, a file with which nothing could be done one with `path` and `error`.
"""

from __future__ import annotations

from collections.abc import Iterator

from textfix.files.outcome import Outcome
from textfix.files.path_name import path_fields
from textfix.render.json import dumps, finding
from textfix.render.place import places
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
        return "".join(f"{dumps(line)}\n" for line in self._objects(outcome))

    def end(self) -> str:
        """Nothing."""
        return ""

    def _objects(self, outcome: Outcome) -> Iterator[dict[str, object]]:
        place, path = places(outcome), path_fields(outcome.path)
        for spot in self._listed(outcome):
            yield {**path, "encoding": outcome.encoding, **finding(spot, place(spot))}
        for problem in outcome.problems:
            yield {**path, "problem": problem}
        if outcome.error:
            yield {**path, "error": outcome.error}
