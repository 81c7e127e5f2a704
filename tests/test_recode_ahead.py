"""Is what is weighed for many readings at once what each of them costs?"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from texts import LINES

from textfix.hanzi import Path, fold
from textfix.recode.ahead import ROUNDING, Fan, Rest
from textfix.table import rows

TEXT = fold("".join(line for line in LINES if len(line) > 30 and not line.isascii()))
MARKS = [*"，。？<a1 ", "\u3000", "鱻", "é"]


def _paths() -> Iterator[tuple[Random, int, Path]]:
    """Paths over prose, and where in it they end."""
    rng = Random(2)
    for size in (0, 1, 2, 3, 9):
        for _ in range(30):
            at = rng.randrange(len(TEXT) - 20)
            more = rng.choice(["", "", "，", "8"])
            yield rng, at + size, Path().on(TEXT[at : at + size] + more)


def test_texts_weighed_together_cost_what_each_costs_by_itself() -> None:
    for rng, at, path in _paths():
        more = ["，<", "1a", "好 ", "域<", ""]
        texts = [*rng.sample(TEXT, 40), *TEXT[at : at + 3], *map(fold, [*MARKS, *more])]
        costs = Fan(texts).behind(path)
        assert costs == [path.on(one).cost for one in texts] == [path.after(one) for one in texts]
        for one, nats in zip(texts, costs, strict=True):
            if len(one) == 1:
                assert path.then(one, nats) == path.on(one)


def test_a_text_behind_many_paths_costs_what_it_costs_behind_each() -> None:
    for rng, at, path in _paths():
        for size in (0, 1, 2, 3, 4, 7):
            text = fold(rng.choice(["", *MARKS])) + TEXT[at : at + size]
            assert Rest(text).behind(path) == pytest.approx(path.on(text).cost, abs=ROUNDING / 2)


def test_no_word_has_other_than_han_characters() -> None:
    """Which `Fan` relies on: a character of ASCII is no part of a word."""
    for _, _, *row in (row for row in rows("words", "txt") if row[0] != "total"):
        for field in " ".join(row).split():
            assert field.isdecimal() or all("\u3400" <= c <= "\u9fff" for c in field)
