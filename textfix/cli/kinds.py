"""What the values of options may be, with messages like those about settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
from click.shell_completion import CompletionItem


class OneOf(click.ParamType):  # type: ignore[type-arg]  # before click 8.3 it takes none
    """One of these names; shells complete them."""

    name = "name"

    def __init__(self, *names: str) -> None:
        self._names = names

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as it is; raises click.ClickException for another, which tells the nearest."""
        if value in self._names:
            return value
        from textfix.config.kinds import suggestion

        known = suggestion(value, self._names)
        raise click.ClickException(f"{_called(param)} cannot be {value!r}{known}")

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The names that go on from what is typed."""
        return [CompletionItem(name) for name in self._names if name.startswith(incomplete)]


def number(of: type[int | float]) -> Callable[..., Any]:
    """A callback for options that are numbers; what is none is left for the settings to refuse."""

    def read(context: click.Context, parameter: click.Parameter, typed: str | None) -> Any:
        try:
            return None if typed is None else of(typed)
        except ValueError:
            return typed

    return read


def _called(param: click.Parameter | None) -> str:
    """What people call an option or an argument."""
    if isinstance(param, click.Option):
        return param.opts[-1]
    return param.human_readable_name if param else "it"
