"""What is asked of a file as a whole: its encoding and its byte order mark.

Named together as `encoding`, with the rule `lost-text`: valid UTF-8, no mark where none belongs,
nothing lost on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from textfix.formats.spot import Spot


class Check(NamedTuple):
    """Something a file should be; named after the defect, like a rule."""

    name: str
    doc: str


NOT_UTF_8 = Check(
    "not-utf-8",
    """\
A file in another encoding than UTF-8, or in several.

It is read in the encoding that its bytes prove, and written as UTF-8 whenever it is written
at all; what it declares of its encoding (`<meta charset>`, an XML prolog, a Python cookie) is
rewritten with it. A file for which `.gitattributes` sets `working-tree-encoding` stays in that.
Bytes that cannot be read in it are refused, or as `--errors` says.
""",
)
BYTE_ORDER_MARK = Check(
    "byte-order-mark",
    """\
A byte order mark before UTF-8, where programs trip over it.

Spreadsheets and players want one: it may stand before `.csv`, `.tsv` and subtitles, and is
kept there. Elsewhere it is kept as well unless this check is selected, which takes it away.
""",
)
CHECKS = {check.name: check for check in (NOT_UTF_8, BYTE_ORDER_MARK)}
GROUP = "encoding"
LOST = "lost-text"  # the rule that belongs to the group
MEMBERS = (LOST, *CHECKS)
DEFAULT = frozenset({NOT_UTF_8.name})
# Excel opens UTF-8 rightly only behind a mark, and players take subtitles without one for legacy.
MARKED = (".csv", ".tsv", ".srt", ".ass", ".ssa", ".lrc")


def spots(
    checks: frozenset[str],
    name: str,
    encodings: tuple[str, ...],
    target: str,
    bom: bool,
    escaped: int = 0,
) -> Iterator[Spot]:
    """What is wrong with a file of this name, that was read in these encodings, as a whole.

    `target` is the encoding it should have, `escaped` how many bytes in it are to be escapes.

    >>> list(spots(DEFAULT, "a.txt", ("gb18030",), "utf-8", False))[0].note
    'written in GB18030'
    """
    others = [encoding for encoding in encodings if encoding != target]
    if others and NOT_UTF_8.name in checks:
        read = " and ".join(dict.fromkeys(encoding.upper() for encoding in encodings))
        yield Spot(NOT_UTF_8.name, 0, 0, "", "", note=f"written in {read}")
    if escaped and NOT_UTF_8.name in checks:
        bytes = f"{escaped:,} byte{'s' * (escaped > 1)}"
        yield Spot(NOT_UTF_8.name, 0, 0, "", "", note=f"{bytes} that cannot be read, as escapes")
    if bom and target == "utf-8" and BYTE_ORDER_MARK.name in checks and not wants_mark(name):
        yield Spot(BYTE_ORDER_MARK.name, 0, 0, "", "", note="a byte order mark before UTF-8")


def wants_mark(name: str) -> bool:
    """May a byte order mark stay before a file of this name?"""
    return name.lower().endswith(MARKED)
