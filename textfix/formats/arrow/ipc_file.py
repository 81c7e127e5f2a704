"""Arrow IPC files and streams (Feather is one of these), read and written by record batches."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textfix.formats.arrow.store import StoreError, together

if TYPE_CHECKING:
    import pyarrow as pa

MAGIC = b"ARROW1\0\0"
_CODECS = ("lz4", "zstd")  # CompressionType of Arrow's Message.fbs
# Where fields stand in the tables of Message.fbs.
_HEADER, _COMPRESSION, _CODEC = 2, 3, 0

Batch = tuple["pa.RecordBatch", Any]  # and the metadata of its own


class Batches:
    """Some consecutive record batches of a file; their first row is `first`, from 0."""

    def __init__(self, batches: Sequence[Batch], schema: pa.Schema, first: int) -> None:
        self._batches, self._schema, self.first = batches, schema, first
        self.rows = [len(batch) for batch, _ in batches]
        self.metadata = [metadata for _, metadata in batches]

    def column(self, index: int) -> pa.ChunkedArray:
        """See `Part`; the batches have been read."""
        import pyarrow as pa

        arrays = [batch.column(index) for batch, _ in self._batches]
        return pa.chunked_array(arrays, self._schema.field(index).type)

    def table(self) -> pa.Table:
        """See `Part`; each batch is a chunk."""
        import pyarrow as pa

        return pa.Table.from_batches([batch for batch, _ in self._batches], self._schema)


class IpcFile:
    """An Arrow IPC file or stream to read, and the way to write another like it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: list[pa.NativeFile] = []
        self._is_file = self._start().read(len(MAGIC)) == MAGIC
        self.schema: pa.Schema = self._reader(self._start()).schema

    def close(self) -> None:
        """See `Store`."""
        for opened in self._opened:
            opened.close()

    def _start(self) -> pa.NativeFile:
        """The file, to be read from its start; not mapped, as it may be cut off meanwhile."""
        import pyarrow as pa

        self._opened.append(pa.OSFile(str(self._path)))
        return self._opened[-1]

    def _reader(self, start: pa.NativeFile) -> Any:
        import pyarrow as pa

        return pa.ipc.open_file(start) if self._is_file else pa.ipc.open_stream(start)

    def _batches(self) -> Iterator[Batch]:
        start = self._start()
        reader = self._reader(start)
        if self._is_file:
            for i in range(reader.num_record_batches):
                yield reader.get_batch_with_custom_metadata(i)
            return
        with suppress(StopIteration):
            while True:
                yield reader.read_next_batch_with_custom_metadata()
        if start.tell() != start.size():
            raise StoreError(
                f"more follows after its end, at byte {start.tell():,}; split it there"
            )

    def parts(self, sizes: Iterable[int] | None = None) -> Iterator[Batches]:
        """See `Store`."""
        batches = map(_sound, self._batches())
        if sizes is None:
            groups = together((batch, batch[0].nbytes) for batch in batches)
        else:
            groups = (list(islice(batches, size)) for size in sizes)
        first = 0
        for some in groups:
            part = Batches(some, self.schema, first)
            yield part
            first += sum(part.rows)
        if next(batches, None) is not None:
            raise StoreError("it has more record batches than it had")

    def sorted_by(self) -> set[str]:
        """See `Store`: the format does not say."""
        return set()

    def writer(self, target: Path, *, in_order: bool) -> IpcWriter:
        """See `Store`."""
        import pyarrow as pa

        stream = self._start()
        stream.seek(len(MAGIC) if self._is_file else 0)
        options = pa.ipc.IpcWriteOptions(compression=_compression(stream))
        metadata = self._reader(self._start()).metadata if self._is_file else None
        return IpcWriter(target, self.schema, self._is_file, options, metadata)


def _sound(batch: Batch) -> Batch:
    """A batch whose offsets are what they should be: pyarrow follows them without a look.

    Raises ValueError where they are not, and where a text in a list or a struct is not UTF-8.
    """
    import pyarrow as pa

    bare = {pa.string(): pa.binary(), pa.large_string(): pa.large_binary()}
    for column in batch[0].columns:
        (column.view(bare[column.type]) if column.type in bare else column).validate(full=True)
    return batch


class IpcWriter:
    """A new Arrow IPC file or stream; batches are written as they are given."""

    def __init__(
        self, target: Path, schema: pa.Schema, is_file: bool, options: Any, metadata: Any
    ) -> None:
        import pyarrow as pa

        self._schema = schema
        self._sink = pa.OSFile(str(target), "wb")
        if is_file:
            self._writer = pa.ipc.new_file(self._sink, schema, options=options, metadata=metadata)
        else:
            self._writer = pa.ipc.new_stream(self._sink, schema, options=options)

    def write(self, part: Batches, table: pa.Table) -> None:
        """The batches of a part, with what the chunks of `table` have."""
        import pyarrow as pa

        for i, metadata in enumerate(part.metadata):
            arrays = [column.chunk(i) for column in table.columns]
            batch = pa.RecordBatch.from_arrays(arrays, schema=self._schema)
            self._writer.write_batch(batch, custom_metadata=metadata)

    def close(self) -> None:
        """The file is whole, or closed as it is."""
        try:
            self._writer.close()
        finally:
            self._sink.close()


def _compression(stream: pa.NativeFile) -> str | None:
    """What the buffers are compressed by, as the header of the first batch says."""
    import pyarrow as pa

    for message in pa.ipc.MessageReader.open_stream(stream):
        if message.type == "record batch":
            data = message.metadata.to_pybytes()
            header = _table(data, _at(data, 0), _HEADER)
            found = header and _table(data, header, _COMPRESSION)
            codec = _slot(data, found, _CODEC) if found else 0
            return _CODECS[data[codec] if codec else 0] if found else None
    return None


def _at(data: bytes, place: int) -> int:
    """What an offset of a flatbuffer points to."""
    target: int = place + struct.unpack_from("<I", data, place)[0]
    return target


def _slot(data: bytes, table: int, field: int) -> int:
    """Where a field of a table of a flatbuffer stands; 0 if it is not there."""
    vtable = table - struct.unpack_from("<i", data, table)[0]
    size = struct.unpack_from("<H", data, vtable)[0]
    at = 4 + 2 * field
    offset: int = struct.unpack_from("<H", data, vtable + at)[0] if at < size else 0
    return table + offset if offset else 0


def _table(data: bytes, table: int, field: int) -> int:
    """Where the table in a field begins; 0 if it is not there."""
    slot = _slot(data, table, field)
    return _at(data, slot) if slot else 0
