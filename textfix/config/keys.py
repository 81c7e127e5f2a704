"""The settings there are, in the order they are shown: their types and what they mean."""

from __future__ import annotations

from typing import NamedTuple

from textfix.config import kinds
from textfix.config.kinds import Kind


class Key(NamedTuple):
    """A setting: its type and its meaning (its default stands in `Settings`).

    `per_file`: it may be set for some files only; `adds`: what is set adds to what was set before
    it, and does not take its place.
    """

    kind: Kind
    doc: str
    per_file: bool = False
    adds: bool = False


_WAYS = kinds.one_of("way", lambda: ("strict", "keep", "escape"))
_PARTS = kinds.some_of("part", lambda: ("comments", "strings"))

KEYS = {
    "profile": Key(kinds.PROFILE, "The set of rules to apply.", True),
    "select": Key(
        kinds.RULES, "Only these rules, unsafe ones too, instead of the profile's.", True
    ),
    "extend-select": Key(
        kinds.RULES, "These rules, unsafe ones too, besides the others.", True, True
    ),
    "ignore": Key(kinds.RULES, "Not these rules.", True, True),
    "unsafe": Key(kinds.FLAG, "Apply unsafe rules too: likely right, not certain.", True),
    "min-score": Key(kinds.SHARE, "Leave what is less sure than this, from 0 to 1.", True),
    "protect": Key(kinds.WORDS, "Words that are never touched.", True, True),
    "protect-patterns": Key(
        kinds.PATTERNS, "Regular expressions: what they match is never touched.", True, True
    ),
    "encoding": Key(
        kinds.ENCODING, "The encoding to read; auto: the one a file proves to be in.", True
    ),
    "errors": Key(
        _WAYS,
        r"Bytes that cannot be read: refuse the file (strict), keep them, or write \x8a (escape).",
        True,
    ),
    "to": Key(
        kinds.TARGET,
        "The encoding to write (keep: the one a file was read in); UTF-8, if it is not set, or "
        "what git's working-tree-encoding says.",
        True,
    ),
    "format": Key(kinds.FORMAT, "The format of files; auto: by their names.", True),
    "columns": Key(
        kinds.WORDS, "Only these columns of tables and keys of JSON; all, if empty.", True
    ),
    "keys": Key(kinds.FLAG, "Repair headers of tables and keys of JSON, too.", True),
    "code": Key(_PARTS, "What of source code to repair; nothing, if empty.", True),
    "delimiter": Key(
        kinds.DELIMITER, "Between the fields of tables, where it is not found out.", True
    ),
    "exclude": Key(kinds.GLOBS, "Files and folders to leave out, in the way of .gitignore."),
    "force-exclude": Key(
        kinds.FLAG,
        "Leave out what exclude does even where it is named; .gitignore never counts for that.",
    ),
    "respect-gitignore": Key(kinds.FLAG, "Leave out what .gitignore does."),
    "max-size": Key(kinds.SIZE, "Skip files that are larger, in bytes or as 64MB."),
    "baseline": Key(kinds.PATH, "A file of damage that is known, from the folder of the settings."),
    "backup": Key(
        kinds.SUFFIX, "Keep a copy of each file that is written, with this behind its name."
    ),
    "journal": Key(
        kinds.FLAG,
        "Record what is written, always or never; where more than one file is written or git "
        "could not give it back, if it is not set.",
    ),
    "journal-limit": Key(kinds.SIZE, "Bytes of all that is recorded; the oldest goes first."),
    "jobs": Key(kinds.COUNT, "Worker processes; 0: as many as pay."),
}
FORMATS = "The format of files, by patterns of their paths; the last that fits counts."
PER_FILE = "Settings of some files only, by patterns of their paths; the last that fits counts."
