"""Plain text: the whole file is one text."""

from __future__ import annotations

from textfix.formats.layout import Layout, Options, Piece

suffixes = (".txt", ".text", ".log")


def locate(text: str, options: Options) -> Layout:
    """The whole file."""
    return Layout([Piece(0, len(text))] if text else [])


def shape(text: str) -> object:
    """Nothing: any text is a text."""
    return None
