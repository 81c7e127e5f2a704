"""Where a page may have broken a word: at a blank or a line end between Han, at first sight."""

from __future__ import annotations

from textfix import hanzi
from textfix.context import NO_HAN
from textfix.pattern import pattern

BLANK = pattern(f" (?<=[^{NO_HAN}] )(?=[^{NO_HAN}])")
# Behind a line that is long enough. Most texts have none, and nobody needs to look at their lines.
LINE_END = pattern(
    rf"\n(?<=[^\n]{{14}}\n)(?:(?<=[^\n{NO_HAN}]\n)|(?<=[^\n{NO_HAN}]\r\n)|(?<=[^\S\r\n]\n)"
    rf"|(?<=[^\S\n]\r\n))[^\S\n]*(?=[^\n{NO_HAN}])"
)
_REACH = hanzi.LONGEST - 1  # characters on each side that a word across may have
_FIRST, _LAST = "\u3400", "\u9fff"  # words have no other characters than these
# The same as sets, see `Rule.beside`.
_BLANKS = "\t\x0b-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_BESIDE = f"{_FIRST}-{_LAST}{_BLANKS}"
ACROSS_BLANK = (f"{_FIRST}-{_LAST}", " ", f"{_FIRST}-{_LAST}")
ACROSS_LINE_END = (_BESIDE, "\n", _BESIDE)


def blanks_may_split(text: str) -> bool:
    """Is there a known word across any such blank? On most pages there is none.

    >>> blanks_may_split("完善城市公共服 务体系"), blanks_may_split("召开会议 全面部署")
    (True, False)
    """
    seams = list[tuple[str, str]]()
    for blank in BLANK.finditer(text):
        at, behind = blank.span()
        if _FIRST <= text[at - 1] <= _LAST and _FIRST <= text[behind] <= _LAST:
            before = text[at - _REACH if at > _REACH else 0 : at]
            seams.append((before, text[behind : behind + _REACH]))
    return hanzi.crosses(*seams)


def line_ends_may_split(text: str) -> bool:
    """The same of such line ends, without the blanks around them."""
    seams = list[tuple[str, str]]()
    for line_end in LINE_END.finditer(text):
        start, end = line_end.span()
        line = text[text.rfind("\n", 0, start) + 1 : start]
        seams.append((line.rstrip(), text[end : end + _REACH]))
    return hanzi.crosses(*seams)
