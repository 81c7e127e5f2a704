"""The JSON Schema of settings files, for editors; `schema.json` beside this holds it.

python -m textfix.config.schema
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from textfix.config import kinds
from textfix.config.keys import FORMATS, KEYS, PER_FILE, Key
from textfix.config.notation import size_written
from textfix.config.settings import Settings

FILE = Path(__file__).with_name("schema.json")


def schema() -> dict[str, Any]:
    """Draft 7, of `textfix.toml` and of `[tool.textfix]`."""
    section = {name: _described(key) for name, key in KEYS.items() if key.per_file}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "textfix",
        "description": "Settings in textfix.toml, .textfix.toml, or [tool.textfix] of pyproject.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            **{name: {**_described(key), **_default(name)} for name, key in KEYS.items()},
            "formats": {**_by_path(FORMATS), "additionalProperties": kinds.FORMAT.schema()},
            "per-file": {
                **_by_path(PER_FILE),
                "additionalProperties": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": section,
                },
            },
        },
    }


def _described(key: Key) -> dict[str, Any]:
    return {"description": key.doc, **key.kind.schema()}


def _default(name: str) -> dict[str, Any]:
    value = getattr(Settings(), name.replace("-", "_"))
    if value is None:
        return {}
    if KEYS[name].kind is kinds.SIZE:
        return {"default": size_written(value)}
    return {"default": list(value) if isinstance(value, tuple) else value}


def _by_path(doc: str) -> dict[str, Any]:
    names = {"minLength": 1, "not": {"pattern": "^!"}}
    return {"description": doc, "type": "object", "propertyNames": names}


def text() -> str:
    """What `schema.json` holds."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8", newline="\n")
