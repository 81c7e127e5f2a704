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
    write("\n\n".join(manual(name) for name in rules) + "\n")


def manual(name: str) -> str:
    """A rule's docstring as a manual page; examples and what is indented stay as written."""
    from textfix.files.checks import CHECKS

    if check := CHECKS.get(name):
        return _page(f"{name} (a check of the file as a whole)", check)
    rule = options.pipeline(select=[name]).rules[0]
    use = "safe" if rule.safe else f"unsafe: applied by --unsafe or --select {rule.name}"
    return _page(f"{rule.name} ({rule.phase.name.lower()}, {use})", rule)


def _page(head: str, of: Rule | Check) -> str:
    page = [head]
    width = min(shutil.get_terminal_size().columns, 88)
    for block in of.doc.strip().split("\n\n"):
        written = block.startswith((" ", ">>>", "- "))
        page.append(indent(block, "    ") if written else fill("    ", block, width))
    return "\n\n".join(page)
