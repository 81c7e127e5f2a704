"""Which file is of which format."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest

from textfix import formats
from textfix.formats import source
from textfix.formats.layout import Options


def test_the_index_says_what_the_modules_say() -> None:
    found = {}
    for module in pkgutil.iter_modules(formats.__path__):
        suffixes = getattr(import_module(f"{formats.__name__}.{module.name}"), "suffixes", None)
        if suffixes is not None and module.name != "source":
            found[module.name] = sorted(suffixes)
    found |= {name: sorted(dialect.suffixes) for name, dialect in source.FORMATS.items()}
    said = {name: sorted(of.split()) for name, of in (formats._SUFFIXES | formats._CODE).items()}
    assert said == found, "write the suffixes of the modules into textfix/formats/__init__.py"
    every = [suffix for of in said.values() for suffix in of]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("name", formats.NAMES)
def test_every_format_can_be_named(name: str) -> None:
    if not formats.is_table("", name):
        format = formats.named(name)
        assert not format.locate("", Options()).pieces and callable(format.shape)


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.TXT", "text"),
        ("README", "text"),
        ("dir.json/README", "text"),
        ("a.b.jsonl", "jsonl"),
        ("C:\\data\\x.CSV", "csv"),
        ("a.pyi", "python"),
        ("a.parquet", "parquet"),
        ("a.unknown", "text"),
    ],
)
def test_by_name(name: str, format: str) -> None:
    assert formats.for_name(name) == format


def test_an_unknown_format() -> None:
    with pytest.raises(LookupError, match="known: "):
        formats.named("docx")
