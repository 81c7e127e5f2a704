"""The options that commands share, and the pages of help that speak of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from textfix.cli.kinds import OneOf, number
from textfix.cli.terminal import write

F = TypeVar("F", bound=Callable[..., Any])

EMPTY = "an argument is empty (a shell variable that is not set?)"
WAYS = OneOf("strict", "keep", "escape")
COLORS = OneOf("auto", "always", "never")

REPAIRS = """\
What to repair:
  --profile NAME        repair: undo what encodings and copying tools did
                        zh-hans (the default): that, stray white space, and
                        Traditional to Simplified
                        publish: all that, and typography
  --select RULE[,RULE]  apply only these rules, unsafe ones too (repeatable)
  --ignore RULE[,RULE]  leave these rules out (repeatable)
  --unsafe              apply unsafe rules too: likely right, not certain
  --min-score SCORE     leave what is less sure than this, 0 to 1
  --protect WORD        never touch WORD (repeatable)
"""
READING = """\
How to read:
  --encoding NAME       read every file in this encoding
  --errors strict|keep|escape
                        bytes that cannot be read: refuse the file (strict,
                        the default), keep them as they are, or write \\x8a
  --format NAME         auto (the default): by the name of the file; text:
                        as plain text; or json, jsonl, csv, html, ...
  --column NAME         only this column of a table, or key of JSON
                        (repeatable)
  --keys                repair headers of tables and keys of JSON, too
  --code comments|strings
                        repair these in source code (repeatable); by default
                        nothing in it
  --delimiter CHAR      of tables, where it is not to be found out; or \\t
  --config FILE         settings; the default is the nearest .textfix.toml,
                        textfix.toml or pyproject.toml with [tool.textfix]
  --isolated            no settings but these options
"""
JOBS = """\
  --jobs N              worker processes; 0 (the default): as many as pay.
                        They share files, and text, JSON Lines, CSV and TSV
                        above 32 MB in blocks; the result is always the same
"""
FILES = f"""\
Which files:
  --exclude GLOB        leave out, in the way of .gitignore (repeatable)
  --force-exclude       leave these out even where they are named, as hooks do;
                        .gitignore never counts for files that are named
  --no-gitignore        look at files that .gitignore leaves out
  --since REV           only files that differ from this revision of git
  --max-size SIZE       skip larger files, such as 64MB (the default)
  --show-files          list the files that would be looked at, and stop
{JOBS}"""
SHOWING = """\
How to tell:
  --output-format NAME  text (the default), concise, json, jsonl, sarif,
                        github, rdjson
  --color auto|always|never
                        also NO_COLOR and FORCE_COLOR
  --suspected           tell what only unsafe rules suspect, too
  --quiet               tell errors only"""
WRITING = """\
How to write:
  --to NAME             utf-8 (the default), utf-8-sig, keep (as it was), or
                        any other encoding
  --unencodable error|list
                        characters that the encoding lacks: refuse the file
                        and name the first of them, or all with their number
"""


def shared(function: F) -> F:
    """The options under REPAIRS and READING."""
    return _with(
        function,
        click.option("--profile"),
        click.option("--select", multiple=True, shell_complete=_rules),
        click.option("--ignore", multiple=True, shell_complete=_rules),
        click.option("--unsafe", is_flag=True, default=None),
        click.option("--min-score", callback=number(float)),
        click.option("--protect", multiple=True),
        click.option("--encoding"),
        click.option("--errors", type=WAYS),
        click.option("--format", "format"),
        click.option("--column", "columns", multiple=True),
        click.option("--keys", is_flag=True, default=None),
        click.option("--code", multiple=True, type=OneOf("comments", "strings")),
        click.option("--delimiter", callback=_tab),
        click.option("--config", "config_file"),
        click.option("--isolated", is_flag=True),
    )


def paths(*, stdin: bool = False) -> Callable[[F], F]:
    """The argument PATH; with `stdin` it may be -, which then comes alone.

    An empty one would be the current folder: a variable that is not set must not mean all of it.
    """

    def read(
        context: click.Context, parameter: click.Parameter, given: tuple[str, ...]
    ) -> tuple[str, ...]:
        if "" in given:
            raise click.UsageError(EMPTY)
        if "-" in given and not stdin:
            raise click.UsageError(
                "- is standard input: textfix alone repairs it, and textfix check looks at it"
            )
        if "-" in given and len(given) > 1:
            raise click.UsageError("- is standard input, and comes alone")
        return given

    return click.argument("paths", nargs=-1, callback=read)


def writing(function: F) -> F:
    """The options under WRITING."""
    return _with(
        function,
        click.option("--to"),
        click.option("--unencodable", type=OneOf("error", "list"), default="error"),
    )


def walking(function: F) -> F:
    """The options under FILES."""
    return _with(
        function,
        click.option("--exclude", multiple=True),
        click.option("--force-exclude", is_flag=True, default=None),
        click.option("--no-gitignore", is_flag=True),
        click.option("--since"),
        click.option("--max-size"),
        click.option("--show-files", is_flag=True),
        jobs,
    )


def jobs(function: F) -> F:
    """How many processes do the work."""
    return click.option("--jobs", callback=number(int))(function)


def showing(function: F) -> F:
    """The options under SHOWING."""
    formats = OneOf("text", "concise", "json", "jsonl", "sarif", "github", "rdjson")
    return _with(
        function,
        click.option("--output-format", type=formats, default="text"),
        click.option("--color", type=COLORS, default="auto"),
        click.option("--suspected", is_flag=True),
        click.option("--quiet", is_flag=True),
    )


def input_name(function: F) -> F:
    """What standard input is called."""
    return _with(function, click.option("--stdin-filename", default=""))


def helped(page: str) -> Callable[[F], F]:
    """The option --help, which writes this page."""

    def answer(context: click.Context, _: click.Parameter, asked: bool) -> None:
        if asked:
            write(page.rstrip() + "\n")
            context.exit()

    return click.option(
        "-h", "--help", is_flag=True, is_eager=True, expose_value=False, callback=answer
    )


def split(names: Iterable[str]) -> list[str]:
    """Names that stand in lists, or each for itself.

    >>> split(["traditional, dash", "tab"])
    ['traditional', 'dash', 'tab']
    """
    return [name.strip() for one in names for name in one.split(",")]


def _tab(context: click.Context, parameter: click.Parameter, typed: str | None) -> str | None:
    """A tab is hard to type in a shell."""
    return "\t" if typed == r"\t" else typed


def _rules(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """The names of rules that go on from what is typed, behind a comma too."""
    from textfix.rules import RULES

    done, comma, name = begun.rpartition(",")
    return [CompletionItem(done + comma + rule) for rule in RULES if rule.startswith(name)]


def version(function: F) -> F:
    """The option --version."""

    def answer(context: click.Context, _: click.Parameter, asked: bool) -> None:
        if asked:
            from textfix import RULESET, __version__

            write(f"textfix {__version__} (rules of {RULESET})\n")
            context.exit()

    return click.option(
        "--version", is_flag=True, is_eager=True, expose_value=False, callback=answer
    )(function)


def manual(function: F) -> F:
    """The option --explain, which is the command `explain` of one rule."""

    def answer(context: click.Context, _: click.Parameter, rule: str | None) -> None:
        if rule is not None:
            from textfix.cli.explain import manual

            write(manual(rule) + "\n")
            context.exit()

    return click.option("--explain", is_eager=True, expose_value=False, callback=answer)(function)


def _with(function: F, *options: Callable[[F], F]) -> F:
    for option in reversed(options):
        function = option(function)
    return function
