"""Where findings stand in a file, in lines and columns; and how its path is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from textfix.files.outcome import Outcome
from textfix.formats.spot import Lines, Spot


class Place(NamedTuple):
    """From 1, in characters; the end is behind the last one, perhaps on a later line."""

    line: int
    column: int
    end_line: int
    end_column: int


def places(outcome: Outcome) -> Callable[[Spot], Place | None]:
    """Tells the place of each finding; None in a file without a text of its own (Parquet).

    >>> places(Outcome("a.txt", "一\\n二三"))(Spot("r", 3, 4, "三", None))
    Place(line=2, column=2, end_line=2, end_column=3)
    """
    if not outcome.text:
        return lambda spot: None
    lines = Lines(outcome.text)
    return lambda spot: Place(*lines.place(spot.start), *lines.place(spot.end))


def posix(path: str) -> str:
    """A path with slashes, as patches, URIs and other machines want it.

    >>> posix("./data/a.csv")
    'data/a.csv'
    """
    return PurePath(path).as_posix()
