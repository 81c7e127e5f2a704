"""Bytes that cannot be read, written as escapes: as text, in whatever format."""

from __future__ import annotations

import json

import pytest

from textfix import PROFILES
from textfix.files.repair import treat
from textfix.files.treatment import Treatment

ESCAPE = Treatment(PROFILES["zh-hans"], errors="escape")
TEXT = "數據數據數據數據".encode()
DONE = "数据数据数据数据"


@pytest.mark.parametrize(
    ("name", "before", "behind", "escape"),
    [
        ("a.txt", b"", b"\n", r"\xff\x8a"),
        ("a.csv", b"id,t\n1,", b"\n", r"\xff\x8a"),
        ("a.json", b'{"t": "', b'"}', r"\\xff\\x8a"),
        ("a.jsonl", b'{"t": "', b'"}\n', r"\\xff\\x8a"),
        ("a.toml", b't = "', b'"\n', r"\\xff\\x8a"),
        ("a.toml", b"t = '", b"'\n", r"\xff\x8a"),
        ("a.yaml", b't: "', b'"\n', r"\\xff\\x8a"),
        ("a.properties", b"t=", b"\n", r"\\xff\\x8a"),
        ("a.html", b"<p>", b"</p>\n", r"\xff\x8a"),
    ],
)
def test_the_text_reads_the_escape(name: str, before: bytes, behind: bytes, escape: str) -> None:
    outcome, data = treat(before + TEXT + b"\xff\x8a" + behind, name, ESCAPE)
    assert outcome.error == ""
    assert data == before + f"{DONE}{escape}".encode() + behind
    assert outcome.spots[0].note == "2 bytes that cannot be read, as escapes"


def test_a_file_that_is_clean_but_for_them() -> None:
    outcome, data = treat(b'{"t": "\xe6\x95\xb0 \xff"}', "a.json", ESCAPE)
    assert data is not None and json.loads(data) == {"t": r"数 \xff"} and outcome.changed
    assert treat(data, "a.json", ESCAPE).data is None
    only = Treatment(PROFILES["zh-hans"], errors="escape", checks=frozenset())
    assert treat(b"\xe6\x95\xb0 \xff", "a.txt", only).data is None, "as with other encodings"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b'{"t": "a"} // \xff\n', "a.json"),
        (b"# \xff\nt = 1\n", "a.toml"),
        (b'x = b"\xff" + \xff\n', "a.py"),
    ],
)
def test_where_an_escape_would_be_no_text(data: bytes, name: str) -> None:
    outcome, after = treat(data, name, ESCAPE)
    assert after is None
    assert outcome.error == (
        r"line 1: bytes that cannot be read stand where \xff would be no text; "
        "see --errors keep, or --format text"
    )
    keep = Treatment(PROFILES["zh-hans"], errors="keep")
    assert treat(data, name, keep).outcome.error == ""
    plain = Treatment(PROFILES["zh-hans"], errors="escape", format="text")
    assert treat(data, name, plain).data == data.replace(b"\xff", rb"\xff")
