"""Words are found as an alternation of them finds them, longest first."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from textfix.words import SignedWords, Words

TEXT = st.text("甲乙丙丁", max_size=30)
SIGNED = st.lists(
    st.text("甲乙丙丁", min_size=2, max_size=4).filter(lambda word: {*word} & {*"丙丁"}),
    max_size=12,
)


def by_alternation(words: list[str], text: str) -> list[tuple[int, str]]:
    longest = "|".join(sorted(words, key=len, reverse=True)) or r"(?!)"
    return [(m.start(), m[0]) for m in re.finditer(longest, text)]


@given(st.lists(st.text("甲乙丙丁", min_size=1, max_size=4), max_size=12), TEXT)
def test_words(words: list[str], text: str) -> None:
    assert list(Words(words)(text)) == by_alternation(words, text)


@given(SIGNED, TEXT)
def test_words_with_a_sign(words: list[str], text: str) -> None:
    assert list(SignedWords(words, "丙丁")(text)) == by_alternation(words, text)


@given(st.lists(st.text("甲乙丙", min_size=1, max_size=3), max_size=8), TEXT, st.data())
def test_a_part_of_a_text_is_what_words_begin_in(
    words: list[str], text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    whole = [found for found in Words(words)(text, start) if found[0] < end]
    assert list(Words(words)(text, start, end)) == whole
