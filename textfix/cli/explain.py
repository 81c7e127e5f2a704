"""Usage: textfix explain RULE...

Print the manual of rules: what each finds, examples, and what it leaves alone.

Exit status: 0; 2 if there is no such rule
"""

from __future__ import annotations

import shutil
from textwrap import indent
from typing import TYPE_CHECKING

import click

from textfix.cli import options
from textfix.cli.terminal import fill, write

if TYPE_CHECKING:
    from textfix.core import Rule
    from textfix.files.checks import Check


@click.command(add_help_option=False)
@click.argument("rules", nargs=-1, required=True)
@options.helped(__doc__ or "")
def command(rules: tuple[str, ...]) -> None:
    """Print manuals."""
    from textfix.files.checks import GROUP, MEMBERS

    names = [name for one in rules for name in (MEMBERS if one == GROUP else (one,))]
    write("\n\n".join(map(manual, names)) + "\n")


def manual(name: str) -> str:
    """A rule's docstring as a manual page; examples and what is indented stay as written."""
    from textfix.files.checks import CHECKS

    if check := CHECKS.get(name):
        return _page(f"{name} (a check of the file as a whole)", check)
    rule = _rule(name)
    use = "safe" if rule.safe else f"unsafe: applied by --unsafe or --select {rule.name}"
    return _page(f"{rule.name} ({rule.phase.name.lower()}, {use})", rule)


def _rule(name: str) -> Rule:
    from textfix.pipeline import Pipeline

    try:
        return Pipeline.of(select=[name]).rules[0]
    except ValueError as wrong:  # no such rule; the message names the nearest
        raise click.ClickException(str(wrong)) from None


def _page(head: str, of: Rule | Check) -> str:
    page = [head]
    width = min(shutil.get_terminal_size().columns, 88)
    for block in of.doc.strip().split("\n\n"):
        written = block.startswith((" ", ">>>", "- "))
        page.append(indent(block, "    ") if written else fill("    ", block, width))
    return "\n\n".join(page)
