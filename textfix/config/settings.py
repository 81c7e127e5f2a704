"""How the settings of a file come about, and what they make."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textfix.config import globs, reading
from textfix.config.keys import KEYS
from textfix.config.reading import COMMAND, Layer

if TYPE_CHECKING:
    from textfix.core import Protect
    from textfix.formats.layout import Options
    from textfix.pipeline import Pipeline


class Settings(NamedTuple):
    """The settings of a folder, or (see `for_file`) of a file: immutable, picklable.

    What they mean stands in `textfix.config.keys`. `folder` is where patterns go from, `source`
    what people call the settings file, `origins` where each was set, `command` what the command
    line says, but for `exclude_here`: its patterns go from the current folder.

    >>> settings = Settings(per_file=(("*.md", (("ignore", ("tab",)),)),)).merged(unsafe=True)
    >>> settings.for_file("a/b.md").ignore, settings.for_file("a/b.txt").ignore
    (('tab',), ())
    """

    profile: str = "zh-hans"
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    unsafe: bool = False
    min_score: float = 0.0
    protect: tuple[str, ...] = ()
    protect_patterns: tuple[str, ...] = ()
    encoding: str = "auto"
    errors: str = "strict"
    to: str | None = None
    format: str = "auto"
    columns: tuple[str, ...] = ()
    keys: bool = False
    code: tuple[str, ...] = ()
    delimiter: str | None = None
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    respect_gitignore: bool = True
    max_size: int = 64_000_000
    baseline: Path | None = None
    backup: str | None = None
    journal: bool | None = None
    journal_limit: int = 1_000_000_000
    jobs: int = 0
    formats: tuple[tuple[str, str], ...] = ()
    per_file: tuple[tuple[str, Layer], ...] = ()
    folder: Path = Path()
    source: str = ""
    origins: tuple[tuple[str, str], ...] = ()
    command: Layer = ()
    exclude_here: tuple[str, ...] = ()

    @classmethod
    def of(cls, table: Mapping[str, object], source: str, folder: Path) -> Settings:
        """What a settings file says, that people call `source`. Raises ConfigError."""
        rest = {name: value for name, value in table.items() if name not in reading.TABLES}
        settings = cls(
            formats=reading.formats(table.get("formats", {}), source),
            per_file=reading.per_file(table.get("per-file", {}), source),
            folder=folder,
            source=source,
        )
        return settings._under(reading.layer(rest, source, folder), source)

    def merged(self, **given: object) -> Settings:
        """With what the command line says over everything else, for every file.

        Names are those of the fields; None and an empty tuple or list say nothing. A rule that
        `select` names is no longer ignored. Raises ConfigError.
        """
        said = {
            name.replace("_", "-"): value
            for name, value in given.items()
            if value is not None and value not in ((), [])
        }
        layer = dict(reading.layer(said, COMMAND))
        here = (*self.exclude_here, *layer.pop("exclude", ()))
        command = tuple(layer.items())
        settings = self._replace(command=(*self.command, *command), exclude_here=here)
        return settings._under(command, COMMAND)

    def for_file(self, path: str) -> Settings:
        """Those of a file, by its path from `folder`, with slashes (see `relative`)."""
        if not (self.formats or self.per_file):
            return self
        formats = [name for glob, name in self.formats if globs.matches((glob,), path)]
        fitting = (globs.matches((glob,), path) for glob, _ in self.per_file)
        return _for_file(self, formats[-1] if formats else "", tuple(fitting))

    def of_file(self, path: Path) -> Settings:
        """Those of a file."""
        if not (self.formats or self.per_file):  # then its path, which takes time, says nothing
            return self
        return self.for_file(self.relative(path))

    def relative(self, path: Path) -> str:
        """A path as patterns have it: from `folder`, with slashes."""
        return _relative(path, self.folder)

    def excludes(self, path: Path, *, is_folder: bool = False) -> bool:
        """Do these settings leave out a file or folder, and all that is in it?"""
        end = "/" * is_folder
        return (bool(self.exclude) and globs.matches(self.exclude, self.relative(path) + end)) or (
            bool(self.exclude_here)
            and globs.matches(self.exclude_here, _relative(path, Path()) + end)
        )

    def pipeline(self) -> Pipeline:
        """What repairs texts; the same object for the same settings."""
        rules = self.select, self.extend_select, self.ignore
        return _pipeline(self.profile, *rules, self.unsafe, self.protect, self.protect_patterns)

    def checks(self) -> frozenset[str]:
        """What is asked of a file as a whole (see `textfix.files.checks`)."""
        from textfix.files.checks import CHECKS, DEFAULT

        chosen = _members(self.select) if self.select else DEFAULT
        return (chosen | _members(self.extend_select)) & CHECKS.keys() - _members(self.ignore)

    def options(self) -> Options:
        """What formats are told."""
        from textfix.formats.layout import Options

        return Options(self.columns, self.keys, frozenset(self.code), self.delimiter or "")

    def show(self) -> str:
        """As TOML, each with where it was set."""
        from textfix.config.show import show

        return show(self)

    def _under(self, layer: Layer, origin: str) -> Settings:
        """With a layer over them, in which who names a rule wants it."""
        values, origins = dict(layer), dict(self.origins)
        below = self
        if "profile" in values or "select" in values:
            below = below._replace(select=(), extend_select=())
            origins = {name: at for name, at in origins.items() if "select" not in name}
        wanted = {*values.get("select", ()), *values.get("extend_select", ())}
        below = below._replace(ignore=tuple(name for name in below.ignore if name not in wanted))
        for name, value in layer:
            before = getattr(below, name) if KEYS[name.replace("_", "-")].adds else ()
            if before:
                values[name] = tuple(dict.fromkeys((*before, *value)))
            at = origins.get(name, "") if before else ""
            origins[name] = at if origin in at else ", ".join(filter(None, (at, origin)))
        return below._replace(**values, origins=tuple(origins.items()))


@lru_cache(maxsize=256)
def _for_file(settings: Settings, format: str, fitting: tuple[bool, ...]) -> Settings:
    chosen = settings._replace(formats=(), per_file=())
    if format:
        chosen = chosen._under((("format", format),), f"{settings.source} [formats]")
    for (glob, layer), fits in zip(settings.per_file, fitting, strict=True):
        if fits:
            chosen = chosen._under(layer, f'{settings.source} [per-file."{glob}"]')
    return chosen._under(settings.command, COMMAND)


@lru_cache(maxsize=64)
def _pipeline(
    profile: str,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    unsafe: bool,
    protect: tuple[str, ...],
    patterns: tuple[str, ...],
) -> Pipeline:
    import re

    from textfix.pipeline import Pipeline

    kept: tuple[Protect, ...] = (*protect, *map(re.compile, patterns))
    chosen = Pipeline.of(profile, select=_rules(select), unsafe=unsafe, protect=kept)
    if select and not _rules(select):  # only checks of whole files
        chosen = chosen.only()
    if more := _rules(extend_select):
        chosen += Pipeline.of(select=more)
    return chosen.without(*(rule.name for rule in chosen.rules if rule.name in _rules(ignore)))


def _members(names: Iterable[str]) -> frozenset[str]:
    """These rules and checks, and those of the groups among them."""
    from textfix.files.checks import GROUP, MEMBERS

    chosen = frozenset(names)
    return chosen - {GROUP} | set(MEMBERS) if GROUP in chosen else chosen


def _rules(names: Iterable[str]) -> tuple[str, ...]:
    from textfix.files.checks import CHECKS

    return tuple(sorted(_members(names) - CHECKS.keys()))


def _relative(path: Path, folder: Path) -> str:
    here = Path.cwd()
    if path.name in ("", ".."):
        return _from(path, folder, here)
    above = _from(path.parent, folder, here)
    return path.name if above == "." else f"{above}/{path.name}"


@lru_cache(maxsize=4096)
def _from(path: Path, folder: Path, here: Path) -> str:
    """A folder from another, as seen from `here`."""
    try:
        return Path(os.path.relpath(here / path, here / folder)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()
