"""YAML: the values that are strings; style, anchors, tags and comments stay.

PyYAML says where scalars stand: its events carry marks in characters, and do not expand aliases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from textfix.core import Span
from textfix.formats import quoting
from textfix.formats.edges import trimmed
from textfix.formats.language import language_of
from textfix.formats.layout import Layout, Malformed, Options, Piece
from textfix.formats.placeholders import placeholders
from textfix.formats.prose import may_speak
from textfix.formats.settings import is_text
from textfix.formats.yaml_scalars import UNPRINTABLE, located
from textfix.spans import merge

suffixes = (".yaml", ".yml")

# libyaml takes time in the square of the depth: 20,000 levels take seconds, 1,000 nothing.
DEEPEST = 1_000
_STRING = "tag:yaml.org,2002:str"
# Anchor and tag, which belong to the event of a scalar, and what may stand between them and it.
_PROPERTIES = re.compile(r"(?:[&!][^\s]*(?:\s|#[^\r\n]*)*)*")
# What stands for characters that are not printable: they are read as any other.
_LETTER = "\ue000"


def locate(text: str, options: Options) -> Layout:
    """Every string that is a value, and the keys if they are asked for."""
    if not may_speak(text):
        return Layout([])
    pieces: list[Piece] = []
    keep: list[Span] = []
    for event, where, language in _strings(text, options.keys):
        start = _PROPERTIES.match(text, event.start_mark.index).end()  # type: ignore[union-attr]
        end = event.end_mark.index
        if not may_speak(text[start:end]):
            continue
        cut = quoting.trimmed if event.style == '"' else trimmed
        for scalar in located(text, start, end, event.style or "", event.value):
            edges = cut(text, scalar.start, scalar.end)
            if edges and is_text(text[slice(*edges)]):
                pieces.append(Piece(*edges, "", scalar.spelling, where, language))
                keep += (*scalar.kept(text, *edges), *placeholders(text, *edges))
    return Layout(pieces, merge(keep))


def shape(text: str) -> object:
    """The events of a parser: of strings no more than that they are strings, of others all."""
    import yaml

    resolver: Any = yaml.resolver.Resolver()
    shape: list[object] = []
    for event in _events(text):
        if isinstance(event, yaml.ScalarEvent):
            tag = event.tag or resolver.resolve(yaml.ScalarNode, event.value, event.implicit)
            shape.append((event.anchor, tag, None if tag == _STRING else event.value))
        else:
            names = getattr(event, "anchor", None), getattr(event, "tag", None)
            shape.append((type(event).__name__, *names))
    return shape


def _events(text: str) -> Iterator[Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(UNPRINTABLE.sub(_LETTER, text), Loader=loader)
    except yaml.MarkedYAMLError as wrong:
        place = _place(wrong.problem_mark or wrong.context_mark)
        template = "; is it a template? it can be repaired as plain text"
        cure = template if "{{" in text or "{%" in text else ""
        raise Malformed(f"{place}: not YAML: {wrong.problem or wrong.context}{cure}") from None
    except yaml.YAMLError as wrong:
        raise Malformed(f"{_place(None)}: not YAML: {' '.join(str(wrong).split())}") from None


def _place(mark: Any) -> str:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return f"line {line}, column {column}"


@dataclass(slots=True)
class _Level:
    """A mapping or a sequence that is open, and what comes next in it."""

    mapping: bool
    in_key: bool  # what is inside is a key, or part of one
    language: str = ""  # what the keys above say
    key_next: bool = True
    name: str = ""
    said: str = ""  # what the key before this value says, or those above
    count: int = 0

    def passed(self) -> None:
        """One more node of it is complete."""
        self.key_next = self.mapping and not self.key_next
        self.count += 1

    def keyed(self, key: str) -> None:
        """The key of the value to come."""
        self.name, self.said = key, language_of(key) or self.language

    @property
    def at_key(self) -> bool:
        return self.in_key or (self.mapping and self.key_next)

    @property
    def place(self) -> str:
        return f".{self.name}" if self.mapping else f"[{self.count}]"


def _strings(text: str, keys: bool) -> Iterator[tuple[Any, str, str]]:
    """The events of the scalars that are texts, with the path (its end) and the language of each."""
    from yaml import (
        CollectionEndEvent,
        CollectionStartEvent,
        MappingStartEvent,
        NodeEvent,
        ScalarEvent,
    )

    levels = [_Level(mapping=False, in_key=False, key_next=False)]
    for event in _events(text):
        level = levels[-1]
        if isinstance(event, ScalarEvent):
            if level.mapping and level.key_next:
                level.keyed(event.value)
            if event.tag in (None, "!", _STRING) and (keys or not level.at_key):
                where = "".join(level.place for level in levels[1:][-3:]).lstrip(".")
                yield event, where, level.said
            level.passed()
        elif isinstance(event, CollectionStartEvent):
            if len(levels) > DEEPEST:
                place = _place(event.start_mark)
                raise Malformed(f"{place}: nested deeper than {DEEPEST} levels")
            mapping = isinstance(event, MappingStartEvent)
            said = level.said
            levels.append(_Level(mapping, level.at_key, said, key_next=mapping, said=said))
        elif isinstance(event, CollectionEndEvent):
            levels.pop()
            levels[-1].passed()
        elif isinstance(event, NodeEvent):  # an alias
            level.passed()
