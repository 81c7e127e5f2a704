"""The usual ways to build a rule's `find`."""

from __future__ import annotations

import pickle
import re
from random import Random

import pytest

from textfix import Hit, survey
from textfix.core import Find
from textfix.make import load, rows, sub, table

NO_FACTS = survey("")


def hits(find: Find, text: str) -> list[tuple[int, int, str | None]]:
    return [hit[:3] for hit in find(text, NO_FACTS)]


def test_sub_with_a_template() -> None:
    assert hits(sub(r"(\d)-(\d)", r"\2\n\g<1>"), "1-2 3-4") == [(0, 3, "2\n1"), (4, 7, "4\n3")]


def test_sub_with_a_function() -> None:
    find = sub("[A-Z]", lambda m: None if m[0] == "X" else m[0].lower())
    assert hits(find, "aBX") == [(1, 2, "b"), (2, 3, None)]


def test_sub_with_flags() -> None:
    assert hits(sub("^A", "b", re.I | re.M), "a\nA") == [(0, 1, "b"), (2, 3, "b")]


def test_sub_inserts() -> None:
    assert hits(sub("(?<=a)(?=b)", "-"), "ab") == [(1, 1, "-")]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ({"麼": "么", "甚麼": "什么"}, "甚麼麼", [(0, 2, "什么"), (2, 3, "么")]),
        ({"ab": "x", "bcd": "y"}, "abcd", [(0, 2, "x")]),
        ({"乾": "干", "乾隆": "乾隆"}, "乾隆乾", [(2, 3, "干")]),
        ({"]": "1", "^": "2", "-": "3", "\\": "4"}, "a-]", [(1, 2, "3"), (2, 3, "1")]),
        ({"a": ""}, "ba", [(1, 2, "")]),
        ({}, "anything", []),
    ],
    ids=["longest", "leftmost", "a word that protects itself", "class", "deletion", "empty"],
)
def test_table(words: dict[str, str], text: str, found: list[tuple[int, int, str]]) -> None:
    assert hits(table(words), text) == found


def test_table_is_what_an_alternation_finds() -> None:
    rng = Random(1)
    for _ in range(300):
        words = {"".join(rng.choices("abc", k=rng.randint(1, 4))): "x" for _ in range(5)}
        text = "".join(rng.choices("abcd", k=30))
        longest = "|".join(sorted(words, key=len, reverse=True))
        assert hits(table(words), text) == hits(sub(longest, "x"), text)


def test_a_table_is_asked_for_once_and_late() -> None:
    asked = []

    def words() -> dict[str, str]:
        asked.append(1)
        return {"a": "b"}

    find = table(words)
    assert not asked
    assert hits(find, "a") == hits(find, "a") == [(0, 1, "b")]
    assert asked == [1]


def test_load() -> None:
    words = load("opencc-characters")
    assert words()["數"] == "数"
    assert words() is words()
    assert hits(table(words), "一數") == [(1, 2, "数")]
    with pytest.raises(FileNotFoundError):
        load("no-such-table")()


def test_rows() -> None:
    for row in rows("opencc-characters"):
        assert len(row) == 2 and not row[0].startswith("#")


@pytest.mark.parametrize(
    "find",
    [sub("a", "b", re.I), sub("a", str), table({"a": "b"}), table(load("opencc-characters"))],
    ids=["sub", "function", "table", "loaded"],
)
def test_pickles(find: Find) -> None:
    there = pickle.loads(pickle.dumps(find))
    assert there == find and hash(there) == hash(find)


def test_what_a_rule_is_made_of_compares_by_value() -> None:
    assert table({"a": "b"}) == table({"a": "b"}) != table({"a": "c"})
    assert sub("a", "b") == sub("a", "b") != sub("a", "b", re.I)
    assert list(sub("a", "b")("a", NO_FACTS)) == [Hit(0, 1, "b")]
