"""A small run of benchmarks/mirror_site.py, held to what the whole of it must reach."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from cases import ROOT, SHARED

CORPORA = SHARED / "corpora"
pytestmark = pytest.mark.corpora


@pytest.fixture(scope="module")
def figures() -> Any:
    if not CORPORA.is_dir():
        pytest.skip("the corpora are not here")
    sys.path.append(str(ROOT / "benchmarks"))
    mirror_site: Any = __import__("mirror_site")
    return mirror_site.measure(mirror_site.documents(CORPORA, 60, seed=7), seed=7)


def share(figures: Any, group: str, mode: str) -> float:
    counts = {
        right: sum(
            n for (g, m, _, x), n in figures.exact.items() if (g, m, x) == (group, mode, right)
        )
        for right in (True, False)
    }
    return float(counts[True] / max(1, sum(counts.values())))


def test_glosses_and_decoys(figures: Any) -> None:
    for mode in ("safe", "unsafe"):
        assert share(figures, "lines without a slip", mode) >= 0.98
    assert figures.alarms == []


def test_pinyin_slips(figures: Any) -> None:
    right, left, wrong = (figures.count("pinyin", "safe", v) for v in ("right", "left", "wrong"))
    assert right >= 0.97 * (right + left + wrong)
    assert wrong <= 0.01 * (right + left + wrong)


def test_mark_slips(figures: Any) -> None:
    assert figures.count("mark", "safe", "right") == 0, "nothing is guessed unasked"
    right, wrong = (figures.count("mark", "unsafe", v) for v in ("right", "wrong"))
    assert right >= 0.9 * (right + wrong)
