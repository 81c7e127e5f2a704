"""What Parquet and Arrow IPC files have in common: parts of rows, to be read and written anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    import pyarrow as pa

# Bytes. Row groups and record batches are the least that is read and written at a time; smaller
# ones are taken together, so that what is judged by its documents has some text to go by.
TOGETHER = 1 << 23

T = TypeVar("T")
P = TypeVar("P", bound="Part")
P_contra = TypeVar("P_contra", bound="Part", contravariant=True)


class StoreError(ValueError):
    """A file cannot be read, or not be written as it was; one line that says why, and the cure."""


class Part(Protocol):
    """Some consecutive row groups or record batches."""

    @property
    def first(self) -> int:
        """Its first row, from 0."""

    @property
    def rows(self) -> Sequence[int]:
        """How many rows each group or batch has."""

    def column(self, index: int) -> pa.ChunkedArray:
        """One column, the others not read."""

    def table(self) -> pa.Table:
        """All columns."""


class Writer(Protocol[P_contra]):
    """A new file like another."""

    def write(self, part: P_contra, table: pa.Table) -> None:
        """Add a part, holding what `table` has (in the chunks that the part has)."""

    def close(self) -> None:
        """All is written."""


class Store(Protocol[P]):
    """A file to read, and the way to write another like it."""

    @property
    def schema(self) -> pa.Schema:
        """The columns, with their metadata."""

    def parts(self, sizes: Iterable[int] | None = None) -> Iterator[P]:
        """The file from its start, in parts of `TOGETHER`, or of so many groups or batches each.

        Raises StoreError where these are not as many as it has.
        """

    def sorted_by(self) -> set[str]:
        """The columns that it says its rows are sorted by."""

    def writer(self, target: Path, *, in_order: bool) -> Writer[P]:
        """A writer with the settings of this file; not `in_order`, it claims no order of rows.

        Raises StoreError where pyarrow would not store the columns as this file does.
        """

    def close(self) -> None:
        """Let go of the file."""


def together(sizes: Iterable[tuple[T, int]]) -> Iterator[list[T]]:
    """Things with their sizes in bytes, gathered until there are `TOGETHER`.

    >>> list(together([("a", 1 << 22), ("b", 1 << 22), ("c", 1)]))
    [['a', 'b'], ['c']]
    """
    some: list[T] = []
    total = 0
    for one, size in sizes:
        some.append(one)
        total += size
        if total >= TOGETHER:
            yield some
            some, total = [], 0
    if some:
        yield some
