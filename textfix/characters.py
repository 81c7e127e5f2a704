"""Sets of characters, written as in a regular expression: `a-z0-9`."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from textfix.pattern import pattern

ANY = "\0-\U0010ffff"
_ITEM = pattern(r"(.)-(.)|(.)", re.S)


class Characters(NamedTuple):
    """A set of characters: single ones, and ranges, whose starts and ends are sorted."""

    singles: frozenset[str] = frozenset()
    starts: str = ""
    ends: str = ""

    def __contains__(self, character: object) -> bool:
        if character in self.singles:
            return True
        if not isinstance(character, str):
            return False
        at = bisect_right(self.starts, character)
        return at > 0 and character <= self.ends[at - 1]


@lru_cache(256)
def characters(written: str) -> Characters:
    """A set, written as inside the brackets of a regular expression, but without escapes.

    >>> [c in characters("aeiou0-9-") for c in "a5-x"]
    [True, True, True, False]
    """
    singles, ends = set[str](), dict[str, str]()
    for start, end, single in _ITEM.findall(written):
        if single:
            singles.add(single)
        else:
            ends[start] = max(end, ends.get(start, end))
    starts, last = list[str](), list[str]()
    for start in sorted(ends):
        if last and start <= last[-1]:
            last[-1] = max(last[-1], ends[start])
        else:
            starts.append(start)
            last.append(ends[start])
    return Characters(frozenset(singles), "".join(starts), "".join(last))


@lru_cache(256)
def are_apart(some: str, others: str) -> bool:
    """Has no character two sets, written as for `characters`, both?

    >>> are_apart("a-z ", "0-9"), are_apart("a-z", "0-9x")
    (True, False)
    """
    one, other = characters(some), characters(others)
    inside = any(c in other for c in (*one.singles, *one.starts))
    return not inside and not any(c in one for c in (*other.singles, *other.starts))
