"""Annotations of GitHub Actions: a workflow command for each finding.

    ::error file=page.txt,line=1,endLine=1,col=1,endColumn=7,title=textfix (pinyin-gloss)::...

A step shows ten of each kind; the log has them all.
"""

from __future__ import annotations

from collections.abc import Iterator

from textfix.files.outcome import Outcome
from textfix.formats.spot import Spot
from textfix.render.message import level, message
from textfix.render.place import Place, places, posix
from textfix.render.renderer import Context
from textfix.render.visible import visible

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


class Renderer:
    """Prints a command for each finding, problem and error."""

    def __init__(self, context: Context) -> None:
        self._listed = context.listed

    def begin(self) -> str:
        """Nothing."""
        return ""

    def file(self, outcome: Outcome) -> str:
        """Its findings in order, then its problems, then its error."""
        return "".join(f"{line}\n" for line in self._commands(outcome))

    def end(self) -> str:
        """Nothing."""
        return ""

    def _commands(self, outcome: Outcome) -> Iterator[str]:
        place, file = places(outcome), posix(outcome.path)
        for spot in self._listed(outcome):
            yield _annotation(file, spot, place(spot))
        for problem in outcome.problems:
            yield command("warning", {"file": file, "title": "textfix"}, problem)
        if outcome.error:
            yield command("error", {"file": file, "title": "textfix"}, outcome.error)


def _annotation(file: str, spot: Spot, place: Place | None) -> str:
    properties: dict[str, object] = {"file": file}
    if place:
        properties |= {"line": place.line, "endLine": place.end_line}
        if place.line == place.end_line:  # the runner takes columns within one line only
            properties |= {"col": place.column, "endColumn": place.end_column}
    properties["title"] = f"textfix ({spot.rule})"
    return command(_COMMANDS[level(spot)], properties, message(spot))


def command(name: str, properties: dict[str, object], said: str) -> str:
    """A workflow command, escaped as actions/toolkit does it.

    >>> command("error", {"file": "a,b.txt"}, "100%")
    '::error file=a%2Cb.txt::100%25'
    """
    pairs = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {pairs}::{_data(visible(said))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    # The names of files are escaped before anything else of them is made visible.
    return visible(_data(text).replace(":", "%3A").replace(",", "%2C"))
