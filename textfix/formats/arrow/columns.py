"""The columns of a table, repaired part by part; and what was found in them, where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING

from textfix.formats.arrow.nested import KeyClash, Leaf, Walk, text_paths
from textfix.formats.arrow.store import Part, StoreError
from textfix.formats.arrow.texts import Manner, mend, sample
from textfix.formats.labels import foreign
from textfix.formats.language import language_of
from textfix.formats.layout import Options
from textfix.formats.spot import Spot

if TYPE_CHECKING:
    import pyarrow as pa

LISTED = 100_000  # findings, of about half a kilobyte each
SAMPLE = 1000  # values of a column that tell the language around it
NAMED = 20  # values that are not UTF-8


@dataclass(slots=True)
class Columns:
    """Repairs the texts of columns, and gathers what it finds.

    `spots` are places in a value, which `where` tells; `beyond` counts those that there was no
    room for. A value of a dictionary is told once. `met` are columns that were asked for and are
    there.
    """

    options: Options
    manner: Manner
    spots: list[Spot] = field(default_factory=list)
    beyond: int = 0
    unreadable: list[str] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    _told: set[tuple[object, ...]] = field(default_factory=set)
    _texts: list[tuple[int, str]] = field(default_factory=list)  # all columns of texts

    def of(self, schema: pa.Schema) -> list[tuple[int, str]]:
        """The index and the name of each column that has texts to look at."""
        found = []
        self._texts = []
        for index, name in enumerate(schema.names):
            paths = list(text_paths(schema.field(index).type, name, keys=self.options.keys))
            if paths:
                self._texts.append((index, name))
            self.met.update(*map(self._asked, (name, *paths)))
            if any(map(self._wanted, paths)):
                found.append((index, name))
        return found

    def _wanted(self, path: str) -> bool:
        return not self.options.columns or bool(self._asked(path))

    def _asked(self, path: str) -> list[str]:
        """As what the texts of this path were asked for."""
        return [c for c in self.options.columns if path == c or path.startswith(f"{c}.")]

    def repair(self, part: Part, columns: Sequence[tuple[int, str]]) -> dict[int, pa.ChunkedArray]:
        """Those of the columns in which something is repaired, by index."""
        repaired = {}
        around = cache(partial(self._around, part))
        walk = Walk(partial(self._replace, around), self._wanted, self.options.keys)
        for index, name in columns:
            column = part.column(index)
            try:
                new = walk.column(column, name, part.first)
            except KeyClash as wrong:
                raise StoreError(
                    f"two keys of a map in column {wrong} become the same; repair it without --keys"
                ) from None
            if new is not column:
                repaired[index] = new
        return repaired

    def _around(self, part: Part) -> str:
        """`ja` or `ko` where the texts of a part are, taken together, whichever were asked for."""
        texts: list[str] = []

        def look(leaf: Leaf) -> pa.ChunkedArray:
            if not language_of(leaf.path):
                texts.extend(sample(leaf.values, SAMPLE))
            return leaf.values

        for index, name in self._texts:
            Walk(look).column(part.column(index), name, part.first)
        return foreign(texts)

    def _replace(self, around: Callable[[], str], leaf: Leaf) -> pa.ChunkedArray:
        mended = mend(leaf.values, language_of(leaf.path), self.manner, around)
        for index, spot in mended.spots:
            if not leaf.distinct or self._is_new(leaf, index, spot):
                self._note(leaf, index, spot)
        for index in mended.unreadable:
            self.unreadable.append(f"{_where(leaf, index)}: not UTF-8, left as it is")
        return mended.values

    def _is_new(self, leaf: Leaf, index: int, spot: Spot) -> bool:
        """Was this finding in a value of a dictionary not told yet?"""
        key = leaf.path, leaf.values[index].as_py(), spot.rule, spot.start, spot.end
        new = key not in self._told
        self._told.add(key)
        return new

    def _note(self, leaf: Leaf, index: int, spot: Spot) -> None:
        if len(self.spots) < LISTED:
            self.spots.append(spot._replace(where=_where(leaf, index)))
        else:
            self.beyond += 1

    @property
    def problems(self) -> tuple[str, ...]:
        """What to say beside the findings, one line each."""
        shown = self.unreadable[:NAMED]
        if more := len(self.unreadable) - len(shown):
            shown.append(f"{more:,} more values are not UTF-8, left as they are")
        if self.beyond:
            shown.append(f"{self.beyond:,} more findings are not listed")
        return tuple(shown)


def _where(leaf: Leaf, index: int) -> str:
    row = leaf.row(index)
    return f"column {leaf.path}" if row is None else f"row {row + 1}, column {leaf.path}"
