r"""What was damaged already: an old repository starts green, and only new damage fails.

A baseline is a text file that is committed, `.textfix-baseline` by default. It holds a line for
each kind of spot, in order, so that diffs are short and merges easy (`merge=union` in
`.gitattributes` does them by itself: of two lines that differ in their number the larger holds):

    path <TAB> rule <TAB> fingerprint <TAB> how many

A fingerprint is a hash of the rule, of what stands there, of what should, and of up to twenty
characters on either side in the line as it will read once all is repaired. So a spot is known
again wherever its line has moved to, as is a record of JSON Lines, and when damage beside it
is repaired; but not when the words around it change. The file shows nothing of the data, and is
not itself repaired.

What is in the baseline is not told by `check`, `diff` and the hooks. `fix` repairs everything;
with `--baseline` it leaves what the baseline knows.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from textfix.files.errors import FileError, reason, unreadable
from textfix.files.outcome import Outcome
from textfix.formats.spot import Spot

NAME = ".textfix-baseline"
VERSION = 1
CONTEXT = 20  # characters on either side of a spot by which it is told from others like it
DIGITS = 16  # of a fingerprint: 64 bits, so that 100,000 spots of a file share none by chance
_HEAD = "# textfix baseline "
_PREAMBLE = f"""\
{_HEAD}{VERSION}
# textfix: ignore-file
# Damage that was there already and is not reported; `textfix baseline` writes this file.
"""
_ANEW = "write it anew with textfix baseline"
_ENTRY = re.compile(r"([^\t]+)\t([^\t]+)\t([0-9a-f]+)\t([1-9][0-9]*)")
# In names: what would make a line something else, or not UTF-8.
_ODD = re.compile("^#|[\\\\\x00-\x1f\x7f\ud800-\udfff]")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")

Kind = tuple[str, str]  # a rule and a fingerprint


class BaselineError(FileError):
    """A baseline could not be read or written."""


class Entry(NamedTuple):
    """Spots of one kind in a file; `path` goes from the folder of the baseline, with slashes."""

    path: str
    rule: str
    fingerprint: str
    number: int


class Baseline:
    """Known spots by file. It remembers what `known` and `split` have found, for `unused`."""

    def __init__(self, path: Path, entries: Iterable[Entry] = ()) -> None:
        self.path = path
        self._folder = os.path.realpath(path.parent)
        self._folders: dict[str, str] = {}
        self._counts: dict[str, Counter[Kind]] = {}
        self._found: dict[str, Counter[Kind]] = {}
        for name, rule, fingerprint, number in entries:
            counts = self._counts.setdefault(name, Counter())
            counts[rule, fingerprint] = max(number, counts[rule, fingerprint])

    @classmethod
    def load(cls, path: Path) -> Baseline:
        """Read a baseline. Raises BaselineError, which names the line that is wrong."""
        try:
            lines = path.read_text("utf-8-sig").split("\n")
        except FileNotFoundError:
            raise BaselineError(path, "no such file; textfix baseline writes one") from None
        except OSError as error:
            raise BaselineError(path, unreadable(error)) from error
        except UnicodeDecodeError:
            raise BaselineError(path, f"not UTF-8; {_ANEW}") from None
        version = lines[0].strip().removeprefix(_HEAD)
        if not lines[0].startswith(_HEAD) or not version.isdecimal():
            raise BaselineError(path, f"not a baseline; name another file, or {_ANEW}")
        if int(version) != VERSION:
            cure = "update textfix" if int(version) > VERSION else _ANEW
            raise BaselineError(path, f"of version {version}, not {VERSION}; {cure}")
        return cls(path, _entries(path, lines))

    @classmethod
    def make(cls, outcomes: Iterable[Outcome], path: Path) -> Baseline:
        """A baseline, to be saved as `path`, of everything that makes these files unclean."""
        new = cls(path)
        for outcome in outcomes:
            if kinds := Counter(kind for _, kind in _kinds(outcome)):
                new._counts[new._name(outcome.path)] = kinds
        return new

    def over(self, old: Baseline, outcomes: Iterable[Outcome]) -> Baseline:
        """The same, made of these outcomes, with what `old` has of other files that are there."""
        made = {self._name(outcome.path) for outcome in outcomes}
        left = (entry for entry in old if entry.path not in made and self._has(entry.path))
        return Baseline(self.path, (*self, *left))

    def save(self) -> None:
        """Write it as a whole or not at all. Raises BaselineError or ReplaceError."""
        lines = (f"{_escaped(path)}\t{rule}\t{mark}\t{n}\n" for path, rule, mark, n in self)
        data = (_PREAMBLE + "".join(sorted(lines))).encode()
        try:
            _write(self.path, data)
        except FileNotFoundError:
            raise BaselineError(self.path, "its folder is not there; make it first") from None
        except OSError as error:
            raise BaselineError(self.path, reason(error)) from error

    def __iter__(self) -> Iterator[Entry]:
        for path, counts in self._counts.items():
            for (rule, fingerprint), number in counts.items():
                yield Entry(path, rule, fingerprint, number)

    def known(self, outcome: Outcome) -> tuple[Spot, ...]:
        """Those spots of a file that are in the baseline; of many alike, the first ones."""
        name = self._name(outcome.path)
        known, found, spots = self._counts.get(name, Counter()), Counter[Kind](), []
        for spot, kind in _kinds(outcome) if known else ():
            found[kind] += 1
            if found[kind] <= known[kind]:
                spots.append(spot)
        self._found[name] = found
        return tuple(spots)

    def split(self, outcome: Outcome) -> tuple[Outcome, int]:
        """A file's outcome without what is in the baseline, and how many spots that was.

        Where nothing else is to be repaired the outcome says that nothing would change; else
        `after` still is the file with all of its repairs.
        """
        known = {id(spot) for spot in self.known(outcome)}
        if not known:
            return outcome, 0
        left = tuple(spot for spot in outcome.spots if id(spot) not in known)
        if any(spot.fixed for spot in left):
            return outcome._replace(spots=left), len(known)
        return outcome._replace(spots=left, after=outcome.text, changed=False), len(known)

    def unused(self) -> list[Entry]:
        """Entries that are no longer found, and how often, in files looked at or removed since."""
        out = []
        for path, rule, fingerprint, number in self:
            found = self._found.get(path)
            if found is None and not self._has(path):
                found = Counter()
            if found is not None and (rest := number - found[rule, fingerprint]) > 0:
                out.append(Entry(path, rule, fingerprint, rest))
        return sorted(out)

    def pruned(self) -> Baseline:
        """The same without what is `unused`: a baseline may only shrink."""
        less = {entry[:3]: entry.number for entry in self.unused()}
        left = ((entry, entry.number - less.get(entry[:3], 0)) for entry in self)
        return Baseline(self.path, (entry._replace(number=n) for entry, n in left if n))

    def _has(self, path: str) -> bool:
        return Path(self._folder, path).exists()

    def _name(self, path: str) -> str:
        """A path from the folder of the baseline; absolute on another drive."""
        folder, name = os.path.split(path)
        if folder not in self._folders:
            real = os.path.realpath(folder)
            try:
                self._folders[folder] = os.path.relpath(real, self._folder)
            except ValueError:
                self._folders[folder] = real
        return Path(self._folders[folder], name).as_posix()


def _kinds(outcome: Outcome) -> Iterator[tuple[Spot, Kind]]:
    """What makes a file unclean, by kind."""
    from hashlib import sha256

    if not outcome.found:
        return
    around = _around(outcome)
    for spot in outcome.found:
        should = "" if spot.new is None else f"={spot.new}"
        parts = (spot.rule, spot.old, should, *around[id(spot)])
        # The length before each part: no two spots are hashed as the same characters.
        told = "".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass")
        yield spot, (spot.rule, sha256(told).hexdigest()[:DIGITS])


def _around(outcome: Outcome) -> Mapping[int, tuple[str, str]]:
    """What is left and right of each spot (by its id) in the line, with all repairs made."""
    if not outcome.text:  # a table in a binary file
        return dict.fromkeys(map(id, outcome.spots), ("", ""))
    places: list[tuple[Spot, int, int]] = []
    out: list[str] = []
    at = size = 0
    for spot in outcome.spots:
        if spot.start >= at and spot.fixed and spot.new is not None:
            out += outcome.text[at : spot.start], spot.new
            start = size + spot.start - at
            size, at = start + len(spot.new), spot.end
            places.append((spot, start, size))
        else:  # one that is left as it is, or within one that is not
            places.append((spot, size + max(0, spot.start - at), size + max(0, spot.end - at)))
    text = "".join((*out, outcome.text[at:]))
    return {id(spot): _beside(text, start, end, spot) for spot, start, end in places}


def _beside(text: str, start: int, end: int, spot: Spot) -> tuple[str, str]:
    if not spot.old and not spot.new:  # about the file as a whole
        return "", ""
    left, right = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return re.split("[\r\n]", left)[-1], re.split("[\r\n]", right)[0]


def _entries(path: Path, lines: Iterable[str]) -> Iterator[Entry]:
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        m = _ENTRY.fullmatch(line)
        if m is None:
            merge = line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||"))
            why = "a merge conflict; keep the lines of both sides" if merge else "damaged"
            raise BaselineError(path, f"line {number} is {why}, or {_ANEW}")
        name = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), m[1])
        yield Entry(name, m[2], m[3], int(m[4]))


def _escaped(path: str) -> str:
    return _ODD.sub(lambda odd: f"\\u{ord(odd[0]):04x}", path)


def _write(path: Path, data: bytes) -> None:
    from textfix.files.replace import read
    from textfix.files.replace import replace as replace_file
    from textfix.files.temporary import flush, flush_folder, move, temporary

    if path.exists():
        replace_file(path, read(path)[1], data)
        return
    mask = os.umask(0o077)
    os.umask(mask)
    with temporary(path.parent) as file:
        file.write(data)
        Path(file.name).chmod(0o666 & ~mask)
        flush(file)
        move(file, path)
    flush_folder(path.parent)
