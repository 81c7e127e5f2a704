"""Comments in a file that say what of it stays as it is.

    x = "數據"  # textfix: ignore                   this line
    x = "數據"  # textfix: ignore[traditional,tab]  this line, from these rules
    <!-- textfix: ignore-next-line -->             the line after this one
    // textfix: off        ...  // textfix: on     these lines and those between
    ; textfix: off[tab]    ...  ; textfix: on[tab] the same, from this rule
    # textfix: ignore-file                         the file, in one of its first ten lines

`on` ends whatever is off, `on[tab]` what `off[tab]` began; what is not ended goes on to the end of
the file. A reason may follow.

What a comment looks like differs from format to format, and a file that speaks of these comments
must not be switched by them. So one counts where only blanks stand between it and the opening of a
comment, or where it is alone in its line; never in backticks, in double quotes (a string of JSON)
or in a closed code fence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import NamedTuple

from textfix.formats.spot import Lines
from textfix.pattern import pattern

FIRST_LINES = 10  # of a file: behind a licence and what editors want to be told
DIRECTIVES = ("ignore", "ignore-next-line", "ignore-file", "off", "on")
ALIKE = 0.82  # of the letters, in order: `ingore` is `ignore`; `of` and `one` are other words

_MENTION = pattern(
    r"textfix:[ \t]*(?P<what>[a-z]+(?:-[a-z]+)*)(?!\w)(?:\[(?P<rules>[^\]\r\n]*)(?P<closed>\]?))?"
)
# What opens a comment: anywhere; behind a blank; at the start of a line.
_OPENER = pattern(
    r"(?://+|/\*+|\(\*+|<!--+|<%--|\{#|\{\{!(?:--)?"
    r"|(?:^|(?<=\s))(?:#+|;+|%+|--+(?:\[\[)?)"
    r"|^\s*(?:[\"'!]|\.\.|::|@?[Rr][Ee][Mm]|dnl)(?=[ \t]))[ \t]*\Z"
)
_NEAR = 64  # characters before it in which the opening must stand
_QUOTES = {"`": pattern("`+"), '"': pattern(r'(?<!\\)"')}


class Ignored(NamedTuple):
    """Whole lines of a file, `start` to `end` in characters, that `rules` may not touch.

    No rules: none of them may.
    """

    start: int
    end: int
    rules: frozenset[str]


class Misspelt(NamedTuple):
    """A name in a comment (in this line, from 1) that means nothing, and the nearest that does."""

    line: int
    name: str
    nearest: str


class _Comment(NamedTuple):
    line: int
    what: str
    rules: tuple[str, ...] = ()
    closed: bool = True

    @property
    def clear(self) -> bool:
        """Can it be understood? An unfinished list of rules must not stand for all of them."""
        return self.closed and "" not in self.rules


def ignored(text: str) -> list[Ignored]:
    r"""What the comments of a file keep: sorted spans of whole lines that do not overlap.

    >>> ignored("a = 1\nb = 2  # textfix: ignore[tab]\n")
    [Ignored(start=6, end=36, rules=frozenset({'tab'}))]
    """
    return _separate(_spans(Lines(text))) if "textfix:" in text else []


def silenced(kept: Sequence[Ignored], start: int, end: int, rules: AbstractSet[str]) -> bool:
    """Does what `ignored` gave say of start:end that one of these rules may not touch it?

    An insertion belongs to the line that it stands in or before.

    >>> kept = [Ignored(0, 9, frozenset({"tab"}))]
    >>> silenced(kept, 8, 12, {"tab", "dash"}), silenced(kept, 9, 12, {"tab"})
    (True, False)
    """
    first = bisect_right(kept, start, key=lambda one: one.end)
    last = bisect_left(kept, max(end, start + 1), key=lambda one: one.start)
    return any(not kept[i].rules or kept[i].rules & rules for i in range(first, last))


def unknown(text: str, known: Iterable[str]) -> list[Misspelt]:
    """Names in the comments of a file that are no rule of `known`, and misspelt directives.

    >>> unknown("x  # textfix: ignore[tabs]", ["tab"])
    [Misspelt(line=1, name='tabs', nearest='tab')]
    """
    if "textfix:" not in text:
        return []
    names = sorted(known)
    return [wrong for comment in _comments(Lines(text)) for wrong in _misspelt(comment, names)]


def _misspelt(comment: _Comment, known: Sequence[str]) -> Iterator[Misspelt]:
    from difflib import get_close_matches

    line, what, rules, closed = comment
    if what not in DIRECTIVES:  # `textfix: a word about it` is no misspelling
        for near in get_close_matches(what, DIRECTIVES, 1, ALIKE):
            yield Misspelt(line, what, near)
    elif not comment.clear:
        start = f"{what}[{','.join(rules)}"
        yield Misspelt(line, f"{start}{']' * closed}", what if closed else f"{start}]")
    else:
        for name in rules:
            if name not in known:
                yield Misspelt(line, name, "".join(get_close_matches(name, known, 1, 0.5)))


def _spans(lines: Lines) -> Iterator[Ignored]:
    """What each comment keeps; these may overlap."""
    edges = [*lines.starts, len(lines.text)]
    off: dict[str, int] = {}  # where each rule was switched off; "": all of them
    for comment in _comments(lines):
        line, rules = comment.line, frozenset(comment.rules)
        start, end = edges[line - 1], edges[line]
        if not comment.clear:
            continue
        if comment.what == "ignore":
            yield Ignored(start, end, rules)
        elif comment.what == "ignore-next-line":
            yield Ignored(end, edges[min(line + 1, len(edges) - 1)], rules)
        elif comment.what == "ignore-file" and line <= FIRST_LINES:
            yield Ignored(0, edges[-1], rules)
        elif comment.what == "off":
            for rule in rules or {""}:
                off.setdefault(rule, start)
        elif comment.what == "on":
            for rule in off.keys() & rules if rules else list(off):
                yield Ignored(off.pop(rule), end, frozenset({rule} - {""}))
    for rule, start in off.items():
        yield Ignored(start, edges[-1], frozenset({rule} - {""}))


def _separate(spans: Iterable[Ignored]) -> list[Ignored]:
    """The same, sorted; of those that overlap the rules are put together."""
    edges = [(at, by, span.rules) for span in spans for at, by in ((span.start, 1), (span.end, -1))]
    out: list[Ignored] = []
    active: Counter[str] = Counter()
    before = 0
    for at, group in groupby(sorted(edges, key=lambda edge: edge[0]), key=lambda edge: edge[0]):
        rules = frozenset() if active[""] else frozenset(+active)
        if (active[""] or rules) and before < at:
            if out and out[-1].end == before and out[-1].rules == rules:
                before = out.pop().start
            out.append(Ignored(before, at, rules))
        for _, by, some in group:
            for rule in some or ("",):
                active[rule] += by
        before = at
    return out


def _comments(lines: Lines) -> Iterator[_Comment]:
    """Everything said to textfix in a comment, whether or not it can be understood."""
    from textfix.protect import fences

    text, starts = lines.text, lines.starts
    # One that is not closed may be no fence at all.
    closed = [(start, end) for start, end, is_closed in fences(text) if is_closed]
    mentions = _MENTION.finditer(text)
    for line, group in groupby(mentions, key=lambda m: bisect_right(starts, m.start())):
        start = starts[line - 1]
        end = starts[line] if line < len(starts) else len(text)
        i = bisect_right(closed, start, key=lambda fence: fence[0]) - 1
        if i >= 0 and start < closed[i][1]:
            continue
        quoted = {mark: _Quoted(text, start, end, mark) for mark in _QUOTES}
        for m in group:
            opener = _opener(text, start, m.start())
            within = quoted["`"](m.start()) or ('"' not in opener and quoted['"'](m.start()))
            if not within and (opener or _alone(text, start, end, m)):
                names = () if m["rules"] is None else m["rules"].split(",")
                rules = tuple(name.strip() for name in names)
                yield _Comment(line, m["what"], rules, m["closed"] != "")


def _opener(text: str, start: int, at: int) -> str:
    """What opens a comment right before `at`, in the line from `start`; or nothing."""
    near = text[max(start, at - _NEAR) : at]
    m = _OPENER.search(near if at - start <= _NEAR else f"\0{near}")
    return m[0] if m else ""


def _alone(text: str, start: int, end: int, m: re.Match[str]) -> bool:
    """Is there nothing else in the line? (Nobody would leave it among many blanks.)"""
    if m.start() - start > _NEAR or end - m.end() > _NEAR:
        return False
    return not text[start : m.start()].strip() and not text[m.end() : end].strip()


class _Quoted:
    """Do places of a line, asked for in order, stand between two marks?"""

    def __init__(self, text: str, start: int, end: int, mark: str) -> None:
        self._text, self._at, self._odd = text, start, False
        self._marks, self._last = _QUOTES[mark], text.rfind(mark, start, end)

    def __call__(self, at: int) -> bool:
        passed = sum(1 for _ in self._marks.finditer(self._text, self._at, at))
        self._odd ^= bool(passed % 2)
        self._at = at
        return self._odd and self._last > at
