"""Which characters of changed lines changed: Chinese has no words to go by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

LIMIT = 400_000  # pairs of characters that are compared; a longer stretch has changed as a whole


class Stretch(NamedTuple):
    """A part of a line, and whether it changed."""

    text: str
    changed: bool


def shades(
    old: Sequence[str], new: Sequence[str]
) -> tuple[list[list[Stretch]], list[list[Stretch]]]:
    """Old lines and the lines they became, each in stretches that stayed or changed.

    >>> shades(["數據\\n"], ["数據\\n"])[0]
    [[Stretch(text='數', changed=True), Stretch(text='據\\n', changed=False)]]
    """
    if len(old) == len(new):
        pairs = [_compared(a, b) for a, b in zip(old, new, strict=True)]
        return [before for before, _ in pairs], [after for _, after in pairs]
    before, after = _compared("".join(old), "".join(new))
    return _cut(before, old), _cut(after, new)


def _compared(old: str, new: str) -> tuple[list[Stretch], list[Stretch]]:
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    inner, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    before, after = _inner(inner, inner_new)
    first, last = Stretch(old[:head], False), Stretch(old[len(old) - tail :], False)
    return _told([first, *before, last]), _told([first, *after, last])


def _inner(old: str, new: str) -> tuple[list[Stretch], list[Stretch]]:
    if len(old) * len(new) > LIMIT:
        return [Stretch(old, True)], [Stretch(new, True)]
    from difflib import SequenceMatcher

    before, after = [], []
    for kind, i, end, j, new_end in SequenceMatcher(None, old, new, False).get_opcodes():
        before.append(Stretch(old[i:end], kind != "equal"))
        after.append(Stretch(new[j:new_end], kind != "equal"))
    return before, after


def _told(stretches: Sequence[Stretch]) -> list[Stretch]:
    return [stretch for stretch in stretches if stretch.text]


def _alike(old: str, new: str) -> int:
    """How many characters both begin with."""
    low, high = 0, min(len(old), len(new))
    while low < high:  # by halves: comparing slices is far faster than characters
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _cut(stretches: Sequence[Stretch], lines: Sequence[str]) -> list[list[Stretch]]:
    """The stretches of a text, cut at the ends of its lines."""
    out = []
    rest = list(reversed(stretches))
    for line in lines:
        left = len(line)
        mine = []
        while left:
            text, changed = rest.pop()
            if len(text) > left:
                rest.append(Stretch(text[left:], changed))
            mine.append(Stretch(text[:left], changed))
            left -= len(mine[-1].text)
        out.append(mine)
    return out
