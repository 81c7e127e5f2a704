"""Workflow commands of GitHub Actions, read as its runner reads them."""

from __future__ import annotations

import re

from hypothesis import given, settings
from outcomes import outcomes, repaired

from textfix.files.outcome import Outcome
from textfix.formats.spot import Spot
from textfix.render import Context
from textfix.render.github import Renderer
from textfix.render.message import message
from textfix.render.place import posix
from textfix.render.visible import visible

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::([^\r\n]*)")


def printed(outcome: Outcome) -> str:
    return Renderer(Context(suspected=True)).file(outcome)


def read(line: str) -> tuple[str, dict[str, str], str]:
    """The name of a command, its properties and what it says."""
    found = COMMAND.fullmatch(line)
    assert found, line
    name, properties, said = found.groups()
    pairs = (pair.split("=", 1) for pair in properties.split(","))
    return name, {key: _plain(value) for key, value in pairs}, _plain(said)


def _plain(text: str) -> str:
    for written, meant in ("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%"):
        text = text.replace(written, meant)
    return text


def test_commands() -> None:
    outcome = repaired("a,b.txt", "我们的⽂件，锟斤拷锟斤拷。\n你好,世界\n")
    assert printed(outcome) == (
        "::error file=a%2Cb.txt,line=1,endLine=1,col=4,endColumn=5,"
        "title=textfix (kangxi-radical)::⽂ -> 文\n"
        "::warning file=a%2Cb.txt,line=1,endLine=1,col=7,endColumn=13,"
        "title=textfix (lost-text)::锟斤拷锟斤拷  "
        "(left; about 2 characters lost: U+FFFD read as GBK)\n"
        "::notice file=a%2Cb.txt,line=2,endLine=2,col=3,endColumn=4,"
        "title=textfix (halfwidth-punctuation)::, -> ，  (suspected)\n"
    )


def test_what_goes_over_lines_has_no_columns() -> None:
    spot = Spot("line-wrap", 2, 3, "\n", "")
    assert printed(Outcome("a.txt", "数据\n库", "数据库", (spot,))) == (
        "::error file=a.txt,line=1,endLine=2,title=textfix (line-wrap)::[LF] -> (nothing)\n"
    )


def test_what_could_not_be_done() -> None:
    assert printed(Outcome("a.txt", problems=("row 3: 100%",), error="no\nspace")) == (
        "::warning file=a.txt,title=textfix::row 3: 100%25\n"
        "::error file=a.txt,title=textfix::no[LF]space\n"
    )


@given(outcomes())
@settings(max_examples=150, deadline=None)
def test_the_runner_reads_what_was_meant(outcome: Outcome) -> None:
    commands = [read(line) for line in printed(outcome).split("\n")[:-1]]
    assert len(commands) == len(outcome.spots) + len(outcome.problems) + bool(outcome.error)
    for _, properties, _ in commands:
        assert visible(properties["file"]) == visible(posix(outcome.path))
    for (_, properties, said), spot in zip(commands, outcome.spots, strict=False):
        assert properties["title"] == f"textfix ({spot.rule})"
        assert said == visible(message(spot))
        if outcome.text:
            assert int(properties["endLine"]) >= int(properties["line"]) >= 1
