"""Usage: textfix rules [OPTION]...

List the rules that these options choose: their phase, whether they are safe,
and what they find; and what is asked of a file as a whole.

  --profile NAME        repair, zh-hans (the default) or publish
  --select RULE[,RULE]  only these rules (repeatable)
  --ignore RULE[,RULE]  leave these rules out (repeatable)
  --unsafe              apply unsafe rules, too
  --output-format text|json
                        a table (the default), or JSON with the whole manuals

Exit status: 0; 2 if an option is wrong
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import click

from textfix.cli import options
from textfix.cli.kinds import OneOf
from textfix.cli.terminal import columns, fill, write


@click.command(add_help_option=False)
@click.option("--profile", default="zh-hans")
@click.option("--select", multiple=True)
@click.option("--ignore", multiple=True)
@click.option("--unsafe", is_flag=True)
@click.option("--output-format", type=OneOf("text", "json"), default="text")
@options.helped(__doc__ or "")
def command(output_format: str, **chosen: Any) -> None:
    """List rules."""
    rules = listed(**chosen)
    write(as_json(rules) if output_format == "json" else table(rules))


class Listed(NamedTuple):
    """A rule, or what is asked of a file as a whole."""

    name: str
    phase: str
    safe: bool
    doc: str

    @property
    def summary(self) -> str:
        """The first line of the manual."""
        return self.doc.strip().partition("\n")[0]


def listed(**chosen: Any) -> list[Listed]:
    """What these options choose; raises click.ClickException for what does not exist."""
    from textfix.cli.choices import Choices
    from textfix.files.checks import CHECKS

    here = Choices(isolated=True, **chosen).here
    rules = here.pipeline().rules
    return [
        *(Listed(rule.name, rule.phase.name.lower(), rule.safe, rule.doc) for rule in rules),
        *(
            Listed(name, "file", True, of.doc)
            for name, of in CHECKS.items()
            if name in here.checks()
        ),
    ]


def table(rules: Sequence[Listed]) -> str:
    """A line for each rule; on a terminal, filled to its width."""
    size = max((len(rule.name) for rule in rules), default=0)
    lines = []
    for rule in rules:
        head = f"{rule.name:{size}}  {rule.phase:11}  {'safe' if rule.safe else 'unsafe':6}  "
        lines.append(fill(head, rule.summary, columns()))
    return "".join(f"{line}\n" for line in lines)


def as_json(rules: Iterable[Listed]) -> str:
    """The same with the manuals, for programs."""
    import json

    plain = [
        {
            "name": rule.name,
            "phase": rule.phase,
            "safe": rule.safe,
            "summary": rule.summary,
            "manual": rule.doc.strip(),
        }
        for rule in rules
    ]
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"
