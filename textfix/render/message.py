"""What is said of a finding in one line, and how loudly."""

from __future__ import annotations

from typing import Literal

from textfix.formats.spot import Spot
from textfix.render.visible import visible

NOTHING = "(nothing)"
LIMIT = 60  # characters of an old or new text that are shown; both ends of a longer one

Level = Literal["error", "warning", "note"]


def level(spot: Spot) -> Level:
    """An error is repaired for certain; a warning perhaps, or not at all; a note is suspected."""
    if not spot.counts:
        return "note"
    return "error" if spot.fixed and spot.safe else "warning"


def message(spot: Spot) -> str:
    """A finding as `old -> new  (remarks)`, all of it visible.

    >>> message(Spot("zero-width", 1, 2, "\\u200b", "", note="U+200B"))
    '[ZWSP] -> (nothing)  (U+200B)'
    """
    old, new = sides(spot)
    said = remarks(spot)
    change = f"{old} -> {new}" if new else old
    return f"{change}  ({said})" if change and said else change or said


def sides(spot: Spot) -> tuple[str, str]:
    """What stands there and what should, as shown; nothing for what is only seen.

    Both are empty for a finding about the file as a whole.
    """
    if not spot.old and not spot.new:
        return "", ""
    return _short(spot.old), "" if spot.new is None else _short(spot.new)


def remarks(spot: Spot) -> str:
    """Where in a record it stands, whether it stays, and the reason."""
    kept = ""
    if spot.new is None:
        kept = "left"
    elif not spot.counts:
        kept = "suspected"
    return "; ".join(visible(said) for said in (spot.where, kept, spot.note) if said)


def _short(text: str) -> str:
    if len(text) > LIMIT:
        half = LIMIT // 2
        return f"{visible(text[:half], edges=True)} … {visible(text[-half:], edges=True)}"
    return visible(text, edges=True) or NOTHING
