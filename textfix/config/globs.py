"""Patterns of paths in the way of `.gitignore`, which people know."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@lru_cache(maxsize=256)
def _spec(globs: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(globs)


def matches(globs: tuple[str, ...], path: str) -> bool:
    """Is this path, with slashes and from the folder of the patterns, one of theirs?

    The last pattern that fits counts; `!` before it takes back what those before it say. A folder
    ends in a slash.

    >>> matches(("*.csv", "/raw/", "!a.csv"), "x/b.csv"), matches(("*.csv", "!a.csv"), "x/a.csv")
    (True, False)
    """
    return bool(globs) and _spec(globs).match_file(path)


def check(glob: str) -> None:
    """Raise ValueError for what is no pattern, or can fit no path."""
    if all(pattern.include is None for pattern in _spec((glob,)).patterns):
        raise ValueError(glob)
