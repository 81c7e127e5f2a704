"""The row of a table that a value stands in, however deep in lists and dictionaries."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

# The row of a value, by its chunk and its index there; None where no row has it, or many may.
Row = Callable[[int, int], "int | None"]
Arrays = Sequence["pa.Array"]


def plain_text(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Views as strings, for which pyarrow has functions; the same object for others."""
    import pyarrow.types as is_

    return values.cast("large_string") if is_.is_string_view(values.type) else values


class FirstUse:
    """The first row that uses a value of a dictionary, worked out when it is first asked for."""

    def __init__(self, arrays: Arrays, distinct: pa.Array, row: Row) -> None:
        self._arrays, self._distinct, self._row = arrays, distinct, row
        self._uses: dict[int, tuple[int, int]] | None = None

    def __call__(self, index: int) -> int | None:
        """The row for the index of a distinct value; None if no row uses it."""
        if self._uses is None:
            self._uses = self._find()
        use = self._uses.get(index)
        return None if use is None else self._row(*use)

    def _find(self) -> dict[int, tuple[int, int]]:
        import pyarrow as pa
        import pyarrow.compute as pc

        uses: dict[int, tuple[int, int]] = {}
        for chunk, array in enumerate(self._arrays):
            values = plain_text(pa.chunked_array([array.dictionary]))
            place = pc.index_in(values, value_set=self._distinct).to_pylist()
            rows = pc.cumulative_sum(pa.repeat(1, len(array)))
            used = pa.table({"index": array.indices, "row": rows}).drop_null()
            first = used.group_by("index").aggregate([("row", "min")])
            for index, at in zip(
                first["index"].to_pylist(), first["row_min"].to_pylist(), strict=True
            ):
                uses.setdefault(place[index], (chunk, at - 1))
        return uses


def of_parent(lists: Arrays, row: Row) -> Row:
    """The row of a value inside lists, by the row of the lists."""
    import pyarrow.types as is_

    type = lists[0].type
    if is_.is_fixed_size_list(type):
        return lambda chunk, at: row(chunk, at // type.list_size)
    if is_.is_list_view(type) or is_.is_large_list_view(type):  # lists may share values
        return lambda chunk, at: None

    def of(chunk: int, at: int) -> int | None:
        offsets = lists[chunk].offsets
        found = bisect_right(range(len(offsets)), at, key=lambda i: offsets[i].as_py()) - 1
        return row(chunk, found)

    return of
