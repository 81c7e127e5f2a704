"""Regular expressions that are compiled when first used.

A class of Han characters takes a millisecond or two to compile, as long as a short text takes to
look through, and most patterns are about damage that most texts have none of.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any, AnyStr, cast


class _Late:
    """Stands for a `re.Pattern`; whatever is asked of it once is at hand from then on."""

    def __init__(self, compiled: Callable[[], re.Pattern[Any]]) -> None:
        self._compiled = compiled

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(self._compiled(), name)
        setattr(self, name, value)
        return value


def pattern(written: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, as far as methods and attributes go.

    >>> pattern("呵+").sub("呵", "呵呵")
    '呵'
    """
    return cast("re.Pattern[AnyStr]", _Late(cache(partial(re.compile, written, flags))))
