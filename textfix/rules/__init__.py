"""The rules: one module each, discovered, never listed.

A module in this folder is a rule of the same name (`_` read as `-`). It has a docstring, `phase`,
`safe` and `find(text, facts)`, and may have `reach`, `needs`, `fast`, `evidence` and `early`
(see `textfix.core.Rule`).
"""

from __future__ import annotations

import importlib
import pkgutil

from textfix.core import Reach, Rule


def _load(module_name: str) -> Rule:
    module = importlib.import_module(f"{__name__}.{module_name}")
    return Rule(
        name=module_name.replace("_", "-"),
        phase=module.phase,
        safe=module.safe,
        find=module.find,
        doc=module.__doc__ or "",
        reach=getattr(module, "reach", Reach.LINE),
        needs=getattr(module, "needs", ""),
        fast=getattr(module, "fast", None),
        evidence=getattr(module, "evidence", None),
        early=getattr(module, "early", False),
    )


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in sorted(
        (_load(m.name) for m in pkgutil.iter_modules(__path__)), key=lambda r: (r.phase, r.name)
    )
}
