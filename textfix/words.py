"""The words of a list in a text: the leftmost, of those the longest, and none over another."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator


class Words:
    """Finds them: where they start, and which.

    Classes of first and second characters, then a look-up: an alternation of all words is two
    hundred times slower on clean text.

    >>> list(Words(["甚麼", "麼", "甚"])("甚麼麼"))
    [(0, '甚麼'), (2, '麼')]
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        for word in sorted(words, key=len, reverse=True):
            self._by_start.setdefault(word[:2], []).append(word)
        first = {start[0] for start in self._by_start}
        second = {start[1] for start in self._by_start if len(start) > 1}
        single = {start for start in self._by_start if len(start) == 1}
        pairs = f"{_class(first)}(?={_class(second)})"
        self._starts = re.compile(f"{_class(single)}|{pairs}" if single else pairs)

    def __call__(
        self, text: str, start: int = 0, end: int = sys.maxsize - 1
    ) -> Iterator[tuple[int, str]]:
        """Those that begin from `start` on and before `end`."""
        done = start
        for m in self._starts.finditer(text, start, end + 1):
            at = m.start()
            if done <= at < end and (word := self._at(text, at)):
                yield at, word
                done = at + len(word)

    def _at(self, text: str, at: int) -> str | None:
        for length in (2, 1):
            for word in self._by_start.get(text[at : at + length], ()):
                if text.startswith(word, at):
                    return word
        return None


class SignedWords:
    """The same of words that each have one of some `signs`, and are longer than that.

    Faster where the signs are rarer than what words begin with: only beside them is looked.
    `signs` is the pattern of signs with such a neighbour, `pairs` holds each with its neighbour.

    >>> list(SignedWords(["皇後", "乾部"], "後乾")("皇後與乾部"))
    [(0, '皇後'), (3, '乾部')]
    """

    def __init__(self, words: Iterable[str], signs: str) -> None:
        self._by_pair: dict[str, list[tuple[int, str]]] = {}
        for word in words:
            place = next(i for i, character in enumerate(word) if character in signs)
            pair = word[max(0, place - 1) :][:2]  # the sign, and what stands beside it
            self._by_pair.setdefault(pair, []).append((place, word))
        self.pairs = frozenset(self._by_pair)
        found = [(pair, place) for pair, words in self._by_pair.items() for place, _ in words]
        before = {pair[0] for pair, place in found if place}
        behind = {pair[1] for pair, place in found if not place}
        beside = f"(?<={_class(before)}.)|(?={_class(behind)})"
        self.signs = re.compile(f"{_class(set(signs))}(?:{beside})")

    def __call__(self, text: str) -> Iterator[tuple[int, str]]:
        """Those in `text`."""
        done = 0
        for at, word in sorted(self._all(text), key=lambda found: (found[0], -len(found[1]))):
            if at >= done:
                yield at, word
                done = at + len(word)

    def _all(self, text: str) -> Iterator[tuple[int, str]]:
        for m in self.signs.finditer(text):
            at = m.start()
            for pair in (text[max(0, at - 1) : at + 1], text[at : at + 2]):
                for place, word in self._by_pair.get(pair, ()):
                    if text.startswith(word, max(0, at - place)):
                        yield at - place, word


def _class(characters: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(characters)))}]" if characters else r"(?!)"
