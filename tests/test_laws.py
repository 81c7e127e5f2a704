"""The laws of laws.py, asked of fixtures joined, of pages a simulator damaged, of generated text.

`TEXTFIX_EXAMPLES=20000 pytest tests/test_laws.py` is the larger campaign.
"""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from random import Random

import cases
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laws import FIRED, ask
from texts import PAGES, SITES, anything, mirrored

from textfix import PROFILES, RULES

EXAMPLES = int(os.environ.get("TEXTFIX_EXAMPLES", "300"))
MANY = max(1, EXAMPLES // 300)
DEFAULT = PROFILES["zh-hans"]


@pytest.mark.long
@pytest.mark.parametrize("share", range(8))
def test_all_fixtures_in_a_few_texts(share: int) -> None:
    ask(DEFAULT, "\n\n".join(cases.texts()[share::8]))


@pytest.mark.parametrize("seed", range(12 * MANY))
def test_fixtures_joined(seed: int) -> None:
    rng = Random(seed)
    ask(DEFAULT, rng.choice(["", "\n", "\n\n"]).join(rng.sample(cases.texts(), 6)))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2 * MANY))
@pytest.mark.parametrize("number", range(len(PAGES)))
def test_mirrored_pages(number: int, seed: int) -> None:
    site = SITES[(number + 3 * seed) % len(SITES)]
    ask(DEFAULT, mirrored(PAGES[number], site, Random(seed)))


def test_in_other_processes() -> None:
    """A pipeline that travelled does the same, whatever the number of workers."""
    pages = [mirrored(page, SITES[n % len(SITES)], Random(n)) for n, page in enumerate(PAGES)]
    here = [DEFAULT(page) for page in pages]
    for workers in (1, 2):
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            assert list(pool.map(DEFAULT, pages)) == here


@pytest.mark.long
def test_generated() -> None:
    """The laws hold, and there was something to hold them against."""
    seen: Counter[str] = Counter()

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(anything(), st.sampled_from(["zh-hans", "zh-hans", "publish", "repair"]))
    def holds(text: str, profile: str) -> None:
        report = ask(PROFILES[profile], text)
        seen["all"] += 1
        seen["changed"] += bool(report.changes)

    FIRED.clear()
    holds()
    assert seen["all"] >= EXAMPLES
    assert seen["changed"] >= 0.3 * seen["all"]
    # Those that must be named find nothing beside the others; what chance left out is put in.
    asked = RULES.keys() - {"regional-words", "han-latin-spaced", "han-latin-unspaced"}
    for case in cases.of_rules():
        if case.kind == "fix" and case.home in asked and FIRED[case.home] < 2:
            ask(PROFILES["publish"], f"{case.text}\n\n{PAGES[0]}")
            ask(PROFILES["publish"], case.text)
    assert [name for name in sorted(asked) if not FIRED[name]] == []
