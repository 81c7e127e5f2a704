"""Placeholders and markup inside the texts of programs: no rule may touch them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textfix.core import Span

# printf (C, Python, Objective-C), Ruby's %{name}, str.format, template and shell variables, tags of
# HTML. What stands in bare braces and in tags is ASCII, so that a sentence in brackets is none.
_PLACEHOLDER = re.compile(
    r"%(?:\([^\s()]{1,64}\)|\d+\$)?[-+#0]*[\d*]*(?:\.[\d*]+)?(?:hh?|ll?|[qjztL])?[A-Za-z@%]"
    r"|%[{<][A-Za-z_]\w*[}>]"
    r"|[$#%]\{[^\s{}]{1,64}\}"
    r"|[$#]?\{\{?[ -z|~]*\}?\}"
    r"|\$[A-Za-z_]\w*"
    r"|</?[A-Za-z][ -;=?-~]*>",
    re.A,
)


def placeholders(text: str, start: int, end: int) -> Iterator[Span]:
    """The spans of placeholders in text[start:end], in order.

    >>> text = "共 %d 項，%(name)s 與 {count}，<b>粗</b>"
    >>> [text[a:b] for a, b in placeholders(text, 0, len(text))]
    ['%d', '%(name)s', '{count}', '<b>', '</b>']
    """
    return (m.span() for m in _PLACEHOLDER.finditer(text, start, end))
