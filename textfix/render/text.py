"""For people: each finding of a file, its line drawn, and a mark under the place.

    page.txt:1:1: pinyin-gloss  質(zhì) -> 质
    page.txt:1:7: traditional  網 -> 网
      | 質(zhì)量，網络
      | ^^^^^^^     ^^

Of many alike in a file the first are shown, and the rest are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from textfix.files.outcome import Outcome
from textfix.formats.spot import Lines, Spot
from textfix.render.color import painter
from textfix.render.concise import complaints, locus
from textfix.render.excerpt import Mark, excerpt, window
from textfix.render.message import level, remarks, sides
from textfix.render.place import Place, places
from textfix.render.renderer import Context

ALIKE = 10  # findings of a rule that are shown in a file; the rest are counted
MARGIN = "  | "


class Renderer:
    """Prints outcomes with the lines they speak of."""

    def __init__(self, context: Context) -> None:
        self._listed = context.listed
        self._paint = painter(context.color)
        self._room = max(context.width - len(MARGIN), 20)

    def begin(self) -> str:
        """Nothing."""
        return ""

    def file(self, outcome: Outcome) -> str:
        """Its findings in order, how many more there are, its problems, its error."""
        return "".join(f"{line}\n" for line in self._lines(outcome))

    def end(self) -> str:
        """Nothing."""
        return ""

    def _lines(self, outcome: Outcome) -> Iterator[str]:
        shown, more = _first(self._listed(outcome))
        lines, place = Lines(outcome.text), places(outcome)
        for group in _together(shown, lines, self._room):
            yield from (self._head(outcome, spot, place(spot)) for spot in group)
            yield from self._excerpt(lines, [spot for spot in group if spot.old or spot.new])
        for rule, count in more.items():
            yield f"  ... and {count} more of {rule}"
        yield from complaints(outcome, self._paint)

    def _head(self, outcome: Outcome, spot: Spot, place: Place | None) -> str:
        old, new = sides(spot)
        change = self._paint("old", old)
        if new:
            change += f" -> {self._paint('new', new)}"
        why = remarks(spot)
        if why and old:
            why = self._paint("remark", f"({why})")
        head = f"{self._paint('path', locus(outcome, place))} {spot.rule}"
        return "  ".join(part for part in (head, change, why) if part)

    def _excerpt(self, lines: Lines, group: Sequence[Spot]) -> Iterator[str]:
        if lines.text and group:
            marks = [Mark(spot.start, spot.end, level(spot)) for spot in group]
            for row in excerpt(lines, marks, self._room, self._paint):
                yield f"{self._paint('frame', MARGIN)}{row}"


def _first(spots: Sequence[Spot]) -> tuple[list[Spot], Counter[str]]:
    """The first findings of each rule, and how many more there are of it."""
    seen: Counter[str] = Counter()
    shown = []
    for spot in spots:
        seen[spot.rule] += 1
        if seen[spot.rule] <= ALIKE:
            shown.append(spot)
    return shown, Counter({rule: n - ALIKE for rule, n in seen.items() if n > ALIKE})


def _together(spots: Sequence[Spot], lines: Lines, room: int) -> Iterator[list[Spot]]:
    """Findings that are shown in one excerpt of their line."""
    group: list[Spot] = []
    high = 0
    for spot in spots:
        if not group or spot.end > high:
            if group:
                yield group
            group = []
            high = window(lines, spot.start, room)[1]
        group.append(spot)
    if group:
        yield group
