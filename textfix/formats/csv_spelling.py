r"""How a table spells a field: doubled or escaped quotes, and quotes around what needs them.

>>> quoted, bare = spellings(Dialect(",", quote="'")).values()
>>> print(quoted.write("'甲'", ""), bare.whole("甲,'乙'", ""))
''甲'' '甲,''乙'''
"""

from __future__ import annotations

import re
from functools import cache

from textfix.formats.csv_dialect import Dialect, Kind
from textfix.formats.layout import Spelling, Unspellable


@cache
def spellings(dialect: Dialect) -> dict[Kind, Spelling]:
    """Those of quoted and of bare fields."""
    quote, escape = dialect.quote, dialect.escape
    special = re.escape(f"{quote}{escape}{dialect.delimiter}")
    escapes = [f"{re.escape(escape)}[{special}]"] if escape else []
    needs_quotes = re.compile(rf"[{special}\"\r\n]")  # other readers may mind any quote

    def read(raw: str) -> str:
        return raw[1]

    def write_quoted(new: str, raw: str) -> str:
        if escape and escape in new:  # it may have stood before any letter, and still be meant so
            raise Unspellable
        doubles = not escape or quote * 2 in raw
        return new.replace(quote, (quote if doubles else escape) + quote)

    def write_bare(new: str, raw: str) -> str:
        if needs_quotes.search(new):
            raise Unspellable
        return new

    def quoted_whole(text: str, raw: str) -> str:
        if escape and escape in text:
            raise Unspellable
        return f"{quote}{write_quoted(text, '')}{quote}"

    # Without escapes: a pattern that is found fast not to match, as no bare field holds a line end.
    in_quotes = "|".join((re.escape(quote * 2), *escapes)) if quote else "\n"
    in_bare = "|".join(escapes) or "\n"
    whole = quoted_whole if quote else None
    return {
        Kind.QUOTED: Spelling(re.compile(in_quotes), read, write_quoted),
        Kind.BARE: Spelling(re.compile(in_bare), read, write_bare, whole),
    }
