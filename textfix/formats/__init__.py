"""File formats: one module each, which says where the texts of a file stand.

A module has `suffixes`, `locate(text, options)` and `shape(text)` (see `layout.Format`). What is
in none of their suffixes is plain text.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from textfix.formats.layout import Format

# Format by suffix, so that a module is imported only for a file it is about; the modules say the
# same, which a test holds them to.
_SUFFIXES = {
    "ass": ".ass .ssa",
    "csv": ".csv .psv",
    "html": ".html .htm .xhtml .shtml .vue .svelte",
    "ini": ".ini .cfg .conf .desktop",
    "ipynb": ".ipynb",
    "json": ".json .jsonc .geojson .topojson .jsonld .webmanifest .arb",
    "jsonl": ".jsonl .ndjson .ldjson",
    "lrc": ".lrc",
    "markdown": ".md .markdown .mdown .mkd .mdx .rmd .qmd",
    "parquet": ".parquet .pq .arrow .arrows .feather",
    "po": ".po .pot",
    "properties": ".properties",
    "rst": ".rst .rest",
    "source": (
        ".py .pyi .c .h .cc .cpp .cxx .hpp .m .mm .cs .java .groovy .gradle .kt .scala .go "
        ".rs .js .mjs .cjs .jsx .ts .tsx .dart .swift .proto .php .css .scss .less .rb .pl "
        ".pm .sh .bash .zsh .fish .sql .lua .r .jl .erl .ex .hs .clj .el .vim .bat .cmd .ps1 "
        ".graphql .cmake"
    ),
    "srt": ".srt",
    "strings": ".strings",
    "text": ".txt .text .log",
    "toml": ".toml",
    "tsv": ".tsv .tab",
    "vtt": ".vtt",
    "xml": (
        ".xml .svg .rss .atom .xsl .xslt .resx .xliff .xlf .tmx .plist .opml .dbk .docbook "
        ".ncx .opf .fb2 .dita .ditamap"
    ),
    "yaml": ".yaml .yml",
}
_FORMATS = {suffix: name for name, of in _SUFFIXES.items() for suffix in of.split()}
NAMES = tuple(_SUFFIXES)


def for_name(name: str) -> str:
    """The name of the format of a file of this name.

    >>> for_name("a/DATA.JSON"), for_name("README"), for_name(".json")
    ('json', 'text', 'json')
    """
    base = name.replace("\\\\", "/").rpartition("/")[2].lower()
    return _FORMATS.get("." + base.rpartition(".")[2] if "." in base else "", "text")


def named(name: str) -> Format:
    """The format of this name; raises LookupError, naming those there are."""
    if name not in _SUFFIXES:
        raise LookupError(f"no format {name!r}; known: {', '.join(NAMES)}")
    return cast(Format, import_module(f"{__name__}.{name}"))


def is_table(name: str, format: str = "auto") -> bool:
    """Is a file of this name, or of the format named, read by its own library and not as text?"""
    return (for_name(name) if format == "auto" else format) == "parquet"
