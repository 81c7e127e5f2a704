"""The cases of `fixtures/`: labelled texts of four kinds, and where to find them.

fix     `text` becomes `want`
keep    `text` stays the object it is
show    `text` stays, and `shows` (one string or several) is seen and left
todo    what fails today, and must be moved to fix or keep the day it works

`with` names rules that must run beside the one of the file's name; `rules` the rules to run where
a profile is asked otherwise (lookalikes, documents), as do `profile` and `unsafe`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from textfix import PROFILES, RULES, Pipeline

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent
pytest.register_assert_rewrite("laws")  # so that a broken law shows its values

FIXTURES = ROOT / "fixtures"
SHARED = ROOT.parent / "shared"
KINDS = ("fix", "keep", "show", "todo")
KEYS = {"name", "text", "want", "shows", "with", "rules", "profile", "unsafe"}


@dataclass(frozen=True)
class Case:
    """One labelled text. `home` is the stem of its file: the rule's name, for a rule."""

    home: str
    kind: str
    name: str
    text: str
    want: str | None = None
    shows: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    profile: str = "zh-hans"
    unsafe: bool = False

    @property
    def pipeline(self) -> Pipeline:
        """The rules this case is about, those that are named applied even if unsafe."""
        return Pipeline.of(self.profile, select=self.rules, unsafe=self.unsafe)


def read(path: Path) -> list[Case]:
    """The cases of a file, in order; a file that is written wrongly fails."""
    content: dict[str, list[dict[str, Any]]] = tomllib.loads(path.read_text("utf-8"))
    assert content.keys() <= set(KINDS), f"{path.name}: {sorted(content.keys() - set(KINDS))}"
    out = []
    for kind, entries in content.items():
        for entry in entries:
            where = f"{path.name}, {kind}, {entry.get('name')}"
            assert entry.keys() <= KEYS, f"{where}: {sorted(entry.keys() - KEYS)}"
            assert entry.get("name") and "text" in entry, where
            assert ("want" in entry) == (kind in ("fix", "todo")), where
            assert ("shows" in entry) == (kind == "show"), where
            shows = entry.get("shows", ())
            case = Case(
                path.stem,
                kind,
                entry["name"],
                entry["text"],
                entry.get("want"),
                (shows,) if isinstance(shows, str) else tuple(shows),
                (*entry.get("rules", ()), *entry.get("with", ())),
                entry.get("profile", "zh-hans"),
                entry.get("unsafe", False),
            )
            assert kind != "fix" or case.text != case.want, where
            out.append(case)
    names = [(case.kind, case.name) for case in out]
    assert len(set(names)) == len(names), f"{path.name}: two cases of one name"
    return out


@cache
def of_rules() -> tuple[Case, ...]:
    """Every case of `fixtures/<rule>.toml`, asked of that rule and those it is to run with."""
    found = (case for path in sorted(FIXTURES.glob("*.toml")) for case in read(path))
    return tuple(replace(case, rules=(case.home, *case.rules)) for case in found)


@cache
def lookalikes() -> tuple[Case, ...]:
    """Clean texts that look damaged: the profile by default, or the rules they name."""
    return tuple(c for path in sorted(FIXTURES.glob("lookalikes/*.toml")) for c in read(path))


@cache
def documents() -> tuple[Case, ...]:
    """Whole documents, for a whole profile."""
    return tuple(c for path in sorted(FIXTURES.glob("documents/*.toml")) for c in read(path))


def texts() -> list[str]:
    """Every text of every fixture, and what it should become."""
    cases = (*of_rules(), *lookalikes(), *documents())
    return list(dict.fromkeys(t for case in cases for t in (case.text, case.want) if t is not None))


def each(cases: tuple[Case, ...], *kinds: str) -> Any:
    """Parametrise a test by cases."""
    chosen = [c for c in cases if c.kind in kinds]
    return pytest.mark.parametrize(
        "case", [pytest.param(c, id=f"{c.home}: {c.name}") for c in chosen]
    )


def everything() -> Pipeline:
    """All rules, the unsafe ones applied."""
    return PROFILES["zh-hans"].with_unsafe()


def shown_only(*names: str) -> Pipeline:
    """These rules, the unsafe ones shown."""
    return Pipeline(tuple(RULES[name] for name in names))
