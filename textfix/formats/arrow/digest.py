"""Are two columns of Arrow the same? However they are cut into chunks, NaN equal to NaN."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 1 << 16  # taken at a time


def same(column: pa.ChunkedArray, other: pa.ChunkedArray) -> bool:
    """Do two columns hold the same, and in the same type?"""
    if column.type != other.type:
        return False
    return bool(column.equals(other)) or digest(column) == digest(other)


def digest(column: pa.ChunkedArray) -> int:
    """A number that tells columns of one type apart by what they hold: nulls, lengths, values.

    >>> import pyarrow as pa
    >>> one, other = pa.chunked_array([["a"], ["b"]]), pa.chunked_array([["a", "b"]])
    >>> digest(one) == digest(other), digest(one) == digest(pa.chunked_array([["ab", ""]]))
    (True, False)
    """
    import pyarrow as pa

    value = len(column)
    for start in range(0, len(column), _ROWS):
        for data in _data(pa.concat_arrays(column.slice(start, _ROWS).chunks)):
            value = zlib.crc32(data, value)
    return value


def _data(array: Any) -> Iterator[Any]:
    """What tells an array from others of its type, as bytes."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.types as is_

    if isinstance(array.type, pa.BaseExtensionType):
        array = array.storage
    type = array.type
    yield _fixed(pc.is_valid(array).cast("uint8"))
    if is_.is_dictionary(type):
        yield from _data(array.dictionary_decode())
    elif is_.is_struct(type):
        for child in array.flatten():
            yield from _data(child)
    elif is_.is_map(type):
        entries = pa.list_(pa.struct([type.key_field, type.item_field]))
        yield from _data(array.cast(entries))
    elif is_.is_nested(type) and not is_.is_union(type) and not is_.is_run_end_encoded(type):
        yield _fixed(pc.list_value_length(array).drop_null().cast("int64"))
        yield from _data(array.flatten())
    elif type in _strings():
        yield from _binary(array)
    elif is_.is_primitive(type) and type.bit_width % 8 == 0:
        yield _fixed(array.drop_null())
    else:  # booleans and what is rare
        yield repr(array.to_pylist()).encode()


def _strings() -> list[Any]:
    import pyarrow as pa

    texts = [pa.string(), pa.large_string(), pa.string_view()]
    return [*texts, pa.binary(), pa.large_binary(), pa.binary_view()]


def _binary(array: Any) -> Iterator[Any]:
    import pyarrow.compute as pc

    dense = array.cast("large_binary").drop_null()
    yield _fixed(pc.binary_length(dense))
    _, offsets, data = dense.buffers()
    if len(dense) and data is not None:
        start, end = (_offset(offsets, dense.offset + i) for i in (0, len(dense)))
        yield data.slice(start, end - start)


def _offset(offsets: Any, index: int) -> int:
    return int.from_bytes(offsets.slice(8 * index, 8).to_pybytes(), sys.byteorder)


def _fixed(array: Any) -> Any:
    """The values of an array of whole bytes each, without nulls."""
    width = array.type.bit_width // 8
    data = array.buffers()[1]
    return data.slice(array.offset * width, len(array) * width) if data is not None else b""
