"""Delimited tables: each column is a document, and each long text. The header stays, if not asked for.

The dialect is found out (`csv_sniff`), and no field is written anew but one that was repaired;
it is quoted if it must be now. What follows a stray quote is left as it is, and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textfix.formats.csv_dialect import SOUND, Dialect, Field, Record, records
from textfix.formats.csv_sniff import DECLARED, SAMPLE, sniff
from textfix.formats.csv_spelling import spellings
from textfix.formats.language import language_of
from textfix.formats.layout import Layout, Options, Piece, Reading
from textfix.formats.left import told
from textfix.formats.prose import is_prose, may_speak

suffixes = (".csv", ".psv")
comments = False
values = True

HEADER = "{}"  # the column of the names of the columns
# What is no name of a column: a number but a year, a date, an address, or a sentence.
_VALUE = re.compile(
    r"\s*(?:(?!(?:1[89]|20)\d\d\s*$)[-+]?[\d.,]+\s*%?|\d{4}[-/.年]\d{1,2}\b.*"
    r"|.*(?:://|[。！？；]).*|.{41,})\s*",
    re.S,
)


class Head(NamedTuple):
    """What the beginning of a table says of all of it.

    `text` goes to the end of the header (`fields`, that read as `names`), if there is one; behind
    it is the record numbered `row`.
    """

    dialect: Dialect
    text: str
    fields: list[Field]
    names: list[str]
    row: int


class _Column(NamedTuple):
    name: str
    language: str
    wanted: bool
    fixed: bool  # its name is looked up by what it is: it names a language, or was asked for


def locate(text: str, options: Options) -> Layout:
    """The fields that are texts. The first record is a header unless it shows that it is none."""
    if not may_speak(text):
        return Layout([])
    return records_of(text, head(text, options), options)


def head(text: str, options: Options) -> Head:
    """What the beginning of a table, or all of it, says."""
    dialect = sniff(text, options.delimiter)
    fields, at, row = _header(text, dialect, options)
    names = [_reads(text, field, dialect) for field in fields]
    return Head(dialect, text[:at], fields, names, row)


def records_of(text: str, head: Head, options: Options, row: int = 0) -> Layout:
    """The fields that are texts, of a table or of what goes on with `row`, without a header."""
    dialect, header = head.dialect, head.fields
    columns, spelled = _Columns(head.names, options), spellings(dialect)
    pieces: list[Piece] = []
    if options.keys and not row:
        pieces += _names(header, columns.first(len(header)), dialect)
    problems: list[str] = []
    at = 0 if row else len(head.text)
    comes_again = not options.keys and _comes_again(text, head, at)
    for number, record in enumerate(records(text, dialect, at, _is_silent), row or head.row):
        if comes_again and _is_again(text, head, record.fields):
            continue
        for field, column in zip(record.fields, columns.first(len(record.fields)), strict=True):
            start, end, kind = field
            if not column.wanted or not is_prose(text[start:end]):
                continue
            where = f"row {number}, {column.name}"
            if kind in SOUND:
                name, spelling = column.name, spelled[kind]
                pieces.append(Piece(start, end, name, spelling, where, column.language))
            else:
                problems.append(f"{where}: {kind.value}: left")
    return Layout(pieces, problems=told(problems))


def columns(text: str, options: Options, delimiter: str = "") -> set[str]:
    """What the columns of a table may be called: their names, if they have any, and numbers.

    >>> sorted(columns("id,text\\n1,a\\n", Options()))
    ['1', '2', 'id', 'text']
    """
    dialect = sniff(text, options.delimiter or delimiter)
    header, at, _ = _header(text, dialect, options)
    first = header or next((record.fields for record in records(text, dialect, at)), [])
    names = {_reads(text, field, dialect) for field in header}
    return names | {str(number) for number in range(1, len(first) + 1)}


def shape(text: str) -> object:
    """How many fields each record has."""
    return counts(text, sniff(text))


def counts(text: str, dialect: Dialect) -> list[int]:
    """How many fields each record has, as the standard library reads them, if it can."""
    import csv
    import io

    try:
        reader = csv.reader(
            io.StringIO(text, newline=""),
            delimiter=dialect.delimiter,
            quotechar=dialect.quote or None,
            escapechar=dialect.escape or None,
            skipinitialspace=dialect.blanks,
            quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        )
        return [len(record) for record in reader]
    except csv.Error:  # a field of more than 128 KiB; NUL, before Python 3.11
        return [len(record.fields) for record in records(text, dialect)]


class _Columns:
    """What is known of each column, those beyond the header numbered."""

    def __init__(self, names: Sequence[str], options: Options) -> None:
        self._names = names
        self._chosen = frozenset(options.columns)
        self._known: list[_Column] = []

    def first(self, size: int) -> Sequence[_Column]:
        """So many of them."""
        while len(self._known) < size:
            self._known.append(self._column(len(self._known)))
        return self._known[:size]

    def _column(self, index: int) -> _Column:
        number = str(index + 1)
        name = self._names[index] if index < len(self._names) else ""
        language, named = language_of(name), name in self._chosen
        wanted = not self._chosen or named or number in self._chosen
        return _Column(name or number, language, wanted, named or bool(language))


def _is_silent(line: str) -> bool:
    return not may_speak(line)


def _header(text: str, dialect: Dialect, options: Options) -> tuple[list[Field], int, int]:
    """The fields of the header, if there is one, where the records begin, and which row that is."""
    declared = DECLARED.match(text)
    at, row = (declared.end(), 2) if declared else (0, 1)
    comments = _comments(text, dialect, at)
    if comments:
        at, row = comments[-1].next, row + len(comments)
    for number, record in enumerate(records(text, dialect, at), row):
        names = [_reads(text, field, dialect) for field in record.fields]
        if any(names):  # the first line that is not blank
            if options.columns and not set(options.columns).isdisjoint(names):
                return record.fields, record.next, number + 1
            values = (_VALUE.fullmatch(name[:100]) for name in names)
            if any(values) or _is_data(record.fields, text, dialect, record.next):
                break
            return record.fields, record.next, number + 1
    return [], at, row


def _comments(text: str, dialect: Dialect, at: int) -> list[Record]:
    """The lines above a table that begin with # and have not as many fields as its first record.

    Empty lines may stand among them.
    """
    comments: list[Record] = []
    for record in records(text, dialect, at):
        start, end, _ = record.fields[0]
        if text.startswith("#", start) or (len(record.fields) == 1 and start == end):
            comments.append(record)
            continue
        while comments and len(comments[-1].fields) == len(record.fields):
            comments.pop()
        return comments
    return []


def _is_data(first: Sequence[Field], text: str, dialect: Dialect, at: int) -> bool:
    """Is the first record one like the others, which begin at `at`?

    It is if a field of it stands again in its column, where others stand, too. Where each question
    of a form has its column, the answer may be called what the column is; and tables are joined
    with their headers, so a record that is the same says nothing. Nothing less is proof: names of
    columns are words like others. Scripts are not told apart, so that the answer is the same when
    the table is repaired.
    """
    if _is_silent(text[first[0][0] : at]):  # nothing in it could be repaired
        return False
    from textfix.scripts.converter import fold

    sample = fold(text[: at + SAMPLE])
    names = [sample[start:end] for start, end, _ in first]
    again, others = set[int](), set[int]()
    for record in records(sample, dialect, at):
        if record.next >= len(sample) < len(text):  # cut off
            break
        fields = [sample[start:end] for start, end, _ in record.fields]
        if fields == names and len(names) > 1:
            continue
        for index, (name, field) in enumerate(zip(names, fields, strict=False)):
            if field.strip():
                (again if field == name else others).add(index)
        if again & others:
            return True
    return False


def _comes_again(text: str, head: Head, at: int) -> bool:
    """May the header stand in the records from `at` on, too, as where tables were joined?"""
    fields = head.fields
    return len(fields) > 1 and text.find(head.text[fields[0][0] : fields[-1][1]], at) >= 0


def _is_again(text: str, head: Head, fields: Sequence[Field]) -> bool:
    """Are these the fields of the header?"""
    return len(fields) == len(head.fields) and all(
        text[a:b] == head.text[c:d]
        for (a, b, _), (c, d, _) in zip(fields, head.fields, strict=True)
    )


def _names(
    fields: Sequence[Field], columns: Sequence[_Column], dialect: Dialect
) -> Iterator[Piece]:
    """The names of columns that are texts."""
    for number, ((start, end, kind), column) in enumerate(zip(fields, columns, strict=True), 1):
        if column.wanted and not column.fixed and is_prose(column.name):
            where = f"header, column {number}"
            yield Piece(start, end, HEADER, spellings(dialect)[kind], where)


def _reads(text: str, field: Field, dialect: Dialect) -> str:
    start, end, kind = field
    return Reading(text[start:end], spellings(dialect)[kind]).text if kind in SOUND else ""
