"""Usage: textfix completion bash|zsh|fish

Print what a shell needs to complete commands, options and rules:

  bash: eval "$(textfix completion bash)"       in ~/.bashrc
  zsh:  eval "$(textfix completion zsh)"        in ~/.zshrc
  fish: textfix completion fish | source        in config.fish

Exit status: 0
"""

from __future__ import annotations

import click

from textfix.cli import options
from textfix.cli.kinds import OneOf
from textfix.cli.terminal import write


@click.command(add_help_option=False)
@click.argument("shell", type=OneOf("bash", "zsh", "fish"))
@options.helped(__doc__ or "")
def command(shell: str) -> None:
    """Print a completion script."""
    from click.shell_completion import get_completion_class

    from textfix.cli import VARIABLE
    from textfix.cli.complete import commands

    kind = get_completion_class(shell)
    assert kind is not None
    write(kind(commands(), {}, "textfix", VARIABLE).source() + "\n")
