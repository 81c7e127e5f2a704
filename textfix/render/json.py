"""One JSON document of all files that have something to say.

    {"textfix": "1.0", "schema": 1, "files": [{"path": ..., ...}, ...]}

A file: `path` (where that is no Unicode, U+FFFD stands for each byte that is none, and `path_uri`
is the path with such bytes percent-encoded); `encoding` it was read in; `changed`, its bytes would differ; `written`, they do;
`findings`; `problems`, records that could not be read (texts); `error`, why nothing could be
done (a text, or null).

A finding: `rule`; `safe`, `fixed`, `score` (0 to 1), `note` as the rule says; `where` in its
record (a column, a key); `start` and `end`, from 0 in characters (code points) of the decoded file
without its byte order mark; `line`, `column`, `end_line`, `end_column`, the same from 1, the end
behind the last character, null in a file without a text of its own (Parquet); `old`, what stands
there as it reads; `new`, what should, or null.

What is in it is UTF-8 as it stands; but lone surrogates (among them the bytes that `--errors keep`
kept, U+DC80 to U+DCFF) and what a terminal would obey are escaped.
"""

from __future__ import annotations

import json
import re
from typing import Any

from textfix.files.outcome import Outcome
from textfix.files.path_name import path_fields
from textfix.formats.spot import Spot
from textfix.render.place import Place, places
from textfix.render.renderer import Context

SCHEMA = 1  # grows when a field changes its meaning or goes; new fields may come at any time

# Lone surrogates are no UTF-8; C1 and bidirectional controls act on a terminal that shows them.
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


class Renderer:
    """Prints a document with a line for each file that has something to say."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._comma = ""

    def begin(self) -> str:
        """The head of the document."""
        return f'{{"textfix": {dumps(self._context.version)}, "schema": {SCHEMA}, "files": [\n'

    def file(self, outcome: Outcome) -> str:
        """One object."""
        spots = self._context.listed(outcome)
        if not (spots or outcome.problems or outcome.error or outcome.changed):
            return ""
        place = places(outcome)
        comma, self._comma = self._comma, ",\n"
        return comma + dumps(
            {
                **path_fields(outcome.path),
                "encoding": outcome.encoding,
                "changed": outcome.changed,
                "written": outcome.written,
                "findings": [finding(spot, place(spot)) for spot in spots],
                "problems": outcome.problems,
                "error": outcome.error or None,
            }
        )

    def end(self) -> str:
        """The tail of the document."""
        return "\n]}\n" if self._comma else "]}\n"


def finding(spot: Spot, place: Place | None) -> dict[str, Any]:
    """A finding, as the document has it."""
    line, column, end_line, end_column = place or (None, None, None, None)
    return {
        "rule": spot.rule,
        "safe": spot.safe,
        "fixed": spot.fixed,
        "score": spot.score,
        "note": spot.note,
        "where": spot.where,
        "start": spot.start,
        "end": spot.end,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "old": spot.old,
        "new": spot.new,
    }


def dumps(value: object) -> str:
    """JSON on one line that every encoder takes, and no terminal obeys.

    >>> print(dumps({"質": "\\udc80"}))
    {"質": "\\udc80"}
    """
    written = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda m: f"\\u{ord(m[0]):04x}", written)
