"""Any configuration of OpenCC, as a rule; made by `textfix.make.opencc`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from textfix.core import Hit, Phase, Rule
from textfix.survey import Facts


def opencc(config: str, *, name: str | None = None, safe: bool = True) -> Rule:
    """Whatever a configuration of OpenCC does, as a rule: `s2t`, `t2s`, `s2tw`, `tw2sp`, all of them.

    What it finds are runs of characters (words, where the length changes) and what OpenCC makes
    of them; a note says which package spoke. The rule is called `opencc-<config>`, or `name`.
    Added to a pipeline it is applied, unless it is made with `safe=False`. The rule `traditional`
    wants the contrary, or half of the same: leave it out, or give this one its name, which puts it
    in its place.

    >>> from textfix import PROFILES
    >>> taiwan = PROFILES["zh-hans"].without("traditional") + opencc("s2tw")
    >>> [(rule.name, rule.phase.name) for rule in taiwan.rules if "opencc" in rule.name]
    [('opencc-s2tw', 'SCRIPT')]
    >>> taiwan("“苏里南”在地图的后面")  # doctest: +SKIP
    '“蘇里南”在地圖的後面'

    OpenCC is not made to run twice: of 苏里南 it makes 蘇里南, and of that 蘇裏南, as words protect
    their characters only in the script they are written in. But what is repaired must stay as it
    is. So, between Simplified and Traditional, a line that has arrived is left: one that has
    characters only the target writes, and none that only the source does; or neither, if OpenCC
    makes it of a line that surely is the source (文件 alone is what `s2twp` makes of 文档, and not
    made 檔案). And a line of which the result would still not stay is left and shown, whatever
    the configuration. In pages of Chinese that is less than one line in a thousand.

    The package is opencc-python-reimplemented (https://github.com/yichen0831/opencc-python, by
    Yichen Huang and Hopkins1, dictionaries by BYVoid's OpenCC; Apache-2.0), the extra `opencc`.
    The official OpenCC (`pip install opencc`; Apache-2.0), faster and newer, serves as well. Both
    are the module `opencc`: never install one over the other. It is imported when the rule first
    runs; that raises ImportError if there is none, ValueError if it has no such configuration.
    """
    config = config.removesuffix(".json")
    return Rule(
        name=name or f"opencc-{config}",
        phase=Phase.SCRIPT,
        safe=safe,
        find=_OpenCC(config),
        doc=f"Text that OpenCC converts ({config}).",
        needs="\x80-\U0010ffff",  # as there is a Han character in every word of OpenCC's
    )


# No word of OpenCC's reaches over these; and the official one cannot read half a surrogate pair.
_LINE = re.compile(r"[^\n\ud800-\udfff]+")
_MARKS = re.compile(r"(\W+)")
_WORD = 16  # characters; no word of OpenCC's is longer


@dataclass(frozen=True)
class _OpenCC:
    config: str

    def __call__(self, text: str, facts: Facts) -> Iterator[Hit]:
        way = _way(self.config)
        for m in _LINE.finditer(text):
            line, new = m[0], way.once(m[0])
            if new == line:
                continue
            stays = way.once(new) == new
            note = f"{way.package}, {self.config}" + ("" if stays else ": does not stay, left")
            for start, end, reading in _edits(way.convert, line, new):
                yield Hit(m.start() + start, m.start() + end, reading if stays else None, note=note)


class _Way(NamedTuple):
    """A configuration ready to convert."""

    package: str
    convert: Callable[[str], str]
    back: Callable[[str], str] | None  # between Simplified and Traditional
    source: frozenset[str]  # what only that script writes
    target: frozenset[str]

    def once(self, line: str) -> str:
        """What becomes of a line: nothing, if it has arrived."""
        return line if line.isascii() or self._arrived(line) else self.convert(line)

    def _arrived(self, line: str) -> bool:
        if not self.source.isdisjoint(line):
            return False
        if not self.target.isdisjoint(line):
            return True
        origin = self.back(line) if self.back else line
        return not self.source.isdisjoint(origin) and self.convert(origin) == line


@cache
def _way(config: str) -> _Way:
    from textfix.scripts.tables import tables  # which textfix.make reads

    package, convert = _converter(config)
    source, _, target = config.partition("2")
    if "s" not in (source, target.removesuffix("p")):
        return _Way(package, convert, None, frozenset(), frozenset())
    words = "p" if config.endswith("p") else ""
    _, back = _converter(f"{target.removesuffix('p')}2{source}{words}")
    proofs = tables().simplified, tables().traditional
    return _Way(package, convert, back, *(proofs if source == "s" else proofs[::-1]))


def _converter(config: str) -> tuple[str, Callable[[str], str]]:
    """The name of the package, and what converts."""
    try:
        module = import_module("opencc")
        make = module.OpenCC
    except (ImportError, AttributeError) as e:
        raise ImportError("textfix: the extra is missing: pip install 'textfix[opencc]'") from e
    if hasattr(module, "CONFIGS"):
        package, files = "opencc", module.CONFIGS
    else:
        package = "opencc-python-reimplemented"
        files = [path.name for path in Path(module.__file__ or "").parent.glob("config/*.json")]
    known = sorted(file.removesuffix(".json") for file in files)
    if config not in known:
        near = "".join(f"; did you mean {n}?" for n in get_close_matches(config, known, 1, 0.5))
        raise ValueError(
            f"no configuration named {config!r} in {package}{near}; known: {', '.join(known)}"
        )
    return package, make(config).convert


def _edits(convert: Callable[[str], str], old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Which runs of `old` read differently in `new`, its conversion; clause by clause."""
    was, now = _MARKS.split(old), _MARKS.split(new)
    if was[1::2] != now[1::2]:
        was, now = [old], [new]
    at = 0
    for clause, reading in zip(was, now, strict=True):
        if clause != reading:
            for start, end, piece in _aligned(convert, clause, reading):
                yield at + start, at + end, piece
        at += len(clause)


def _aligned(convert: Callable[[str], str], old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """The same of one clause: character by character, or where its length changes word by word."""
    runs, whole = [(0, len(old), new)], len(old) != len(new)
    if not whole:
        differ = groupby(range(len(old)), lambda i: old[i] != new[i])
        runs = [(at[0], at[-1] + 1, new[at[0] : at[-1] + 1]) for yes, (*at,) in differ if yes]
        # One word may have grown and another shrunk, and what lies between have moved.
        whole = any(end - start > _WORD // 2 for start, end, _ in runs)
    # Cut where the two halves convert as the whole does, as near the middle as may be.
    middle = len(old) // 2
    cuts = range(max(1, middle - _WORD), min(len(old), middle + _WORD + 1)) if whole else ()
    for cut in sorted(cuts, key=lambda cut: abs(cut - middle)):
        left, right = convert(old[:cut]), convert(old[cut:])
        if left + right == new:
            yield from _aligned(convert, old[:cut], left)
            for start, end, piece in _aligned(convert, old[cut:], right):
                yield cut + start, cut + end, piece
            return
    yield from runs
