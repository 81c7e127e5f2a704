"""reStructuredText: prose is repaired, its markup stays."""

from __future__ import annotations

import pytest
from format_files import check, check_prefixes, files, sound
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.formats import rst
from textfix.formats.layout import Options

FILES = files("rst")
LONG = 300_000
UNITS = [
    *(
        "`",
        "``",
        "`a",
        "|",
        "|a",
        ":",
        ":a",
        "_",
        "a_",
        "::\n\n a\n",
        ".. ",
        "=",
        "= ",
        "== ",
        "+-",
    ),
    *("* ", "\n", "\r\n", " ", "    a\n", "[", "[a]", "[a]_", "a\n=\n", ">>> ", "\u200b"),
]


@pytest.mark.parametrize("file", FILES)
def test_odd_files(file):
    check(rst, file)


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_anywhere(file):
    check_prefixes(rst, file)


@pytest.mark.parametrize("unit", UNITS)
def test_long_files_of_one_thing(unit):
    text = f"{unit * (LONG // len(unit))}\n數據"
    rst.locate(text, Options())
    rst.shape(text)


@settings(deadline=None)
@given(st.text(alphabet="=-*.:|`_+[]>#()\\ \t\n\r1a文數據\u3000\u200b\ufeff", max_size=60))
def test_any_text_is_a_file(text):
    sound(rst, text, Options())
