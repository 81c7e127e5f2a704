"""Readings of Han characters."""

from __future__ import annotations

import re
import unicodedata

import pytest
from simulator import RANKED

from textfix.make import rows
from textfix.pinyin import SYLLABLE, TONED, bare, readings, reads


def test_readings() -> None:
    assert readings("我") == ("wǒ",)
    assert readings("發")[0] == "fā" and readings("髮")[0] == "fà"
    assert set(readings("长")) >= {"cháng", "zhǎng"}
    assert readings("a") == readings("한") == readings("") == ()


def test_the_tool_knows_no_reading_that_we_do_not() -> None:
    assert [e for e in RANKED.split() if not reads(e[0], e[1:])] == []


@pytest.mark.parametrize(
    ("character", "syllable", "may"),
    [
        ("發", "fā", True),
        ("發", "fa", True),
        ("發", "fá", False),
        ("女", "nǚ", True),
        ("女", "nü", True),
        ("女", "nv", True),
        ("女", "nu", False),
        ("a", "a", False),
    ],
)
def test_reads(character: str, syllable: str, may: bool) -> None:
    assert reads(character, syllable) == may


def test_every_syllable_has_the_shape() -> None:
    shape = re.compile(SYLLABLE)
    for syllable, *columns in rows("pinyin"):
        assert shape.fullmatch(syllable) or set("êếềm") & set(syllable), syllable
        assert all("\u3400" <= c <= "\u9fff" for column in columns for c in column)


def test_bare_takes_the_tone_and_nothing_else() -> None:
    assert len(set(TONED)) == len(TONED)
    for letter in TONED:
        plain = unicodedata.normalize("NFD", letter)
        want = "ü" if "\u0308" in plain else plain[0]
        assert bare(letter) == want
    assert bare("xyz ü") == "xyz ü"


def test_no_character_has_a_reading_twice() -> None:
    firsts = [c for _, *columns in rows("pinyin") if columns for c in columns[0]]
    assert len(firsts) == len(set(firsts)), "one usual reading"
    for c in firsts:
        assert len(readings(c)) == len(set(readings(c)))
