"""The Reviewdog Diagnostic Format: columns count bytes, and suggestions make the repaired file."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from outcomes import outcomes, repaired

from textfix.files.outcome import Outcome
from textfix.formats.spot import Spot
from textfix.render import Context, renderer
from textfix.render.replacements import replacements


def read(format: str, *outcomes: Outcome) -> list[dict[str, Any]]:
    """The diagnostics; of rdjsonl each has its own source."""
    render = renderer(format, Context(suspected=True))
    written = "".join((render.begin(), *map(render.file, outcomes), render.end()))
    if format == "rdjson":
        document = json.loads(written)
        assert document["source"] == {"name": "textfix"}
        return document["diagnostics"]  # type: ignore[no-any-return]
    lines = [json.loads(line) for line in written.splitlines()]
    assert all(line.pop("source") == {"name": "textfix"} for line in lines)
    return lines


def test_diagnostics() -> None:
    outcome = repaired("页.txt", "一\n我们😀\u200b的\n")
    range = {"start": {"line": 2, "column": 11}, "end": {"line": 2, "column": 14}}
    wanted = {
        "message": "[ZWSP] -> (nothing)  (U+200B)",
        "location": {"path": "页.txt", "range": range},
        "severity": "ERROR",
        "code": {"value": "zero-width"},
        "suggestions": [{"range": range, "text": ""}],
    }
    assert read("rdjson", outcome) == read("rdjsonl", outcome) == [wanted]


def test_what_could_not_be_done() -> None:
    assert read("rdjson", Outcome("a.txt", problems=("row 3",), error="vanished")) == [
        {"message": "row 3", "location": {"path": "a.txt"}, "severity": "WARNING"},
        {"message": "vanished", "location": {"path": "a.txt"}, "severity": "ERROR"},
    ]


def test_suggestions_are_spelled_as_the_file_is() -> None:
    spots = (
        Spot("traditional", 7, 19, "數據", "数据"),
        Spot("traditional", 20, 22, "數據", "数据"),
        Spot("straight-quotes", 22, 24, '"', "“"),
    )
    outcome = Outcome(
        "a.json", r'{"a": "\u6578\u64da、數據\""}', r'{"a": "\u6570\u636e、数据“"}', spots
    )
    texts = [diagnostic["suggestions"][0]["text"] for diagnostic in read("rdjson", outcome)]
    assert texts == [r"\u6570\u636e", "数据", "“"]


@pytest.mark.parametrize(
    ("text", "after", "edits", "written"),
    [
        ("a＆b。", "a&amp;b。", [(1, 2, "&")], ["&amp;"]),  # begins with what it stands for
        ("a＆b＜", "a&amp;b&lt;", [(1, 2, "&"), (3, 4, "<")], ["&amp;", "&lt;"]),
        ("＆", "&amp;", [(0, 1, "&")], ["&amp;"]),
        ("一二", "二", [(0, 1, "")], [""]),
        ("數據", "数据", [(0, 1, "数"), (1, 2, "据")], ["数", "据"]),  # nothing between
        ("＆＆", "&amp;&amp;", [(0, 1, "&"), (1, 2, "&")], []),
        ("數據庫", "数据库", [(0, 2, "数据"), (1, 3, "据库")], []),  # they overlap
        ("數據", "AB數據", [(0, 0, "A"), (0, 0, "B")], []),
        ("甲數乙", "丙数乙", [(1, 2, "数")], []),  # changed outside of findings
        ("甲數甲", "甲", [(1, 2, "")], []),
        ("甲數乙", "甲数丙", [(1, 2, "数")], []),
        ("數乙據丙", "数甲据丙", [(0, 1, "数"), (2, 3, "据")], []),
    ],
)
def test_replacements(
    text: str, after: str, edits: list[tuple[int, int, str]], written: list[str]
) -> None:
    spots = tuple(Spot("tab", start, end, text[start:end], new) for start, end, new in edits)
    found = replacements(Outcome("a", text, after, spots))
    assert [found[spot.span] for spot in spots if spot.span in found] == written


def test_findings_may_overlap() -> None:
    spots = (Spot("a", 1, 4, "二三四", None), Spot("b", 2, 3, "三", None))
    columns = [
        (d["location"]["range"]["start"]["column"], d["location"]["range"]["end"]["column"])
        for d in read("rdjson", Outcome("a", "一二三四", "一二三四", spots))
    ]
    assert columns == [(4, 13), (7, 10)]


def test_nothing_is_suggested_where_it_cannot_be_proved() -> None:
    """A field that had to be quoted: more of the file was written anew than findings say."""
    spot = Spot("halfwidth-punctuation", 2, 3, "，", ",")
    outcome = Outcome("a.csv", "你好，世界,b\n", '"你好,世界",b\n', (spot,))
    assert "suggestions" not in read("rdjson", outcome)[0]


@given(outcomes())
@settings(max_examples=150, deadline=None)
def test_columns_index_bytes(outcome: Outcome) -> None:
    if not outcome.text:
        return
    data = outcome.text.encode("utf-8", "surrogateescape")
    spans = []
    for diagnostic, spot in zip(read("rdjson", outcome), outcome.spots, strict=False):
        span = diagnostic["location"]["range"]
        start, end = _offset(data, span["start"]), _offset(data, span["end"])
        inside = outcome.text[spot.start : spot.end].encode("utf-8", "surrogateescape")
        assert data[start:end] == inside
        texts = [suggestion["text"] for suggestion in diagnostic.get("suggestions", ())]
        spans += ((start, end, text.encode("utf-8", "surrogateescape")) for text in texts)
    if len(spans) == sum(spot.fixed for spot in outcome.spots):
        for start, end, new in reversed(spans):
            data = data[:start] + new + data[end:]
        assert data == outcome.after.encode("utf-8", "surrogateescape")


def _offset(data: bytes, position: dict[str, int]) -> int:
    lines = data.splitlines(keepends=True)  # of bytes: \n, \r\n and \r alone
    return sum(map(len, lines[: position["line"] - 1])) + position["column"] - 1


def test_most_generated_repairs_are_suggested() -> None:
    """So that the law above is not about nothing."""
    from random import Random

    random = Random(7)
    suggested = 0
    for _ in range(200):
        text = "".join(random.choices("數據中文\n", k=60))
        after = text.replace("數據", "数据")
        spots = tuple(
            Spot("traditional", at, at + 2, "數據", "数据")
            for at in range(len(text))
            if text.startswith("數據", at)
        )
        suggested += sum(
            "suggestions" in d for d in read("rdjson", Outcome("a", text, after, spots))
        )
        assert suggested or not spots
    assert suggested > 300


def test_a_line_of_many_megabytes_is_quick() -> None:
    text = "數，" * 500_000
    spots = tuple(Spot("traditional", at, at + 1, "數", "数") for at in range(0, len(text), 100))
    spread = list(text)
    for spot in spots:
        spread[spot.start] = "数"
    outcome = Outcome("a.txt", text, "".join(spread), spots)
    start = time.perf_counter()
    assert len(read("rdjson", outcome)) == len(spots)
    assert time.perf_counter() - start < 3
