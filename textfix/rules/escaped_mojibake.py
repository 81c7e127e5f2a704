r"""Mojibake written as escapes: `\u00e4\u00b8\u00ad` was `中`.

A program that took the bytes of UTF-8 for characters wrote each of them as an escape, as Facebook
does in what it exports. Read whole, such a run is a character for every three escapes or it is
nothing, so it is proved, and repaired where other escapes would be left: in data, too.

>>> from textfix import fix
>>> fix(r'"title": "\u00e4\u00b8\u00ad\u00e6\u0096\u0087"')
'"title": "中文"'
"""

import re
from collections import Counter
from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.pattern import pattern
from textfix.recode.escapes import LIKELY, nats_a_letter
from textfix.recode.meant import is_about_escapes, is_code
from textfix.survey import Facts

phase = Phase.REPAIR
safe = True
reach = Reach.LINE
needs = "\\"

# Bytes above ASCII alone: a quotation mark that was escaped must stay so.
_RUN = pattern(r"(?<!\\)(?:\\u00[89a-f][0-9a-f])+", re.I)
_CHINESE = pattern(r"\\u(?:[3-9a-f][0-9a-f]{3})", re.I)
_HAN = pattern("[\u4e00-\u9fff]")


def proven(text: str) -> Counter[str]:
    """How many runs cannot but be the bytes of Chinese."""
    return Counter({"proven": sum(_is_chinese(new) for _, new in _runs(text))})


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Runs that are bytes of UTF-8, in a document in which some are Chinese beyond doubt."""
    if "\\u00" not in text or not facts.count(proven)["proven"]:
        return
    if facts.cached("escapes", is_about_escapes):
        return
    for m, new in _runs(text):
        begin, end = text.rfind("\n", 0, m.start()) + 1, text.find("\n", m.end())
        line = text[begin : len(text) if end < 0 else end]
        is_data = line.lstrip().startswith(("{", "[", '"'))
        # Beside escapes of Chinese that is right, these are an example of what is wrong.
        if (is_data or not is_code(line, "")) and not _CHINESE.search(line):
            yield Hit(m.start(), m.end(), new, 1.0, "UTF-8, each byte as an escape: exact inverse")


def _runs(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for m in _RUN.finditer(text):
        try:
            new = bytes.fromhex(m[0].replace("\\u00", "").replace("\\U00", "")).decode()
        except UnicodeDecodeError:
            continue
        if new.isprintable() and text[m.start() - 1 : m.start()] != "[":
            yield m, new


def _is_chinese(new: str) -> bool:
    return len(_HAN.findall(new)) > 1 and nats_a_letter(new) <= LIKELY
