"""The command `textfix`: what it is told, what it answers, and with which exit code."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

import click

from textfix.cli.terminal import tell

# Each is a module of this folder; the first is meant where none is named.
COMMANDS = (
    *("filter", "fix", "check", "diff", "undo", "names", "detect", "diagnose", "baseline"),
    *("rules", "explain", "config", "completion"),
)
YOUNG = 50_000  # objects made between looks for garbage; most are tables, and 700 cost 10 ms
VARIABLE = "_TEXTFIX_COMPLETE"  # what the completion scripts of shells set


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit: the console entry point."""
    gc.set_threshold(YOUNG)
    code, error = 2, ""
    args = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(args)
    except click.UsageError as wrong:
        near = _near(wrong)
        unknown = isinstance(wrong, click.NoSuchOption)
        error = wrong.message if unknown else wrong.format_message()
        named = f"textfix {args[0]}" if args and args[0] in COMMANDS else "textfix"
        cure = f"did you mean {near[0]}?" if near else f"see {named} --help"
        error = f"{error[:1].lower()}{error[1:].rstrip('.')}; {cure}"
    except click.ClickException as wrong:
        error = wrong.message
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except FileNotFoundError as wrong:
        if wrong.filename is not None:
            raise
        error = "the current folder is gone; change to another"
    if error:
        tell(f"error: {error}")
    if argv is None and not _is_awaited():
        _end(code)
    sys.exit(code)


def _is_awaited() -> bool:
    """Is there a thread that must end first, or somebody who measures?"""
    watched = sys.gettrace() is not None or sys.getprofile() is not None
    return watched or threading.active_count() > 1


def _end(code: int) -> NoReturn:
    """End at once: to take down all that was imported takes 20 ms, as long as a file to check."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            if stream is not None:  # it was closed
                stream.flush()
    os._exit(code)


def _near(wrong: click.UsageError) -> list[str]:
    """The options that an unknown one may have been; click counts the dashes as alike, too."""
    if not isinstance(wrong, click.NoSuchOption):
        return []
    from difflib import get_close_matches

    known = {option.lstrip("-"): option for option in wrong.possibilities or ()}
    return [known[name] for name in get_close_matches(wrong.option_name.lstrip("-"), known)]


def _run(args: list[str]) -> int:
    if VARIABLE in os.environ:
        from textfix.cli.complete import commands

        commands().main(args, "textfix", complete_var=VARIABLE)
    name = args[0] if args and args[0] in COMMANDS else ""
    command = load(name or "filter")
    try:  # not by `main` of click, which would write an empty line when interrupted
        with command.make_context("textfix", args[1:] if name else args) as context:
            return command.invoke(context) or 0
    except click.exceptions.Exit as done:
        return done.exit_code


def load(name: str) -> click.Command:
    """The command of this name; only its own module is imported."""
    command: click.Command = import_module(f"textfix.cli.{name}").command
    return command
