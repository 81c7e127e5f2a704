"""Tables of settings files, and options, checked: every mistake is one line with its cure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from textfix.config import kinds
from textfix.config.keys import KEYS
from textfix.config.kinds import Kind, suggestion
from textfix.config.notation import written

TABLES = ("formats", "per-file")
COMMAND = "command line"
# What other tools call it.
_MEANT = {
    "allow": "protect",
    "words": "protect",
    "extend-exclude": "exclude",
    "extend-ignore": "ignore",
    "skip": "exclude",
    "unsafe-fixes": "unsafe",
}
_OPTIONS = {"columns": "column"}  # where one is called otherwise than its setting

Layer = tuple[tuple[str, Any], ...]  # settings, by the names they have in `Settings`


class ConfigError(ValueError):
    """A setting is wrong; the message says where and what to do, in one line."""


def layer(table: Mapping[str, object], source: str, folder: Path = Path()) -> Layer:
    """The settings of a table that people call `source`; paths in it go from `folder`.

    >>> layer({"max-size": "5kB"}, "textfix.toml")
    (('max_size', 5000),)
    """
    return tuple(_settings(table, source, "", list(KEYS), folder))


def formats(table: object, source: str) -> tuple[tuple[str, str], ...]:
    """The table `formats`: patterns of paths, and the name of a format."""
    return tuple(
        (glob, read(kinds.FORMAT, name, source, f"'formats', {glob!r},"))
        for glob, name in _by_path(table, source, "formats")
    )


def per_file(table: object, source: str) -> tuple[tuple[str, Layer], ...]:
    """The table `per-file`: patterns of paths, and settings of the files they fit."""
    names = [name for name, key in KEYS.items() if key.per_file]
    out = []
    for glob, section in _by_path(table, source, "per-file"):
        place = f" in [per-file.{written(glob)}]"
        if not isinstance(section, Mapping):
            raise ConfigError(f"{source}: 'per-file', {glob!r}, must be a table of settings")
        out.append((glob, tuple(_settings(section, source, place, names))))
    return tuple(out)


def read(kind: Kind, value: object, source: str, name: str) -> Any:
    """A value as `Settings` holds it; raises ConfigError."""
    try:
        return kind.read(value)
    except ValueError as wrong:
        option = _OPTIONS.get(name, name)
        start = f"--{option}" if source == COMMAND else f"{source}: {name}"
        raise ConfigError(f"{start} {wrong}") from None


def _settings(
    table: Mapping[str, object], source: str, place: str, names: list[str], folder: Path = Path()
) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if name not in names:
            raise ConfigError(f"{source}: {_unknown(name, names, place)}")
        shown = name if source == COMMAND else f"{name!r}{place}"
        setting = read(KEYS[name].kind, value, source, shown)
        yield name.replace("-", "_"), folder / setting if isinstance(setting, Path) else setting


def _unknown(name: str, names: Iterable[str], place: str) -> str:
    if name in KEYS or name in TABLES:
        return f"{name!r} cannot be set{place}; set it for all files"
    if name in ("tool", "textfix") and not place:
        return f"no setting named {name!r}; [tool.textfix] is for pyproject.toml, leave it out here"
    meant = _MEANT.get(name)
    tables = () if place else TABLES
    cure = f"; did you mean {meant!r}?" if meant else suggestion(name, [*names, *tables])
    return f"no setting named {name!r}{place}{cure}"


def _by_path(table: object, source: str, name: str) -> Iterator[tuple[str, object]]:
    if not isinstance(table, Mapping):
        raise ConfigError(f"{source}: {name!r} must be a table, by patterns of paths: [{name}]")
    for glob, value in table.items():
        (pattern,) = read(kinds.GLOBS, [glob], source, f"{name!r}")
        if pattern.startswith("!"):
            raise ConfigError(f"{source}: {name!r} has {glob!r}; a pattern here cannot be negative")
        yield pattern, value
