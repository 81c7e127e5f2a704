"""The settings in force, as a settings file that says where each comes from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textfix.config import kinds
from textfix.config.keys import KEYS
from textfix.config.notation import size_written, written
from textfix.config.reading import COMMAND

if TYPE_CHECKING:
    from textfix.config.settings import Settings


def show(settings: Settings) -> str:
    """TOML, with where each setting was set behind it; what is not set is a comment."""
    return "\n".join((*_settings(settings), *_tables(settings), ""))


def _settings(settings: Settings) -> Iterator[str]:
    origins = dict(settings.origins)
    for name in KEYS:
        field = name.replace("-", "_")
        value, origin = getattr(settings, field), origins.get(field, "default")
        if value is None:
            yield f"# {name}: not set"
        else:
            yield f"{name} = {_value(name, value)}  # {origin}"
            if name == "exclude" and settings.exclude_here:
                more = written(settings.exclude_here)
                yield f"# and from the current folder: {more}  # {COMMAND}"


def _tables(settings: Settings) -> Iterator[str]:
    if settings.formats:
        yield "\n[formats]"
        for glob, name in settings.formats:
            yield f"{written(glob)} = {written(name)}  # {settings.source}"
    for glob, layer in settings.per_file:
        yield f"\n[per-file.{written(glob)}]  # {settings.source}"
        for field, value in layer:
            name = field.replace("_", "-")
            yield f"{name} = {_value(name, value)}"


def _value(name: str, value: Any) -> str:
    if KEYS[name].kind is kinds.SIZE:
        value = size_written(value)
    return written(value.absolute() if isinstance(value, Path) else value)
