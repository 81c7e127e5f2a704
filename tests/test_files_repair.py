"""One file, from its bytes to the bytes it should have."""

from __future__ import annotations

import codecs
import gzip
import re

import pytest

from textfix import PROFILES
from textfix.files.checks import CHECKS, DEFAULT
from textfix.files.repair import Skip, treat
from textfix.files.treatment import Treatment

HOW = Treatment(PROFILES["zh-hans"])
DAMAGED, CLEAN = "這些數據很重要。\n", "这些数据很重要。\n"
LONG = CLEAN * 10


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""])
def test_clean_is_left(mark: bytes, end: str) -> None:
    data = mark + CLEAN.replace("\n", end).encode()
    result = treat(data, "a.txt", HOW)
    assert result.data is None and not result.outcome.changed and not result.outcome.spots


def test_repaired() -> None:
    outcome, data = treat(DAMAGED.encode(), "a.txt", HOW)
    assert data == CLEAN.encode()
    assert (outcome.text, outcome.after, outcome.changed) == (DAMAGED, CLEAN, True)
    assert [spot.rule for spot in outcome.spots] == ["traditional", "traditional"]


@pytest.mark.parametrize(
    ("encoding", "name", "want"),
    [
        ("gb18030", "a.txt", LONG.encode()),
        ("utf-16", "a.txt", LONG.encode()),
        ("utf-16", "a.csv", codecs.BOM_UTF8 + LONG.encode()),
        ("utf-8-sig", "a.txt", None),
    ],
)
def test_encodings(encoding: str, name: str, want: bytes | None) -> None:
    assert treat(LONG.encode(encoding), name, HOW).data == want


def test_keep_the_encoding() -> None:
    keep = Treatment(PROFILES["zh-hans"], to="keep")
    assert treat(LONG.encode("gb18030"), "a.txt", keep).data is None
    mixed = (DAMAGED + LONG).encode("gb18030")
    assert treat(mixed, "a.txt", keep).data == (CLEAN + LONG).encode("gb18030")
    wide = (DAMAGED + LONG).encode("utf-16")
    assert treat(wide, "a.txt", keep).data == (CLEAN + LONG).encode("utf-16")


def test_working_tree_encoding() -> None:
    data = LONG.encode("gbk")
    assert treat(data, "a.txt", HOW, hint="gb18030").data is None
    damaged = (DAMAGED + LONG).encode("gbk")
    assert treat(damaged, "a.txt", HOW, hint="gb18030").data == (CLEAN + LONG).encode("gbk")


def test_byte_order_mark_is_taken_where_asked() -> None:
    strict = Treatment(PROFILES["zh-hans"], checks=frozenset(CHECKS))
    data = codecs.BOM_UTF8 + CLEAN.encode()
    outcome, after = treat(data, "a.txt", strict)
    assert after == CLEAN.encode() and [spot.rule for spot in outcome.spots] == ["byte-order-mark"]
    assert treat(data, "a.csv", strict).data is None
    assert frozenset(CHECKS) > DEFAULT
    assert not [name for name, check in CHECKS.items() if "\n  " in check.doc]


def test_what_is_declared_follows() -> None:
    page = f'<meta charset="gb2312"><p>{LONG}</p>'
    want = f'<meta charset="utf-8"><p>{LONG}</p>'.encode()
    assert treat(page.encode("gbk"), "a.html", HOW).data == want
    assert treat(page.encode(), "a.txt", HOW).data is None


def test_compressed() -> None:
    outcome, data = treat(
        gzip.compress(f'{{"a": "{DAMAGED.strip()}"}}\n'.encode()), "a.jsonl.gz", HOW
    )
    assert data is not None and outcome.changed
    assert gzip.decompress(data).decode() == f'{{"a": "{CLEAN.strip()}"}}\n'
    assert treat(gzip.compress(CLEAN.encode()), "a.txt.gz", HOW).data is None


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n", "Git LFS pointer"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
        (bytes(range(32)) * 10, "too many control characters"),
    ],
)
def test_skipped(data: bytes, why: str) -> None:
    with pytest.raises(Skip, match=why):
        treat(data, "a.txt", HOW)


@pytest.mark.parametrize(
    ("data", "name", "how", "why"),
    [
        (b"caf\xe9!", "a.txt", HOW, "see|name it with --encoding"),
        ('{"a": 這}'.encode(), "a.json", HOW, "not JSON .* --format text"),
        (b"x", "a.txt", Treatment(PROFILES["zh-hans"], encoding="nope"), "nope"),
        ("数据😀這".encode(), "a.txt", Treatment(PROFILES["zh-hans"], to="gb2312"), "U\\+1F600"),
    ],
)
def test_errors_are_told(data: bytes, name: str, how: Treatment, why: str) -> None:
    outcome, after = treat(data, name, how)
    assert after is None and not outcome.changed
    assert re.search(why, outcome.error) and "\n" not in outcome.error


def test_bytes_that_cannot_be_read_are_kept() -> None:
    data = DAMAGED.encode() + b"\xff\xfe\n" + LONG.encode()
    assert treat(data, "a.txt", HOW).data is None
    keep = Treatment(PROFILES["zh-hans"], errors="keep")
    assert treat(data, "a.txt", keep).data == CLEAN.encode() + b"\xff\xfe\n" + LONG.encode()


def test_min_score_and_accepted() -> None:
    sure = Treatment(PROFILES["zh-hans"], min_score=1.0)
    assert treat(DAMAGED.encode(), "a.txt", sure).data == CLEAN.encode()
    outcome, _ = treat(DAMAGED.encode(), "a.txt", HOW)
    first = Treatment(PROFILES["zh-hans"], accepted=frozenset({outcome.spots[0].mark}))
    assert treat(DAMAGED.encode(), "a.txt", first).data == "這些数据很重要。\n".encode()
