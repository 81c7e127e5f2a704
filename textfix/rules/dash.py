"""A dash of hyphens, of one stroke or of lines in Chinese: `--`, `－－`, `──`.

Chinese writes `——`. Shown unless asked for. A single stroke joins (`中国—东盟`, `北京—上海`) more often
than it parts, so it counts as a dash only before a word that begins a clause or behind one that
ends it. Options, comments, rules, bullets and ranges of numbers keep theirs.

>>> from textfix import fix
>>> fix("他终于来了--带着一身雪。第二十届中国—东盟博览会", unsafe=True)
'他终于来了——带着一身雪。第二十届中国—东盟博览会'
"""

from collections.abc import Iterator

from textfix.context import HAN, is_foreign, is_running
from textfix.core import Hit, Phase, Reach
from textfix.lines import lines
from textfix.pattern import pattern
from textfix.survey import Facts

phase = Phase.PUNCTUATION
safe = False
reach = Reach.LINE
needs = "—－─―-"

_SIGN = pattern("--|—|－|──|――")
_STROKE = "-—－─―–"
_DASH = pattern(
    rf"(?<=[{HAN}”’》）」』？！])(?:(?P<blank> ?)-{{2,4}}(?P=blank)|－－|──|――|(?P<one>[—－]))"
    rf"(?=[{HAN}“‘《（「『])"
)
_TARGET = pattern(r"[#/][^\s]*\Z")  # of a link
_LONGEST = 80  # characters of it
_ENDS = frozenset("了着过吧呢啊吗嘛呀")
_BEGINS = frozenset("这那也就但而却不我你您他她它即尤又因所并还")


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Dashes between Han."""
    for start, line in lines(text, _SIGN):
        if is_foreign(line) or not is_running(line.replace("──", "")):
            continue
        for m in _DASH.finditer(line):
            before, after = line[m.start() - 1], line[m.end()]
            if _TARGET.search(line[max(0, m.start() - _LONGEST) : m.start()]):
                continue
            if m["one"] and before not in _ENDS and after not in _BEGINS:
                continue
            yield Hit(start + m.start(), start + m.end(), "——")
