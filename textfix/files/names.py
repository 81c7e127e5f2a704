"""Names of files that went through a wrong encoding, and what they should be.

A name says little, so the names in one folder are weighed together, and what is not certain is
shown only. A name on disk that is not UTF-8 was written in another encoding; one that is may be
mojibake in itself, as after unpacking an archive from Windows: `╓╨╬─` for 中文.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from textfix.decode import decode
from textfix.decoded import Decoded, DecodeError
from textfix.files.temporary import PREFIX
from textfix.files.walk import FOLDERS
from textfix.pipeline import PROFILES, Pipeline

# Nats by which an encoding must be ahead of the next for a name to be certain. Of 3,600 single
# names of one word, in ten languages and 15 encodings, the farthest ahead that was wrong was 6.4.
CERTAIN = 7.0
# Nats by which a reading of mojibake must be likelier than the name as it is to be shown. Of
# 10,600 clean names of one word in eleven languages, 41 have one.
LIKELY = 12.0
_ENCODINGS = ("utf-8", "gb18030", "cp950", "big5hkscs", "shift_jis", "euc-jp", "euc-kr")
_RULES = ("mojibake", "western-mojibake")
_EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC", "FULLWIDTH", "KANGXI"}
_CONTROLS = frozenset((*range(0x20), 0x7F))
_LETTERS = 3  # so many of one other script are a word; ˮƽ is 水平 in GBK, which is valid UTF-8


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name should be, and why ("cp936 as cp437").

    `score` is how far ahead this is, in nats, and `certain` says that it is enough to rename.
    """

    text: str
    why: str
    score: float
    certain: bool


@dataclass(frozen=True, slots=True)
class Renaming:
    """A file or folder, the name it should have, and the reading that says so."""

    path: Path
    reading: Reading

    @property
    def new(self) -> Path:
        """The path with the name it should have."""
        return self.path.with_name(self.reading.text)


def suspicious(path: Path) -> Renaming | None:
    """What the last part of a path should be, by itself; None where nothing seems wrong.

    >>> suspicious(Path("zip/╓╨╬─╬─╝■.txt")).reading.text
    '中文文件.txt'
    """
    return next(_judged([path]), None)


def names(paths: Iterable[Path]) -> Iterator[Renaming]:
    """What should have another name among files, and folders and all below them.

    What is in a folder comes before it, so that each path is valid when its turn comes, even if
    all before it were renamed. Folders of version control and other tools, and those that may not
    be read, are left out; symbolic links are not followed.
    """
    beside: dict[Path, list[Path]] = {}
    for path in paths:
        beside.setdefault(path.parent, []).append(path)
    for given in beside.values():
        for path in given:
            if path.is_dir() and not path.is_symlink():
                yield from _below(path)
        yield from _judged([path for path in given if path.name])


def _below(folder: Path) -> Iterator[Renaming]:
    with suppress(PermissionError):
        entries = sorted(entry for entry in folder.iterdir() if entry.name not in FOLDERS)
        for entry in entries:
            if entry.is_dir() and not entry.is_symlink():
                yield from _below(entry)
        yield from _judged(entries)


def _judged(paths: Sequence[Path]) -> Iterator[Renaming]:
    paths = [path for path in paths if not path.name.startswith(PREFIX)]
    raws = [os.fsencode(path.name) for path in paths]
    for path, raw, reading in zip(paths, raws, readings(raws), strict=True):
        if reading and os.fsencode(reading.text) != raw:
            yield Renaming(path, reading)


def readings(raws: Sequence[bytes]) -> list[Reading | None]:
    """What names that lie together should be, from their bytes; None where nothing seems wrong."""
    found: dict[bytes, Reading | None] = {}
    odd = [raw for raw in raws if is_odd(raw)]
    texts = [raw for raw in odd if is_utf8(raw)]
    others = [raw for raw in odd if not is_utf8(raw)]
    found.update(zip(texts, of_texts([raw.decode() for raw in texts]), strict=True))
    found.update(zip(others, of_bytes(others), strict=True))
    return [found.get(raw) for raw in raws]


def is_utf8(raw: bytes) -> bool:
    """Are these bytes valid UTF-8?"""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def is_odd(raw: bytes) -> bool:
    """Has a name more than ASCII, and no control characters? Only such may be read anew."""
    return not raw.isascii() and _CONTROLS.isdisjoint(raw)


def of_bytes(raws: Sequence[bytes]) -> list[Reading | None]:
    """Names in an encoding that is not known but the same for all, or else for each."""
    together = _decoded(b"\n".join(raws)) if len(raws) > 1 else None
    if together and together.score >= CERTAIN and len(together.spans) == 1:
        lines = together.text.split("\n")
        return [_reading(line, together) for line in lines]
    alone = ((raw, _decoded(raw)) for raw in raws)
    return [_reading(found.text, found) if found else None for _, found in alone]


def _decoded(raw: bytes) -> Decoded | None:
    try:
        found = decode(raw)
    except DecodeError:
        return None
    return found if found.encoding in _ENCODINGS and not found.bom else None


def _reading(text: str, found: Decoded) -> Reading | None:
    if not is_name(text):
        return None
    return Reading(text, found.encoding, found.score, found.score >= CERTAIN)


def of_texts(texts: Sequence[str]) -> list[Reading | None]:
    """Names that may be mojibake in themselves."""
    if not texts:
        return []
    before = "\n".join(texts)
    report = _pipeline().report(before)
    after = report.after.split("\n")
    notes: dict[int, set[str]] = {}
    for change in report.changes:
        line = before.count("\n", 0, change.start)
        notes.setdefault(line, set()).update(finding.note for finding in change.findings)
    return [
        _mojibake(old, new, notes.get(line, set()))
        for line, (old, new) in enumerate(zip(texts, after, strict=True))
    ]


@cache
def _pipeline() -> Pipeline:
    return PROFILES["repair"].only(*_RULES)


def _mojibake(old: str, new: str, notes: set[str]) -> Reading | None:
    """By the rules, where one mistake explains it all; else the likeliest, to be shown."""
    from textfix.diagnosis import diagnose

    if new != old and len(notes) == 1 and is_name(new) and _is_of_one_script(new):
        return Reading(new, notes.pop().partition(":")[0], _nats(old) - _nats(new), True)
    for diagnosis in diagnose(old):
        best = diagnosis.readings[0]
        if best.score >= LIKELY and is_name(best.text):
            return Reading(best.text, ", ".join(best.channels), best.score, False)
    return None


def _nats(text: str) -> float:
    from textfix.recode.nature import nats

    return nats(text)


def _is_of_one_script(text: str) -> bool:
    """Is all that is not ASCII East Asian, or are its letters common ones of one other script?"""
    odd = [character for character in text if not character.isascii() and character.isalnum()]
    scripts = {unicodedata.name(character, "?").split("-")[0].split()[0] for character in odd}
    if scripts <= _EAST_ASIAN:
        return bool(odd)
    if scripts == {"LATIN"}:
        return all("À" <= character <= "ſ" for character in odd)  # Latin-1 and Extended-A
    return len(scripts) == 1 and len(odd) >= _LETTERS


def is_name(text: str) -> bool:
    r"""May a file be called so? No separators, and no controls or unassigned characters.

    >>> [is_name(name) for name in ("中文.txt", "a/b", "a\\b", "..", "\u202etxt.exe")]
    [True, False, False, False, False]
    """
    if text in ("", ".", "..") or "/" in text or "\\" in text:
        return False
    return not any(unicodedata.category(character).startswith("C") for character in text)
