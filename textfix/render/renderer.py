"""What a way of printing is given, and what it must be able to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from textfix.files.outcome import Outcome
from textfix.formats.spot import Spot


class Context(NamedTuple):
    """What the ways of printing have to know.

    `suspected` lists what only unsafe rules suspect, too; `version` is that of textfix, `rules`
    are the manuals of rules and checks by name, `width` is that of the terminal in columns.
    """

    color: bool = False
    suspected: bool = False
    version: str = ""
    rules: Mapping[str, str] = {}
    width: int = 80

    def listed(self, outcome: Outcome) -> tuple[Spot, ...]:
        """Which findings of a file are to be shown."""
        return outcome.spots if self.suspected else outcome.found


class Renderer(Protocol):
    """Outcomes as text, piece by piece: `begin`, `file` for each, `end`; what they return is joined."""

    def begin(self) -> str:
        """What comes before the first file."""

    def file(self, outcome: Outcome) -> str:
        """What there is to say about a file; nothing about a clean one."""

    def end(self) -> str:
        """What comes after the last file."""
