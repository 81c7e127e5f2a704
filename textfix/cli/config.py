"""Usage: textfix config [OPTION]... [FILE]

Print the settings for a FILE (for files of the current folder, if none is
named), as TOML, each with where it was set.

  --schema              print the JSON schema of settings files instead
  --config FILE         settings; the default is the nearest .textfix.toml,
                        textfix.toml or pyproject.toml with [tool.textfix]
  --isolated            the defaults only

Exit status: 0; 2 if the settings are wrong
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from textfix.cli import options
from textfix.cli.terminal import write


@click.command(add_help_option=False)
@click.argument("file", default="-")
@click.option("--schema", is_flag=True)
@click.option("--config", "config_file")
@click.option("--isolated", is_flag=True)
@options.helped(__doc__ or "")
def command(file: str, schema: bool, **chosen: Any) -> None:
    """Print settings."""
    if not file:
        raise click.UsageError(options.EMPTY)
    if schema:
        from importlib.resources import files

        write(files("textfix.config").joinpath("schema.json").read_bytes())
        return
    from textfix.cli.choices import Choices

    write(Choices(**chosen).settings(Path(file)).show())
