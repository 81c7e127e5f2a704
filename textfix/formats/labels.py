"""The language of names and labels: that of the texts in the columns beside them.

鈴木 in a column of surnames has no kana that says it is Japanese; the rest of the table has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SENTENCE = re.compile("[，。；！？]")


def is_label(text: str) -> bool:
    """Are these names and labels, without a sentence that would speak for itself?

    >>> is_label("鈴木\\n\\n高橋"), is_label("數據，資料。")
    (True, False)
    """
    return _SENTENCE.search(text) is None


def foreign(texts: Iterable[str]) -> str:
    """`ja` or `ko` where these texts, taken together, are; else nothing.

    >>> foreign(["鈴木", "よろしくお願いします"]), foreign(["數據", "資料"])
    ('ja', '')
    """
    from textfix.scripts.evidence import script_in

    verdict = script_in("\n".join(texts)).verdict
    return verdict if verdict in ("ja", "ko") else ""
