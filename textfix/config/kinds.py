"""The types of settings: what a value has to be, and what JSON Schema says of it.

A kind reads a value of a TOML file or of the command line, and gives it as `Settings` holds it.
Where the value is wrong it raises ValueError, with a phrase that goes on from the setting's name:
`must be true or false, not 1`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from textfix.config.notation import size_of, written

_SHOWN = 40  # characters of a wrong value that a message shows
# Codecs of Python that spell a text in ASCII and are no charset (codecs, "Python Specific Encodings").
_NOTATIONS = ("idna", "punycode", "raw_unicode_escape", "unicode_escape")

Schema = Callable[[], dict[str, Any]]


class Kind(NamedTuple):
    """How a value is read, and the schema of it as it is written."""

    read: Callable[[object], Any]
    schema: Schema


def suggestion(name: str, known: Iterable[str]) -> str:
    """What a message about an unknown name ends in.

    >>> suggestion("max_size", ["max-size", "min-score"]), suggestion("xyz", ["a"])
    ("; did you mean 'max-size'?", '; known: a')
    """
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(name.lower().replace("_", "-"), names, 1, 0.6)
    return f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(names)}"


def _must(what: str, value: object) -> ValueError:
    shown = written(value)
    if len(shown) > _SHOWN:
        shown = f"{shown[:_SHOWN]}..."
    return ValueError(f"must be {what}, not {shown}")


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _must("true or false", value)


def _text(value: object) -> str:
    if isinstance(value, str) and value:
        return value
    raise _must("a string that is not empty", value)


def _listed(read: Callable[[object], str]) -> Callable[[object], tuple[str, ...]]:
    def listed(value: object) -> tuple[str, ...]:
        if isinstance(value, str):
            raise ValueError(f"must be a list; write [{written(value)}]")
        if not isinstance(value, list | tuple):
            raise _must("a list of strings", value)
        return tuple(dict.fromkeys(map(read, value)))

    return listed


def _named(what: str, names: Callable[[], Sequence[str]]) -> Callable[[object], str]:
    def named(value: object) -> str:
        name, known = _text(value), names()
        if name not in known:
            raise ValueError(f"names no {what} {name!r}{suggestion(name, known)}")
        return name

    return named


def _glob(value: object) -> str:
    from textfix.config import globs

    glob = _text(value)
    try:
        globs.check(glob)
    except ValueError:
        raise ValueError(f"has {glob!r}, which fits no path; see gitignore") from None
    return glob


def _pattern(value: object) -> str:
    pattern = _text(value)
    try:
        re.compile(pattern)
    except re.error as wrong:
        raise ValueError(f"has {pattern!r}, which is no regular expression: {wrong}") from None
    return pattern


def _encoding(value: object) -> str:
    name = _text(value)
    if name != "auto" and not _is_charset(name):
        raise ValueError(f"names no text encoding {name!r}; for Chinese: utf-8, gb18030, cp950")
    return name


def _is_charset(label: str) -> bool:
    from textfix.recode.declared import name_of

    name = name_of(label)
    try:
        "".encode(name)
    except (LookupError, UnicodeError):  # none, of bytes to bytes, or `undefined`
        return False
    return bool(name) and name.replace("-", "_") not in _NOTATIONS


def _target(value: object) -> str:
    import codecs

    from textfix.recode.declared import name_of

    label = "keep" if value == "keep" else _encoding(value)
    try:
        codecs.lookup(label)
    except LookupError:  # a label of the web, that Python has under another name
        return name_of(label) or label
    return label


def _share(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    raise _must("a number from 0 to 1", value)


def _count(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise _must("a whole number, or 0", value)


def _size(value: object) -> int:
    size = size_of(value) if isinstance(value, str) else value
    if isinstance(size, int) and not isinstance(size, bool) and size >= 0:
        return size
    raise _must('bytes, such as 5000 or "64MB"', value)


def _delimiter(value: object) -> str:
    if isinstance(value, str) and len(value) == 1 and value not in '"\r\n':
        return value
    raise _must('one character, such as ";" or "\\t"', value)


def _path(value: object) -> Path:
    return value if isinstance(value, Path) else Path(_text(value))


def _suffix(value: object) -> str:
    suffix = _text(value)
    if re.search(r"[\\/\0]", suffix):
        raise _must('what goes behind a name, such as ".orig"', value)
    return suffix


def _rules() -> list[str]:
    """What may be selected: rules, checks of the file as a whole, and their group."""
    from textfix.files.checks import CHECKS, GROUP
    from textfix.rules import names

    return sorted((*names(), *CHECKS, GROUP))


def _profiles() -> list[str]:
    from textfix.pipeline import PROFILES

    return list(PROFILES)


def _formats() -> list[str]:
    from textfix.formats import NAMES

    return ["auto", *NAMES]


def _schema(**parts: Any) -> Schema:
    return lambda: dict(parts)


def one_of(what: str, names: Callable[[], Sequence[str]]) -> Kind:
    """One of these names."""
    return Kind(_named(what, names), lambda: {"enum": list(names())})


def some_of(what: str, names: Callable[[], Sequence[str]]) -> Kind:
    """A list of some of these names."""
    schema = {"type": "array", "uniqueItems": True}
    return Kind(_listed(_named(what, names)), lambda: {**schema, "items": {"enum": list(names())}})


def _strings(read: Callable[[object], str], **item: str) -> Kind:
    items = {"type": "string", "minLength": 1, **item}
    return Kind(_listed(read), _schema(type="array", uniqueItems=True, items=items))


FLAG = Kind(_flag, _schema(type="boolean"))
WORDS = _strings(_text)
GLOBS = _strings(_glob)
PATTERNS = _strings(_pattern, format="regex")
RULES = some_of("rule", _rules)
PROFILE = one_of("profile", _profiles)
FORMAT = one_of("format", _formats)
ENCODING = Kind(_encoding, _schema(type="string", minLength=1))
TARGET = Kind(_target, _schema(type="string", minLength=1))
SHARE = Kind(_share, _schema(type="number", minimum=0, maximum=1))
COUNT = Kind(_count, _schema(type="integer", minimum=0))
SIZE = Kind(
    _size,
    _schema(type=["integer", "string"], minimum=0, pattern=r"^\s*\d+\s*[kmgtKMGT]?[iI]?[bB]?\s*$"),
)
DELIMITER = Kind(_delimiter, _schema(type="string", minLength=1, maxLength=1))
PATH = Kind(_path, _schema(type="string", minLength=1))
SUFFIX = Kind(_suffix, _schema(type="string", pattern=r"^[^\\/]+$"))
