r"""Which dialect a table is written in, found out by what makes its records alike.

>>> sniff("編號;名稱\n1;甲\n2;乙,丙\n")
Dialect(delimiter=';', quote='"', escape='', blanks=False)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from textfix.formats.csv_dialect import Dialect, Field, Kind, records

SAMPLE = 65_536  # characters from the start of the file
# The earlier of two that fit as well is taken: the less likely it stands in a text by chance.
DELIMITERS = "\x01\t,;|^"
ALIKE = 0.9  # so many of the records have the same number of fields
DECLARED = re.compile(r"sep=(.)(?:\r\n?|\n|\Z)", re.I)  # the first line, as Excel wants it
_NOT_DECIMAL = re.compile(r"(?<!\d),|,(?!\d)")


class _Fit(NamedTuple):
    """How well a dialect fits: the share of records that have the same number of fields, over one;
    and where none have, that of records without oddities.
    """

    alike: float
    regular: float


def sniff(text: str, delimiter: str = "") -> Dialect:
    """The dialect of a table, with this delimiter or one of the usual ones."""
    declared = DECLARED.match(text)
    sample = text[declared.end() if declared else 0 :][:SAMPLE]
    known = delimiter or (declared[1] if declared else "")
    found = {d: _best(sample, d) for d in known or DELIMITERS if d in sample}
    alike = [d for d, (fit, _) in found.items() if fit.alike >= ALIKE]
    if alike[:2] == [",", ";"] and not _NOT_DECIMAL.search(sample):
        alike = [";"]
    if not alike:
        alike = [d for d, (fit, _) in found.items() if fit.alike >= 0.5]
        alike.sort(key=lambda d: -found[d][0].alike)
    chosen = known or (alike or ",")[0]
    return found[chosen][1] if chosen in found else _best(sample, chosen)[1]


def _best(sample: str, delimiter: str) -> tuple[_Fit, Dialect]:
    """The way of quoting that fits best; the more usual one, if others fit as well."""
    return max(
        ((_fit(sample, dialect), dialect) for dialect in _dialects(sample, delimiter)),
        key=lambda found: found[0],
    )


def _dialects(sample: str, delimiter: str) -> Iterator[Dialect]:
    yield Dialect(delimiter)
    if '"' in sample:
        if '\\"' in sample:
            yield Dialect(delimiter, escape="\\")
        if f'{delimiter} "' in sample:
            yield Dialect(delimiter, blanks=True)
    if f"'{delimiter}" in sample or f"{delimiter}'" in sample:
        yield Dialect(delimiter, "'")
    if '"' in sample:
        yield Dialect(delimiter, "")


def _fit(sample: str, dialect: Dialect) -> _Fit:
    found = [record.fields for record in records(sample, dialect)]
    if len(found) > 1 and len(sample) >= SAMPLE:
        found.pop()  # cut off
    found = [fields for fields in found if len(fields) > 1 or fields[0][0] < fields[0][1]]
    regular = [fields for fields in found if not any(_is_odd(sample, f) for f in fields)]
    sizes = Counter(len(fields) for fields in regular if len(fields) > 1)
    total = max(1, len(found))
    alike = max(sizes.values(), default=0) / total
    return _Fit(alike, 0.0 if alike else len(regular) / total)


def _is_odd(text: str, field: Field) -> bool:
    """Not a field that somebody would write in this dialect."""
    start, end, kind = field
    if kind is Kind.BARE:
        value = text[start:end]
        return len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return kind is not Kind.QUOTED
