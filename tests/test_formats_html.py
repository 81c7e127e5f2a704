"""HTML: what stands between tags and in some attributes is repaired, all else stays."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from format_files import PIPELINE, check, check_prefixes, files, sound
from hypothesis import example, given, settings
from hypothesis import strategies as st

from textfix.formats import html
from textfix.formats.layout import Options
from textfix.formats.splice import repair

FILES = files("html")
CURES = {
    "數據": "数据",
    "質(zhì)量發(fā)展": "质量发展",
    "浣犲ソ涓栫晫": "你好世界",
    "⽂件": "文件",
}
LONG = 300_000
UNITS = [
    *("<", "<a", "<a ", '<a b="', "<!", "<!--", "<?", "<?x>", "</", "</b>", "<div>", "<p>數據"),
    *("{", "{{}", "&", "&#2", "&lt;a", "<script>", " \n", "\u200b ", "<%", "=", "<a lang=zh>"),
]
MARKS = [
    *("<br>", "<hr/>", "<!-- 數據 -->", "&nbsp;", "&amp;", "&#25991;", "<p>", "</p>", "\n", " < "),
    *("<script>'數據'</script>", "<code>數據</code>", "<img src=a>", "<a href='數據'>", "\u200b"),
]


class Browser(HTMLParser):
    """The tags of a page and its texts, references read, as the standard library sees them."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.texts = [], [""]

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, [name for name, _ in attrs]))
        self.texts += [value for name, value in attrs if name in ("alt", "title")] + [""]

    def handle_endtag(self, tag):
        self.tags.append(tag)
        self.texts.append("")

    def handle_comment(self, data):
        self.texts.append("")

    def handle_data(self, data):
        self.texts[-1] += data


def browse(text):
    browser = Browser()
    browser.feed(text)
    browser.close()
    return browser.tags, browser.texts


@pytest.mark.parametrize("file", FILES)
def test_odd_files(file):
    check(html, file)


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_anywhere(file):
    check_prefixes(html, file)


def test_what_is_part_of_the_shape():
    shape = html.shape("<a href='a' title='b'>c<br></a>")
    assert html.shape("<A href=a title=d>e<BR></A>") == shape
    for other in (
        "<a href='b' title='b'>c<br></a>",
        "<a href='a'>c<br></a>",
        "<a href='a' title='b'>c</a>",
    ):
        assert html.shape(other) != shape


@pytest.mark.parametrize("unit", UNITS)
def test_long_lines_of_one_thing(unit):
    """Depth and repetition: neither recursion nor a loop within a loop."""
    page = "<p>" + unit * (LONG // len(unit)) + "<p>數據"
    layout = html.locate(page, Options())
    assert all(page[p.start : p.end].strip() for p in layout.pieces)
    html.shape(page[: LONG // 10])


def test_ten_megabytes_in_one_line():
    cell, many = "<td class=a>數據<td>" + "plain text of some length, in English. " * 6, 40_000
    page = cell * many
    assert len(page) > 10_000_000
    assert len(html.locate(page, Options()).pieces) == 2 * many


def test_elements_100000_deep():
    page = "<div>" * 100_000 + "數據" + "</div>" * 100_000
    assert repair(page, html, PIPELINE, Options()).after == page.replace("數據", "数据")


def pages(texts):
    """Pages that no one would write."""
    tag = st.sampled_from(["p", "div", "b", "span", "td", "li", "q", "H1"])
    mark = st.sampled_from(MARKS)
    image = st.builds("<img {}='{}'>".format, st.sampled_from(["alt", "title", "ALT"]), texts)
    quoted = st.builds('<a class=x title="{}">'.format, texts)
    leaf = st.one_of(texts, texts, mark, image, quoted)
    node = st.recursive(
        leaf,
        lambda inner: st.builds(
            lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
            tag,
            st.lists(inner, max_size=4),
        ),
        max_leaves=12,
    )
    return st.lists(node, max_size=5).map("".join)


@settings(deadline=None)
@given(pages(st.sampled_from(["文字", "数据，", "plain", *CURES])))
def test_texts_are_repaired_and_nothing_else(page):
    after = sound(html, page, Options()).after
    (tags, texts), (tags_after, texts_after) = browse(page), browse(after)
    assert tags_after == tags
    assert len(texts_after) == len(texts)
    for old, new in zip(texts, texts_after, strict=True):
        if not any(damage in old for damage in CURES):
            assert new == old or "\u200b" in old


@settings(deadline=None)
@given(pages(st.sampled_from(["文字", "数据，", "plain", "第一行"])))
def test_clean_pages_stay(page):
    page = page.replace("\u200b", "").replace("數據", "数据")
    assert sound(html, page, Options()).after is page


@settings(deadline=None)
@example("<![>據")
@given(st.text(alphabet="<>/!?-='\"& \na文數據&;#x1{}%[]", max_size=60))
def test_any_text_is_a_page(text):
    sound(html, text, Options())
