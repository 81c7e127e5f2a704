"""The laws of laws.py, asked of fixtures joined, of pages a simulator damaged, of generated text.

`TEXTFIX_EXAMPLES=20000 pytest tests/test_laws.py` is the larger campaign.
"""

from __future__ import annotations

import os
from collections import Counter
from random import Random

import cases
import pytest
from hypothesis import HealthCheck, given, settings
from laws import FIRED, ask
from texts import PAGES, SITES, anything, mirrored

from textfix import PROFILES, RULES

EXAMPLES = int(os.environ.get("TEXTFIX_EXAMPLES", "300"))
MANY = EXAMPLES // 300
SEEN: Counter[str] = Counter()  # generated examples: all, and those that changed


def test_all_fixtures_in_one_text() -> None:
    ask(PROFILES["zh-hans"], "\n\n".join(cases.texts()))


@pytest.mark.parametrize("seed", range(12 * MANY))
def test_fixtures_joined(seed: int) -> None:
    rng = Random(seed)
    some = rng.sample(cases.texts(), 6)
    ask(PROFILES["zh-hans"], rng.choice(["", "\n", "\n\n"]).join(some))


@pytest.mark.parametrize("seed", range(2 * MANY))
@pytest.mark.parametrize("number", range(len(PAGES)))
def test_mirrored_pages(number: int, seed: int) -> None:
    site = SITES[(number + 3 * seed) % len(SITES)]
    ask(PROFILES["zh-hans"], mirrored(PAGES[number], site, Random(seed)))


@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(anything())
def test_generated(text: str) -> None:
    report = ask(PROFILES["zh-hans"], text)
    SEEN["all"] += 1
    SEEN["changed"] += bool(report.changes)


def test_what_was_asked_was_worth_asking() -> None:
    if SEEN["all"] < EXAMPLES:
        pytest.skip("counts the examples of the tests before it, in one process")
    assert SEEN["changed"] >= 0.3 * SEEN["all"]
    assert {name: FIRED[name] for name in RULES if FIRED[name] < 50} == {}
