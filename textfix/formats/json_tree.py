r"""The tree of a JSON text: where its strings stand, under which keys, and what shape it has.

The standard library's parser says whether a text is JSON. It is more patient than the RFC
(`NaN`, control characters in strings, duplicate keys, halves of surrogate pairs), as data files
are; numbers are never turned into numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from textfix.core import Span
from textfix.formats.json_string import SPELLING, unescaped
from textfix.formats.language import language_of
from textfix.formats.layout import Malformed, Options, Piece
from textfix.formats.prose import is_prose

# A key and the string after it in one go, for speed; any other key or string; a bracket. A string is
# silent if no rule finds anything in it. Escapes are taken 500 at a time, each lot atomic: `re`
# keeps 140 bytes for every turn that it might go back.
_QUIET = r"[ !#$'-<>@-\[\]-~]*"
_ANY = r'[^"\\]*(?:(?=((?:\\.[^"\\]*){1,500}))\%d)*'
_TOKEN = re.compile(
    rf'"({_QUIET})"(?:(\s*:)\s*(?:"{_QUIET}"|"({_ANY % 4})")?)?'
    rf'|"({_ANY % 6})"(\s*:)?|[{{}}\[\]]',
    re.S,
)
# The last group of the pattern that took part.
_SILENT, _SILENT_KEY, _MEMBER, _STRING, _KEY = 1, 2, 3, 5, 7
# An object whose keys are data: those beyond so many share one name, and so one column.
MANY = 256
KEYS = "{}"  # the column of the keys themselves


class Node(dict["str | None", "Node"]):
    """A place in the tree: its key path, whether it was asked for, the language its names say.

    Holds the places below it, made when first asked for: by key (as spelled), and None for the
    items of an array.

    >>> root = Node.root(Options(columns=("title",)))
    >>> place = root["items"][None]["title_zh_TW"]
    >>> place.path, place.language, place.wanted, root["title"].wanted
    ('items[].title_zh_TW', 'zh-Hant', False, True)
    """

    __slots__ = ("columns", "fixed", "language", "path", "wanted")

    def __init__(self, path: str, language: str, wanted: bool, columns: frozenset[str]) -> None:
        super().__init__()
        self.path = path
        self.language = language
        self.fixed = False  # its own key is looked up by what it is
        self.wanted = wanted
        self.columns = columns

    @classmethod
    def root(cls, options: Options) -> Node:
        """The top of a tree."""
        return cls("", "", not options.columns, frozenset(options.columns))

    def __missing__(self, key: str | None) -> Node:
        if key is None:
            made = Node(f"{self.path}[]", self.language, self.wanted, self.columns)
        else:
            name = unescaped(key)
            own = language_of(name)
            shown = name if len(self) < MANY else "*"
            path = f"{self.path}.{shown}" if self.path else shown
            named = not self.columns.isdisjoint((name, path.replace("[]", "")))
            made = Node(path, own or self.language, self.wanted or named, self.columns)
            made.fixed = named or bool(own)
        self[key] = made
        return made


def texts(
    text: str, root: Node, span: Span, keys: bool, column: Callable[[Node], str]
) -> Iterator[Piece]:
    """The strings of a span, which must be JSON, that may be repaired.

    They are the values asked for, and with `keys` their keys, but for those that name a language,
    or were asked for by name. `column` says which document the texts of a place are in.
    """
    above: list[tuple[Node, Node]] = []
    inside = here = root
    for m in _TOKEN.finditer(text, *span):
        kind = m.lastindex
        if kind is None:
            if (bracket := m[0]) in "{[":
                above.append((inside, here))
                inside = here
                if bracket == "[":
                    here = inside[None]
            else:
                inside, here = above.pop()
            continue
        if kind in (_SILENT_KEY, _MEMBER):
            here = inside[m[_SILENT]]
        elif kind == _KEY:
            here = inside[m[_STRING]]
        if kind > _SILENT_KEY and here.wanted:
            group = _MEMBER if kind == _MEMBER else _STRING
            if is_prose(m[group], unescaped):
                if kind != _KEY:
                    yield Piece(*m.span(group), column(here), SPELLING, here.path, here.language)
                elif keys and not here.fixed:
                    yield Piece(*m.span(group), KEYS, SPELLING, f"key {here.path}", here.language)


def parse(text: str, pairs: bool = False) -> Any:
    """The value of a JSON text, its numbers as bytes; objects as tuples of pairs, if so wanted.

    Raises Malformed where it is no JSON.
    """
    try:
        return _decoder(pairs)(text)
    except RecursionError:
        raise Malformed("line 1, column 1: nested too deeply to be read") from None
    except ValueError as error:
        at, why = getattr(error, "pos", 0), getattr(error, "msg", str(error))
        raise Malformed(_place(text, at, why)) from None


def shape_of(text: str) -> list[object]:
    """The tree without its texts: numbers and constants as they stand, how many keys, all distinct?

    >>> shape_of('{"a": [1.0, "x"], "b": NaN}')
    ['{', 2, 2, '[', 2, b'1.0', '"', b'NaN']
    """
    out: list[object] = []
    todo = [parse(text, pairs=True)]
    while todo:
        value = todo.pop()
        if isinstance(value, str):
            out.append('"')
        elif isinstance(value, tuple):  # of pairs
            out += "{", len(value), len({key for key, _ in value})
            todo += (item for _, item in reversed(value))
        elif isinstance(value, list):
            out += "[", len(value)
            todo += reversed(value)
        else:
            out.append(value)
    return out


def _place(text: str, at: int, why: str) -> str:
    from textfix.formats.spot import Lines

    line, column = Lines(text).place(min(at, len(text)))
    return f"line {line}, column {column}: not JSON: {why[:1].lower()}{why[1:]}"


@cache
def _decoder(pairs: bool) -> Callable[[str], Any]:
    import json

    # Numbers come as bytes: as they are spelled, and not to be mistaken for strings.
    return json.JSONDecoder(
        object_pairs_hook=tuple if pairs else None,
        parse_float=str.encode,
        parse_int=str.encode,
        parse_constant=str.encode,
        strict=False,
    ).decode
