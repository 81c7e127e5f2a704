"""Which files are packed, or archives: their names say so."""

from __future__ import annotations

KINDS = {".gz": "gzip", ".zst": "zstd", ".bz2": "bzip2", ".xz": "xz"}
ARCHIVES = (".tgz", ".tbz2", ".txz", ".tzst")
_SUFFIXES = (*KINDS, *ARCHIVES)


def is_packed(name: str) -> bool:
    """Is a file of this name packed, by a way that `container.unpack` knows, or an archive?

    >>> is_packed("a.jsonl.GZ"), is_packed("a.tgz"), is_packed("a.jsonl")
    (True, True, False)
    """
    return name.lower().endswith(_SUFFIXES)
