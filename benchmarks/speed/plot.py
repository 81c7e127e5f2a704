"""The speeds as bars on a logarithmic scale, drawn from the JSON into one small SVG."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import Any

from contestants import CHAIN, FLOOR
from tables import number

# Of what is measured, what a reader compares; colours that stay apart in grey and for the colour-blind.
SHOWN = {
    FLOOR: "#bbbbbb",
    "fix": "#0072b2",
    "opencc": "#56b4e9",
    "plsfix": "#009e73",
    "ftfy": "#e69f00",
    CHAIN: "#d55e00",
}
LABELS = {
    "fix": "textfix.fix",
    "opencc": "OpenCC alone",
    "ftfy": "ftfy alone",
    "plsfix": "plsfix alone",
    CHAIN: "charset-normalizer + ftfy + OpenCC",
}
BAR, GAP, LEFT, WIDTH, TOP = 11, 14, 130, 840, 46


def plot(results: dict[str, Any]) -> str:
    """An SVG picture of MB/s, a group of bars for each input."""
    speed = results["speed"]
    rates = [speed[at][name]["MB/s"] for at in speed for name in SHOWN if name in speed[at]]
    low, high = floor(log10(min(rates))), ceil(log10(max(rates)))
    scale = (WIDTH - LEFT - 90) / (high - low)

    def x(rate: float) -> float:
        return LEFT + scale * (log10(rate) - low)

    bars, y = [], TOP
    for at in speed:
        shown = [name for name in SHOWN if name in speed[at]]
        middle = y + BAR * len(shown) / 2 + 4
        title = results["inputs"][at]["title"]
        bars.append(f'<text x="{LEFT - 8}" y="{middle:.0f}" text-anchor="end">{title}</text>')
        for name in shown:
            rate = speed[at][name]["MB/s"]
            bars.append(
                f'<rect x="{LEFT}" y="{y}" width="{x(rate) - LEFT:.1f}" height="{BAR - 1}"'
                f' fill="{SHOWN[name]}"/><text x="{x(rate) + 4:.1f}" y="{y + BAR - 2}"'
                f' class="small">{number(rate)}</text>'
            )
            y += BAR
        y += GAP
    grid = [
        f'<path d="M{x(10**power):.1f} {TOP - 6}V{y - GAP + 4}" stroke="#dddddd"/>'
        f'<text x="{x(10**power):.1f}" y="{y + 4}" text-anchor="middle">{10**power:g}</text>'
        for power in range(low, high + 1)
    ]
    unit = f'<text x="{WIDTH - 8}" y="{y + 4}" text-anchor="end">MB/s</text>'
    present = [name for name in SHOWN if any(name in found for found in speed.values())]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 14}" width="{WIDTH}">',
            "<style>text{font:12px sans-serif;fill:#333}.small{font-size:9px}</style>",
            f'<rect width="{WIDTH}" height="{y + 14}" fill="white"/>',
            *_legend(present),
            *grid,
            *bars,
            unit,
            "</svg>\n",
        )
    )


def _legend(names: list[str]) -> list[str]:
    lines, x = [], 8.0
    for name in names:
        label = LABELS.get(name, name)
        lines.append(
            f'<rect x="{x:.0f}" y="12" width="10" height="10" fill="{SHOWN[name]}"/>'
            f'<text x="{x + 14:.0f}" y="21">{label}</text>'
        )
        x += 30 + 7 * len(label)
    return lines
