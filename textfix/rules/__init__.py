"""The rules: one module each, discovered, never listed.

A module in this folder is a rule of the same name (`_` read as `-`). It has a docstring, `phase`,
`safe` and `find(text, facts)`, and may have `reach`, `needs`, `fast`, `evidence`, `early`, `sign`,
`beside`, `holds` and `alike` (see `textfix.core.Rule`).

Most rules sleep over most texts. What must be known of a rule that sleeps stands in
`data/rules.tsv`, so that it is imported when it first wakes (`scripts/build_wake_tables.py` writes
the file; a test holds it against the modules). A module that is not in it is imported at once.
"""

from __future__ import annotations

import importlib
import os

from textfix.characters import Characters
from textfix.core import Phase, Reach, Rule
from textfix.table import rows, unescaped


class _Sleeping(Rule):
    """A rule of the index: its module is imported when more of it is asked for."""

    __slots__ = ("_wakers",)
    _wakers: tuple[Characters, ...]

    @property
    def wakers(self) -> tuple[Characters, ...]:
        return self._wakers

    def __getattr__(self, attribute: str) -> object:
        if attribute not in Rule.__slots__:
            raise AttributeError(attribute)
        rule = load(self.name)
        for slot in Rule.__slots__:
            setattr(self, slot, getattr(rule, slot))
        return getattr(rule, attribute)


def load(name: str) -> Rule:
    """What a module of this folder says of its rule."""
    module = importlib.import_module(f"{__name__}.{name.replace('-', '_')}")
    return Rule(
        name=name,
        phase=module.phase,
        safe=module.safe,
        find=module.find,
        doc=module.__doc__ or "",
        reach=getattr(module, "reach", Reach.LINE),
        needs=getattr(module, "needs", ""),
        fast=getattr(module, "fast", None),
        evidence=getattr(module, "evidence", None),
        early=getattr(module, "early", False),
        sign=getattr(module, "sign", None),
        beside=getattr(module, "beside", ()),
        holds=getattr(module, "holds", ""),
        alike=getattr(module, "alike", False),
    )


def names() -> list[str]:
    """The rules there are, by their modules."""
    files = (file for folder in __path__ for file in os.listdir(folder))  # noqa: PTH208
    modules = (file.removesuffix(".py") for file in files if file.endswith(".py"))
    return sorted(m.replace("_", "-") for m in modules if m != "__init__")


def _sleeping(name: str, phase: str, safe: str, early: str, reach: str, *written: str) -> Rule:
    sets = iter(map(unescaped, written))
    rule: _Sleeping = object.__new__(_Sleeping)
    values = {
        "name": name,
        "phase": Phase[phase],
        "safe": safe == "safe",
        "early": early == "early",
        "reach": Reach[reach],
        "_wakers": tuple(Characters(frozenset(s), next(sets), next(sets)) for s in sets),
    }
    for slot, value in values.items():
        setattr(rule, slot, value)
    return rule


def _rules() -> dict[str, Rule]:
    known = {row[0]: _sleeping(*row) for row in rows("rules")}
    found = (known.get(name) or load(name) for name in names())
    return {rule.name: rule for rule in sorted(found, key=lambda rule: (rule.phase, rule.name))}


RULES: dict[str, Rule] = _rules()
