"""A small run of benchmarks/mirror_site.py: too small for its figures, enough to see a rule break."""

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


def test_glosses_and_decoys(figures: Any) -> None:
    assert figures.documents > 50
    assert figures.alarms == [], "the truth is changed"
    assert len(figures.inexact) <= 2, figures.inexact


def test_pinyin_slips(figures: Any) -> None:
    right, left, wrong = (figures.count("pinyin", "safe", v) for v in ("right", "left", "wrong"))
    assert right > 20 and left <= 2 and wrong == 0


def test_mark_slips(figures: Any) -> None:
    assert figures.count("mark", "safe", "right") == 0, "nothing is guessed unasked"
    right, wrong = (figures.count("mark", "unsafe", v) for v in ("right", "wrong"))
    assert right >= 0.9 * (right + wrong) > 0
