"""What a text is written in: Simplified, Traditional, both, Japanese, Korean, or none of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from textfix.pattern import pattern
from textfix.scripts.kinds import REPLACED, SPOKEN, kinds, letters, read
from textfix.table import rows
from textfix.words import Words

if TYPE_CHECKING:
    from textfix.survey import Facts

Verdict = Literal["hans", "hant", "mixed", "ja", "ko", "neutral", "other"]

FEW = 8  # one kana, or one Hangul, to this many Han is Japanese, or Korean
LEAD = 10  # evidence for one script to one for the other, from which it is that script alone
_WORDS = 5  # Han to one that stands in a word only Japanese has
_SHORT = 16  # Han; longer Japanese than that has kana or shinjitai of its own


@dataclass(frozen=True, slots=True)
class Script:
    """What a text is written in, and the counts behind it.

    `verdict` is one of

    - `hans`, `hant`: Simplified, Traditional; at most one character in eleven says otherwise
    - `mixed`: Chinese in both scripts
    - `ja`, `ko`: Japanese, Korean
    - `neutral`: Han that reads the same in all of them; `other`: no Han at all

    `margin` says how many characters of evidence it stands above the next verdict. `start` and
    `end` say where a paragraph or a line lies in the whole.
    """

    verdict: Verdict
    margin: int = 0
    han: int = 0
    hant: int = 0  # characters that only Traditional writes
    hans: int = 0  # that only Simplified (and some of them Japanese) writes
    shinjitai: int = 0  # that only Japanese writes
    kana: int = 0
    hangul: int = 0
    start: int = 0
    end: int = 0
    _text: str = field(default="", repr=False, compare=False)

    @property
    def shares(self) -> dict[str, float]:
        """What part of the Han, kana and Hangul is what, from 0.0 to 1.0.

        >>> script("這些用途").shares["traditional"]
        0.25
        """
        counts = {
            "traditional": self.hant,
            "simplified": self.hans,
            "japanese": self.shinjitai,
            "shared": self.han - self.hant - self.hans - self.shinjitai,
            "kana": self.kana,
            "hangul": self.hangul,
        }
        total = sum(counts.values())
        return {name: n / total if total else 0.0 for name, n in counts.items()}

    @property
    def paragraphs(self) -> tuple[Script, ...]:
        """The same of each paragraph, if this is of a text."""
        return tuple(self._parts(_PARAGRAPH))

    @property
    def lines(self) -> tuple[Script, ...]:
        r"""The same of each line that is not blank, if this is of a text.

        >>> [(line.verdict, line.start) for line in script("数据\n數據\n").lines]
        [('hans', 0), ('hant', 3)]
        """
        return tuple(self._parts(_LINE))

    def _parts(self, pattern: re.Pattern[str]) -> Iterator[Script]:
        for m in pattern.finditer(self._text):
            if not m[0].isspace():
                yield _script(m[0], self.start + m.start())


_LINE = pattern(r"[^\n]+")
_PARAGRAPH = pattern(r"(?:[^\n]+(?:\n(?![^\S\n]*\n)|\Z)?)+")


def script(text: str) -> Script:
    """What `text` is written in; see `Script`.

    Characters that both scripts write (后 里 干 台) and that Simplified keeps in words (乾 著 徵)
    are no evidence. One kana to eight Han is Japanese, one Hangul to eight Korean. Shinjitai make
    a text without kana Japanese too, in a short one also those Simplified shares (国際化), unless
    there is more that only Chinese writes; and so do words that only Japanese has.

    >>> [script(s).verdict for s in ("数据", "數據", "这數據", "中文", "plain")]
    ['hans', 'hant', 'mixed', 'neutral', 'other']
    >>> [script(s).verdict for s in ("国際", "図書館の本", "東京特許許可局", "大韓民國은")]
    ['ja', 'ja', 'ja', 'ko']
    """
    return _script(text, 0)


def _script(text: str, start: int) -> Script:
    found = script_in(text)
    counts = found.han, found.hant, found.hans, found.shinjitai, found.kana, found.hangul
    return Script(found.verdict, found.margin, *counts, start, start + len(text), text)


def script_in(text: str, start: int = 0, end: int | None = None) -> Script:
    """The verdict on a part of a text, such as a line; of it as a whole alone."""
    return weigh(kinds(text, start, end), lambda: japanese_words(text[start:end]))


def script_of(facts: Facts) -> Script:
    """What a document is written in."""
    return weigh(facts.count(kinds), lambda: facts.count(_words)["japanese"])


def judge(chars: Mapping[str, int], words: int = 0) -> Script:
    """The verdict on a text of these characters, in which so many are in Japanese words."""
    counts = Counter[str]()
    for char, count in chars.items():
        counts[letters(char)] += count
    return weigh(counts, lambda: words)


def weigh(counts: Mapping[str, int], words: Callable[[], int]) -> Script:
    """The verdict on a text of these `kinds`; `words` counts the `japanese_words`, if asked."""
    n, flags = read(counts)
    hant, hans = n["hant"], n["hans"] + n["shared"]
    han = n["han"] + hant + hans + n["shinjitai"]
    spoken = flags & SPOKEN
    replaced = hant and flags & REPLACED
    # Modern Japanese has no 發 or 學; so then what Simplified shares with it is Simplified.
    shared = n["shared"] if hant and han <= _SHORT and not replaced else 0
    new = n["shinjitai"] + shared
    modern = not (hans or spoken or replaced)
    verdict: Verdict
    if n["hangul"] * FEW >= max(han, 1):
        verdict, margin = "ko", n["hangul"] - han // FEW
    elif n["kana"] * FEW >= max(han, 1):
        verdict, margin = "ja", n["kana"] - han // FEW
    elif new * 4 > hant and not n["hans"] and not spoken:
        verdict, margin = "ja", new - hant // 4
    elif n["shinjitai"] and han <= _SHORT and modern:
        verdict, margin = "ja", n["shinjitai"]
    elif modern and (said := words()) * _WORDS >= max(han, 1):
        verdict, margin = "ja", said - han // _WORDS
    elif not hant + hans:
        verdict, margin = ("neutral" if han else "other"), 0
    elif min(hant, hans) * LEAD >= max(hant, hans):
        verdict, margin = "mixed", min(hant, hans) - max(hant, hans) // LEAD
    else:
        verdict = "hant" if hant > hans else "hans"
        margin = max(hant, hans) - LEAD * min(hant, hans)
    return Script(verdict, margin, han, hant, hans, n["shinjitai"], n["kana"], n["hangul"])


def _words(text: str) -> Mapping[str, int]:
    return {"japanese": japanese_words(text)}


def japanese_words(text: str) -> int:
    """How many characters of `text` stand in words of Han that Japanese has and Chinese has not.

    >>> japanese_words("東京特許許可局")
    3
    """
    if text.isascii():
        return 0
    return sum(len(word) for _, word in _japanese_words()(text))


@cache
def _japanese_words() -> Words:
    return Words(row[0] for row in rows("japanese-words"))
