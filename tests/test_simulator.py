"""The simulator does what the tool did on real pages; most examples are theirs."""

from __future__ import annotations

from random import Random

import pytest
from simulator import KEYS, MARKS, Damaged, Site, damage, encodable, to_traditional

BARE = Site(keys=0)
COMMAS = Site(keys=0, decoy="comma", rate=1)
CONTROLS = Site(keys=0, decoy="controls", rate=1)


def outcomes(text: str, site: Site) -> set[str]:
    """Everything `site` may make of `text`."""
    return {damage(text, site, Random(seed)).text for seed in range(200)}


def spans(damaged: Damaged) -> list[tuple[str, str, bool]]:
    return [(s.kind, damaged.truth[s.start : s.end], s.lossless) for s in damaged.slips]


@pytest.mark.parametrize(
    ("truth", "shown", "slips"),
    [
        ("網絡數據", "網(wǎng)絡(luò)數(shù)據(jù)", []),
        ("領域專家作主旨演講", "領(lǐng)域?qū)<易髦髦佳葜v", ["專家作主旨演講"]),
        ("日報", "日?qǐng)?bào)", ["報"]),
        ("輸等多個", "輸?shù)榷鄠€(gè)", ["等多個"]),
        ("，”Ortenburger", ",”O(jiān)rtenburger", ["O"]),
        ("傳到YouTube", "傳到Y(jié)ouTube", ["Y"]),
    ],
)
def test_glosses(truth: str, shown: str, slips: list[str]) -> None:
    damaged = damage(truth, Site(fold=True), Random(0))
    assert damaged.text == shown
    assert spans(damaged) == [("pinyin", slip, True) for slip in slips]


def test_the_list() -> None:
    assert len({key for key, _ in KEYS}) == 138
    needles = [key for key, _ in KEYS] + [mark.encode("gbk") for mark in MARKS]
    assert not [gloss for _, gloss in KEYS if any(needle in gloss for needle in needles)]
    assert damage("產業開發", Site(keys=2), Random(0)).text == "產(chǎn)業(yè)開發"


def test_marks() -> None:
    assert outcomes("召開。活動", COMMAS) == {"召開?；顒?", "召開,?；顒?"}
    assert outcomes("現狀。”1月", COMMAS) == {"現狀?！?月", "現狀,?！?月"}
    damaged = damage("狀況。“我們在比", COMMAS, Random(0))
    assert damaged.text.endswith("?！拔覀冊诒?")
    assert spans(damaged) == [("mark", "。“我們在比", False)]
    assert damaged.slips[0].lost == {"lead", "trail"}


def test_rate() -> None:
    assert outcomes("好，", Site(keys=0, decoy="comma")) == {"好，", "好,，"}
    assert damage("好，" * 9, COMMAS, Random(0)).text == "好,，" * 9
    assert damage("好，" * 9, BARE, Random(0)).text == "好，" * 9


def test_controls_and_what_extractors_leave_of_them() -> None:
    shown = outcomes("召開。", CONTROLS)
    assert {len(text) for text in shown} == {4, 5, 6, 7, 8}
    assert all(not text.strip("召開。\x05\x06\x07\x08") for text in shown)
    assert outcomes("召開。", Site(keys=0, decoy="controls", rate=1, blank=True)) == {"召開 。"}
    gone = outcomes("召開。活動", Site(keys=0, decoy="controls", rate=1, gone=True))
    assert gone == {"召開?；顒?"}


def test_private_use() -> None:
    truth = "制作。“擁有一套涵蓋拍攝"
    kept = damage(truth, COMMAS, Random(0))
    assert kept.text.endswith("?！皳碛幸惶缀\ue142w拍攝")
    assert kept.slips[0].lost == {"lead"}
    dropped = damage(truth, Site(keys=0, decoy="comma", rate=1, drop_private=True), Random(0))
    assert dropped.text.endswith("?！皳碛幸惶缀w拍攝")
    assert dropped.slips[0].lost == {"lead", "private"}


def test_a_gloss_slip_that_meets_a_decoy_loses_a_byte() -> None:
    damaged = damage("領域專作，好", Site(decoy="comma", rate=1, fold=True), Random(0))
    assert damaged.text == "領(lǐng)域?qū)W?,好"
    assert [slip.lost for slip in damaged.slips] == [{"trail"}]


def test_lines_are_kept() -> None:
    damaged = damage("領域專\n好\n日報", Site(), Random(0))
    assert damaged.text.split("\n")[1] == "好"
    assert [(slip.line, slip.seen) for slip in damaged.slips] == [(0, "?qū)?"), (2, "?qǐng)?bào)")]
    assert [slip.lossless for slip in damaged.slips] == [False, True]


def test_traditional() -> None:
    assert to_traditional("发展里程，后台为准") == "發展里程，后臺為準"
    assert encodable("發展") and not encodable("한") and encodable("")
