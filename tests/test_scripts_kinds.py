"""Counting by letters says what asking of each character says; phrases are those of the whole text."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.scripts.converter import convert
from textfix.scripts.evidence import japanese_words, judge, script_in
from textfix.scripts.tables import tables
from textfix.words import Words

CHARACTERS = "這們發學图国際図書の本ア한没从数數許特駅東京，。a1 \ud800\U00020001\U0001f600"
MIXED = st.text(CHARACTERS, max_size=30)
PHRASES = sorted(tables().phrases)
PIECES = st.lists(st.sampled_from(PHRASES).map(lambda word: word[1:]) | st.sampled_from(PHRASES))


@given(MIXED)
def test_a_text_is_judged_as_its_characters_are(text: str) -> None:
    by_character = judge(Counter(text), japanese_words(text))
    assert script_in(text) == by_character


@given(MIXED, MIXED, MIXED)
def test_a_part_is_judged_as_if_it_stood_alone(before: str, text: str, after: str) -> None:
    whole = before + text + after
    assert script_in(whole, len(before), len(before) + len(text)) == script_in(text)


@given(PIECES)
def test_phrases_are_those_of_the_whole_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    known = tables()
    expected, done = "", 0
    for at, word in Words(known.phrases)(text):
        between = text[done:at]
        expected += "".join(known.chars.get(c, c) for c in between) + known.phrases[word]
        done = at + len(word)
    expected += "".join(known.chars.get(c, c) for c in text[done:])
    assert convert(text) == expected


@pytest.mark.parametrize("text", ["", "plain", "\ud800"])
def test_what_is_no_han_is_other(text: str) -> None:
    assert script_in(text).verdict == "other"
