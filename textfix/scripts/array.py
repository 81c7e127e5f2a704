"""The converter's road for long texts: UTF-16 units in a numpy array, one look-up for all.

Needs numpy; `textfix.scripts.converter` imports it when a text is long enough, and does without
where it is not installed.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from textfix.scripts.tables import tables

Units = npt.NDArray[np.uint16]

_ALL = 0x10000
_HASHES = 1 << 20  # of pairs of units
_FIRST, _SECOND, _WIDE = 1, 2, 4  # may begin a phrase; stand second in one; becomes two units


class Converter:
    """Calling it gives what `convert` gives by its other road, but for lone surrogates.

    Where two of those meet they come out as one character, and the length tells.
    """

    def __init__(self) -> None:
        known = tables()
        self._table = np.arange(_ALL, dtype=np.uint16)
        self._place = np.zeros(_ALL, np.uint8)
        for old, new in known.chars.items():
            if new < "\U00010000":
                self._table[ord(old)] = ord(new)
            else:
                self._place[ord(old)] |= _WIDE
        self._chars = known.chars
        # By the first two units: the phrases, longest first, as bytes and as what they become.
        self._phrases: dict[bytes, list[tuple[bytes, Units]]] = {}
        self._likely = np.zeros(_HASHES, np.bool_)
        for word in sorted(known.phrases, key=len, reverse=True):
            first, second = ord(word[0]), ord(word[1])
            self._place[first] |= _FIRST
            self._place[second] |= _SECOND
            key, becomes = (w.encode("utf-16-le") for w in (word, known.phrases[word]))
            self._phrases.setdefault(key[:4], []).append((key, _units(becomes)))
            self._likely[_hash(*np.array([[first], [second]], np.uint16))] = True

    def __call__(self, text: str) -> str:
        """`text` in Simplified."""
        data = text.encode("utf-16-le", "surrogatepass")
        units = _units(data)
        # mode="clip" saves numpy a check; no unit lies outside.
        place = np.take(self._place, units, mode="clip")
        out = np.take(self._table, units, mode="clip")
        done = 0
        for at in self._begin(units, place):
            if at >= done:
                for word, new in self._phrases.get(data[2 * at : 2 * at + 4], ()):
                    if data.startswith(word, 2 * at):
                        done = at + len(new)
                        out[at:done] = new
                        break
        converted = text
        if not np.array_equal(out, units):
            converted = out.tobytes().decode("utf-16-le", "surrogatepass")
        for unit in np.unique(units[place >= _WIDE]).tolist():
            converted = converted.replace(chr(unit), self._chars[chr(unit)])
        return converted

    def _begin(self, units: Units, place: npt.NDArray[np.uint8]) -> list[int]:
        """Where two units stand that may begin a phrase."""
        both = place[:-1] & (place[1:] >> 1) & _FIRST
        at = np.flatnonzero(both.view(np.bool_))  # of bytes it takes five times as long
        likely = self._likely[_hash(units[at], units[at + 1])]
        found: list[int] = at[likely].tolist()
        return found


def _hash(first: Units, second: Units) -> npt.NDArray[np.int64]:
    return (first.astype(np.int64) * 31 + second) & (_HASHES - 1)


def _units(data: bytes) -> Units:
    return np.frombuffer(data, "<u2")
