"""The road by numpy and the road without give one result."""

from __future__ import annotations

from collections.abc import Callable
from itertools import starmap
from random import Random

import pytest

from textfix import codes, road
from textfix.scripts import kinds
from textfix.scripts.converter import are_alike, convert, fold
from textfix.scripts.tables import tables

pytest.importorskip("numpy")

OTHERS = "的是，。 a\n\ud800\udc00\U00020001\U0003ffff\U00040000\U0001f600かア한"
WORDS = sorted(tables().phrases)
CHARACTERS = sorted(tables().chars)


def text(seed: int) -> str:
    """Phrases, parts of phrases, characters that change, and others."""
    rng = Random(seed)
    pieces = (
        lambda: rng.choice(WORDS),
        lambda: rng.choice(WORDS)[: rng.randint(1, 3)],
        lambda: rng.choice(CHARACTERS),
        lambda: rng.choice(OTHERS),
    )
    return "".join(rng.choice(pieces)() for _ in range(600))


TEXTS = [*map(text, range(60)), "", "一", "一" * road.LONG]


def both(ask: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is said by the road without numpy, and by that with it in pieces and at once."""
    said = []
    for longest, piece in ((10**9, 1), (1, 100), (1, 10**9)):
        monkeypatch.setattr(road, "LONG", longest)
        monkeypatch.setattr(codes, "PIECE", piece)
        kinds.letters.cache_clear()
        said.append(ask())
    return said


@pytest.mark.parametrize(
    "ask",
    [convert, kinds.letters, kinds.kinds],
    ids=["convert", "letters", "kinds"],
)
def test_both_roads(ask: Callable[[str], object], monkeypatch: pytest.MonkeyPatch) -> None:
    without, in_pieces, at_once = both(lambda: [*map(ask, TEXTS)], monkeypatch)
    assert without == in_pieces == at_once


def test_what_is_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [(t, other) for t in TEXTS for other in (t, convert(t), fold(t), f"{t[:-1]}x", t + "x")]
    without, in_pieces, at_once = both(lambda: [*starmap(are_alike, pairs)], monkeypatch)
    assert in_pieces == at_once
    assert not any(without)  # there it takes too long to see
    assert len(TEXTS) < sum(at_once) < len(pairs)


@pytest.mark.parametrize(
    ("start", "one", "other", "so"),
    [
        ("", "一項計畫", "一项计划", True),  # fold("畫") == "画"
        ("", "一項計 畫", "一项计 划", False),
        ("，這是 一項", "計畫", "计划", False),
        ("，這是 一二三四五六七八", "計畫", "计划", True),
        ("，這是。 一，", "計畫", "计划", True),
        ("", "湋", "𣲗", False),
    ],
)
def test_alike_is_what_folds_to_one_beside_blanks(
    start: str, one: str, other: str, so: bool
) -> None:
    rest = "，" * road.LONG
    assert are_alike(start + one + rest, start + other + rest) == so


def test_no_phrase_is_cut() -> None:
    assert not any(codes._CUT.search(phrase) for phrase in tables().phrases)


def test_folding_makes_han_of_han() -> None:
    for character in CHARACTERS:
        if (folded := fold(character)) != character and folded < "\U00010000":
            for one in (character, folded):
                assert "\u3400" <= one <= "\u4dbf" or "\u4e00" <= one <= "\u9fff"
