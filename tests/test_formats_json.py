import json as stdlib
import time
from contextlib import suppress

import pytest
from format_files import PIPELINE, check, check_prefixes, files, sound
from hypothesis import given
from hypothesis import strategies as st

from textfix.formats import json
from textfix.formats.json_string import SPELLING
from textfix.formats.json_tree import MANY, Node, texts
from textfix.formats.layout import Malformed, Options, Unspellable
from textfix.formats.splice import repair

FILES = files("json")
CUT = {
    "escapes, lower case",
    "lone surrogates stay",
    "comments and last commas, as editors have them",
}

# What is repaired in whatever company.
REPAIRS = {
    "⽂件": "文件",
    "浣犲ソ涓栫晫": "你好世界",
    "⼈⼯“智能”": "人工“智能”",
}
CLEAN = ("资料库", "", "a\tb", 'C:\\"q"/', "“引号”……", "😀\u2028", "\x7f\x00", "doc-17")
LEAVES = st.one_of(
    st.sampled_from((*REPAIRS, *CLEAN)),
    st.integers(),
    st.sampled_from((None, True, False, 1.5, 10**30)),
)
TREES = st.recursive(
    LEAVES,
    lambda below: (
        st.lists(below, max_size=4)
        | st.dictionaries(st.sampled_from(("a", "資料", "b c", "k\n", "é")), below, max_size=4)
    ),
    max_leaves=12,
)
STYLES = st.fixed_dictionaries(
    {
        "ensure_ascii": st.booleans(),
        "indent": st.sampled_from((None, 0, 2, "\t")),
        "separators": st.sampled_from((None, (",", ":"), (" , ", " : "))),
    }
)


@pytest.mark.parametrize("file", FILES)
def test_files(file):
    check(json, file)


@pytest.mark.parametrize("file", [file for file in FILES if file.id in CUT])
def test_files_that_are_cut(file):
    check_prefixes(json, file)


def test_files_that_are_cut_are_there():
    assert {file.id for file in FILES} >= CUT


def mended(tree):
    if isinstance(tree, str):
        return REPAIRS.get(tree, tree)
    if isinstance(tree, list):
        return [mended(item) for item in tree]
    if isinstance(tree, dict):
        return {key: mended(item) for key, item in tree.items()}
    return tree


@given(TREES, STYLES)
def test_trees(tree, style):
    text = stdlib.dumps(tree, **style)
    after = sound(json, text, Options()).after
    assert stdlib.loads(after) == mended(tree)
    if tree == mended(tree):
        assert after is text
    else:
        assert stdlib.dumps(mended(tree), **style) == after


@pytest.mark.parametrize("depth", (100, 100_000))
def test_nesting(depth):
    text = "[" * depth + '"資料庫"' + "]" * depth
    try:
        assert sound(json, text, Options()).after == text.replace("資料庫", "资料库")
    except Malformed:
        assert depth > 100
    with pytest.raises(Malformed):
        json.locate('{"a":' * 100_000 + '"資料庫"', Options())


@pytest.mark.parametrize(
    "text",
    (
        '"' + "資料庫，" * 2_500_000 + '"',
        '"' + r"\u8cc7" * 1_600_000 + '"',
        '"' + r"\\" * 5_000_000 + '資"',
        '"資' + r"\"" * 2_000_000,
        '"資" ' + "/*" * 1_000_000,
        '["資"' + ' , "a" ' * 1_500_000 + "]",
        '["資" ' + "," * 10_000_000,
        "資" + '"' * 1_000_000,
    ),
    ids=("text", "escapes", "backslashes", "quotes", "comments", "items", "commas", "strings"),
)
def test_long_files_take_linear_time(text):
    began = time.process_time()
    with suppress(Malformed):
        assert json.locate(text, Options()).pieces
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "before, after",
    (
        ('{"a": 1.0}', '{"a": 1.00}'),
        ('{"a": 1}', '{"a": "1"}'),
        ('{"a": [1, 2]}', '{"a": [[1], 2]}'),
        ('{"a": 1, "b": 2}', '{"a": 1, "a": 2}'),
        ("[true]", "[1]"),
        ("[]", "{}"),
        ("[NaN]", "[null]"),
    ),
)
def test_shapes_that_differ(before, after):
    assert json.shape(before) != json.shape(after)


def test_shape_is_blind_to_texts():
    assert json.shape('{"a": ["b", 1]}') == json.shape('{"c": ["d", 1]}')


def test_shape_of_no_json():
    with pytest.raises(ValueError):
        json.shape('{"a": ')


@pytest.mark.parametrize(
    "new, raw, spelled",
    (
        ("库", r"\u5eab", r"\u5e93"),
        ("库", r"\u5EAB", r"\u5E93"),
        ("库", r"庫\n", "库"),
        ("😀", r"\u5eab", r"\ud83d\ude00"),
        ('"\\', "庫", r"\"\\"),
        ("\n\x01\u2028", "庫", r"\n\u0001\u2028"),
        ("a/b", r"庫\/", r"a\/b"),
        ("a/b", "庫/", "a/b"),
        ("<", r"\u003C", r"\u003C"),
    ),
)
def test_new_text_is_spelled_like_the_old(new, raw, spelled):
    assert SPELLING.write(new, raw) == spelled


SPELLED = (r"\u5eab", r"\ud83d\ude00", r"\ud83d", r"\ude00", r"\\", r"\"", r"\/", r"\n", r"\u0000")


@given(
    st.lists(st.sampled_from((*SPELLED, *SPELLED, "u", "n", "庫", "\ud83d", "\t\n", "😀"))).map(
        "".join
    )
)
def test_a_string_reads_the_same_as_a_whole_and_by_its_escapes(raw):
    by_escapes = SPELLING.escape.sub(lambda m: SPELLING.read(m[0]), raw)
    assert SPELLING.reads(raw) == by_escapes == stdlib.loads(f'"{raw}"', strict=False)


def test_a_lone_surrogate_is_never_written():
    with pytest.raises(Unspellable):
        SPELLING.write("\ud83d", "庫")


def test_bytes_that_could_not_be_decoded_stay():
    text = '{"a": "資料庫\udc80", "b": "檔案"}'
    assert repair(text, json, PIPELINE, Options()).after == '{"a": "资料库\udc80", "b": "档案"}'


def test_keys_that_are_data_share_a_column():
    text = "{" + ",".join(f'"key {i}": "資"' for i in range(MANY + 50)) + "}"
    pieces = texts(text, Node.root(Options()), (0, len(text)), False, lambda place: place.path)
    assert len({piece.column for piece in pieces}) == MANY + 1


def test_where():
    text = '{"a": {"b": ["資", {"c": "料"}]}, "d": "庫"}'
    layout = json.locate(text, Options())
    assert [piece.where for piece in layout.pieces] == ["a.b[]", "a.b[].c", "d"]
