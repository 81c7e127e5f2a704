"""What wakes a rule: the index of the rules, held against their modules; and how little is imported."""

from __future__ import annotations

import subprocess
import sys

import cases
import pytest

from textfix import RULES, Phase, Rule
from textfix.characters import characters
from textfix.rules import load, names
from textfix.wake import Wake


@pytest.mark.long  # the Unicode of other Pythons differs
def test_the_tables_are_what_the_modules_say() -> None:
    script = cases.ROOT / "scripts" / "build_wake_tables.py"
    assert subprocess.run([sys.executable, script, "--check"], check=False).returncode == 0


@pytest.mark.parametrize("name", RULES)
def test_a_rule_of_the_index_is_the_rule_of_its_module(name: str) -> None:
    indexed, rule = RULES[name], load(name)
    sets = (tuple(map(set, (w.singles, w.starts, w.ends))) for w in (*indexed.wakers,))
    assert all(singles or starts for singles, starts, _ in sets)
    for text in ("", "plain", "数据，\n（ ）", *cases.texts()[::40]):
        assert indexed.awake(text) == rule.awake(text)
    assert (indexed.phase, indexed.safe, indexed.early) == (rule.phase, rule.safe, rule.early)
    assert (indexed.doc, indexed.find, indexed.fast) == (rule.doc, rule.find, rule.fast)


def test_a_module_that_is_not_in_the_index_is_found() -> None:
    assert set(names()) == RULES.keys()


def test_a_rule_has_no_other_attributes() -> None:
    with pytest.raises(AttributeError):
        RULES["traditional"].colour  # noqa: B018


def nothing(text: str, facts: object) -> list[object]:
    return []


def needing(name: str, *needs: str) -> Rule:
    return Rule(name, Phase.FORM, True, nothing, "", needs=needs)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "woken"),
    [
        ("", {"always"}),
        ("x", {"always", "letter"}),
        ("x1", {"always", "letter", "both"}),
        ("1", {"always"}),
        ("-", {"always", "mark"}),
    ],
)
def test_wake(text: str, woken: set[str]) -> None:
    rules = (
        needing("always"),
        needing("letter", "a-z"),
        needing("both", "x-z", "0-9"),
        needing("mark", "]^-"),
    )
    wake = Wake(rules)
    assert wake.named(wake.by(wake.seen(text))).keys() == woken
    assert {rule.name for rule in rules if rule.awake(text)} == woken


@pytest.mark.parametrize("text", cases.texts()[::7])
def test_all_at_once_as_one_by_one(text: str) -> None:
    wake = Wake(tuple(RULES.values()))
    assert list(wake.named(wake.by(wake.seen(text)))) == [
        r.name for r in RULES.values() if r.awake(text)
    ]


def test_ranges_may_overlap() -> None:
    found = characters("d-ma-fz")
    assert [c for c in "acdmnz" if c in found] == list("acdmz")


STARTING = """
import sys
import textfix
{code}
print(*sorted(name for name in sys.modules if name.partition(".")[0] in {wanted}))
"""


def imported(code: str, *wanted: str) -> set[str]:
    """The modules of these packages that a fresh interpreter has after some code."""
    script = STARTING.format(code=code, wanted=wanted)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=cases.ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_importing_the_package_imports_little() -> None:
    others = "numpy", "ftfy", "charset_normalizer", "click", "opencc", "difflib", "pathlib"
    assert imported("", *others, "dataclasses", "inspect") == set()
    allowed = {"textfix", "survey", "decode", "decoded", "recode", "byteread", "pattern"}
    assert {m.rpartition(".")[2] for m in imported("", "textfix")} <= allowed


def test_clean_text_imports_no_table_of_words_and_nothing_slow() -> None:
    code = "textfix.fix('A plain sentence, clean.'); textfix.fix('今天天气很好，去公园。')"
    slow = "numpy", "dataclasses", "inspect"
    found = imported(code, "textfix", *slow)
    tables = "textfix.hanzi", "textfix.scripts.tables", "textfix.recode.gbk"
    assert not found & {*slow, *tables}
