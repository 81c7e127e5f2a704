"""What is to be done with a file: the type that the command line and the settings end in."""

from __future__ import annotations

from typing import NamedTuple

from textfix.files.checks import DEFAULT
from textfix.formats import for_name
from textfix.formats.layout import Options
from textfix.formats.spot import Mark, Telling
from textfix.pipeline import Pipeline


class Treatment(NamedTuple):
    """How a file is to be treated.

    `format` is the name of a format (`auto`: by the file's name); `to` the encoding to write
    (nothing: UTF-8, or what git's `working-tree-encoding` says; `keep`: the one it was read in);
    `checks` are those of the file as a whole; `limit` is in bytes, of the file unpacked;
    findings that are `accepted` are neither repaired nor told; `telling` says how much is;
    `list_unencodable` asks for all the characters that the encoding to write lacks.
    """

    pipeline: Pipeline
    options: Options = Options()
    format: str = "auto"
    encoding: str | None = None
    errors: str = "strict"
    to: str = ""
    checks: frozenset[str] = DEFAULT
    min_score: float = 0.0
    limit: int = 1 << 26
    accepted: frozenset[Mark] = frozenset()
    telling: Telling = Telling.DAMAGE
    list_unencodable: bool = False


def format_of(name: str, how: Treatment) -> str:
    """The name of the format in which a file of this name, which is not packed, is to be read."""
    return for_name(name) if how.format == "auto" else how.format
