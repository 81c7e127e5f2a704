"""What is left out for speed changes nothing: readings of mojibake that never stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

import pytest
from simulator import Site, damage, encodable, to_traditional
from texts import LINES

from textfix.recode import mojibake, readings

CHANNELS = (
    *(("utf-8", mistaken) for mistaken in ("gbk", "big5", "cp932", "cp949", "latin-1", "cp1252")),
    *(("gbk", mistaken) for mistaken in ("big5", "cp932", "cp1252", "cp1251", "mac_roman")),
    *(("big5", "gbk"), ("cp932", "gbk"), ("euc_kr", "gbk"), ("euc_jp", "cp1252")),
)


def _lines() -> Iterator[str]:
    rng = Random(9)
    prose = [line for line in LINES if len(line) > 20 and not line.isascii()]
    for true, mistaken in CHANNELS:
        for line in rng.sample(prose, 4):
            at = rng.randrange(len(line) - 10)
            piece = line[at : at + rng.randrange(2, 20)]
            bad = piece.encode(true, "ignore").decode(mistaken, "ignore")
            yield from (bad, rng.choice(["(zhì)", "“—", "ɑ °C ", line[:9]]) + bad)
    pages = "\n".join(line for line in map(to_traditional, prose) if encodable(line))
    yield from (line for line in damage(pages, Site(), rng).text.split("\n") if "?" in line)


def test_stretches_left_out_hold_no_repair(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = list(_lines())
    repaired = list(map(mojibake.repairs, lines))
    assert sum(map(bool, repaired)) > 20
    monkeypatch.setattr(readings, "FEWEST", 1)
    monkeypatch.setattr(readings, "FEWEST_BYTES", 0)
    monkeypatch.setattr(readings, "_byte_by_byte", lambda: re.compile(""))
    mojibake.repairs.cache_clear()
    assert list(map(mojibake.repairs, lines)) == repaired
    mojibake.repairs.cache_clear()
