"""Findings, the applier, and the map from the text before to the text after."""

from __future__ import annotations

import json
import pickle
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix import RULES, Finding, Hit, Phase, Rule, report, survey
from textfix.core import Span, apply, choose, invert, revert
from textfix.spans import merge, shift, touches
from textfix.trace import Trace


def edit(start: int, old: str, new: str | None, score: float = 1.0, rule: str = "r") -> Finding:
    return Finding(rule, start, old, new, score)


# Apply, invert, revert.


def test_apply() -> None:
    edits = [edit(0, "ab", "x"), edit(2, "", "yy"), edit(2, "c", ""), edit(4, "e", None)]
    assert apply("abcde", edits) == "xyyde"
    assert revert("xyyde", edits) == "abcde"
    assert invert(edits) == (edit(0, "x", "ab"), edit(1, "yy", ""), edit(3, "", "c"))


def test_apply_returns_the_same_object_where_nothing_changes() -> None:
    text = "abc"
    assert apply(text, []) is text
    assert apply(text, [edit(0, "a", None)]) is text


@pytest.mark.parametrize(
    "edits",
    [
        [edit(1, "a", "x")],
        [edit(2, "cd", "x")],
        [edit(0, "ab", "x"), edit(1, "b", "y")],
        [edit(1, "b", "x"), edit(0, "a", "y")],
    ],
    ids=["another text", "past the end", "overlap", "not sorted"],
)
def test_apply_refuses_what_does_not_fit(edits: list[Finding]) -> None:
    with pytest.raises(ValueError, match=r"r at [0-2] does not fit"):
        apply("abc", edits)


# Choose.


@pytest.mark.parametrize(
    ("kept", "dropped"),
    [
        (edit(0, "ab", "x"), edit(1, "bcd", "y", rule="a")),
        (edit(0, "abc", "x", 0.1), edit(0, "ab", "y", 1.0)),
        (edit(0, "ab", "x", 0.9, "z"), edit(0, "ab", "y", 0.8, "a")),
        (edit(0, "ab", "x", rule="a"), edit(0, "ab", "y", rule="b")),
        (edit(1, "bc", "x"), edit(1, "", "y")),
        (edit(1, "bc", "x"), edit(2, "", "y")),
        (edit(1, "", "x", rule="a"), edit(1, "", "x", rule="b")),
    ],
    ids=["earlier", "longer", "surer", "by name", "over insertion", "inside", "two insertions"],
)
def test_choose_between_two_that_overlap(kept: Finding, dropped: Finding) -> None:
    assert choose([kept, dropped]) == choose([dropped, kept]) == (kept,)


def test_choose_keeps_what_only_touches() -> None:
    both = edit(0, "ab", "x"), edit(2, "c", "y")
    assert choose(reversed(both)) == both
    both = edit(0, "ab", "x"), edit(2, "", "y")
    assert choose(reversed(both)) == both


def test_a_chain_of_overlaps_goes_from_the_left() -> None:
    a, b, c = edit(0, "abc", "x"), edit(2, "cd", "y"), edit(3, "de", "z")
    assert choose([c, b, a]) == (a, c)


# Spans.

SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 6)), max_size=6).map(
    lambda pairs: [(start, start + size) for start, size in pairs]
)


@given(SPANS, st.integers(0, 20), st.integers(0, 6))
def test_touches(spans: list[Span], start: int, size: int) -> None:
    """Where they share a character, or one is a place inside the other."""
    merged, end = merge(spans), start + size
    assert touches(merged, start, end) == any(a < end and start < b for a, b in merged)


@given(SPANS)
def test_merge(spans: list[Span]) -> None:
    merged = merge(spans)
    assert merged == sorted(merged)
    assert all(a[1] <= b[0] for a, b in pairwise(merged))
    assert {i for a, b in merged for i in range(a, b)} == {i for a, b in spans for i in range(a, b)}


# Steps, and what they make of a text: held against brute force.

Marked = list[tuple[str, int]]  # each character, and where it stood in the text before; -1: nowhere


@st.composite
def histories(draw: st.DrawFn) -> tuple[str, list[tuple[Finding, ...]]]:
    """A text and steps that fit, one after another."""
    before = text = draw(st.text("abcdef", max_size=12))
    steps = []
    for _ in range(draw(st.integers(0, 5))):
        step, at = [], 0
        while at <= len(text) and draw(st.booleans()):
            start = draw(st.integers(at, len(text)))
            end = draw(st.integers(start, min(len(text), start + 3)))
            step.append(edit(start, text[start:end], draw(st.text("xyz", max_size=3))))
            at = end + (start == end)
        steps.append(choose(f for f in step if f.old != f.new))
        text = apply(text, steps[-1])
    return before, steps


