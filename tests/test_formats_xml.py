"""XML: texts are repaired; the standard library's parser sees the same tree before and after."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

import pytest
from format_files import PIPELINE, check, check_prefixes, files, sound
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.formats import xml
from textfix.formats.layout import Malformed, Options
from textfix.formats.splice import repair

FILES = files("xml")
CURES = {
    "數據": "数据",
    "質(zhì)量發(fā)展": "质量发展",
    "浣犲ソ涓栫晫": "你好世界",
    "⽂件": "文件",
}
LONG = 300_000
UNITS = [
    *("<", "<a", "<a ", "<a b='", "<!", "<!--", "<?", "<![CDATA[", "<!DOCTYPE [", "<!DOCTYPE '"),
    *("</", "</b>", "<d>", "{", "&", "&#2", "&lt;a", "&lt;", "<a/>", "<a x=''>數", "]]>"),
    "<language>zh",
]


@pytest.mark.parametrize("file", FILES)
def test_odd_files(file):
    check(xml, file)


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_anywhere(file):
    check_prefixes(xml, file)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("<a>數據 & 網絡</a>", "<a>数据 & 网络</a>"),
        ("<a>數據 < 網絡</b>", "<a>数据 < 网络</b>"),
        ("<a>數據", "<a>数据"),
        ("<a title=數據>數據</a>", "<a title=数据>数据</a>"),
        ("<a>數據</a><b>數據</b>", "<a>数据</a><b>数据</b>"),
        ("<a>數據&#xD83D;&nbsp;&#99999999;</a>", "<a>数据&#xD83D;&nbsp;&#99999999;</a>"),
        ("\n<?xml version='1.0'?><a>數據</a>", "\n<?xml version='1.0'?><a>数据</a>"),
        ("<a><![CDATA[數據</a>", "<a><![CDATA[数据</a>"),
        ("<a>\x00數據\ud83d</a>", "<a>\x00数据\ud83d</a>"),
    ],
)
def test_what_is_not_well_formed_is_repaired_as_far_as_it_can_be_read(text, want):
    with pytest.raises(Malformed):
        xml.shape(text)
    assert repair(text, xml, PIPELINE, Options()).after == want


@pytest.mark.parametrize("unit", UNITS)
def test_long_lines_of_one_thing(unit):
    text = "<p>" + unit * (LONG // len(unit)) + "<p>數據"
    assert all(text[p.start : p.end].strip() for p in xml.locate(text, Options()).pieces)


def test_ten_megabytes_in_one_line():
    row, many = f"<r a='1'>數據</r><s>{'plain text of some length, in English. ' * 6}</s>", 40_000
    text = f"<a>{row * many}</a>"
    assert len(text) > 10_000_000
    assert len(xml.locate(text, Options()).pieces) == 2 * many


def test_elements_100000_deep():
    text = "<d>" * 100_000 + "數據" + "</d>" * 100_000
    assert repair(text, xml, PIPELINE, Options()).after == text.replace("數據", "数据")


def tree(text):
    """The tags with the names of their attributes, and all texts, read by the standard library."""
    elements = list(ElementTree.fromstring(text).iter())
    texts = [part for e in elements for part in (e.text, e.tail, *e.attrib.values())]
    return [(e.tag, list(e.attrib)) for e in elements], texts


def trees(texts):
    """Well-formed files, of texts spelled in every way."""
    spelled = [
        escape,
        lambda text: f"<![CDATA[{text}]]>",
        lambda text: "".join(f"&#{ord(c)};" for c in text),
        lambda text: "".join(f"&#x{ord(c):x};" for c in text),
    ]
    leaf = st.one_of(
        st.builds(lambda text, spell: spell(text), texts, st.sampled_from(spelled)),
        st.sampled_from(
            ["<x/>", "<!-- 數據 -->", "<?pi 數據?>", "\n", "&#160;", "&lt;", "<pre>數據</pre>"]
        ),
        st.builds(lambda text: f"<i title={quoteattr(text)}/>", texts),
    )
    node = st.recursive(
        leaf,
        lambda inner: st.builds(
            lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
            st.sampled_from(["a", "項", "n:b", "P"]),
            st.lists(inner, max_size=4),
        ),
        max_leaves=12,
    )
    return st.lists(node, max_size=5).map(lambda nodes: f"<r xmlns:n='n'>{''.join(nodes)}</r>")


@settings(deadline=None)
@given(trees(st.sampled_from(["文字", "a < b & \"c\" > 'd'", "plain", *CURES])))
def test_texts_are_repaired_and_nothing_else(text):
    after = sound(xml, text, Options()).after
    (tags, texts), (tags_after, texts_after) = tree(text), tree(after)
    assert tags_after == tags
    for old, new in zip(texts, texts_after, strict=True):
        assert new == old or any(damage in old for damage in CURES)


@settings(deadline=None)
@given(trees(st.sampled_from(["文字", "a < b & \"c\" > 'd'", "plain", "第一行"])))
def test_clean_files_stay(text):
    text = text.replace("數據", "数据")
    assert sound(xml, text, Options()).after is text


@settings(deadline=None)
@given(st.text(alphabet="<>/!?-='\"& \na文數據&;#x1{}[]", max_size=60))
def test_any_text_is_read(text):
    try:
        sound(xml, text, Options())
    except Malformed:  # by `shape`, of which a text that is no XML has none
        repair(text, xml, PIPELINE, Options())
