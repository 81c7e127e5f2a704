"""Sets of characters in a text: the same by every road as character by character."""

from __future__ import annotations

import sys
from functools import reduce
from operator import or_
from random import Random

import cases
import pytest
import texts

from textfix import RULES, sets
from textfix.characters import characters
from textfix.sets import Sets

WAKERS = [wakers for rule in RULES.values() for wakers in rule.wakers]
# By itself, behind text that is known for Chinese, and behind text of other scripts.
AROUND = ["{}", "的，{}。", "的" * 200 + "{}", "word " * 60 + "{}", "слово " * 30 + "{}"]


def one_by_one(found: Sets, text: str) -> int:
    return reduce(or_, map(found.__getitem__, text), 0)


@pytest.mark.parametrize("worth", [0, 10**9], ids=["many", "few"])
@pytest.mark.parametrize("around", AROUND)
def test_all_at_once_as_one_by_one(
    worth: int, around: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sets, "WORTH", worth)
    found = Sets(WAKERS)
    for text in (*cases.texts()[::9], *texts.LINES[::3], "", "\ud800", "😀 好", "\uffff", "𠀀"):
        written = around.format(text)
        assert found.of(written) == one_by_one(found, written)


def sample(some: list[str], size: int) -> list[str]:
    return Random(1).sample(some, min(size, len(some)))


@pytest.mark.parametrize("filling", ["的" * 200, "的"], ids=["long", "short"])
def test_the_edges_of_each_set(filling: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sets, "WORTH", 0)
    found = Sets(WAKERS)
    for wakers in found.bits:
        codes = [ord(c) + by for c in wakers.starts + wakers.ends for by in (-1, 0, 1)]
        edges = [chr(code) for code in codes if 0 <= code <= sys.maxunicode]
        singles = sorted(wakers.singles)
        for character in (*sample(singles, 9), *sample(edges, 60)):
            assert found.of(filling + character) == one_by_one(found, "的" + character)


def test_bits_add_up() -> None:
    found = Sets([characters("a-c"), characters("b"), characters("字典")])
    assert [found.of(text) for text in ("", "a", "b", "典b", "x")] == [0, 1, 3, 7, 0]
