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


def table(words: Mapping[str, str] | Callable[[], Mapping[str, str]]) -> Find:
    """Find the words of a table, the longest at each place, from the left.

    A function is asked for the table when the rule first runs, so importing stays cheap.

    >>> from textfix.survey import survey
    >>> [hit.new for hit in table({"甚麼": "什么", "麼": "么"})("甚麼麼", survey(""))]
    ['什么', '么']
    """
    return _Table(words if callable(words) else tuple(words.items()))


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

    def __call__(self, text: str, facts: Facts) -> Iterator[Hit]:
        first, by_first = self._index
        end = 0
        for m in first.finditer(text):
            at = m.start()
            if at < end:
                continue
            for word, new in by_first[text[at]]:
                if text.startswith(word, at):
                    end = at + len(word)
                    if new != word:
                        yield Hit(at, end, new)
                    break

    @cached_property
    def _index(self) -> tuple[re.Pattern[str], dict[str, list[tuple[str, str]]]]:
        known = dict(self.words() if callable(self.words) else self.words)
        by_first: dict[str, list[tuple[str, str]]] = {}
        for word in sorted(known, key=len, reverse=True):
            by_first.setdefault(word[0], []).append((word, known[word]))
        # Classes of first and second characters, then a look-up: an alternation of all words is
        # two hundred times slower on clean text.
        first = f"[{re.escape(''.join(by_first))}]" if by_first else r"(?!)"
        if second := {word[1:2] for word in known} - {""}:
            single = "".join(word for word in known if len(word) == 1)
            first += f"(?:(?=[{re.escape(''.join(sorted(second)))}])"
            first += f"|(?<=[{re.escape(single)}]))" if single else ")"
        return re.compile(first), by_first


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
