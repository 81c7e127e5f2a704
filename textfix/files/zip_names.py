"""Names inside zip archives, repaired without touching what they are the names of.

An entry says with a flag that its name is UTF-8; without it the name is in code page 437, says the
format, and in fact in whatever the writing system used. Read as the former it is mojibake.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from textfix.files import patch
from textfix.files.errors import RenameError
from textfix.files.journal import Journal
from textfix.files.names import Reading, is_odd, is_utf8, of_bytes, of_texts
from textfix.files.replace import read, replace
from textfix.files.zip_directory import Archive, Entry, ZipError, parse, renamed


@dataclass(frozen=True, slots=True)
class Member:
    """An entry whose name is wrong: as it reads now, and as it should."""

    name: str
    reading: Reading


def zip_names(path: Path) -> list[Member]:
    """The members of a zip archive whose names are wrong, in order. Nothing is changed.

    Raises OSError, and RenameError for what is no zip archive or one of a kind not repaired.
    """
    archive = _parsed(path, path.read_bytes())
    return [member for member in _members(archive) if member is not None]


def repair_zip(path: Path, journal: Journal | None = None, *, backup: str = "") -> list[Member]:
    """Repair the names that are certain; which they were.

    Atomic as `replace` is. Raises what `zip_names` does, RenameError too where two members would
    have one name, ReplaceError and JournalError; the archive is as it was then.
    """
    data, stamp = read(path)
    archive = _parsed(path, data)
    members = [
        member if member and member.reading.certain else None for member in _members(archive)
    ]
    if not any(members):
        return []
    names = [member.reading.text.encode() if member else None for member in members]
    final = [name or entry.raw for name, entry in zip(names, archive.entries, strict=True)]
    if len(set(final)) < len({entry.raw for entry in archive.entries}):
        raise RenameError(path, "two members would have the same name; rename one of them first")
    try:
        edits = renamed(archive, names)
        after = patch.apply(edits, data)
    except ValueError as error:
        raise RenameError(path, str(error)) from error
    if journal is not None:
        journal.record(path, data, after, edits)
    replace(path, stamp, after, backup=backup)
    return [member for member in members if member]


def _parsed(path: Path, data: bytes) -> Archive:
    try:
        return parse(data)
    except ZipError as error:
        raise RenameError(path, str(error)) from error


def _members(archive: Archive) -> list[Member | None]:
    """For each entry what its name should be; their parts are weighed together."""
    asked = [entry for entry in archive.entries if not entry.says_its_name]
    found: dict[tuple[bool, bytes], Reading | None] = {}
    for is_text in (True, False):
        of_kind = (entry.raw.split(b"/") for entry in asked if entry.is_text == is_text)
        odd = sorted({part for parts in of_kind for part in parts if is_odd(part)})
        read_as = of_texts([part.decode() for part in odd]) if is_text else of_bytes(odd)
        found.update(zip(((is_text, part) for part in odd), read_as, strict=True))
    return [None if entry.says_its_name else _member(entry, found) for entry in archive.entries]


def _member(entry: Entry, found: dict[tuple[bool, bytes], Reading | None]) -> Member | None:
    parts: list[Reading] = []
    for part in entry.raw.split(b"/"):
        reading = found.get((entry.is_text, part))
        if reading is None and not (entry.is_text or part.isascii()):
            return None
        parts.append(reading or Reading(part.decode(), "", math.inf, True))
    text = "/".join(part.text for part in parts)
    if text.encode() == entry.raw and (entry.is_text or text.isascii()):
        return None
    why = ", ".join(dict.fromkeys(part.why for part in parts if part.why))
    score = min(part.score for part in parts)
    # The flag would say that its comment is UTF-8, too.
    certain = all(part.certain for part in parts) and is_utf8(entry.comment)
    now = entry.raw.decode("utf-8" if entry.is_text else "cp437")
    return Member(now, Reading(text, why, score, certain))
