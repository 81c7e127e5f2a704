"""No change to clean text that a person has not judged (see corpora.py; long, so marked)."""

from __future__ import annotations

from collections import Counter

import corpora
import pytest

SCRIPT = {"traditional", "document", "overconverted", "variant-form"}


def test_the_baseline_is_judged_and_short() -> None:
    rows = corpora.baseline()
    assert rows and all(reason and reason != "unjudged" for reason in rows.values())
    others = [row for row in rows if row[1] not in SCRIPT]
    assert len(others) <= 22  # one in a megabyte of the corpora


@pytest.mark.corpora
@pytest.mark.skipif(not corpora.CORPORA.exists(), reason="the corpora are not here")
def test_no_new_change_to_clean_text() -> None:
    found = corpora.found()
    old = corpora.baseline()
    assert not {row: found[row] for row in found.keys() - old.keys()}
    assert not old.keys() - found.keys(), "gone from the corpora: run tests/corpora.py --update"
    others = Counter(row[1] for row in found if row[1] not in SCRIPT)
    assert sum(others.values()) <= corpora.megabytes()
