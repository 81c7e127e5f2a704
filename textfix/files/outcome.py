"""What came of one file: the type that commands decide by and that every way of printing shows."""

from __future__ import annotations

from typing import NamedTuple

from textfix.formats.spot import Spot


class Outcome(NamedTuple):
    """What was found in a file and what was, or would be, made of it.

    `text` and `after` are the decoded file before and after its repairs (both empty where nothing
    was found, and for files that hold no text as such, Parquet). `problems` are records that could
    not be read and were left; `error` says why nothing could be done, with the cure, and makes
    the exit code 2. `encoding` is what the file was read in (`utf-8-sig`: behind a mark); `changed`
    says that its bytes would differ, `written` that they now do. `met` is what it has of the
    columns and keys asked for (see `textfix.files.asked`).
    """

    path: str
    text: str = ""
    after: str = ""
    spots: tuple[Spot, ...] = ()
    problems: tuple[str, ...] = ()
    error: str = ""
    encoding: str = "utf-8"
    changed: bool = False
    written: bool = False
    met: frozenset[str] = frozenset()

    @property
    def silent(self) -> bool:
        """Is there nothing to say about the file? So it is with most."""
        return not (self.spots or self.problems or self.error or self.changed)

    @property
    def found(self) -> tuple[Spot, ...]:
        """What makes the file unclean, without what only unsafe rules suspect."""
        return tuple(spot for spot in self.spots if spot.counts)
