"""One harness for every rule: what its fixtures say, and every law of every text in them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import cases
import pytest
from cases import Case, documents, each, lookalikes, of_rules
from laws import LAWS, alone, explained

from textfix import PROFILES, RULES, Phase, Pipeline
from textfix.rules import __path__ as HOME

DEFAULT = PROFILES["zh-hans"]


# Fixtures.


@each(of_rules(), "fix")
def test_fix(case: Case) -> None:
    repaired = case.pipeline(case.text)
    assert repaired == case.want
    assert case.pipeline.report(repaired).findings == (), "something is left to find"
    rule = RULES[case.home]
    found = explained(DEFAULT, case.text)
    if rule.safe:
        assert rule.name in {f.rule for step in found.steps for f in step}, "not by default"
    else:
        shown = explained(cases.shown_only(*case.rules), case.text)
        assert rule.name in {f.rule for f in shown.left}, "not shown by default"
        assert rule.name not in {f.rule for step in shown.steps for f in step}


@each(of_rules(), "keep")
def test_keep(case: Case) -> None:
    assert case.pipeline(case.text) is case.text
    if DEFAULT.without(case.home)(case.text) is case.text:
        assert DEFAULT(case.text) is case.text


@each(of_rules(), "show")
def test_show(case: Case) -> None:
    by_default = cases.shown_only(*case.rules)
    assert by_default(case.text) is case.text
    for pipeline in (by_default, DEFAULT):
        left = [f.old for f in pipeline.report(case.text).left if f.rule == case.home]
        assert set(case.shows) <= set(left)


@pytest.mark.xfail(strict=True, reason="known to fail; move it to fix or keep when it works")
@each((*of_rules(), *lookalikes(), *documents()), "todo")
def test_todo(case: Case) -> None:
    assert case.pipeline(case.text) == case.want


@each(lookalikes(), "keep")
def test_lookalike(case: Case) -> None:
    assert case.pipeline(case.text) is case.text


@each(documents(), "fix", "keep")
def test_document(case: Case) -> None:
    assert case.pipeline(case.text) == (case.text if case.want is None else case.want)


# The laws, of every case: of its own rules alone, and of the default profile.


@pytest.mark.long
@each((*of_rules(), *lookalikes(), *documents()), "fix", "keep", "show", "todo")
def test_laws(case: Case) -> None:
    own = [Pipeline(tuple(RULES[name] for name in case.rules), frozenset(case.rules))]
    for pipeline in (*(own if case.rules else []), DEFAULT):
        for text in {case.text, case.want or case.text}:
            for law in LAWS:
                law(pipeline, text)


# The rules themselves.


def test_every_rule_has_fixtures_and_every_fixture_a_rule() -> None:
    assert {case.home for case in of_rules()} == RULES.keys()


@pytest.mark.parametrize("name", RULES)
def test_fixtures_say_what_changes_and_what_does_not(name: str) -> None:
    kinds = {case.kind for case in of_rules() if case.home == name}
    # What is lost for good is only shown.
    assert kinds >= {"fix", "keep"} or kinds == {"show", "keep"}


@pytest.mark.parametrize("name", RULES)
def test_manual(name: str) -> None:
    """The docstring is the manual: one summary sentence, a blank line, more, an example."""
    first, blank, *more = RULES[name].doc.splitlines()
    assert first == first.strip() and len(first) <= 100
    assert blank == ""
    assert re.search(r"[^.][.`]$", first) and ". " not in first, "one sentence"
    assert any(line.lstrip().startswith(">>> fix(") for line in more), "an example"


@pytest.mark.parametrize("name", RULES)
def test_module(name: str) -> None:
    source = Path(HOME[0], f"{name.replace('-', '_')}.py").read_text("utf-8")
    assert source.count("\n") < 300
    assert "print(" not in source


def test_rules_are_sorted_and_named_after_their_modules() -> None:
    modules = {path.stem for path in Path(HOME[0]).glob("*.py")} - {"__init__"}
    assert {name.replace("-", "_") for name in RULES} == modules
    assert [rule.name for rule in RULES.values()] == list(RULES)
    assert list(RULES.values()) == sorted(RULES.values(), key=lambda r: (r.phase, r.name))


def test_profiles() -> None:
    assert PROFILES.keys() == {"repair", "zh-hans", "publish"}
    assert [rule.name for rule in PROFILES["zh-hans"].rules] == list(RULES)
    assert {rule.phase for rule in PROFILES["repair"].rules} <= {Phase.REPAIR, Phase.FORM}
    for profile in ("repair", "zh-hans"):
        assert not (PROFILES[profile].daring or PROFILES[profile].unsafe), "only safe rules write"
    for rule in RULES.values():
        assert alone(rule).daring == {rule.name}


IMPORTING = """
import sys
opened = []
sys.addaudithook(lambda event, args: event == "open" and opened.append(str(args[0])))
import textfix
from textfix import hanzi, pinyin, make, layout
from textfix.scripts import converter, evidence, gate, tables
from textfix.recode import gbk, glosses, slips
touched = [path for path in opened if "textfix/data" in path.replace("\\\\", "/")]
sys.exit("; ".join(touched) or 0)
"""


def test_importing_opens_no_table() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTING], cwd=cases.ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
