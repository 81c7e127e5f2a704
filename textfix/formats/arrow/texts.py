"""The texts of a column of Arrow, repaired in blocks: short ones of a block are one document.

A column is one document to the rules that ask for facts about the whole; to bound the memory it is
taken in blocks of `BLOCK_BYTES` (or `BLOCK_TEXTS`), each of which is a document of its own.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from textfix.formats.layout import Layout, Options, Piece
from textfix.formats.splice import for_language, repair
from textfix.formats.spot import Spot, Telling
from textfix.pipeline import Pipeline

if TYPE_CHECKING:
    import pyarrow as pa

# A document needs some thirty times its bytes, and a kilobyte for each of its texts (measured).
BLOCK_BYTES = 1 << 22
BLOCK_TEXTS = 1 << 16
# What in a text of ASCII could be damage: escapes, words of mail headers, control characters. The
# rest is mostly identifiers and addresses, which no document should lend its facts to.
_ASCII_DAMAGE = re.compile(r"\\[ux]|=\?|&#|%[89A-Fa-f][0-9A-Fa-f]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Manner:
    """How texts are repaired: as in `splice.repair`."""

    pipeline: Pipeline
    min_score: float = 0.0
    telling: Telling = Telling.SUSPICIONS


@dataclass(frozen=True, slots=True)
class Mended:
    """Values after their repairs: the same object where nothing was repaired.

    `spots` come with the index of their value, and are places in it. `unreadable` are the indices
    of values that are no UTF-8; they are left.
    """

    values: pa.ChunkedArray
    spots: Sequence[tuple[int, Spot]] = ()
    unreadable: Sequence[int] = ()


def mend(
    values: pa.ChunkedArray, language: str, manner: Manner, around: Callable[[], str]
) -> Mended:
    """Repair values of type string or large_string; nulls and empty ones stay.

    `language` is what a name says they are written in, `around` gives that of other columns.
    """
    import pyarrow as pa

    manner = replace(manner, pipeline=for_language(manner.pipeline, language))
    beside = None if language else around
    spots: list[tuple[int, Spot]] = []
    unreadable: list[int] = []
    chunks: list[pa.Array] = []
    changed = False
    for start, end in _blocks(values) if _may_hold_damage(values) else ():
        block = values.slice(start, end - start)
        texts = _texts(block)
        unreadable += (start + i for i in texts.unreadable)
        repairs, found = _repair(texts.readable, manner, beside)
        spots += ((start + i, spot) for i, spot in found)
        chunks += [texts.written(repairs, block.type)] if repairs else block.chunks
        changed = changed or bool(repairs)
    result = pa.chunked_array(chunks, values.type) if changed else values
    return Mended(result, spots, unreadable)


def sample(values: pa.ChunkedArray, size: int) -> list[str]:
    """The first so many of these values, without those that are ASCII."""
    return list(_texts(values.slice(0, size)).readable.values())


def _may_hold_damage(values: pa.ChunkedArray) -> bool:
    import pyarrow.compute as pc

    if pc.all(pc.string_is_ascii(values)).as_py() is False:
        return True
    return bool(pc.any(pc.match_substring_regex(values, _ASCII_DAMAGE.pattern)).as_py())


def _blocks(values: pa.ChunkedArray) -> Iterator[tuple[int, int]]:
    """Where to cut: by what the values hold, so that the same values are always cut the same."""
    import pyarrow.compute as pc

    sizes = pc.fill_null(pc.binary_length(values).cast("int64"), 0)
    ends = pc.cumulative_sum(sizes)
    start = done = 0
    while start < len(values):
        high = min(start + BLOCK_TEXTS, len(values))
        last = bisect_left(range(high), done + BLOCK_BYTES, start, key=lambda i: ends[i].as_py())
        end = min(last + 1, high)
        yield start, end
        start, done = end, ends[end - 1].as_py()


@dataclass(frozen=True, slots=True)
class _Texts:
    """A block in Python: bytes in place of what cannot be read."""

    values: list[str | bytes | None]

    @property
    def readable(self) -> dict[int, str]:
        """What a document is made of."""
        return {
            i: value
            for i, value in enumerate(self.values)
            if isinstance(value, str) and not (value.isascii() and not _ASCII_DAMAGE.search(value))
        }

    @property
    def unreadable(self) -> list[int]:
        return [i for i, value in enumerate(self.values) if isinstance(value, bytes)]

    def written(self, repairs: dict[int, str], type: pa.DataType) -> pa.Array:
        """The block with some values written anew."""
        import pyarrow as pa

        values = [repairs.get(i, value) for i, value in enumerate(self.values)]
        if not self.unreadable:
            return pa.array(values, type)
        raw = [value.encode() if isinstance(value, str) else value for value in values]
        binary = pa.large_binary() if pa.types.is_large_string(type) else pa.binary()
        return pa.array(raw, binary).cast(type, safe=False)


def _texts(block: pa.ChunkedArray) -> _Texts:
    try:
        return _Texts(block.to_pylist())
    except UnicodeDecodeError:
        return _Texts([_decoded(raw) for raw in block.cast("large_binary").to_pylist()])


def _decoded(raw: bytes | None) -> str | bytes | None:
    try:
        return None if raw is None else raw.decode()
    except UnicodeDecodeError:
        return raw


@dataclass(frozen=True, slots=True)
class _Joined:
    """A format of our own: texts with something between them that is in none of them."""

    gap: str
    values = True

    def locate(self, text: str, options: Options) -> Layout:
        texts = text.split(self.gap)
        starts = accumulate((len(text) + len(self.gap) for text in texts[:-1]), initial=0)
        spans = zip(starts, texts, strict=True)
        return Layout([Piece(start, start + len(one)) for start, one in spans])

    def shape(self, text: str) -> object:
        return text.count(self.gap)


def _repair(
    texts: dict[int, str], manner: Manner, around: Callable[[], str] | None
) -> tuple[dict[int, str], list[tuple[int, Spot]]]:
    """What texts (by index) should read, where they should not stay; and what was found in them."""
    if not texts:
        return {}, []
    gap = _gap(texts)
    joined = gap.join(texts.values())
    repaired = repair(
        joined,
        _Joined(gap),
        manner.pipeline,
        Options(),
        min_score=manner.min_score,
        telling=manner.telling,
        around=around,
    )
    index = list(texts)
    repairs = {}
    if repaired.after != joined:
        after = zip(index, repaired.after.split(gap), strict=True)
        repairs = {i: new for i, new in after if new != texts[i]}
    starts = list(accumulate((len(text) + len(gap) for text in texts.values()), initial=0))
    spots = []
    for spot in repaired.spots:
        at = bisect_right(starts, spot.start) - 1
        place = spot._replace(start=spot.start - starts[at], end=spot.end - starts[at])
        spots.append((index[at], place))
    return repairs, spots


def _gap(texts: dict[int, str]) -> str:
    """A character that none of the texts has, in a line of its own; a noncharacter, if it can be."""
    whole = "".join(texts.values())
    return next(f"\n{chr(i)}\n" for i in range(0xFDD0, sys.maxunicode) if chr(i) not in whole)
