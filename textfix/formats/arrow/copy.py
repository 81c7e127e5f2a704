"""A repaired copy of a table's file: made part by part, then read again and proved."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textfix.formats.arrow.columns import Columns
from textfix.formats.arrow.digest import digest, same
from textfix.formats.arrow.store import Part, Store, StoreError, Writer

if TYPE_CHECKING:
    import pyarrow as pa

# Of a part: how many groups or batches it has, and what each repaired column is to hold.
_Expected = list[tuple[int, dict[int, int]]]


def copy(source: Path, target: Path, columns: Columns, open: Callable[[Path], Store[Any]]) -> bool:
    """Write a repaired copy of `source` to `target`, and prove it; was anything to be repaired?

    If not, nothing is written. Raises StoreError where the copy would not be, or is not, what it
    is meant to be; `target` is then to be removed.
    """
    with closing(open(source)) as store:
        expected = _make(store, target, columns)
        if expected:
            with closing(open(target)) as made:
                _prove(store, made, expected)
    return bool(expected)


def _make(store: Store[Any], target: Path, columns: Columns) -> _Expected:
    """Write the copy, from the first part on that has repairs; what it is to hold."""
    chosen = columns.of(store.schema)
    expected: _Expected = []
    writer: Writer[Any] | None = None
    try:
        for part in store.parts():
            repaired = columns.repair(part, chosen)
            if repaired and writer is None:
                writer = store.writer(target, in_order=not _disorders(store, columns))
                for earlier in islice(store.parts(), len(expected)):
                    writer.write(earlier, earlier.table())
            expected.append((len(part.rows), {i: digest(new) for i, new in repaired.items()}))
            if writer is not None:
                writer.write(part, _with(part.table(), repaired))
    finally:
        if writer is not None:
            writer.close()
    return expected if writer is not None else []


def _with(table: pa.Table, repaired: dict[int, pa.ChunkedArray]) -> pa.Table:
    for index, column in repaired.items():
        table = table.set_column(index, table.schema.field(index), column)
    return table


def _disorders(store: Store[Any], columns: Columns) -> bool:
    """Would repairs touch a column that the rows are sorted by?"""
    by = store.sorted_by()
    alone = Columns(columns.options, columns.manner)
    chosen = [
        (index, name)
        for index, name in alone.of(store.schema)
        if any(path == name or path.startswith(f"{name}.") for path in by)
    ]
    return bool(chosen) and any(alone.repair(part, chosen) for part in store.parts())


def _prove(store: Store[Any], made: Store[Any], expected: _Expected) -> None:
    """Raise StoreError unless the copy has the schema, the rows and the columns it is to have."""
    if not made.schema.equals(store.schema, check_metadata=True):
        raise StoreError("pyarrow did not keep its schema; repair it where it is made")
    sizes = [size for size, _ in expected]
    for old, new, (_, digests) in zip(store.parts(sizes), made.parts(sizes), expected, strict=True):
        if list(old.rows) != list(new.rows):
            raise StoreError("pyarrow did not keep its row groups; repair it where it is made")
        _prove_part(store.schema.names, old, new, digests)


def _prove_part(names: list[str], old: Part, new: Part, digests: dict[int, int]) -> None:
    for index, name in enumerate(names):
        column = new.column(index)
        if index in digests:
            sound = digest(column) == digests[index]
        else:
            sound = same(old.column(index), column)
        if not sound:
            raise StoreError(f"pyarrow did not keep column {name}; repair it where it is made")
