"""No change to clean text that a person has not judged (see corpora.py; long, so marked)."""

from __future__ import annotations

import corpora
import pytest

NOT = "not accepted: "  # begins the reason of a change that should not be made
MOST = 2  # of them: one in ten megabytes of the corpora


def test_the_baseline_is_judged_and_short() -> None:
    rows = corpora.baseline()
    assert rows and all(reason and reason != "unjudged" for reason in rows.values())
    assert sum(reason.startswith(NOT) for reason in rows.values()) <= MOST


@pytest.mark.corpora
@pytest.mark.skipif(not corpora.CORPORA.exists(), reason="the corpora are not here")
def test_no_new_change_to_clean_text() -> None:
    found = corpora.found()
    old = corpora.baseline()
    assert not {row: found[row] for row in found.keys() - old.keys()}
    assert not old.keys() - found.keys(), "gone from the corpora: run tests/corpora.py --update"
