"""Outcomes to be shown: of real repairs, and generated ones with everything that is hard to print."""

from __future__ import annotations

from hypothesis import strategies as st

from textfix import PROFILES
from textfix.files.outcome import Outcome
from textfix.formats import text as plain
from textfix.formats.layout import Options
from textfix.formats.splice import repair
from textfix.formats.spot import Spot

# Line ends of every kind, what terminals obey, what formats escape, wide and astral characters.
HARD = "\n\r\x0b\x0c\x85\u2028\t\x00\x1b\x7f\x9b\u200b\u202e\ufeff\u3000\xa0\ue000\udc80\udcff"
TAME = "a1 質量，据。😀𠀀%:,\"\\'&<>{}-+@#[]"
CHARACTERS = st.sampled_from(HARD + TAME)
TEXTS = st.text(CHARACTERS, max_size=12)
NEARLY = st.sampled_from(["line\n", "一行\r\n", "\n", "…\r"])  # so that lines repeat
PATHS = st.text(st.sampled_from("ab数 %:,\"\\\n\t\x1b\x9b\u202e'#?"), min_size=1, max_size=8)


def repaired(path: str, text: str, **more: object) -> Outcome:
    """What the default profile makes of a text."""
    done = repair(text, plain, PROFILES["zh-hans"], Options())
    return Outcome(path, text, done.after, done.spots, changed=done.after != text, **more)  # type: ignore[arg-type]


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    """A text with findings of every kind; the repaired ones, and only they, make `after`."""
    text = after = ""
    spots = []
    for _ in range(draw(st.integers(0, 6))):
        kept = "".join(draw(st.lists(NEARLY | TEXTS, max_size=8)))
        old, new = draw(TEXTS), draw(st.none() | TEXTS)
        new = None if new == old else new
        fixed = new is not None and draw(st.booleans())
        start = len(text) + len(kept)
        rule, safe = draw(st.sampled_from(["tab", "mojibake"])), draw(st.booleans())
        spot = Spot(rule, start, start + len(old), old, new, 0.5, draw(TEXTS), fixed, safe)
        spots.append(spot)
        text += kept + old
        after += kept + (new if fixed and new is not None else old)
    tail = draw(TEXTS)
    problems = tuple(draw(st.lists(TEXTS, max_size=2)))
    path, error = draw(PATHS), draw(st.just("") | TEXTS)
    return Outcome(
        path, text + tail, after + tail, tuple(spots), problems, error, changed=text != after
    )
