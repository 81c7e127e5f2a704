"""A unified diff of a file and its repair, which `patch` and `git apply` take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from textfix.files.outcome import Outcome
from textfix.render.alignment import Block, changed, split
from textfix.render.color import painter
from textfix.render.message import message
from textfix.render.place import posix
from textfix.render.shading import Stretch, shades
from textfix.render.visible import visible

CONTEXT = 3  # lines before and behind a change, as `diff -u` has them
NO_END = "\\ No newline at end of file\n"
_UNSAFE = re.compile(r'[\x00-\x1f"\\\x7f]')  # what git spells in octal, in a quoted name
_END = re.compile(r"\r?\n\Z")


def unified(outcome: Outcome, *, color: bool = False, drawn: bool = False) -> str:
    r"""The difference between a file and its repair; nothing, if there is none.

    It is exact, so that it can be applied: lines end in \n alone, as patches have it, and keep
    whatever else they hold. With `drawn` (for terminals) what cannot be seen is named instead, and
    with `color` the changed characters are shown in their lines, too. What a patch cannot
    express (the encoding) comes first, as comments.
    """
    lines = _Drawn(color) if color or drawn else _Exact()
    out = [
        lines.comment(f"{outcome.path}: {spot.rule}: {message(spot)}")
        for spot in outcome.spots
        if spot.fixed and not spot.old and not spot.new
    ]
    if outcome.text != outcome.after:
        mark = "\ufeff" if outcome.encoding == "utf-8-sig" else ""
        old, new = split(mark + outcome.text), split(mark + outcome.after)
        out += lines.head("---", f"a/{posix(outcome.path).lstrip('/')}")
        out += lines.head("+++", f"b/{posix(outcome.path).lstrip('/')}")
        for hunk in _hunks(changed(old, new)):
            out += _written(hunk, old, new, lines)
    return "".join(out)


def _hunks(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Blocks whose context would meet, together."""
    hunk: list[Block] = []
    for block in blocks:
        if hunk and block.start - hunk[-1].end > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(block)
    if hunk:
        yield hunk


def _written(
    hunk: Sequence[Block], old: Sequence[str], new: Sequence[str], lines: _Exact
) -> Iterator[str]:
    first, last = hunk[0], hunk[-1]
    start, end = max(0, first.start - CONTEXT), min(len(old), last.end + CONTEXT)
    shift = first.new_start - first.start
    new_end = end + last.new_end - last.end
    yield lines.range(f"@@ -{_range(start, end)} +{_range(start + shift, new_end)} @@\n")
    at = start
    for block in hunk:
        yield from (lines.kept(line) for line in old[at : block.start])
        yield from lines.edit(old[block.start : block.end], new[block.new_start : block.new_end])
        at = block.end
    yield from (lines.kept(line) for line in old[at:end])


def _range(start: int, end: int) -> str:
    """First line and number of lines; the line before, if there are none (POSIX, diff -u)."""
    return f"{start + 1},{end - start}" if end > start else f"{start},0"


class _Exact:
    """Lines as they are."""

    def comment(self, text: str) -> str:
        return f"# {visible(text)}\n"

    def head(self, sign: str, name: str) -> str:
        quoted = _UNSAFE.sub(lambda m: f"\\{ord(m[0]):03o}", name)
        if quoted != name:
            return f'{sign} "{quoted}"\n'
        return f"{sign} {name}\t\n" if " " in name else f"{sign} {name}\n"

    def range(self, text: str) -> str:
        return text

    def kept(self, line: str) -> str:
        return self._line(" ", line)

    def edit(self, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
        yield from (self._line("-", line) for line in old)
        yield from (self._line("+", line) for line in new)

    def _line(self, sign: str, line: str) -> str:
        return f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}\n{NO_END}"


class _Drawn(_Exact):
    """Lines for a terminal: what cannot be seen is named, and what changed is marked."""

    def __init__(self, color: bool) -> None:
        self._paint = painter(color)

    def head(self, sign: str, name: str) -> str:
        return self._paint("path", f"{sign} {visible(name)}") + "\n"

    def range(self, text: str) -> str:
        return self._paint("frame", text.rstrip("\n")) + "\n"

    def kept(self, line: str) -> str:
        drawn = f" {visible(_END.sub('', line))}\n"
        return drawn if line.endswith("\n") else drawn + NO_END

    def edit(self, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
        before, after = shades(old, new) if old and new else ([], [])
        for sign, style, lines, shaded in ("-", "old", old, before), ("+", "new", new, after):
            whole = shaded or [[Stretch(line, False)] for line in lines]
            for line, stretches in zip(lines, whole, strict=True):
                drawn = "".join(self._stretch(style, stretch) for stretch in stretches)
                yield f"{self._paint(style, sign)}{drawn}\n"
                yield "" if line.endswith("\n") else NO_END

    def _stretch(self, style: str, stretch: Stretch) -> str:
        if stretch.changed:
            return self._paint(f"changed {style}", visible(stretch.text))
        return self._paint(style, visible(_END.sub("", stretch.text)))
