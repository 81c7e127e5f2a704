"""The first look: what it says is clean is what nothing would be done to; and only that is left."""

from __future__ import annotations

import cases
import pytest
import texts

from textfix import PROFILES, Pipeline
from textfix.clean import SHORT

DEFAULT = PROFILES["zh-hans"]
TEXTS = [*dict.fromkeys([*cases.texts()[::3], *texts.LINES, *texts.SPOILED[::3], *texts.PAGES])]
LONG = "今天的会议讨论了城市的发展，代表们提出了很多建议。\n\n" * 20


def found(pipeline: Pipeline, text: str) -> bool:
    """Do rules that write find anything, written or not?"""
    writers = {rule.name for rule in pipeline.rules if pipeline.writes(rule)}
    return any(finding.rule in writers for finding in pipeline.report(text).findings)


@pytest.mark.parametrize("long", [False, True])
def test_what_is_clean_stays_as_it_is(long: bool) -> None:
    clean = 0
    for text in (LONG + text if long else text for text in TEXTS):
        if DEFAULT._first_look.is_clean(text):
            clean += 1
            assert not found(DEFAULT, text)
            assert DEFAULT(text) is text
    assert clean > 100


def test_most_clean_texts_are_soon_seen_to_be_clean() -> None:
    plain = [page for page in texts.PAGES if DEFAULT(page) == page and not found(DEFAULT, page)]
    seen = [page for page in plain if DEFAULT._first_look.is_clean(page)]
    assert len(plain) > 5
    assert len(seen) == len(plain)


@pytest.mark.parametrize("pipeline", PROFILES.values(), ids=PROFILES.keys())
def test_of_many_the_same_are_clean(pipeline: Pipeline) -> None:
    look = pipeline._first_look
    mixed = [text for text in TEXTS if len(text) <= SHORT]
    assert look.are_clean(mixed) == [look.is_clean(text) for text in mixed]


def test_japanese_is_looked_at_too() -> None:
    page = "東京の会議では、新しい計画について話し合いが行われました。\n" * 20
    assert len(page) > SHORT
    assert DEFAULT._first_look.is_clean(page)
