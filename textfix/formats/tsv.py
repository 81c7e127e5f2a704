"""Tables delimited by tabs, whatever else would fit."""

from __future__ import annotations

from textfix.formats import csv
from textfix.formats.csv_sniff import sniff
from textfix.formats.layout import Layout, Options

suffixes = (".tsv", ".tab")
comments = False
values = True


def locate(text: str, options: Options) -> Layout:
    """The fields that are texts (see `csv`)."""
    return csv.locate(text, tabbed(options))


def tabbed(options: Options) -> Options:
    """The options, with a tab for the delimiter if they name none."""
    return options._replace(delimiter=options.delimiter or "\t")


def shape(text: str) -> object:
    """How many fields each record has."""
    return csv.counts(text, sniff(text, "\t"))
