"""The usual ways to build a rule's `find`.

find = sub(r"\\n{3,}", "\\n\\n")          a pattern and what should stand there
find = table(load("kangxi-radical"))    words and their replacements, from data/<name>.tsv
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import resources

from textfix.core import Find, Hit
from textfix.survey import Facts


def sub(pattern: str, new: str | Callable[[re.Match[str]], str | None], flags: int = 0) -> Find:
    """Find what `pattern` matches; `new` is a template as in `re.sub`, or a function.

    >>> from textfix.survey import survey
    >>> list(sub("呵+", "呵")("呵呵", survey("呵呵")))
    [Hit(start=0, end=2, new='呵', score=1.0, note='')]
    """
    compiled = re.compile(pattern, flags)

    def find(text: str, facts: Facts) -> Iterator[Hit]:
        for m in compiled.finditer(text):
            yield Hit(m.start(), m.end(), m.expand(new) if isinstance(new, str) else new(m))

    return find


def table(words: Mapping[str, str] | Callable[[], Mapping[str, str]]) -> Find:
    """Find the words of a table, the longest at each place, from the left.

    A function is asked for the table when the rule first runs, so importing stays cheap.

    >>> from textfix.survey import survey
    >>> [hit.new for hit in table({"甚麼": "什么", "麼": "么"})("甚麼麼", survey(""))]
    ['什么', '么']
    """

    @cache
    def ready() -> tuple[re.Pattern[str], dict[str, list[str]], Mapping[str, str]]:
        known = words() if callable(words) else words
        by_first: dict[str, list[str]] = {}
        for word in sorted(known, key=len, reverse=True):
            by_first.setdefault(word[0], []).append(word)
        # A class of first characters, then a look-up: an alternation of all words is two
        # hundred times slower on clean text.
        return re.compile(f"[{re.escape(''.join(by_first))}]"), by_first, known

    def find(text: str, facts: Facts) -> Iterator[Hit]:
        first, by_first, known = ready()
        end = 0
        for m in first.finditer(text):
            at = m.start()
            if at < end:
                continue
            for word in by_first[text[at]]:
                if text.startswith(word, at):
                    end = at + len(word)
                    if known[word] != word:
                        yield Hit(at, end, known[word])
                    break

    return find


def load(name: str) -> Callable[[], Mapping[str, str]]:
    """A table of `data/<name>.tsv` (old, TAB, new; `#` begins a comment), read on first use."""

    @cache
    def read() -> Mapping[str, str]:
        return dict(rows(name))  # type: ignore[arg-type]

    return read


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """The rows of `data/<name>.tsv`, comments left out."""
    with (resources.files("textfix") / "data" / f"{name}.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#") and line.strip():
                yield tuple(line.rstrip("\n").split("\t"))
