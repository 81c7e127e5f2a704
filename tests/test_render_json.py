"""The json and jsonl formats: what they say is what was found."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outcomes import outcomes, repaired

from textfix.files.outcome import Outcome
from textfix.formats.spot import Spot
from textfix.render import FORMATS, Context, renderer

RAW = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
FIELDS = {
    "rule", "safe", "fixed", "score", "note", "where", "start", "end", "line", "column", "end_line",
    "end_column", "old", "new",
}  # fmt: skip


def printed(format: str, *outcomes: Outcome, **context: object) -> str:
    render = renderer(format, Context(**context))  # type: ignore[arg-type]
    return "".join((render.begin(), *map(render.file, outcomes), render.end()))


def read(*outcomes: Outcome, **context: object) -> Any:
    return json.loads(printed("json", *outcomes, **context))


def test_document() -> None:
    outcome = repaired("页.txt", "我们\u200b的\n⽂件\n")
    assert printed("json", outcome, Outcome("b.txt", error="vanished"), version="9.9") == (
        '{"textfix": "9.9", "schema": 1, "files": [\n'
        '{"path": "页.txt", "encoding": "utf-8", "changed": true, "written": false, "findings": '
        '[{"rule": "zero-width", "safe": true, "fixed": true, "score": 1.0, "note": "U+200B", '
        '"where": "", "start": 2, "end": 3, "line": 1, "column": 3, "end_line": 1, '
        '"end_column": 4, "old": "\u200b", "new": ""}, '
        '{"rule": "kangxi-radical", "safe": true, "fixed": true, "score": 1.0, "note": "", '
        '"where": "", "start": 5, "end": 6, "line": 2, "column": 1, "end_line": 2, '
        '"end_column": 2, "old": "⽂", "new": "文"}], "problems": [], "error": null},\n'
        '{"path": "b.txt", "encoding": "utf-8", "changed": false, "written": false, '
        '"findings": [], "problems": [], "error": "vanished"}\n]}\n'
    )


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_a_clean_file_is_not_mentioned(format: str) -> None:
    assert printed(format, Outcome("a.txt")) == printed(format)


@pytest.mark.parametrize("format", ["json", "rdjson", "sarif"])
def test_nothing_at_all_is_a_document(format: str) -> None:
    assert json.loads(printed(format))


def test_suspected_findings_are_listed_on_request() -> None:
    outcome = repaired("a.txt", "你好,世界\n")
    assert read(outcome)["files"] == []
    assert not read(outcome, suspected=True)["files"][0]["findings"][0]["safe"]


def test_a_file_without_a_text_has_no_lines() -> None:
    spot = Spot("traditional", 0, 2, "數據", "数据", where="column text")
    found = read(Outcome("a.parquet", spots=(spot,), changed=True))["files"][0]["findings"][0]
    assert found["where"] == "column text"
    assert found["line"] is found["column"] is found["end_line"] is found["end_column"] is None


@given(st.lists(outcomes(), max_size=3))
@settings(max_examples=150, deadline=None)
def test_json_says_it_all(given: list[Outcome]) -> None:
    told = [o for o in given if o.spots or o.problems or o.error or o.changed]
    for file, outcome in zip(read(*given, suspected=True)["files"], told, strict=True):
        assert file["path"] == outcome.path
        assert (file["error"] or "") == outcome.error
        assert tuple(file["problems"]) == outcome.problems
        assert len(file["findings"]) == len(outcome.spots)
        for found, spot in zip(file["findings"], outcome.spots, strict=True):
            _same(found, spot, outcome.text)


def _same(found: dict[str, Any], spot: Spot, text: str) -> None:
    assert set(found) >= FIELDS
    assert all(found[name] == getattr(spot, name) for name in FIELDS if hasattr(spot, name))
    if text:
        assert _place(text, spot.start) == (found["line"], found["column"])
        assert _place(text, spot.end) == (found["end_line"], found["end_column"])


def _place(text: str, at: int) -> tuple[int, int]:
    """By another way: a character, or a CR LF, at a time."""
    starts, passed = [0], 0
    while passed < at:
        passed += 2 if text.startswith("\r\n", passed) else 1
        if text[passed - 1] in "\r\n" and passed <= at:
            starts.append(passed)
    return len(starts), at - starts[-1] + 1


@given(outcomes())
@settings(max_examples=150, deadline=None)
def test_jsonl_is_a_line_for_each(outcome: Outcome) -> None:
    lines = [json.loads(line) for line in printed("jsonl", outcome, suspected=True).splitlines()]
    assert all(line["path"] == outcome.path for line in lines)
    assert [line["problem"] for line in lines if "problem" in line] == list(outcome.problems)
    assert [line["error"] for line in lines if "error" in line] == [outcome.error] * bool(
        outcome.error
    )
    found = [line for line in lines if "rule" in line]
    for line, spot in zip(found, outcome.spots, strict=True):
        _same(line, spot, outcome.text)


@given(outcomes())
@settings(max_examples=150, deadline=None)
def test_no_format_for_programs_acts_on_a_terminal(outcome: Outcome) -> None:
    for format in FORMATS:
        out = printed(format, outcome, suspected=True)
        assert not RAW.search(out)
        assert out.encode().decode() == out
