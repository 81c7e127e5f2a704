"""Repair and normalise text, Chinese text above all.

>>> import textfix
>>> textfix.fix("深刻改變著世界")
'深刻改变着世界'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

# Two of these have the names of their modules, and must be bound before anything imports those.
from textfix.decode import decode
from textfix.decoded import ByteSpan, Decoded, DecodeError, Problem
from textfix.survey import Facts, survey

if TYPE_CHECKING:
    from textfix import make
    from textfix.api import detect, fix, fix_bytes, fix_many, report
    from textfix.core import Change, Finding, Hit, Phase, Reach, Report, Rule
    from textfix.diagnosis import Diagnosis, Reading, diagnose
    from textfix.pipeline import PROFILES, Pipeline, UnknownRule
    from textfix.rules import RULES
    from textfix.scripts.evidence import Script, script

__version__ = "0.1.0"
RULESET = "2026.11"  # grows when a safe rule changes what it does to text
__all__ = [
    "PROFILES",
    "RULES",
    "RULESET",
    "ByteSpan",
    "Change",
    "DecodeError",
    "Decoded",
    "Diagnosis",
    "Facts",
    "Finding",
    "Hit",
    "Phase",
    "Pipeline",
    "Problem",
    "Reach",
    "Reading",
    "Report",
    "Rule",
    "Script",
    "UnknownRule",
    "decode",
    "detect",
    "diagnose",
    "fix",
    "fix_bytes",
    "fix_many",
    "make",
    "report",
    "script",
    "survey",
]

# Where the other names come from, when they are first asked for (PEP 562).
_HOMES = {
    "api": ("detect", "fix", "fix_bytes", "fix_many", "report"),
    "core": ("Change", "Finding", "Hit", "Phase", "Reach", "Report", "Rule"),
    "diagnosis": ("Diagnosis", "Reading", "diagnose"),
    "pipeline": ("PROFILES", "Pipeline", "UnknownRule"),
    "rules": ("RULES",),
    "scripts.evidence": ("Script", "script"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name == "make":
        return import_module("textfix.make")
    if name not in _HOME:
        raise AttributeError(f"module 'textfix' has no attribute {name!r}")
    value: object = getattr(import_module(f"textfix.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
