"""Parquet files, read by row groups and written as they were, as far as pyarrow allows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textfix.formats.arrow.store import StoreError, together

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

_READ = 1 << 20  # bytes read from the file at a time
# Encodings that are not chosen by the writer itself (Apache Parquet, Encodings.md).
_CHOSEN = {
    "DELTA_BINARY_PACKED",
    "DELTA_LENGTH_BYTE_ARRAY",
    "DELTA_BYTE_ARRAY",
    "BYTE_STREAM_SPLIT",
}
_CODECS = {"UNCOMPRESSED": "NONE"}
_CONVERTED = ("is_from_converted_type", "force_set_converted_type")  # how an old writer said it


class Groups:
    """Some consecutive row groups of a file; their first row is `first`, from 0."""

    def __init__(self, file: pq.ParquetFile, groups: Sequence[int], first: int) -> None:
        self._file, self._groups, self.first = file, list(groups), first
        self.rows = [file.metadata.row_group(i).num_rows for i in groups]

    def column(self, index: int) -> pa.ChunkedArray:
        """See `Part`."""
        names = self._file.schema_arrow.names
        # By a name all columns of that name are read, and those inside a struct of that path.
        same = names[:index].count(names[index])
        table = self._read([names[index]])
        return table.column(table.schema.get_all_field_indices(names[index])[same])

    def table(self) -> pa.Table:
        """See `Part`."""
        return self._read(None)

    def _read(self, names: list[str] | None) -> pa.Table:
        """Columns, group by group: pyarrow cannot read lists of dictionaries otherwise."""
        import pyarrow as pa

        return pa.concat_tables(self._file.read_row_group(i, names) for i in self._groups)


class ParquetFile:
    """A Parquet file to read, and the way to write another like it."""

    def __init__(self, path: Path) -> None:
        import pyarrow.parquet as pq

        self._file = pq.ParquetFile(
            path, buffer_size=_READ, pre_buffer=False, page_checksum_verification=True
        )
        self.schema: pa.Schema = self._file.schema_arrow

    def close(self) -> None:
        """Let go of the file."""
        self._file.close(force=True)

    def parts(self, sizes: Iterable[int] | None = None) -> Iterator[Groups]:
        """See `Store`."""
        meta = self._file.metadata
        count = meta.num_row_groups
        if sizes is None:
            groups = ((i, meta.row_group(i).total_byte_size) for i in range(count))
            sizes = (len(some) for some in together(groups))
        first = at = 0
        for size in sizes:
            part = Groups(self._file, range(at, min(at + size, count)), first)
            yield part
            first, at = first + sum(part.rows), at + size
        if at != count:
            raise StoreError(f"it has {count} row groups, not {at}")

    def sorted_by(self) -> set[str]:
        """See `Store`."""
        meta = self._file.metadata
        if not meta.num_row_groups:
            return set()
        by = meta.row_group(0).sorting_columns
        return {meta.schema.column(one.column_index).path for one in by}

    def writer(self, target: Path, *, in_order: bool) -> ParquetWriter:
        """See `Store`."""
        return ParquetWriter(target, self.schema, {**self._settings(in_order), **self._manner()})

    def _settings(self, in_order: bool) -> dict[str, Any]:
        """What the first row group tells of how the columns are written."""
        meta = self._file.metadata
        group = meta.row_group(0)
        columns = [group.column(i) for i in range(group.num_columns)]
        plain = [c for c in columns if not c.has_dictionary_page]
        chosen = {c.path_in_schema: sorted(_CHOSEN.intersection(c.encodings)) for c in plain}
        blooms = [c.path_in_schema for c in columns if c.bloom_filter_offset is not None]
        return {
            "compression": {
                c.path_in_schema: _CODECS.get(c.compression, c.compression) for c in columns
            },
            "use_dictionary": [c.path_in_schema for c in columns if c.has_dictionary_page],
            "column_encoding": {path: names[0] for path, names in chosen.items() if names} or None,
            "write_statistics": [c.path_in_schema for c in columns if c.is_stats_set],
            "write_page_index": any(c.has_offset_index for c in columns),
            "sorting_columns": (in_order and group.sorting_columns) or None,
            "store_schema": b"ARROW:schema" in (meta.metadata or {}),
            **({"bloom_filter_options": {path: {} for path in blooms}} if blooms else {}),
        }

    def _manner(self) -> dict[str, Any]:
        """How its types are stored, found out by storing none of its rows."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        meta = self._file.metadata
        stored = b"ARROW:schema" in (meta.metadata or {})
        wanted = _types(self._file.schema)
        versions = dict.fromkeys((meta.format_version, "2.6", "2.4", "1.0"))
        differs = ""
        for version, named, integers in product(versions, (True, False), (False, True)):
            manner = {
                "version": version,
                "use_compliant_nested_type": named,
                "store_decimal_as_integer": integers,
            }
            out = pa.BufferOutputStream()
            with pq.ParquetWriter(out, self.schema, store_schema=stored, **manner):
                pass
            got = _types(pq.ParquetFile(out.getvalue()).schema)
            if got == wanted:
                return manner
            differs = differs or _difference(wanted, got)
        raise StoreError(f"pyarrow cannot store {differs} as it is; repair it where it is made")


class ParquetWriter:
    """A new Parquet file; row groups are written as they are given."""

    def __init__(self, target: Path, schema: pa.Schema, settings: dict[str, Any]) -> None:
        import pyarrow.parquet as pq

        self._writer = pq.ParquetWriter(target, schema, **settings)

    def write(self, part: Groups, table: pa.Table) -> None:
        """The row groups of a part, with what `table` has in their rows."""
        at = 0
        for rows in part.rows:
            self._writer.write_table(table.slice(at, rows), row_group_size=max(rows, 1))
            at += rows

    def close(self) -> None:
        """The file is whole, or closed as it is."""
        self._writer.close()


def _types(schema: pq.ParquetSchema) -> list[tuple[object, ...]]:
    """How each column is stored: its path, type and levels."""
    columns = (schema.column(i) for i in range(len(schema)))
    return [
        (
            *(c.path, c.physical_type, c.length, _logical(c)),
            *(c.max_definition_level, c.max_repetition_level),
        )
        for c in columns
    ]


def _logical(column: pq.ColumnSchema) -> object:
    told = json.loads(column.logical_type.to_json())
    return {key: told[key] for key in told if key not in _CONVERTED}


def _difference(wanted: list[tuple[object, ...]], got: list[tuple[object, ...]]) -> str:
    pairs = zip(wanted, got, strict=False)
    path, physical, *_ = next((one for one, other in pairs if one != other), wanted[0])
    return f"column {path} ({physical})"
