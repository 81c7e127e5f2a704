"""SARIF 2.1.0, by an independent reading of the standard (the numbers are its sections)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from outcomes import outcomes, repaired

from textfix import RULES
from textfix.files.outcome import Outcome
from textfix.formats.spot import Spot
from textfix.render import Context
from textfix.render.sarif import Renderer

MANUALS = {name: rule.doc for name, rule in RULES.items()}
RUN = {"tool", "results", "invocations", "columnKind", "newlineSequences", "originalUriBaseIds"}
RESULT = {
    "ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints", "fixes",
    "properties",
}  # fmt: skip
REGION = {"startLine", "startColumn", "endLine", "endColumn", "charOffset", "charLength"}


def log(*outcomes: Outcome) -> Any:
    render = Renderer(Context(suspected=True, version="9.9", rules=MANUALS))
    written = "".join((render.begin(), *map(render.file, outcomes), render.end()))
    return _checked(json.loads(written))


def _checked(log: Any) -> Any:
    """What the standard requires, and no property that it does not know."""
    assert set(log) == {"$schema", "version", "runs"} and log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert set(run) == RUN
    assert run["columnKind"] == "unicodeCodePoints"  # 3.14.17
    driver = run["tool"]["driver"]
    assert driver["name"] == "textfix" and driver["version"] == "9.9"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)  # 3.19.23
    for rule in driver["rules"]:
        texts = [rule[name] for name in ("shortDescription", "fullDescription", "help")]
        assert all(text["text"].strip() for text in texts)
    for result in run["results"]:
        assert set(result) <= RESULT
        assert ids[result["ruleIndex"]] == result["ruleId"]  # 3.27.6
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        _region(result["locations"][0]["physicalLocation"]["region"])
    (invocation,) = run["invocations"]
    assert isinstance(invocation["executionSuccessful"], bool)  # 3.20.14
    return run


def _region(region: dict[str, int]) -> None:
    assert set(region) == REGION
    assert region["startLine"] >= 1 and region["startColumn"] >= 1  # 3.30.5, 3.30.6
    start = region["startLine"], region["startColumn"]
    assert start <= (region["endLine"], region["endColumn"])  # 3.30.8: behind the last character
    assert region["charOffset"] >= 0 and region["charLength"] >= 0


def applied(text: str, results: Iterable[dict[str, Any]]) -> str:
    """A text with all fixes made, from the last to the first."""
    for result in reversed(list(results)):
        for fix in result.get("fixes", ()):
            (change,) = fix["artifactChanges"]
            for replacement in change["replacements"]:
                region = replacement["deletedRegion"]
                start, size = region["charOffset"], region["charLength"]
                text = text[:start] + replacement["insertedContent"]["text"] + text[start + size :]
    return text


def test_results() -> None:
    outcome = repaired("新闻/a b.txt", "第一行。\n我们\u200b的⽂件，锟斤拷锟斤拷。\n")
    run = log(outcome)
    assert [r["ruleId"] for r in run["results"]] == ["zero-width", "kangxi-radical", "lost-text"]
    assert [r["level"] for r in run["results"]] == ["error", "error", "warning"]
    location = run["results"][1]["locations"][0]["physicalLocation"]
    assert location == {
        "artifactLocation": {
            "uri": "%E6%96%B0%E9%97%BB/a%20b.txt",
            "uriBaseId": "%SRCROOT%",
        },
        "region": {
            "startLine": 2,
            "startColumn": 5,
            "endLine": 2,
            "endColumn": 6,
            "charOffset": 9,
            "charLength": 1,
        },
    }
    assert applied(outcome.text, run["results"]) == outcome.after
    rule = run["tool"]["driver"]["rules"][1]
    assert rule["help"]["text"] == MANUALS["kangxi-radical"].strip()
    assert rule["shortDescription"]["text"] == RULES["kangxi-radical"].summary


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_is_described(name: str) -> None:
    spot = Spot(name, 0, 1, "質", "质")
    (rule,) = log(Outcome("a.txt", "質", "质", (spot,)))["tool"]["driver"]["rules"]
    assert ">>>" not in rule["fullDescription"]["text"]
    assert len(rule["fullDescription"]["text"]) <= 1024  # as much as GitHub shows


def test_a_rule_without_a_manual_has_its_name() -> None:
    render = Renderer(Context())
    spot = Spot("opencc-s2t", 0, 1, "质", "質")
    render.file(Outcome("a.txt", "质", "質", (spot,)))
    (run,) = json.loads(render.begin() + render.end())["runs"]
    assert run["tool"]["driver"]["rules"] == [{"id": "opencc-s2t"}]


@given(outcomes())
@settings(max_examples=150, deadline=None)
def test_fixes_make_the_repaired_text(outcome: Outcome) -> None:
    if not outcome.text:
        return
    results = log(outcome)["results"]
    repairs = sum(spot.fixed for spot in outcome.spots)
    if sum("fixes" in result for result in results) == repairs:
        assert applied(outcome.text, results) == outcome.after


@given(outcomes())
@settings(max_examples=150, deadline=None)
def test_fingerprints_outlive_lines_put_before(outcome: Outcome) -> None:
    if not outcome.text:
        return
    more = "新的一行\n第二行\n"
    moved = tuple(
        Spot(
            s.rule,
            s.start + len(more),
            s.end + len(more),
            s.old,
            s.new,
            0.5,
            s.note,
            s.fixed,
            s.safe,
        )
        for s in outcome.spots
    )
    later = Outcome("b.txt", more + outcome.text, more + outcome.after, moved)
    assert _fingerprints(outcome) == _fingerprints(later)
    assert len(set(_fingerprints(outcome))) == len(outcome.spots)


def _fingerprints(outcome: Outcome) -> list[str]:
    return [result["partialFingerprints"]["textfix/v1"] for result in log(outcome)["results"]]


def test_the_same_finding_twice_has_two_fingerprints() -> None:
    assert len(set(_fingerprints(repaired("a.txt", "我们的⽂件\n我们的⽂件\n")))) == 2


def test_what_went_wrong_is_notified() -> None:
    bad = Outcome("a.csv", problems=("row 3: 5 fields, not 4",))
    (invocation,) = log(bad, Outcome("b.txt", error="vanished"))["invocations"]
    assert not invocation["executionSuccessful"]
    said = [(n["level"], n["message"]["text"]) for n in invocation["toolExecutionNotifications"]]
    assert said == [("warning", "row 3: 5 fields, not 4"), ("error", "vanished")]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a:b?#%.txt", "a%3Ab%3F%23%25.txt"),
        ("./sub//x.txt", "sub/x.txt"),
        ("../x.txt", "../x.txt"),
        ("\udc80.txt", "%80.txt"),
    ],
)
def test_relative_uris(path: str, uri: str) -> None:
    spot = Spot("tab", 0, 1, "\t", " ")
    result = log(Outcome(path, "\t", " ", (spot,)))["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_an_absolute_path_has_no_base(tmp_path: Any) -> None:
    spot = Spot("tab", 0, 1, "\t", " ")
    result = log(Outcome(str(tmp_path / "页.txt"), "\t", " ", (spot,)))["results"][0]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert set(artifact) == {"uri"} and artifact["uri"].startswith("file:///")
    assert unquote(artifact["uri"]).endswith("/页.txt")
