"""A large file repaired block by block, by one worker or several, in bounded memory.

A worker is told where the block is and reads it; only of a pipe it is handed the bytes. What it
leaves as it is does not travel back.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from contextlib import closing
from functools import partial
from itertools import chain, repeat
from os import fstat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from textfix.decoded import DecodeError
from textfix.files import stream
from textfix.files.packed import is_packed
from textfix.files.pool import ahead
from textfix.files.repair import Result, decoded_as, hint_of, treat
from textfix.files.stream import CUT, Block, blocks
from textfix.files.treatment import Treatment, format_of
from textfix.formats.layout import Options
from textfix.formats.lines import line_ends
from textfix.formats.spot import Mark

if TYPE_CHECKING:
    from textfix.formats.csv import Head
    from textfix.formats.csv_part import Cuts

AHEAD = 2  # blocks under way, or done and waiting for their turn, for each worker
HEAD = 1 << 20  # bytes that tell the dialect and the header of a table


class Source(NamedTuple):
    """A file whose blocks are to be repaired: what to call it and how to treat it.

    `path` is from where a worker can read it, if it can; `hint` the encoding that the settings of
    its folder give (None: they are asked for what is not UTF-8). Without `spots` only what is
    written is asked for, not what was found.
    """

    name: str
    how: Treatment
    label: str = ""
    hint: str | None = ""
    path: Path | None = None
    spots: bool = True


class Range(NamedTuple):
    """A block, and its bytes; or where its file can be read again, how many they are.

    Of its findings some may be `accepted`.
    """

    block: Block
    path: Path | None = None
    size: int = 0
    inode: int = 0
    accepted: frozenset[Mark] = frozenset()

    def read(self) -> bytes:
        """The bytes. Raises OSError, also where this is another file by now, or shorter."""
        if self.path is None:
            return self.block.data
        with self.path.open("rb") as file:
            file.seek(self.block.start)
            data = file.read(self.size)
            same = fstat(file.fileno()).st_ino == self.inode
        if not same or len(data) < self.size:
            raise OSError("changed while it was being repaired; run it again")
        return data


def may_cut(name: str, how: Treatment) -> bool:
    """May a file of this name be cut, if it is large?"""
    return format_of(name, how) in CUT and not is_packed(name)


def repaired(
    file: BinaryIO, source: Source, jobs: int, accepted: Sequence[frozenset[Mark]] = ()
) -> Generator[tuple[Range, Result], None, None]:
    """Each block of a file with what came of it, in order; closed, it ends the workers.

    `accepted` are findings that are neither repaired nor told, block by block, as they stand in
    each. Raises OSError, ChildProcessError where a worker died, and Skip for what is no text.
    """
    format = format_of(source.name, source.how) if may_cut(source.name, source.how) else ""
    table = partial(_table, source=source, format=format)
    cut = blocks(file, format, table, whole=stream.WHOLE, size=stream.BLOCK)
    path = source.path if jobs > 1 and source.path is not None and source.path.is_file() else None
    marks = chain(accepted, repeat(frozenset[Mark]()))
    ranges = (
        _range(block, known, path, file)
        for block, known in zip(cut, marks)  # noqa: B905
    )
    return _placed(ahead(partial(_work, source), ranges, jobs, AHEAD * jobs))


def _placed(
    results: Generator[tuple[Range, tuple[Result, int]], None, None],
) -> Generator[tuple[Range, Result], None, None]:
    """The same with problems told by the lines of the file, not of their block."""
    before = 0
    with closing(results):
        for range, (result, lines) in results:
            if before and (told := result.outcome.problems):
                problems = tuple(_shifted(problem, before) for problem in told)
                result = result._replace(outcome=result.outcome._replace(problems=problems))
            yield range, result
            before += lines


def _range(block: Block, accepted: frozenset[Mark], path: Path | None, file: BinaryIO) -> Range:
    if path is None:
        return Range(block, accepted=accepted)
    inode = fstat(file.fileno()).st_ino
    return Range(block._replace(data=b""), path, len(block.data), inode, accepted)


def _work(source: Source, range: Range) -> tuple[Result, int]:
    """What came of a block, and how many lines end in it (of a table rows are told)."""
    block, data, how, hint = range.block, range.read(), source.how, source.hint
    if hint is None:
        assert source.path is not None
        hint = hint_of(data, source.path, how)
    outcome, after = treat(
        data,
        source.name,
        how._replace(accepted=range.accepted) if range.accepted else how,
        hint=hint,
        path=source.label,
        block=block._replace(data=b""),
    )
    if outcome.error and block.start:
        outcome = outcome._replace(error=f"from byte {block.start} on: {outcome.error}")
    if not source.spots:
        outcome = outcome._replace(text="", after="", spots=())
    return Result(outcome, after), line_ends(data) if block.part is None else 0


def _shifted(problem: str, lines: int) -> str:
    """What a block has on this line, the file has so many further down."""
    return re.sub(r"\Aline (\d+)", lambda m: f"line {int(m[1]) + lines}", problem)


def _table(start: bytes, source: Source, format: str) -> tuple[Head, Cuts] | None:
    """What the beginning of a table says, if it ends within it and says where it can be cut."""
    from textfix.formats import csv, csv_part, tsv

    start = start[: start.rfind(b"\n", 0, HEAD) + 1]
    try:
        decoded = decoded_as(start, source.name, source.hint or "", source.how)
    except (DecodeError, LookupError):
        return None
    options: Options = source.how.options
    head = csv.head(decoded.text, tsv.tabbed(options) if format == "tsv" else options)
    cuts = csv_part.cuts(head.dialect, decoded.encoding)
    return (head, cuts) if cuts and len(head.text) < len(decoded.text) else None
