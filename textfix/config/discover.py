"""Finding and reading settings files.

In each folder `.textfix.toml` goes before `textfix.toml`, and that before a `pyproject.toml` that
has a table `[tool.textfix]`. The settings of a file are those of the nearest folder upwards that
has any, and of no other. The search ends at the top of the git work tree (of the file system,
where there is none), so that what lies about above a repository does not change it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from textfix.config.reading import ConfigError
from textfix.config.settings import Settings

PYPROJECT = "pyproject.toml"
NAMES = (".textfix.toml", "textfix.toml", PYPROJECT)


def nearest(folder: Path) -> Settings:
    """The settings for the files of a folder; the defaults, if none are set.

    Each folder is looked at once, until `forget`. Raises ConfigError.
    """
    return _nearest(Path(os.path.normpath(Path.cwd() / folder)))


def forget() -> None:
    """Look for settings files anew."""
    _nearest.cache_clear()


def read(path: Path, folder: Path | None = None) -> Settings:
    """The settings of the file `path`; its patterns go from `folder`, or else from its own.

    Raises ConfigError.
    """
    table = _table(path)
    if table is None:
        raise ConfigError(f"{_shown(path)}: has no [tool.textfix]; name another file, or write one")
    return Settings.of(table, _shown(path), path.absolute().parent if folder is None else folder)


@cache
def _nearest(folder: Path) -> Settings:
    for name in NAMES:
        path = folder / name
        table = _table(path) if path.is_file() else None
        if table is not None:
            return Settings.of(table, _shown(path), folder)
    if folder.parent == folder or (folder / ".git").exists():
        return Settings()
    return _nearest(folder.parent)


def _table(path: Path) -> Mapping[str, object] | None:
    """What a file says to textfix; None for a `pyproject.toml` that says nothing."""
    from textfix.files.errors import unreadable

    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ConfigError(f"{_shown(path)}: no such file; check the name") from None
    except OSError as wrong:
        raise ConfigError(f"{_shown(path)}: {unreadable(wrong)}") from None
    shared = path.name == PYPROJECT
    if shared and b"textfix" not in data:  # most have none, and need not be parsed
        return None
    table = _parsed(path, data)
    for name in ("tool", "textfix") if shared else ():
        inner = table.get(name)
        if inner is None:
            return None
        if not isinstance(inner, dict):
            raise ConfigError(f"{_shown(path)}: {name!r} must be a table; write [tool.textfix]")
        table = inner
    return table


def _parsed(path: Path, data: bytes) -> dict[str, object]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        why = f"byte {wrong.start} is not UTF-8, which TOML has to be; save it as UTF-8"
    except tomllib.TOMLDecodeError as wrong:
        message = str(wrong)
        why = f"not TOML: {message[:1].lower()}{message[1:]}"
    raise ConfigError(f"{_shown(path)}: {why}")


def _shown(path: Path) -> str:
    """A path as people see it: short, if it is below the current folder."""
    path, here = path.absolute(), Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
