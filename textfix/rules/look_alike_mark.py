"""A mark that looks like the right one but may be meant: `春节・联欢`, `一○二條`.

    >>> from textfix import fix
    >>> fix("《春节・联欢》节目单", unsafe=True)
    '《春节·联欢》节目单'

Shown unless asked for. In Chinese a dot ・, • or ‧ between words becomes ·, a circle ○ among
numerals becomes 〇, and two ー a dash. Where there is no doubt, see `look-alike`.

Left alone: Japanese, and lines with kana; a dot between numerals, which is a decimal point; circles
that hide a name or a word (李○○); bullets at the beginning of a line.
"""

from __future__ import annotations

from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.forms import HAN, MARK_DOUBLES, chinese_lines
from textfix.pattern import pattern
from textfix.survey import Facts

phase = Phase.FORM
safe = False
reach = Reach.LINE
needs = MARK_DOUBLES

_OURS = pattern(f"[{MARK_DOUBLES}]")
_NUMERALS = "〇零一二三四五六七八九"
_DOT = pattern(
    f"(?<=[{HAN}》」』”])(?<![{_NUMERALS}○◯])[・•‧･∙⋅](?=[{HAN}《「『“])"
    f"|(?<=[{HAN}])[・•‧･∙⋅](?=[{HAN}《「『“])(?![{_NUMERALS}○◯])"
)
_ZERO = pattern(f"(?:[{_NUMERALS}]+[○◯])+[{_NUMERALS}○◯]*")
_DASH = pattern(f"(?<=[{HAN}])ーー(?=[{HAN}])")


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Each mark that has a likelier double."""
    for start, line in chinese_lines(text, facts, _OURS, kana=False):
        for m in _DOT.finditer(line):
            yield Hit(start + m.start(), start + m.end(), "·")
        for m in _ZERO.finditer(line):
            for at, c in enumerate(m[0], start + m.start()):
                if c in "○◯":
                    yield Hit(at, at + 1, "〇")
        for m in _DASH.finditer(line):
            yield Hit(start + m.start(), start + m.end(), "——")
