"""XML and its many kinds: the texts between tags, in CDATA sections and in some attributes.

Not code, and not what programs look things up by: keys, addresses, identifiers, the source
strings of a translation.
"""

from __future__ import annotations

from textfix.formats import elements
from textfix.formats.elements import Dialect
from textfix.formats.html import SILENT, TEXTS
from textfix.formats.layout import Layout, Malformed, Options
from textfix.formats.markup import Attribute, Tag

suffixes = (
    *(".xml", ".svg", ".rss", ".atom", ".xsl", ".xslt", ".resx", ".xliff", ".xlf", ".tmx"),
    *(".plist", ".opml", ".dbk", ".docbook", ".ncx", ".opf", ".fb2", ".dita", ".ditamap"),
)

_SILENT = (
    SILENT
    | {"programlisting", "screen", "literal", "codeblock", "codeph", "filename", "binary"}
    | {"id", "guid", "link", "url", "uri", "loc", "identifier", "key"}
)
_SILENT_IN = {"plist": frozenset({"data", "date"}), "xliff": frozenset({"source"})}
_LANGUAGES = ("xml:lang", "lang", "target-language", "trglang")


def _column(tag: Tag, attribute: Attribute, text: str) -> str:
    return attribute.name if attribute.name in TEXTS else ""


_DIALECT = Dialect(
    False, _SILENT, _LANGUAGES, _column, silent_in=_SILENT_IN, speaks=frozenset({"language"})
)


def locate(text: str, options: Options) -> Layout:
    """The texts between tags, and those of attributes that people read. Never raises."""
    return elements.locate(text, _DIALECT)


def shape(text: str) -> object:
    """The tags, their attributes and the values of those that are not text, by expat.

    Raises Malformed where the file is not well-formed.
    """
    from xml.parsers import expat

    seen: list[object] = []

    def start(name: str, attributes: list[str]) -> None:
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        seen.append((name, [(key, key in TEXTS or value) for key, value in pairs]))

    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.StartElementHandler = start
    parser.EndElementHandler = seen.append
    parser.CommentHandler = lambda data: seen.append(("!", data))
    parser.ProcessingInstructionHandler = lambda *parts: seen.append(parts)
    # With a default handler expat leaves the entities of a document as they are: they may be
    # made to grow without end.
    parser.DefaultHandler = lambda data: None
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, UnicodeEncodeError) as error:
        raise Malformed(str(error)) from error
    return seen
