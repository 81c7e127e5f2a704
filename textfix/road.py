"""Which road a text takes: by numpy, where that is at hand or worth its import, or without."""

from __future__ import annotations

import sys
from functools import cache

LONG = 400  # characters from which numpy is faster, once imported
WORTH = 200_000  # characters to judge or to convert from which it pays to import it: about 60 ms
NEVER = sys.maxsize  # characters


def by_array(size: int, worth: int = WORTH) -> bool:
    """Are so many characters sooner looked up in a numpy array, imported from `worth` of them on?"""
    return size >= LONG and ("numpy" in sys.modules or size >= worth) and _has_numpy()


@cache
def _has_numpy() -> bool:
    try:
        import numpy  # noqa: F401
    except ImportError:
        return False
    return True
