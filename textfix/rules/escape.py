r"""Chinese left in a text as escapes: `\u4f60\u597d`, `%E4%BD%A0`, `&#20320;`.

A program wrote them for another program, and nobody read them back. JSON, source code, URLs and
regular expressions need theirs, and so does a text about escapes; whether this is one cannot
always be told, so escapes are shown unless the rule is named.

>>> from textfix import fix
>>> fix(r"店主回复：\u597d\u7684\uff0c\u9a6c\u4e0a\u53d1\u8d27", select="escape")
'店主回复：好的，马上发货'
"""

from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.recode.escapes import runs
from textfix.recode.meant import is_meant
from textfix.survey import Facts

phase = Phase.REPAIR
safe = False
reach = Reach.PARAGRAPH  # quoted-printable breaks its lines
needs = "\\%&u=+"
holds = "\x00-\x7f"


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Runs of escapes where a reader was meant to see Chinese."""
    for run in runs(text):
        if not is_meant(text, run, facts):
            yield Hit(run.start, run.end, run.new, 0.9, run.kind)
