"""What the command line and the settings together ask for, file by file."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from textfix.cli.options import EMPTY, split
from textfix.cli.terminal import tell
from textfix.config import discover
from textfix.config.reading import ConfigError
from textfix.config.settings import Settings
from textfix.files.treatment import Treatment
from textfix.formats.spot import Telling

if TYPE_CHECKING:
    from textfix.baseline import Baseline


class Choices:
    """The options of a command, over the settings of each file.

    Raises click.ClickException for settings that are wrong.
    """

    def __init__(
        self,
        *,
        config_file: str | None = None,
        isolated: bool = False,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        no_gitignore: bool = False,
        unencodable: str = "error",
        **given: Any,
    ) -> None:
        if "" in (config_file, *given.get("protect", ())):
            raise click.UsageError(EMPTY)
        if isolated and config_file is not None:
            raise click.UsageError("--isolated has no settings, and --config names some: give one")
        given |= {"select": split(select), "ignore": split(ignore)}
        self._given = {name: value for name, value in given.items() if name in Settings._fields}
        if no_gitignore:
            self._given["respect_gitignore"] = False
        self._list_unencodable = unencodable == "list"
        self._source = _source(config_file, isolated)
        self._merged = lru_cache(maxsize=None)(self._merge)

    @property
    def here(self) -> Settings:
        """The settings of the current folder, for what is not about one file."""
        return self.settings(Path("-"))

    def settings(self, path: Path) -> Settings:
        """The settings of a file."""
        return self._folder(path).of_file(path)

    def treatment(self, path: Path, telling: Telling = Telling.DAMAGE) -> Treatment:
        """How a file is to be treated."""
        try:
            return _treatment(self.settings(path), telling, self._list_unencodable)
        except ValueError as wrong:  # no such rule or profile; the message names the nearest
            raise click.ClickException(str(wrong)) from None

    @property
    def asked(self) -> frozenset[str]:
        """The columns and keys that the command line asks for; settings speak of many files."""
        columns, keys = self._given.get("columns") or (), self._given.get("keys")
        if not (columns or keys):
            return frozenset()
        from textfix.files.asked import asked
        from textfix.formats.layout import Options

        return asked(Options(tuple(columns), bool(keys)))

    def excludes(self, path: Path) -> bool:
        """Do the settings leave this file or folder out?"""
        settings = self._folder(path)
        return bool(settings.exclude or settings.exclude_here) and settings.excludes(
            path, is_folder=path.is_dir()
        )

    def baseline(self) -> Baseline | None:
        """What is known and accepted, if a baseline is set."""
        path = self.here.baseline
        if path is None:
            return None
        from textfix.baseline import Baseline

        return Baseline.load(path)

    def _folder(self, path: Path) -> Settings:
        return self._merged(os.path.dirname(path))  # noqa: PTH120 - the parent takes longer to make

    def _merge(self, folder: str) -> Settings:
        try:
            return self._source(Path(os.path.normpath(folder))).merged(**self._given)
        except ConfigError as wrong:
            raise click.ClickException(str(wrong)) from None


def tell_unmet(asked: Iterable[str], met: Container[str]) -> None:
    """Warn of columns and keys that were asked for, and that no file has."""
    for option in sorted(asked):
        if option not in met:
            lacking = "keys or a header" if option == "--keys" else "it; check its spelling"
            tell(f"warning: {option}: no file that was read has {lacking}")


def _source(config_file: str | None, isolated: bool) -> Callable[[Path], Settings]:
    """What gives the settings of a folder."""
    if isolated or _is_gone():
        return lambda folder: Settings()
    if config_file:
        path = Path(config_file)
        read = lru_cache(maxsize=1)(lambda: discover.read(path, Path.cwd()))
        return lambda folder: read()
    return discover.nearest


def _is_gone() -> bool:
    """Was the current folder removed? Then it has no settings, and standard input is still read."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


@lru_cache(maxsize=64)
def _treatment(settings: Settings, telling: Telling, list_unencodable: bool) -> Treatment:
    return Treatment(
        settings.pipeline(),
        settings.options(),
        settings.format,
        None if settings.encoding == "auto" else settings.encoding,
        settings.errors,
        settings.to or "",
        settings.checks(),
        settings.min_score,
        settings.max_size,
        telling=telling,
        list_unencodable=list_unencodable,
    )
