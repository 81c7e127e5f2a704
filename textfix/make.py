r"""The usual ways to build a rule's `find`.

find = sub(r"\n{3,}", r"\n\n")         a pattern and what should stand there
find = table(load("kangxi-radical"))    words and their replacements, from data/<name>.tsv

And one whole rule: `opencc("s2tw")` does what that configuration of OpenCC does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from textfix.core import Find, Hit
from textfix.survey import Facts
from textfix.table import rows as rows
from textfix.words import SignedWords, Words

if TYPE_CHECKING:
    from textfix.opencc_rule import opencc as opencc


def __getattr__(name: str) -> object:
    if name != "opencc":
        raise AttributeError(f"module 'textfix.make' has no attribute {name!r}")
    from textfix.opencc_rule import opencc  # most programs have no use for it

    return opencc


def sub(pattern: str, new: str | Callable[[re.Match[str]], str | None], flags: int = 0) -> Find:
    """Find what `pattern` matches; `new` is a template as in `re.sub`, or a function.

    >>> from textfix.survey import survey
    >>> list(sub("呵+", "呵")("呵呵", survey("呵呵")))
    [Hit(start=0, end=2, new='呵', score=1.0, note='')]
    """
    return _Sub(re.compile(pattern, flags), new)


def table(
    words: Mapping[str, str] | Callable[[], Mapping[str, str]],
    signs: Callable[[], str] | None = None,
) -> Find:
    """Find the words of a table, the longest at each place, from the left.

    A function is asked for the table when the rule first runs, so importing stays cheap. `signs`
    are characters of which each word has one beside others: a text is looked through for them,
    which is faster if they are rare.

    >>> from textfix.survey import survey
    >>> [hit.new for hit in table({"甚麼": "什么", "麼": "么"})("甚麼麼", survey(""))]
    ['什么', '么']
    """
    return _Table(words if callable(words) else tuple(words.items()), signs)


# Classes, where closures would do: so that a pipeline with such a rule can be pickled.


@dataclass(frozen=True)
class _Sub:
    pattern: re.Pattern[str]
    new: str | Callable[[re.Match[str]], str | None]

    def __call__(self, text: str, facts: Facts) -> Iterator[Hit]:
        for m in self.pattern.finditer(text):
            new = m.expand(self.new) if isinstance(self.new, str) else self.new(m)
            yield Hit(m.start(), m.end(), new)


@dataclass(frozen=True)
class _Table:
    words: tuple[tuple[str, str], ...] | Callable[[], Mapping[str, str]]
    signs: Callable[[], str] | None = None

    def __call__(self, text: str, facts: Facts) -> Iterator[Hit]:
        known, words = self._index
        for at, word in words(text):
            if known[word] != word:
                yield Hit(at, at + len(word), known[word])

    @cached_property
    def _index(self) -> tuple[Mapping[str, str], Words | SignedWords]:
        known = dict(self.words() if callable(self.words) else self.words)
        return known, SignedWords(known, self.signs()) if self.signs else Words(known)


def load(name: str) -> Callable[[], Mapping[str, str]]:
    """A table of `data/<name>.tsv` (old, TAB, new; `#` begins a comment), read on first use."""
    return _Loaded(name)


@dataclass(frozen=True)
class _Loaded:
    name: str

    def __call__(self) -> Mapping[str, str]:
        return _read(self.name)


@cache
def _read(name: str) -> Mapping[str, str]:
    return dict(rows(name))  # type: ignore[arg-type]
