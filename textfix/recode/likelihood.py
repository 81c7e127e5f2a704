"""How likely a reading of a byte slip is where it stands: by words, by marks, by width and script."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from textfix import hanzi
from textfix.pattern import pattern
from textfix.pinyin import SYLLABLE
from textfix.recode.ahead import ROUNDING, Rest
from textfix.recode.moves import FOLDED, GLOSS_SLIP, JUNK, MARK_SLIP, MARKS, seconds
from textfix.recode.realign import CONTEXT, Reading
from textfix.scripts.tables import tables

SLIP = pattern(rf"{GLOSS_SLIP.pattern}|{MARK_SLIP.pattern}")
NOISE = pattern(rf"\({SYLLABLE} ?\)|[{JUNK}]+|[,，](?=[{MARKS}{FOLDED}])")
_WIDE = pattern("[＂-＇＊＋－-９＜-＞＠-～]")
_SHORT = pattern(r"[，。、；：！？,;:!?][^，。、；：！？,;:!?]{1,2}$")
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"))
_LONE = pattern(r"^[^!-~][a-zA-Z](?![0-9a-zA-Z])")
_END = pattern("[。！？：；…][”’）]?<?$")
_TAG = "/abcdefghijklmnopqrstuvwxyz0123456789> "  # what is left of one at the end of a line
RIGHT = 3  # characters on the right that help to judge
# Nats, from benchmarks/mirror_site.py.
MISPLACED = 4.0  # against a mark where it does not belong
PARAGRAPH, UNENDED = 20, 2.0  # characters; against one that ends without a mark
WIDE = 6.0  # against a full-width letter, digit or sign: pages write them in ASCII
IMPOSSIBLE = 20.0  # against a reading after which the next slip's gloss names no character
LONE = 5.0  # against a single Latin letter behind a Han character
MIXED = 9.0  # against a Simplified character among Traditional ones
GARBLED = 5.5  # a character of a slip not read yet


class _Behind(NamedTuple):
    """What stands behind a reading."""

    text: str
    folded: str
    rest: Rest  # the same
    syllable: str  # the gloss of the slip after it
    garbled: float  # nats, for the characters of that slip


class Place:
    """Where a slip stands: at `begin` of a line, behind `before`; readings go as far as `reach`.

    Hundreds of readings are held against one another, so what does not depend on them is worked
    out once.
    """

    def __init__(self, line: str, before: str, begin: int, reach: int) -> None:
        self.line, self.before, self.begin, self.reach = line, before, begin, reach
        self._left = before[-CONTEXT:]
        self._behind: dict[int, _Behind] = {}

    @cached_property
    def left_alone(self) -> float:
        """What the line costs if the slip stays as it is."""
        rest = NOISE.sub("", self.line[self.begin : self.reach])
        return hanzi.cost(self._left + rest + self._right())

    def cost(self, reading: Reading) -> float:
        """What the words of the line cost around a slip if this is what stood there."""
        behind = self._rest(reading.at)
        nats = self._path(reading).on(behind.folded).cost + behind.garbled
        if behind.syllable and not seconds((reading.out + behind.text)[-1], behind.syllable):
            nats += IMPOSSIBLE
        return nats

    def least(self, reading: Reading) -> float:
        """No more than `cost`, and as a rule about that; a third of the work."""
        behind = self._rest(reading.at)
        return behind.rest.behind(self._path(reading)) + behind.garbled - ROUNDING

    def _path(self, reading: Reading) -> hanzi.Path:
        if reading.out[0] in MARKS and self._left[-1:] in (",", "，"):
            # A comma before a mark that is put back was its decoy.
            return hanzi.Path().add(self._left[:-1] + reading.out)
        return reading.path

    def _rest(self, at: int) -> _Behind:
        """What follows up to the next slip."""
        if at not in self._behind:
            rest = NOISE.sub("", self.line[at : self.reach])
            following = SLIP.search(rest)
            if following is None:
                rest, syllable, garbled = rest + self._right(), "", 0
            else:  # the next slip costs what it will read like
                syllable, garbled = following[1] or "", len(rest) - following.end()
                rest = rest[: following.start()]
            folded = hanzi.fold(rest)
            self._behind[at] = _Behind(rest, folded, Rest(folded), syllable, GARBLED * garbled)
        return self._behind[at]

    def _right(self) -> str:
        """A few characters after the slip, up to the next."""
        after = self.line[self.reach : self.reach + 24]
        return NOISE.sub("", after).partition("?")[0][:RIGHT]

    def strange(self, text: str, at: int) -> float:
        """What cannot be seen from words: characters of another width or script, marks out of
        place.
        """
        nats = WIDE * len(_WIDE.findall(text)) + self._misplaced(text, at)
        nats += LONE * (_LONE.search(text[-2:] + self.line[at : at + 1]) is not None)
        of_both = (tables().simplified, tables().traditional)
        return nats + MIXED * min(sum(map(script.__contains__, text)) for script in of_both)

    def _misplaced(self, text: str, at: int) -> float:
        """What marks cost where they do not belong.

        A closing quote or bracket where none is open, a second opening one, one that is open where
        the line ends, a paragraph without a stop, a stop inside a title, a sentence of one or two
        characters.
        """
        nats, last = 0.0, not self.line[at:].strip(_TAG)
        for (opening, closing), is_open in self._open.items():
            for character in text:
                if character in (opening, closing):
                    nats += MISPLACED * (is_open == (character == opening))
                    is_open = character == opening
            nats += MISPLACED * (is_open and last)
        if last and len(self.before) >= PARAGRAPH:
            nats += UNENDED * (_END.search(text) is None)
        if text[0] in "。！？":
            nats += MISPLACED * self._open["《", "》"]
            nats += MISPLACED * self._is_short
        return nats

    @cached_property
    def _open(self) -> dict[tuple[str, str], bool]:
        """Which brackets are open where the slip begins."""
        count = self.before.count
        return {pair: count(pair[0]) > count(pair[1]) for pair in _PAIRS}

    @cached_property
    def _is_short(self) -> bool:
        """Has the last clause but one or two characters?"""
        return _SHORT.search(self.before) is not None
