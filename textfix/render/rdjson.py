"""One document of the Reviewdog Diagnostic Format (rdjson).

Columns count the bytes of the line in UTF-8, from 1, as that format has it (reviewdog, proto/rdf);
the end is behind the last. Suggestions are what is written in the file, in its own spelling.
"""

from __future__ import annotations

from collections.abc import Iterator

from textfix.files.outcome import Outcome
from textfix.files.path_name import path_fields
from textfix.formats.spot import Lines, Spot
from textfix.render.json import dumps
from textfix.render.message import level, message
from textfix.render.place import posix
from textfix.render.renderer import Context
from textfix.render.replacements import replacements

SOURCE = {"name": "textfix"}
_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


class Renderer:
    """Prints a document with a line for each finding, problem and error."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._comma = ""

    def begin(self) -> str:
        """The head of the document."""
        return f'{{"source": {dumps(SOURCE)}, "diagnostics": [\n'

    def file(self, outcome: Outcome) -> str:
        """Its findings in order, then its problems, then its error."""
        out: list[str] = []
        for diagnostic in diagnostics(outcome, self._context.listed(outcome)):
            out += self._comma, dumps(diagnostic)
            self._comma = ",\n"
        return "".join(out)

    def end(self) -> str:
        """The tail of the document."""
        return "\n]}\n" if self._comma else "]}\n"


def diagnostics(outcome: Outcome, spots: tuple[Spot, ...]) -> Iterator[dict[str, object]]:
    """Each finding, problem and error of a file, as the format has it."""
    location: dict[str, object] = {"path": path_fields(posix(outcome.path))["path"]}
    lines = ByteLines(outcome.text)
    written = replacements(outcome) if spots else {}
    for spot in spots:
        diagnostic: dict[str, object] = {
            "message": message(spot),
            "location": location,
            "severity": _SEVERITIES[level(spot)],
            "code": {"value": spot.rule},
        }
        if outcome.text:
            range = {"start": lines.position(spot.start), "end": lines.position(spot.end)}
            diagnostic["location"] = {**location, "range": range}
            if spot.fixed and spot.span in written:
                diagnostic["suggestions"] = [{"range": range, "text": written[spot.span]}]
        yield diagnostic
    for problem in outcome.problems:
        yield {"message": problem, "location": location, "severity": "WARNING"}
    if outcome.error:
        yield {"message": outcome.error, "location": location, "severity": "ERROR"}


class ByteLines:
    """Lines and columns of a text, both from 1, columns in bytes of UTF-8.

    Quick where the places asked for come in order, even in a line of many megabytes.

    >>> ByteLines("质量").position(1)
    {'line': 1, 'column': 4}
    """

    def __init__(self, text: str) -> None:
        self._lines = Lines(text)
        self._line = self._at = self._bytes = 0

    def position(self, at: int) -> dict[str, int]:
        """Line and column of the character at `at`."""
        line, column = self._lines.place(at)
        if line != self._line or at < self._at:
            self._line, self._at, self._bytes = line, at - column + 1, 0
        self._bytes += size(self._lines.text[self._at : at])
        self._at = at
        return {"line": line, "column": self._bytes + 1}


def size(text: str) -> int:
    """The bytes of a text in UTF-8; one for a byte that was kept as a lone surrogate."""
    try:
        return len(text.encode())
    except UnicodeEncodeError:
        kept = sum("\udc80" <= c <= "\udcff" for c in text)
        return len(text.encode("utf-8", "surrogatepass")) - 2 * kept
