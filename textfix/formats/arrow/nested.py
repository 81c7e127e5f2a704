"""The texts inside the columns of Arrow, however nested: found, replaced, told apart by row.

Looked at are string, large_string and string_view; the values of dictionaries of these; and all of
them inside lists, structs and maps. Not looked at are binary columns, unions, run-end encoded
arrays and extension types, whose storage only they understand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from textfix.formats.arrow.rows import Arrays, FirstUse, Row, of_parent, plain_text

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Leaf:
    """The texts at one path of a column (`translation.zh`), of all chunks.

    `values` are of type string or large_string. Those of a dictionary are its distinct values.
    `row` gives the row of a value by its index, where there is one.
    """

    path: str
    values: pa.ChunkedArray
    row: Callable[[int], int | None]
    distinct: bool = False


class KeyClash(ValueError):
    """Two keys of a map would become the same; the message is a path."""


Replace = Callable[[Leaf], "pa.ChunkedArray"]


@dataclass(frozen=True, slots=True)
class Walk:
    """Goes to every text of a column, and puts there what `replace` gives for it.

    `replace` returns the values of a leaf as they are to be, or the same object to leave them.
    `wanted` says of a path whether it is to be looked at; `keys`, whether those of maps are.
    """

    replace: Replace
    wanted: Callable[[str], bool] = lambda path: True
    keys: bool = False

    def column(self, column: pa.ChunkedArray, path: str, first: int) -> pa.ChunkedArray:
        """The column with its texts replaced; the same object where none was.

        `first` is the row of its first value.
        """
        import pyarrow as pa

        starts = _starts([len(chunk) for chunk in column.chunks])
        chunks = column.chunks
        new = self._arrays(chunks, path, lambda chunk, at: first + starts[chunk] + at)
        return column if new is chunks else pa.chunked_array(new, column.type)

    def _arrays(self, arrays: Arrays, path: str, row: Row) -> Arrays:
        """The arrays of one path, a chunk each; the same object where nothing is replaced."""
        import pyarrow.types as is_

        if not arrays:
            return arrays
        type = arrays[0].type
        if _is_text(type):
            return self._texts(arrays, path, row) if self.wanted(path) else arrays
        if is_.is_dictionary(type):
            text = _is_text(type.value_type) and self.wanted(path)
            return self._dictionaries(arrays, path, row) if text else arrays
        if not is_.is_nested(type) or not text_paths(type, path, keys=self.keys):
            return arrays
        plain = [_plain(array) for array in arrays]
        if is_.is_struct(type):
            return self._structs(arrays, plain, path, row)
        return self._lists(arrays, plain, path, row)

    def _texts(self, arrays: Arrays, path: str, row: Row) -> Arrays:
        import pyarrow as pa

        values = plain_text(pa.chunked_array(arrays))
        starts = _starts([len(array) for array in arrays])

        def of(at: int) -> int | None:
            chunk = bisect_right(starts, at) - 1
            return row(chunk, at - starts[chunk])

        new = self.replace(Leaf(path, values, of))
        if new is values:
            return arrays
        new = new.cast(arrays[0].type)
        return [
            _joined(new.slice(start, len(array)))
            for start, array in zip(starts, arrays, strict=True)
        ]

    def _dictionaries(self, arrays: Arrays, path: str, row: Row) -> Arrays:
        """Each distinct value is replaced once; those that became equal are one from then on."""
        import pyarrow as pa
        import pyarrow.compute as pc

        distinct = plain_text(pa.chunked_array([array.dictionary for array in arrays])).unique()
        values = pa.chunked_array([distinct])
        new = self.replace(Leaf(path, values, FirstUse(arrays, distinct, row), distinct=True))
        if new is values:
            return arrays
        new = _joined(new)
        out = []
        for array in arrays:
            old = plain_text(pa.chunked_array([array.dictionary]))
            mine = new.take(_joined(pc.index_in(old, value_set=distinct)))
            merged = mine.unique()
            indices = pc.index_in(mine, value_set=merged).take(array.indices)
            out.append(
                pa.DictionaryArray.from_arrays(
                    indices.cast(array.type.index_type),
                    merged.cast(array.type.value_type),
                    ordered=array.type.ordered,
                )
            )
        return out

    def _structs(self, arrays: Arrays, plain: Arrays, path: str, row: Row) -> Arrays:
        type = arrays[0].type
        old = [[array.field(i) for array in plain] for i in range(type.num_fields)]
        names = [type.field(i).name for i in range(type.num_fields)]
        new = [
            self._arrays(children, f"{path}.{name}", row)
            for name, children in zip(names, old, strict=True)
        ]
        if all(one is other for one, other in zip(old, new, strict=True)):
            return arrays
        return [_rebuilt(array, [child[k] for child in new]) for k, array in enumerate(plain)]

    def _lists(self, arrays: Arrays, plain: Arrays, path: str, row: Row) -> Arrays:
        import pyarrow.types as is_

        parent = of_parent(plain, row)
        if is_.is_map(arrays[0].type):
            return self._maps(arrays, plain, path, parent)
        old = [array.values for array in plain]
        new = self._arrays(old, path, parent)
        if new is old:
            return arrays
        return [_rebuilt(array, [child]) for array, child in zip(plain, new, strict=True)]

    def _maps(self, arrays: Arrays, plain: Arrays, path: str, parent: Row) -> Arrays:
        import pyarrow as pa

        old_keys, old_items = [a.keys for a in plain], [a.items for a in plain]
        keys = self._arrays(old_keys, f"{path}.key", parent) if self.keys else old_keys
        items = self._arrays(old_items, f"{path}.value", parent)
        if keys is old_keys and items is old_items:
            return arrays
        for array, before, after in zip(plain, old_keys, keys, strict=True):
            if after is not before and _clash(array.offsets.to_pylist(), before, after):
                raise KeyClash(path)
        type = arrays[0].type
        fields = [type.key_field, type.item_field]
        entries = (
            pa.StructArray.from_arrays(pair, fields=fields)
            for pair in zip(keys, items, strict=True)
        )
        return [_rebuilt(array, [entry]) for array, entry in zip(plain, entries, strict=True)]


def text_paths(type: pa.DataType, path: str, *, keys: bool = False) -> list[str]:
    """The paths of the texts in a column of this type, as `Leaf` has them.

    >>> import pyarrow as pa
    >>> text_paths(pa.map_(pa.string(), pa.list_(pa.struct({"zh": pa.string()}))), "a")
    ['a.value.zh']
    """
    import pyarrow.types as is_

    inner: list[tuple[pa.DataType, str]] = []
    if is_.is_dictionary(type):
        return [path] if _is_text(type.value_type) else []
    if is_.is_struct(type):
        inner = [(field.type, f"{path}.{field.name}") for field in type]
    elif is_.is_map(type):
        inner = [(type.key_type, f"{path}.key")] if keys else []
        inner += [(type.item_type, f"{path}.value")]
    elif is_.is_nested(type) and not is_.is_union(type) and not is_.is_run_end_encoded(type):
        inner = [(type.value_type, path)]
    found = (text_paths(one, at, keys=keys) for one, at in inner)
    return [path] if _is_text(type) else [at for paths in found for at in paths]


def _is_text(type: pa.DataType) -> bool:
    import pyarrow.types as is_

    return bool(is_.is_string(type) or is_.is_large_string(type) or is_.is_string_view(type))


def _plain(array: pa.Array) -> pa.Array:
    """The array without an offset, so that its buffers and children begin where it does."""
    import pyarrow as pa

    return pa.concat_arrays([array]) if array.offset else array


def _joined(values: pa.ChunkedArray) -> pa.Array:
    import pyarrow as pa

    return pa.concat_arrays(values.chunks) if values.num_chunks else pa.array([], values.type)


def _rebuilt(array: pa.Array, children: Arrays) -> pa.Array:
    """An array without an offset, with other children of the same lengths and types."""
    import pyarrow as pa

    own = array.buffers()[: array.type.num_buffers]
    return pa.Array.from_buffers(array.type, len(array), own, children=children)


def _starts(lengths: Sequence[int]) -> list[int]:
    return list(accumulate(lengths[:-1], initial=0))


def _clash(offsets: Sequence[int], before: pa.Array, after: pa.Array) -> bool:
    """Are there fewer different keys in a map than there were?"""
    old, new = before.to_pylist(), after.to_pylist()
    return any(
        old[low:high] != new[low:high] and len({*new[low:high]}) < len({*old[low:high]})
        for low, high in pairwise(offsets)
    )
