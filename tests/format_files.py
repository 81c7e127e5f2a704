"""The odd files of `fixtures/formats`, and what holds of each of them.

text       the file; with `want`, what it becomes; without, it stays
options    of `Options`
malformed  it is no file of the format
problems   how many are told
"""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest
from cases import FIXTURES

from textfix import PROFILES
from textfix.formats.layout import Layout, Malformed, Options
from textfix.formats.proof import splice
from textfix.formats.splice import Repaired, repair

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PIPELINE = PROFILES["zh-hans"]


@dataclass(frozen=True)
class File:
    """A file, and what it is to become."""

    name: str
    text: str
    want: str
    options: Options
    malformed: bool
    problems: int


def files(family: str) -> list[Any]:
    """Those of a family, as parameters of a test."""
    content = tomllib.loads((FIXTURES / "formats" / f"{family}.toml").read_text("utf-8"))
    return [pytest.param(file, id=file.name) for file in map(_file, content["file"])]


def _file(table: dict[str, Any]) -> File:
    options = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in table.pop("options", {}).items()
    }
    name, text = table.pop("name"), table.pop("text")
    want, malformed = table.pop("want", text), table.pop("malformed", False)
    problems = table.pop("problems", 0)
    assert not table, f"{name}: unknown {', '.join(table)}"
    return File(name, text, want, Options(**options), malformed, problems)


def check(format: Any, file: File) -> None:
    """The file becomes what it is to become, and nothing else of it changes."""
    if file.malformed:
        with pytest.raises(Malformed, match=r"^line \d+, column \d+: .+$"):
            format.locate(file.text, file.options)
        return
    repaired = sound(format, file.text, file.options)
    assert repaired.after == file.want
    assert len(repaired.problems) == file.problems
    if file.want == file.text:
        assert repaired.after is file.text
    again = sound(format, repaired.after, file.options)
    assert again.after is repaired.after


def sound(format: Any, text: str, options: Options) -> Repaired:
    """Repair a file; edits lie within its texts, and its shape is what it was."""
    layout: Layout = format.locate(text, options)
    ends = [0, *(at for piece in layout.pieces for at in (piece.start, piece.end)), len(text)]
    assert ends == sorted(ends)
    repaired = repair(text, format, PIPELINE, options)
    assert splice(text, repaired.edits) == repaired.after
    assert bool(repaired.edits) == (repaired.after != text)
    for start, end, _ in repaired.edits:
        assert any(piece.start <= start <= end <= piece.end for piece in layout.pieces)
    if repaired.edits:
        try:
            shape = format.shape(text)
        except ValueError:  # `locate` is more patient, and alone to judge then
            return repaired
        assert format.shape(repaired.after) == shape
    return repaired


def check_prefixes(format: ModuleType, file: File) -> None:
    """A file cut anywhere is malformed or sound; nothing else happens."""
    for end in range(len(file.text)):
        with suppress(Malformed):
            sound(format, file.text[:end], file.options)
