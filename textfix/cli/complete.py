"""All commands as one group, for the completion of shells only: it imports every one of them."""

from __future__ import annotations

import click

from textfix.cli import COMMANDS, load


class _Commands(click.Group):
    """Where no command is named, the filter's own options complete as well."""

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        return super().shell_complete(ctx, incomplete) + load("filter").shell_complete(
            ctx, incomplete
        )


def commands() -> click.Group:
    """The group."""
    return _Commands("textfix", {name: load(name) for name in COMMANDS if name != "filter"})
