"""Names of files that are not UTF-8, for JSON, where every text has to be Unicode."""

from __future__ import annotations

import os


def path_fields(path: str) -> dict[str, str]:
    r"""`path` as Unicode; and where that is not the path, `path_uri`: its bytes, percent-encoded.

    >>> path_fields("a b.txt"), path_fields("a b\udcff.txt")
    ({'path': 'a b.txt'}, {'path': 'a b\ufffd.txt', 'path_uri': 'a%20b%FF.txt'})
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        from urllib.parse import quote

        raw = os.fsencode(path)
        return {"path": raw.decode("utf-8", "replace"), "path_uri": quote(raw)}
    return {"path": path}
