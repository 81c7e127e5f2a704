"""The figures as aligned tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from contestants import CHAIN, CONTESTANTS, FLOOR

Figures = dict[str, Any]


def number(value: float) -> str:
    """Three digits, or all before the point."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def _grid(head: list[str], rows: list[list[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        first = row[0].ljust(widths[0])
        yield "  ".join((first, *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))))


def _block(
    title: str, speed: Figures, names: list[str], cell: Callable[[Figures, str], str]
) -> Iterator[str]:
    """A row for each contestant, a column for each input."""
    rows = [[name, *(cell(found, name) for found in speed.values())] for name in names]
    yield from (*_grid([title, *speed], rows), "")


def _rate(found: Figures, name: str) -> str:
    return number(found[name]["MB/s"])


def _ratio(base: str, times: int = 1) -> Callable[[Figures, str], str]:
    return lambda found, name: number(times * found[name]["MB/s"] / found[base]["MB/s"])


def _spread(found: Figures, name: str) -> str:
    low, high = (100 * (q / found[name]["MB/s"] - 1) for q in found[name]["quartiles"])
    return f"{low:+.0f} {high:+.0f}"


def _speeds(results: Figures) -> Iterator[str]:
    speed = results["speed"]
    names = [n for n in CONTESTANTS if any(n in found for found in speed.values())]
    yield from _block("MB/s", speed, names, _rate)
    if CHAIN in names:
        yield from _block("times the chain", speed, names, _ratio(CHAIN))
    yield from _block("of the floor, %", speed, names, _ratio(FLOOR, 100))
    yield from _block("quartiles, %", speed, names, _spread)
    if "short" in speed:
        rows = [[name, number(speed["short"][name]["microseconds"])] for name in names]
        yield from _grid(["short strings", "microseconds"], rows)
        yield ""
    yield from _notes(results, names)


def _notes(results: Figures, names: list[str]) -> Iterator[str]:
    for name in names:
        contestant = CONTESTANTS[name]
        yield f"{name}: {contestant.does}; takes {contestant.takes}"
    for name, why in results["missing"].items():
        yield f"{name}: missing ({why})"
    for at, found in results["inputs"].items():
        fewer = [
            f"{name} {figures['documents']}"
            for name, figures in results["speed"][at].items()
            if figures["documents"] < found["documents"]
        ]
        sample = f"; slow ones had fewer: {', '.join(fewer)}" if fewer else ""
        yield f"{at}: {found['title']}, {found['documents']} documents, {found['MB']:.2f} MB{sample}"
    yield ""
    for at, (low, high) in results["noise"].items():
        waited = results["speed"][at][FLOOR]["wall/cpu"]
        yield (
            f"noise on {at}: half of the floor's runs lie within {100 * (low - 1):+.1f} and"
            f" {100 * (high - 1):+.1f} % of its median; wall time is {waited:.2f} of processor time"
        )
    yield ""


def _processes(results: Figures) -> Iterator[str]:
    if startup := results.get("startup"):
        bare = startup["bare python"]
        rows = [
            [name, *_times(f), f"{f['ms'] - bare['ms']:+.1f}", f"{f['cpu'] - bare['cpu']:+.1f}"]
            for name, f in startup.items()
        ]
        head = ["start-up", "ms", "quartiles", "of processor", "over bare", "of processor"]
        yield from (*_grid(head, rows), "")
    if small := results.get("small"):
        rows = [[f"{name}, {f['files']} files", *_times(f)] for name, f in small.items()]
        yield from (*_grid(["small files", "ms", "quartiles", "of processor"], rows), "")
    if big := results.get("big"):
        rows = [
            [name, f"{f['MB']:.1f}", f"{f['MB/s']:.2f}", *_times(f), f"{f.get('peak', 0):.0f}"]
            for name, f in big.items()
        ]
        head = ["big files", "MB", "MB/s", "ms", "quartiles", "of processor", "peak MB"]
        yield from (*_grid(head, rows), "")
    if memory := results.get("memory"):
        yield from (
            *_grid(["peak memory", "MB"], [[n, f"{mb:.0f}"] for n, mb in memory.items()]),
            "",
        )


def _times(figures: Figures) -> tuple[str, str, str]:
    """Wall time, its quartiles, and processor time."""
    low, high = figures["quartiles"]
    return f"{figures['ms']:.1f}", f"{low:.1f} {high:.1f}", f"{figures['cpu']:.1f}"


def tables(results: Figures) -> str:
    """All there is to print."""
    machine = results["machine"]
    head = (
        f"textfix {machine['revision']}, Python {machine['python']},"
        f" {machine['processor']}, {machine['cores']} cores"
    )
    lines = [head, ""]
    if results.get("speed"):
        lines += _speeds(results)
    return "\n".join((*lines, *_processes(results)))
