"""Usage: textfix diagnose [OPTION]... [FILE]...

List each damaged line of a file (standard input if there is none), and what it
may have been, the likeliest first: with the nats (units of evidence) by which
a reading is likelier than the line as it stands, the proof, and the charsets
that were confused. Nothing is repaired.

  --encoding NAME       read every FILE in this encoding
  --errors strict|keep|escape
                        bytes that cannot be read: refuse the file (strict,
                        the default), keep them, or write \\x8a

Exit status: 0; 2 if a file cannot be read
"""

from __future__ import annotations

from typing import Any

import click

from textfix.cli import options
from textfix.cli.reading import decoded
from textfix.cli.terminal import write


@click.command(add_help_option=False)
@click.argument("files", nargs=-1)
@click.option("--encoding")
@click.option("--errors", type=options.WAYS, default="strict")
@options.helped(__doc__ or "")
def command(files: tuple[str, ...], **chosen: Any) -> None:
    """List what damaged lines may have been."""
    if "" in files:
        raise click.UsageError(options.EMPTY)
    diagnosed(files, **chosen)


def diagnosed(files: tuple[str, ...], encoding: str | None, errors: str) -> None:
    """Write each damaged line, and what it may have been."""
    from textfix.diagnosis import diagnose
    from textfix.recode.byteread import as_utf8

    for name in files or ("-",):
        for found in diagnose(decoded(name, encoding, errors).text):
            lines = [f"{name}:{found.line}: {found.text}"]
            for reading in found.readings:
                how = f" ({', '.join(reading.channels)})" if reading.channels else ""
                lines.append(f"  {reading.score:8.1f}  {reading.text}  {reading.proof}{how}")
            write(as_utf8("".join(f"{line}\n" for line in lines)))
