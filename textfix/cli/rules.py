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

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from textfix.cli import options
from textfix.cli.kinds import OneOf
from textfix.cli.terminal import columns, fill, write

if TYPE_CHECKING:
    from textfix.core import Rule


@click.command(add_help_option=False)
@click.option("--profile", default="zh-hans")
@click.option("--select", multiple=True)
@click.option("--ignore", multiple=True)
@click.option("--unsafe", is_flag=True)
@click.option("--output-format", type=OneOf("text", "json"), default="text")
@options.helped(__doc__ or "")
def command(output_format: str, **chosen: Any) -> None:
    """List rules."""
    rules = options.pipeline(**chosen).rules
    write(as_json(rules) if output_format == "json" else table(rules))


def table(rules: Iterable[Rule]) -> str:
    """A line for each rule; on a terminal, filled to its width."""
    rules = list(rules)
    size = max((len(rule.name) for rule in rules), default=0)
    lines = []
    for rule in rules:
        head = f"{rule.name:{size}}  {rule.phase.name.lower():11}  "
        head += f"{'safe' if rule.safe else 'unsafe':6}  "
        lines.append(fill(head, rule.summary, columns()))
    return "\n".join(lines) + "\n"


def as_json(rules: Iterable[Rule]) -> str:
    """The same with the manuals, for programs."""
    import json

    plain = [
        {
            "name": rule.name,
            "phase": rule.phase.name.lower(),
            "safe": rule.safe,
            "summary": rule.summary,
            "manual": rule.doc.strip(),
        }
        for rule in rules
    ]
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"
