"""The schema says what is read, and the file that is shipped says the same."""

from __future__ import annotations

import re
from typing import Any

import pytest

from textfix.config.keys import KEYS
from textfix.config.reading import ConfigError
from textfix.config.schema import FILE, schema, text
from textfix.config.settings import Settings

SAMPLES: list[object] = [True, 0, 1, 3, 0.5, 1.5, -1, "", "a", "tab", "json", "utf-8", "64MB"]
SAMPLES += ["keep", ";", "strict", "publish", "strings", ".orig", "a/b", [], ["tab"], ["a", "a"]]
SAMPLES += [["strings"], [""], [1], {}]
# What only textfix itself knows: which encodings Python has, and that a list may repeat itself.
BEYOND = {"encoding", "to"}


def fits(value: object, schema: dict[str, Any]) -> bool:
    """As much of draft 7 as the schema uses."""
    kinds: dict[str, Any] = {"boolean": bool, "string": str, "array": list, "object": dict}
    kinds |= {"integer": int, "number": (int, float)}
    types = schema.get("type", [])
    names = [types] if isinstance(types, str) else types
    if names and not any(
        isinstance(value, kinds[name]) and (name == "boolean" or not isinstance(value, bool))
        for name in names
    ):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if isinstance(value, str):
        low, high = schema.get("minLength", 0), schema.get("maxLength", 99)
        return low <= len(value) <= high and bool(re.search(schema.get("pattern", ""), value))
    if isinstance(value, int | float):
        return schema.get("minimum", value) <= value <= schema.get("maximum", value)
    if isinstance(value, list):
        return all(fits(item, schema.get("items", {})) for item in value)
    return True


def test_the_file_is_what_the_declarations_make() -> None:
    assert FILE.read_text("utf-8") == text(), "python -m textfix.config.schema writes it"


def test_it_is_closed_and_knows_every_setting() -> None:
    made = schema()
    assert made["additionalProperties"] is False
    assert set(made["properties"]) == {*KEYS, "formats", "per-file"}
    section = made["properties"]["per-file"]["additionalProperties"]
    assert section["additionalProperties"] is False
    assert set(section["properties"]) == {name for name, key in KEYS.items() if key.per_file}
    for part in made["properties"].values():
        assert part["description"].endswith(".")


@pytest.mark.parametrize("name", KEYS)
def test_it_takes_what_is_taken(name: str) -> None:
    part = schema()["properties"][name]
    for value in SAMPLES:
        try:
            Settings.of({name: value}, "textfix.toml", FILE.parent)
        except ConfigError:
            taken = False
        else:
            taken = True
        if name not in BEYOND or taken:
            assert fits(value, part) is taken, value
    assert "default" not in part or fits(part["default"], part)