@settings(max_examples=1000, deadline=None)
@given(histories())
def test_changes_lead_from_before_to_after(history: tuple[str, list[tuple[Finding, ...]]]) -> None:
    before, steps = history
    trace, after = Trace(), before
    for step in steps:
        trace.add(step)
        assert revert(apply(after, step), step) == after
        after = apply(after, step)
    changes = trace.changes(before, after)
    assert apply(before, [edit(c.start, c.old, c.new) for c in changes]) == after
    assert all(c.old != c.new for c in changes)
    ends = [0, *(c.end for c in changes)]
    assert all(end <= c.start for end, c in zip(ends, changes, strict=False))
    written = [f for step in steps for f in step]
    behind = [f for span in trace.spans for f in span[4]]
    assert sorted(map(repr, behind)) == sorted(map(repr, written)), "each edit is behind one span"


@settings(max_examples=1000, deadline=None)
@given(histories(), st.data())
def test_origin(history: tuple[str, list[tuple[Finding, ...]]], data: st.DataObject) -> None:
    """It holds every character that is still there, and no more than the edits it meets."""
    before, steps = history
    trace, now = Trace(), [(c, i) for i, c in enumerate(before)]
    for step in steps:
        trace.add(step)
        out: Marked = []
        done = 0
        for f in step:
            out += now[done : f.start] + [(c, -1) for c in f.new or ""]
            done = f.end
        now = out + now[done:]
    text = "".join(c for c, _ in now)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    low, high = trace.origin(start, end)
    assert 0 <= low <= high <= len(before)
    assert all(low <= i < high for _, i in now[start:end] if i >= 0)
    met = [s for s in trace.spans if s[2] < end and start < s[3]]
    if not met:
        assert before[low:high] == text[start:end]
    else:
        assert low <= met[0][0] and met[-1][1] <= high
        changed = [edit(s[0], before[s[0] : s[1]], text[s[2] : s[3]]) for s in met]
        moved = [edit(f.start - low, f.old, f.new) for f in changed]
        first, last = min(start, met[0][2]), max(end, met[-1][3])
        assert apply(before[low:high], moved) == text[first:last]


@given(histories(), st.data())
def test_shift(history: tuple[str, list[tuple[Finding, ...]]], data: st.DataObject) -> None:
    """Spans that no edit touches hold the same text after it."""
    before, steps = history
    if steps:
        size = len(before)
        at = sorted(data.draw(st.lists(st.integers(0, size), max_size=6)))
        spans = merge(zip(at[::2], at[1::2], strict=False))
        step = [f for f in steps[0] if not touches(spans, f.start, f.end)]
        after = apply(before, step)
        moved = shift(spans, step)
        assert [after[a:b] for a, b in moved] == [before[a:b] for a, b in spans]


# Rules and reports.


def test_a_rule_sleeps_without_what_it_needs() -> None:
    asked = []

    def needs() -> str:
        asked.append(1)
        return "]^x-"

    rule = Rule("r", Phase.FORM, True, lambda text, facts: [], "Doc.\n\nMore.", needs=needs)
    assert not asked, "a table loads when first asked for"
    assert rule.awake("a]") and rule.awake("^") and rule.awake("-") and not rule.awake("abc.y")
    assert rule.summary == "Doc."
    assert Rule("r", Phase.FORM, True, rule.find, "").awake("")


def test_a_rule_of_the_library_is_pickled_by_name() -> None:
    for rule in RULES.values():
        assert pickle.loads(pickle.dumps(rule)) is rule


def test_phases_run_in_this_order() -> None:
    assert list(Phase) == sorted(Phase)
    assert [p.name for p in Phase] == ["REPAIR", "FORM", "SPACE", "SCRIPT", "PUNCTUATION"]


def test_report() -> None:
    text = "領(lǐng)域發(fā)展,質(zhì)量"
    explained = report(text)
    assert explained.before is text and explained.after == "领域发展,质量"
    assert explained.undo() == text
    assert [(c.old, c.new) for c in explained.changes[:3]] == [
        ("領", "领"),
        ("(lǐng)", ""),
        ("發", "发"),
    ]
    assert [f.rule for f in explained.left] == ["halfwidth-punctuation"]
    assert explained.left[0].start == text.index(",")
    plain = explained.to_dict()
    assert json.loads(json.dumps(plain, ensure_ascii=False))["after"] == explained.after
    assert plain.keys() == {"before", "after", "steps", "changes", "left"}


def test_findings_speak_of_the_text_before() -> None:
    explained = report("發展;數據")
    for f in explained.findings:
        assert explained.before[f.start : f.end] == f.old
    assert [(f.old, f.new) for f in explained.findings] == [
        ("發", "发"),
        (";", "；"),
        ("數據", "数据"),
    ]


def test_hits_and_findings() -> None:
    assert Hit(1, 2, None) == (1, 2, None, 1.0, "")
    assert edit(3, "ab", "c").end == 5
    assert survey("aab").chars == {"a": 2, "b": 1}
