"""When a text goes by numpy."""

from __future__ import annotations

import sys

import pytest

from textfix import road


def test_it_is_imported_for_much_text_only(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numpy")
    monkeypatch.setattr(road, "sys", type("sys", (), {"modules": {}}))
    assert not road.by_array(road.WORTH - 1)
    assert road.by_array(road.WORTH) and road.by_array(road.LONG, road.LONG)
    assert not road.by_array(10**9, road.NEVER)


def test_it_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert not road._has_numpy.__wrapped__()
    monkeypatch.setattr(road, "_has_numpy", road._has_numpy.__wrapped__)
    assert not road.by_array(10**9)
