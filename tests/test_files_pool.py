"""One worker or several: the same results in the same order."""

from __future__ import annotations

import pytest

from textfix.files.pool import FILE, WORTH, run, workers


def slow_for_some(number: int) -> tuple[int, int]:
    return number, sum(range(number % 7 * 10_000))


def fails_at_50(number: int) -> int:
    if number == 50:
        raise ValueError(number)
    return number


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 2, 200])
def test_order(jobs: int, count: int) -> None:
    assert list(run(slow_for_some, range(count), jobs)) == [slow_for_some(n) for n in range(count)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failure_is_raised_in_its_turn(jobs: int) -> None:
    got = []
    with pytest.raises(ValueError, match="50"):
        got.extend(run(fails_at_50, range(100), jobs))
    assert got == list(range(len(got))) and len(got) <= 50


def test_workers() -> None:
    assert workers(0, [WORTH - FILE]) == 1
    assert workers(5, []) == 5
    assert workers(0, [WORTH, WORTH]) >= 1
