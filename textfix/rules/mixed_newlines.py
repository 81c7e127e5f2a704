"""Line ends of two kinds in one document: those of the fewer become like those of the more.

Shown unless asked for: in a CSV file of Windows, a line end inside a field may well be another
one. A line end that was converted twice (`\\r\\r\\n`) is one line end.

>>> from textfix import fix
>>> fix("一\\r\\n二\\r\\n三\\n四", unsafe=True)
'一\\r\\n二\\r\\n三\\r\\n四'
"""

from collections import Counter
from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.pattern import pattern
from textfix.survey import Facts

phase = Phase.SPACE
safe = False
reach = Reach.LINE
needs = "\r"

_END = pattern(r"\r\r?\n|\n|\r")
_MARK = pattern("`{3}|~{3}|textfix:")
_NEAR = 200  # characters; a log may have thousands of lone CR in one line
_TWICE = "\r\r\n"


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How many line ends there are of each kind."""
    twice, windows = text.count(_TWICE), text.count("\r\n")
    counts = {("\r\n",): windows - twice, ("\n",): text.count("\n") - windows, (_TWICE,): twice}
    counts["\r",] = text.count("\r") - windows - twice
    return Counter(counts)


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """The line ends of the kinds that are fewer."""
    common = facts.cached("line end", _common)
    if common is None:
        return
    for m in _END.finditer(text):
        if m[0] != common:
            certain = common and not ("\r" in (m[0], common) and _is_marked(text, *m.span()))
            yield Hit(
                m.start(), m.end(), common if certain else None, 1.0, f"{m[0]!r} among others"
            )


def _is_marked(text: str, start: int, end: int) -> bool:
    """Would a lone CR, written or taken away, move the start or end of code or of `textfix: off`?"""
    before = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    after = text[end : end + _NEAR].partition("\n")[0]
    return _MARK.search(before) is not None or _MARK.search(after) is not None


def _common(facts: Facts) -> str | None:
    """The kind that prevails; "" where two do; None where there is but one."""
    counts = Counter({key[0]: n for key, n in facts.of("mixed-newlines").items() if n})
    if len(counts) < 2 and _TWICE not in counts:
        return None
    counts["\r\n"] += counts.pop(_TWICE, 0)
    (kind, most), *others = counts.most_common()
    return "" if any(n == most for _, n in others) else kind
