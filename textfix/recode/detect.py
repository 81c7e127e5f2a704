"""Which multi-byte encoding are these bytes in? A competition by likelihood.

Each encoding reads the same bytes; the reading's characters have probabilities in the languages
written in it, and so the totals compare. Bytes that are none of it all are better explained by a
null model, which knows no characters. Damage counts, but a stretch of it cannot outvote the rest.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from textfix import hanzi
from textfix.pattern import pattern
from textfix.recode.byteread import begun
from textfix.recode.languages import ASCII, Language, chinese, japanese, korean
from textfix.recode.nature import glance

WIDE = ("utf-16-le", "utf-16-be")


class _Candidate(NamedTuple):
    languages: tuple[Callable[[], Language], ...]
    prior: float  # nats: how much commoner it is among files in doubt


def _hans() -> Language:
    return chinese(False)


def _hant() -> Language:
    return chinese(True)


_ALL = (_hans, _hant, japanese, korean)
CANDIDATES = {
    "utf-8": _Candidate(_ALL, 1.0),
    "gb18030": _Candidate((_hans, _hant), 0.0),
    "cp950": _Candidate((_hant,), -0.7),
    "big5hkscs": _Candidate((_hant,), -2.0),
    "shift_jis": _Candidate((japanese,), -2.0),
    "euc-jp": _Candidate((japanese,), -2.0),
    "euc-kr": _Candidate((korean,), -1.0),
}
_WIDE = {name: _Candidate(_ALL, -2.5) for name in WIDE}
NULL = ""  # none of them
NULL_HIGH, NULL_NUL = -4.85, -9.0  # nats a byte above ASCII, and a NUL, cost without any model
SEGMENT, CLIP = 24, 6.0  # characters that are judged at once, and how much worse than noise
NOISE = -9.7  # nats a character of any reading of noise
UNFINISHED = -4.5  # nats for each byte of a character that is cut off at the end
SHORT = 96  # bytes: of so few, words are looked at, too
SURE = 25.0  # nats: no more needs to be read
STEPS = (384, 3072, 24576)  # bytes that are looked at, until it is sure

# Letters of other scripts in well-formed UTF-8 are not rare, unless scripts change inside a word:
# GBK that is also valid UTF-8 looks so (`ΨһǷȱ`).
_LETTERS = pattern(
    "[\u00c0-\u024f]+|[\u0370-\u03ff]+|[\u0400-\u052f]+|[\u0590-\u06ff]+|[\u0900-\u1fff]+"
    "|[\u2010-\u27bf]+|[\U0001f000-\U0001faff]+|[\u0080-\u07ff]"
)
_CHANGES = pattern(
    "[\u00c0-\u024f](?=[\u0370-\u07ff])|[\u0370-\u03ff](?=[\u00c0-\u024f\u0400-\u07ff])"
    "|[\u0400-\u07ff](?=[\u00c0-\u03ff])|[\u0180-\u036f]"
)
LETTER, CHANGE = 8.0, -9.0
_HAN = pattern("[\u4e00-\u9fff]{2,}")
_HIGH = bytes(range(0x80, 0x100))
_ABOVE = pattern(rb"[\x80-\xff]")


class Verdict(NamedTuple):
    """The likeliest encoding (`NULL`: none of these), and the nats over the next family."""

    encoding: str
    margin: float
    known: float  # nats over the null model


def detect(data: bytes, *, wide: bool = False, favour: dict[str, float] | None = None) -> Verdict:
    """The encoding that explains these bytes best; of long ones a sample is enough.

    `wide` lets UTF-16 without a mark compete; `favour` adds nats to encodings, as a hint does.

    >>> detect("设计".encode("gb18030")).encoding
    'gb18030'
    """
    for size in STEPS:
        part = data[: size & ~1] if wide else sample(data, size)
        ranked = compete(part, wide, favour or {})
        margin = next(
            (
                ranked[0][0] - other
                for other, name in ranked
                if _family(name) != _family(ranked[0][1])
            ),
            SURE,
        )
        if margin > SURE or len(part) >= len(data) or len(part) < 0.7 * size:
            break
    null = next(score for score, name in ranked if name == NULL)
    return Verdict(ranked[0][1], margin, ranked[0][0] - null)


def compete(data: bytes, wide: bool, favour: dict[str, float]) -> list[tuple[float, str]]:
    """The log-likelihood of these bytes in each encoding, the best first."""
    ascii_only = len(data.translate(None, _HIGH))
    null = ascii_only * ASCII + (len(data) - ascii_only) * NULL_HIGH + data.count(0) * NULL_NUL
    scores = [(null, NULL)]
    for name, (languages, prior) in {**CANDIDATES, **(_WIDE if wide else {})}.items():
        scores.append((_likelihood(data, name, languages) + prior + favour.get(name, 0.0), name))
    return sorted(scores, reverse=True)


def _likelihood(data: bytes, name: str, languages: tuple[Callable[[], Language], ...]) -> float:
    begin = begun(data, name)
    if begin is None:
        return -math.inf
    text, unfinished = begin
    words = _words(text) if len(data) <= SHORT else 0.0
    best = UNFINISHED * unfinished + max(
        likelihood(text, language()) + (words if language in (_hans, _hant) else 0.0)
        for language in languages
    )
    if name == "utf-8":
        best += LETTER * sum(map(len, _LETTERS.findall(text)))
        best += CHANGE * len(_CHANGES.findall(text))
    return best


def _words(text: str) -> float:
    """By how much Chinese is likelier for its words than for its characters."""
    han = "".join(_HAN.findall(text))
    return max(0.0, glance(han) - hanzi.cost(han)) if han else 0.0


def likelihood(text: str, language: Language) -> float:
    """What a text is likely by in a language, in nats; noise counts only so much."""
    of = language.__getitem__
    return sum(
        max(sum(map(of, part)), NOISE * len(part) - CLIP)
        for part in (text[i : i + SEGMENT] for i in range(0, len(text), SEGMENT))
    )


def sample(data: bytes, size: int) -> bytes:
    """At most about `size` bytes: lines that hold bytes above ASCII, from three places."""
    if len(data) <= size:
        return data
    parts: list[bytes] = []
    end = 0
    for place in (0, len(data) // 2, len(data) * 7 // 8):
        at, left = place, size // 3
        if place and (line := data.find(b"\n", place, place + 4096)) >= 0:
            at = line + 1
        at = max(at, end)
        while left > 0 and (m := _ABOVE.search(data, at)):
            start = max(data.rfind(b"\n", at, m.start()) + 1, m.start() - 64, at)
            stop = data.find(b"\n", m.start())
            end = min(len(data) if stop < 0 else stop + 1, start + max(256, left))
            parts.append(data[start:end])
            left -= end - start
            at = end
    return b"".join(parts)


@cache
def _family(name: str) -> str:
    return "big5" if name in ("cp950", "big5hkscs") else name
