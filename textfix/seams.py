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
_REACH = hanzi.LONGEST  # characters on each side that a word across may have


def blanks_may_split(text: str) -> bool:
    """Is there a known word across any such blank? On most pages there is none.

    >>> blanks_may_split("完善城市公共服 务体系"), blanks_may_split("召开会议 全面部署")
    (True, False)
    """
    places = (m.start() for m in BLANK.finditer(text))
    return hanzi.crosses(
        *(
            (text[max(0, at - _REACH) : at], text[at + 1 : at + 1 + _REACH])
            for at in places
            if _is_han(text[at - 1]) and _is_han(text[at + 1])
        )
    )


def line_ends_may_split(text: str) -> bool:
    """The same of such line ends, without the blanks around them."""
    ends = (m.span() for m in LINE_END.finditer(text))
    return hanzi.crosses(
        *(
            (text[text.rfind("\n", 0, start) + 1 : start].rstrip(), text[end : end + _REACH])
            for start, end in ends
        )
    )


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"
