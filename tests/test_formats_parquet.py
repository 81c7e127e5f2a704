"""Parquet and Arrow IPC: repaired in a copy that differs in its texts alone.

The memory for big files is measured by hand, with any file of 200 MB:

    python -c "import sys; from pathlib import Path; from resource import *; from textfix import PROFILES
    from textfix.formats.parquet import examine, repair; from textfix.formats.layout import Options
    from textfix.formats.spot import Telling
    path, how = Path(sys.argv[1]), (PROFILES['zh-hans'], Options())
    print(examine(path, *how, telling=Telling.REPAIRS).changed, getrusage(RUSAGE_SELF).ru_maxrss)
    print(repair(path, Path(f'{path}.copy'), *how, telling=Telling.REPAIRS).error, getrusage(RUSAGE_SELF).ru_maxrss)
    " FILE
"""

from __future__ import annotations

import datetime
import decimal
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from textfix import PROFILES
from textfix.formats.layout import Options
from textfix.formats.parquet import examine, repair
from textfix.formats.spot import Telling

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

from textfix.formats.arrow import columns as columns_module  # noqa: E402
from textfix.formats.arrow import copy as copy_module  # noqa: E402
from textfix.formats.arrow import store as store_module  # noqa: E402
from textfix.formats.arrow import texts as texts_module  # noqa: E402
from textfix.formats.arrow.digest import digest, same  # noqa: E402

TEXT = pa.string()
PIPELINE = PROFILES["zh-hans"]
GLOSSED = "高質(zhì)量發(fā)展，離不開網(wǎng)絡(luò)數(shù)據(jù)。"
CURED = "高质量发展，离不开网络数据。"
CURES = {
    GLOSSED: CURED,
    "數據": "数据",
    "⽂件": "文件",
    "浣犲ソ涓栫晫": "你好世界",
}
CLEAN = ["数据", "文件", "plain", "id-12", "", None, "第一行\n第二行", "\ufdd0", "🙂👍🏽", "a\\nb"]
VALUES = [*CURES, *CLEAN]
KINDS = ["parquet", "arrow", "arrows"]


def write(path, table, **how):
    """In the format that the suffix says; `rows` in each group or batch."""
    rows = how.pop("rows", None)
    if path.suffix == ".parquet":
        pq.write_table(table, path, row_group_size=rows, **how)
        return path
    new = pa.ipc.new_file if path.suffix == ".arrow" else pa.ipc.new_stream
    with new(path, table.schema, **how) as writer:
        writer.write_table(table, max_chunksize=rows)
    return path


def read(path):
    if path.suffix == ".parquet":
        file = pq.ParquetFile(path)
        if not file.num_row_groups:
            return file.read()
        return pa.concat_tables(file.read_row_group(i) for i in range(file.num_row_groups))
    with pa.memory_map(str(path)) as source:
        opened = pa.ipc.open_file if path.suffix == ".arrow" else pa.ipc.open_stream
        return opened(source).read_all()


def mended(path, options=None, pipeline=PIPELINE, **how):
    """The outcome of a repair, and the table in the copy (None if there is no copy)."""
    target = path.with_name(f"copy.{path.name}")
    options = options or Options()
    outcome = repair(path, target, pipeline, options, **how)
    assert target.exists() is outcome.changed
    seen = examine(path, pipeline, options, **how)
    assert (seen.spots, seen.changed) == (outcome.spots, outcome.changed)
    assert "\n" not in outcome.error
    return outcome, read(target) if outcome.changed else None


def cured(value):
    """What a value of a column should be, however nested."""
    if isinstance(value, str):
        return CURES.get(value, value)
    if isinstance(value, dict):
        return {key: cured(one) for key, one in value.items()}
    if isinstance(value, list):
        return [cured(one) for one in value]
    return (value[0], cured(value[1])) if isinstance(value, tuple) else value


# Types and, for each, how a text is put into a value of it.
TYPES = {
    "string": (pa.string(), lambda s: s),
    "large_string": (pa.large_string(), lambda s: s),
    "string_view": (pa.string_view(), lambda s: s),
    "dictionary": (pa.dictionary(pa.int32(), pa.string()), lambda s: s),
    "small_dictionary": (pa.dictionary(pa.int8(), pa.string(), ordered=True), lambda s: s),
    "large_dictionary": (pa.dictionary(pa.int32(), pa.large_string()), lambda s: s),
    "list": (pa.list_(pa.string()), lambda s: [s, "x", s]),
    "large_list": (pa.large_list(pa.large_string()), lambda s: [s]),
    "fixed_size_list": (pa.list_(pa.string(), 2), lambda s: [s, None]),
    "struct": (pa.struct({"zh": pa.string(), "n": pa.int8()}), lambda s: {"zh": s, "n": 1}),
    "map": (pa.map_(pa.string(), pa.string()), lambda s: [("數據", s), ("k", None)]),
    "messages": (
        pa.list_(pa.struct({"role": pa.string(), "content": pa.string()})),
        lambda s: [{"role": "user", "content": s}, {"role": "助手", "content": s}],
    ),
    "list_of_dictionaries": (pa.list_(pa.dictionary(pa.int8(), pa.string())), lambda s: [s, s]),
    "deep": (pa.list_(pa.list_(pa.struct({"a": pa.list_(pa.string())}))), lambda s: [[{"a": [s]}]]),
}

# pyarrow before 26 cannot read a fixed-size list with a null back from Parquet (it wrote it
# itself): such a file is left, and a test of what is repaired has nothing to look at.
OLD_PYARROW = int(pa.__version__.partition(".")[0]) < 26
COMMON = sorted(TYPES.keys() - {"fixed_size_list"}) if OLD_PYARROW else sorted(TYPES)


@st.composite
def tables(draw):
    """Tables of all kinds of texts, clean and damaged, beside columns that are no texts."""
    size = draw(st.integers(0, 12))
    data, fields = [], []
    for name in draw(st.lists(st.sampled_from(COMMON), min_size=1, max_size=4)):
        type, shape = TYPES[name]
        texts = draw(st.lists(st.sampled_from(VALUES), min_size=size, max_size=size))
        nulls = draw(st.lists(st.booleans(), min_size=size, max_size=size))
        values = [None if n else shape(t) for t, n in zip(texts, nulls, strict=True)]
        data.append(pa.array(values, type))
        note = draw(st.sampled_from([None, {b"note": "數據".encode()}]))
        fields.append(pa.field(f"{name} {len(fields)}", type, metadata=note))
    data.append(pa.array([float("nan")] * size))
    data.append(pa.array([[1.5, float("nan")]] * size, pa.list_(pa.float32())))
    data.append(pa.array(["數據".encode()] * size, pa.binary()))
    fields += pa.field("f", pa.float64()), pa.field("e", pa.list_(pa.float32()))
    fields += [pa.field("raw", pa.binary())]
    note = draw(st.sampled_from([None, {b"huggingface": '{"info": "數據"}'.encode()}]))
    return pa.table(data, pa.schema(fields, note))


@pytest.mark.parametrize("kind", KINDS)
@given(table=tables(), rows=st.integers(1, 6))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_copy_differs_in_its_texts_alone(tmp_path_factory, kind, table, rows):
    if kind != "parquet" and any("small" in name for name in table.column_names):
        table = table.unify_dictionaries()
    path = tmp_path_factory.mktemp("t") / f"a.{kind}"
    write(path, table, rows=rows)
    before = read(path)
    outcome, after = mended(path)
    assert not outcome.error
    if after is None:
        assert outcome.found == ()
        return
    assert after.schema.equals(before.schema, check_metadata=True)
    assert len(after) == len(before)
    for name in before.column_names:
        old, new = before[name], after[name]
        if not any(name in spot.where for spot in outcome.found):
            assert same(old, new)
        else:
            assert [v is None for v in old.to_pylist()] == [v is None for v in new.to_pylist()]
        new.validate(full=True)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", sorted(TYPES))
@pytest.mark.parametrize("rows", [2, 100])
def test_every_type_is_repaired(tmp_path, kind, name, rows):
    type, shape = TYPES[name]
    texts = ["數據", None, "plain", "数据", "⽂件", "", "數據"]
    values = [*map(shape, texts), None]
    path = write(tmp_path / f"a.{kind}", pa.table({"c": pa.array(values, type)}), rows=rows)
    outcome, after = mended(path)
    if name not in COMMON:
        pytest.skip("this pyarrow cannot write the type as it was; the file is left")
    assert after["c"].to_pylist() == pa.array([cured(v) for v in values], type).to_pylist()
    assert after["c"].type == read(path)["c"].type
    assert all("column c" in spot.where for spot in outcome.spots)


@pytest.mark.parametrize("kind", KINDS)
def test_glosses_need_the_whole_column(tmp_path, kind):
    texts = ["質(zhì)量", "發(fā)展", "網(wǎng)絡(luò)", "數(shù)據(jù)", "plain"] * 3
    path = write(tmp_path / f"a.{kind}", pa.table({"t": texts}), rows=2)
    _, after = mended(path)
    assert after["t"].to_pylist() == ["质量", "发展", "网络", "数据", "plain"] * 3


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows", [1, 3, None])
def test_a_clean_file_is_not_written(tmp_path, kind, rows):
    table = pa.table({name: pa.array([*map(shape, CLEAN)], type) for name, (type, shape) in CLEANS})
    path = write(tmp_path / f"a.{kind}", table, rows=rows)
    before = path.read_bytes()
    outcome, after = mended(path)
    assert after is None
    assert (outcome.error, outcome.found) == ("", ())
    assert path.read_bytes() == before


CLEANS = [(name, of) for name, of in TYPES.items() if name != "map"]


@pytest.mark.parametrize("kind", KINDS)
def test_spots_say_the_row_and_the_column(tmp_path, kind):
    messages = [
        [{"role": "u", "content": "好"}] * 3,
        None,
        [],
        [{"role": "u", "content": "看數據"}],
    ]
    table = pa.table(
        {
            "title": ["好", "數據", None, "⽂件和數據"],
            "messages": pa.array(messages, TYPES["messages"][0]),
            "kind": pa.array(["x", "類別", "類別", None]).dictionary_encode(),
        }
    )
    path = write(tmp_path / f"a.{kind}", table, rows=3)
    outcome, _ = mended(path)
    told = {(spot.where, spot.start, spot.end, spot.old, spot.new) for spot in outcome.spots}
    assert {
        ("row 2, column title", 0, 2, "數據", "数据"),
        ("row 4, column title", 3, 5, "數據", "数据"),
        ("row 4, column messages.content", 1, 3, "數據", "数据"),
        ("row 2, column kind", 0, 2, "類別", "类别"),
    } <= told
    assert sum(where.endswith("column kind") for where, *_ in told) == 1


def test_a_value_of_a_dictionary_that_no_row_uses_has_no_row(tmp_path):
    values = pa.DictionaryArray.from_arrays(pa.array([0, 0]), pa.array(["x", "數據"]))
    path = write(tmp_path / "a.arrow", pa.table({"c": values}))
    outcome, after = mended(path)
    assert [spot.where for spot in outcome.spots] == ["column c"]
    assert after["c"].chunk(0).dictionary.to_pylist() == ["x", "数据"]


def test_values_of_a_dictionary_that_become_equal_are_one(tmp_path):
    values = pa.array(["數據", "数据", None, "x", "數據"]).dictionary_encode()
    path = write(tmp_path / "a.arrow", pa.table({"c": values}))
    _, after = mended(path)
    assert after["c"].to_pylist() == ["数据", "数据", None, "x", "数据"]
    assert after["c"].chunk(0).dictionary.to_pylist() == ["数据", "x"]


@pytest.mark.parametrize(
    ("columns", "repaired"),
    [
        ((), {"a", "b", "t"}),
        (("a",), {"a"}),
        (("t",), {"t"}),
        (("t.zh",), {"t"}),
        (("t.en", "b"), {"b"}),
        (("other",), set()),
    ],
)
def test_columns_are_chosen_by_name_or_path(tmp_path, columns, repaired):
    table = pa.table({"a": ["數據"], "b": ["數據"], "t": [{"zh": "數據", "en": "data"}]})
    path = write(tmp_path / "a.parquet", table)
    _, after = mended(path, Options(columns=columns))
    after = after or table
    assert {name for name in table.column_names if after[name] != table[name]} == repaired


def test_columns_that_are_not_there_are_not_met(tmp_path):
    table = pa.table({"a": ["數據"], "n": [1], "s": [{"b": "數據"}]})
    path = write(tmp_path / "a.parquet", table)
    asked = Options(columns=("a", "n", "s", "s.b", "nosuch", "s.c"))
    outcome = examine(path, PIPELINE, asked)
    assert outcome.met == {f"--column {name}" for name in ("a", "n", "s", "s.b")}


@pytest.mark.parametrize(
    ("beside", "name"),
    [
        ("ご注文ありがとうございます。", "鈴木"),
        ("주문해 주셔서 감사합니다.", "鈴木"),
        ("謝謝您的訂購。", "铃木"),
        (None, "铃木"),
    ],
)
def test_labels_are_in_the_language_of_the_columns_beside_them(tmp_path, beside, name):
    columns = {"name": ["鈴木", "鈴木"], "text": [beside, None]}
    path = write(tmp_path / "a.parquet", pa.table(columns, pa.schema({"name": TEXT, "text": TEXT})))
    for options in (Options(), Options(columns=("name",))):
        _, after = mended(path, options)
        assert (after or pa.table(columns))["name"].to_pylist() == [name, name]


def test_columns_named_after_a_language_stay_in_it(tmp_path):
    both = [{"zh-TW": "數據", "zh-CN": "數據"}]
    table = pa.table({"title_zh_TW": ["數據⽂件"], "title": ["數據"], "translation": both})
    _, after = mended(write(tmp_path / "a.parquet", table))
    assert after.to_pylist() == [
        {
            "title_zh_TW": "數據文件",
            "title": "数据",
            "translation": {"zh-TW": "數據", "zh-CN": "数据"},
        }
    ]


def test_keys_of_maps_are_left_unless_asked_for(tmp_path):
    table = pa.table({"m": pa.array([[("數據", "數據")]], pa.map_(pa.string(), pa.string()))})
    path = write(tmp_path / "a.parquet", table)
    assert mended(path)[1]["m"].to_pylist() == [[("數據", "数据")]]
    assert mended(path, Options(keys=True))[1]["m"].to_pylist() == [[("数据", "数据")]]


def test_keys_that_would_become_equal_are_an_error(tmp_path):
    keys = [[("數據", "a"), ("数据", "b")]]
    table = pa.table({"m": pa.array(keys, pa.map_(pa.string(), pa.string()))})
    outcome, _ = mended(write(tmp_path / "a.parquet", table), Options(keys=True))
    assert "column m" in outcome.error
    assert "--keys" in outcome.error


def test_min_score_leaves_what_is_less_sure(tmp_path):
    path = write(tmp_path / "a.parquet", pa.table({"a": ["數據"]}))
    outcome, after = mended(path, min_score=1.1)
    assert after is None
    assert [spot.fixed for spot in outcome.spots] == [False]


def test_what_is_only_shown_is_told_if_asked_for(tmp_path):
    path = write(tmp_path / "a.parquet", pa.table({"a": ["你好,世界"]}))
    assert [spot.fixed for spot in mended(path)[0].spots] == [False]
    assert mended(path, telling=Telling.REPAIRS)[0].spots == ()


@pytest.mark.parametrize("kind", KINDS)
def test_values_that_are_not_utf8_are_left_and_told(tmp_path, kind):
    raw = pa.array([b"\xff\xfe", "數據".encode(), None, b"ok"]).cast(pa.string(), safe=False)
    path = write(tmp_path / f"a.{kind}", pa.table({"a": raw}))
    outcome, after = mended(path)
    wanted = [b"\xff\xfe", "数据".encode(), None, b"ok"]
    assert after["a"].cast(pa.binary()).to_pylist() == wanted
    assert outcome.problems == ("row 1, column a: not UTF-8, left as it is",)


def test_escaped_damage_in_ascii_is_seen(tmp_path):
    path = write(tmp_path / "a.parquet", pa.table({"a": ["=?UTF-8?B?5L2g5aW9?=", "id=12"]}))
    assert mended(path)[1]["a"].to_pylist() == ["你好", "id=12"]


def test_a_long_column_is_repaired_in_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr(texts_module, "BLOCK_BYTES", 200)
    monkeypatch.setattr(texts_module, "BLOCK_TEXTS", 20)
    texts = [f"{i} 數據" if i % 7 else ("好" * i if i % 2 else None) for i in range(300)]
    _, after = mended(write(tmp_path / "a.parquet", pa.table({"a": texts}), rows=130))
    assert after["a"].to_pylist() == [t and t.replace("數據", "数据") for t in texts]


def test_parts_before_the_first_repair_are_copied(tmp_path, monkeypatch):
    monkeypatch.setattr(store_module, "TOGETHER", 1)
    for kind in KINDS:
        table = pa.table({"a": ["好"] * 50 + ["數據"] + ["好"] * 50, "n": range(101)})
        outcome, after = mended(write(tmp_path / f"a.{kind}", table, rows=10))
        assert after["a"].to_pylist() == ["好"] * 50 + ["数据"] + ["好"] * 50
        assert after["n"] == table["n"]
        assert {spot.where for spot in outcome.spots} == {"row 51, column a"}


def test_more_findings_than_are_listed_are_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(columns_module, "LISTED", 3)
    path = write(tmp_path / "a.parquet", pa.table({"a": ["數據"] * 5}))
    outcome, after = mended(path)
    assert len(outcome.spots) == 3
    assert outcome.problems == ("2 more findings are not listed",)
    assert after["a"].to_pylist() == ["数据"] * 5


@pytest.mark.parametrize("kind", KINDS)
def test_texts_forty_levels_deep_are_repaired(tmp_path, kind):
    value = "數據"  # pyarrow reads 100 levels of Parquet, two for a list, and 64 of IPC
    for level in range(40):
        value = {"a": value} if level % 2 else [value]
    outcome, after = mended(write(tmp_path / f"a.{kind}", pa.table({"c": [value]})))
    assert not outcome.error
    assert after["c"].to_pylist() == [cured(value)]


def test_what_is_no_text_is_not_looked_at(tmp_path):
    union = pa.UnionArray.from_sparse(pa.array([0], pa.int8()), [pa.array(["數據"])])
    ends = pa.RunEndEncodedArray.from_arrays([1], pa.array(["數據"]))
    table = pa.table(
        {"u": union, "r": ends, "b": [b"\xe6\x95\xb8"], "j": pa.array(["1"], pa.json_())}
    )
    outcome, after = mended(write(tmp_path / "a.arrow", table))
    assert (outcome.error, outcome.spots, after) == ("", (), None)


def test_unions_and_runs_beside_texts_are_kept(tmp_path):
    union = pa.UnionArray.from_sparse(pa.array([0], pa.int8()), [pa.array(["數據"])])
    ends = pa.RunEndEncodedArray.from_arrays([1], pa.array(["數據"]))
    table = pa.table({"u": union, "r": ends, "t": ["數據"]})
    _, after = mended(write(tmp_path / "a.arrow", table))
    assert after.to_pylist() == [{"u": "數據", "r": "數據", "t": "数据"}]


# What a Parquet file says of itself beside its texts.


def settings_of(path):
    file = pq.ParquetFile(path)
    meta = file.metadata
    groups = [meta.row_group(i) for i in range(meta.num_row_groups)]
    return {
        "rows": [g.num_rows for g in groups],
        "sorted": [g.sorting_columns for g in groups],
        "version": meta.format_version,
        "schema": file.schema_arrow.to_string(show_field_metadata=True),
        "keys": meta.metadata and meta.metadata.keys(),
        "types": [str(file.schema.column(i)) for i in range(len(file.schema))],
        "columns": [
            (
                *(c.path_in_schema, c.compression, c.has_dictionary_page, c.is_stats_set),
                *(c.has_offset_index, c.has_column_index, c.bloom_filter_offset is not None),
                sorted(c.encodings),
            )
            for g in groups
            for c in (g.column(i) for i in range(g.num_columns))
        ],
    }


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"rows": 2},
        {"compression": {"a": "zstd", "n": "gzip", "l.list.element": "none", "d": "snappy"}},
        {"compression": "lz4"},
        {"compression": "brotli"},
        {"use_dictionary": ["a"]},
        {"use_dictionary": False, "column_encoding": {"n": "DELTA_BINARY_PACKED"}},
        {"use_dictionary": False, "column_encoding": {"a": "DELTA_BYTE_ARRAY"}},
        {"use_dictionary": False, "column_encoding": {"a": "DELTA_LENGTH_BYTE_ARRAY"}},
        {"write_statistics": False},
        {"write_statistics": ["n"]},
        {"write_page_index": True},
        {"version": "1.0"},
        {"version": "2.4"},
        {"store_schema": False},
        {"use_compliant_nested_type": False},
        {"store_decimal_as_integer": True},
        {"sorting_columns": [pq.SortingColumn(1, descending=True)], "rows": 3},
        {"data_page_version": "2.0"},
        {"write_page_checksum": True},
        {"bloom_filter_options": {"a": {"ndv": 10, "fpp": 0.01}}},
    ],
    ids=str,
)
def test_the_settings_of_a_parquet_file_are_kept(tmp_path, how):
    table = pa.table(
        {
            "a": ["數據", "x", None, "好", "y"],
            "n": [5, 4, 3, 2, 1],
            "l": [["x"], [], None, ["數據"], [None]],
            "d": [decimal.Decimal("1.50")] * 5,
        },
    ).replace_schema_metadata({"pandas": '{"columns": []}', "作者": "數據"})
    path = write(tmp_path / "a.parquet", table, **how)
    outcome, after = mended(path)
    assert not outcome.error
    assert after["l"].to_pylist() == [["x"], [], None, ["数据"], [None]]
    assert settings_of(tmp_path / "copy.a.parquet") == settings_of(path)


def test_a_column_that_is_repaired_is_not_said_to_be_sorted(tmp_path):
    table = pa.table({"a": ["a", "數據"], "b": ["a", "b"], "c": ["x", "數據"]})
    for by, kept in ((0, False), (1, True)):
        order = [pq.SortingColumn(by)]
        path = write(tmp_path / f"{by}.parquet", table, sorting_columns=order)
        mended(path, Options(columns=("a", "b")))
        copied = settings_of(tmp_path / f"copy.{by}.parquet")["sorted"]
        assert copied == [tuple(order) if kept else ()]


def test_row_groups_without_rows_are_kept(tmp_path):
    path, table = tmp_path / "a.parquet", pa.table({"a": ["數據", "x"]})
    with pq.ParquetWriter(path, table.schema) as writer:
        for size in (2, 0, 1):
            writer.write_table(table.slice(0, size), max(size, 1))
    mended(path)
    assert settings_of(tmp_path / "copy.a.parquet")["rows"] == [2, 0, 1]


def test_names_that_repeat_or_look_like_paths_are_told_apart(tmp_path):
    data = {
        "x": ["數據"],
        " x": ["好"],
        "s.b": ["⽂件"],
        "s": [{"b": "好", "c": "數據"}],
        "": ["數據"],
    }
    names = [name.strip() for name in data]
    for kind in KINDS:
        _, after = mended(write(tmp_path / f"a.{kind}", pa.table([*data.values()], names)))
        assert after.column_names == names
        assert [c.to_pylist() for c in after.columns] == cured([*data.values()])


def test_types_beside_the_texts_are_kept(tmp_path):
    now = datetime.datetime(2024, 5, 1, 12, tzinfo=datetime.timezone.utc)
    others = {
        "time": pa.array([now], pa.timestamp("ns", "Asia/Shanghai")),
        "date": pa.array([now.date()]),
        "clock": pa.array([now.time()], pa.time64("us")),
        "long": pa.array([datetime.timedelta(3)], pa.duration("ms")),
        "half": pa.array([1.5], pa.float16()),
        "big": pa.array([decimal.Decimal(10) ** 40], pa.decimal256(60)),
        "none": pa.nulls(1),
        "unsigned": pa.array([2**64 - 1], pa.uint64()),
        "fixed": pa.array([b"ab"], pa.binary(2)),
        "view": pa.array([b"\xff"], pa.binary_view()),
        "uuid": pa.array([b"0123456789abcdef"], pa.uuid()),
        "json": pa.array(['{"a": "數據"}'], pa.json_()),
        "text": pa.array(["數據"]),
    }
    table = pa.table(others)
    for kind in KINDS:
        _, after = mended(write(tmp_path / f"a.{kind}", table))
        assert after["text"].to_pylist() == ["数据"]
        for name in others.keys() - {"text"}:
            assert after[name].equals(read(tmp_path / f"a.{kind}")[name]), name


def test_what_pyarrow_cannot_store_as_it_was_is_an_error(tmp_path):
    table = pa.table({"a": ["數據"], "t": pa.array([0], pa.timestamp("ns"))})
    path = write(tmp_path / "a.parquet", table, use_deprecated_int96_timestamps=True)
    assert examine(path, PIPELINE, Options()).found
    target = tmp_path / "b.parquet"
    outcome = repair(path, target, PIPELINE, Options())
    assert "column t (INT96)" in outcome.error
    assert not target.exists()


@pytest.mark.parametrize("codec", [None, "lz4", "zstd"])
@pytest.mark.parametrize("kind", ["arrow", "arrows"])
def test_the_settings_of_an_ipc_file_are_kept(tmp_path, codec, kind):
    path = tmp_path / f"a.{kind}"
    new = pa.ipc.new_file if kind == "arrow" else pa.ipc.new_stream
    table = pa.table({"a": ["數據", "x" * 5000], "d": pa.array(["x", "x"]).dictionary_encode()})
    more = {"metadata": {"file": "數據"}} if kind == "arrow" else {}
    how = pa.ipc.IpcWriteOptions(compression=codec)
    with new(path, table.schema, options=how, **more) as writer:
        for i, size in enumerate((2, 0, 1)):
            batch = pa.RecordBatch.from_arrays(
                [c.combine_chunks().slice(0, size) for c in table.columns], schema=table.schema
            )
            writer.write_batch(batch, custom_metadata={"number": str(i)})
    outcome, _ = mended(path)
    assert not outcome.error
    assert _ipc(path.with_name(f"copy.a.{kind}")) == _ipc(path)
    small = path.with_name(f"copy.a.{kind}").stat().st_size < 4000
    assert small is (codec is not None)


def _ipc(path):
    """The metadata and the rows of each batch, and those of the file."""
    with pa.memory_map(str(path)) as source:
        if path.suffix == ".arrow":
            reader = pa.ipc.open_file(source)
            count = range(reader.num_record_batches)
            batches = [reader.get_batch_with_custom_metadata(i) for i in count]
            return reader.metadata, [(len(b), m and dict(m)) for b, m in batches]
        found, reader = [], pa.ipc.open_stream(source)
        try:
            while True:
                batch, note = reader.read_next_batch_with_custom_metadata()
                found.append((len(batch), note and dict(note)))
        except StopIteration:
            return None, found


def test_a_stream_may_replace_its_dictionaries(tmp_path):
    path = tmp_path / "a.arrows"
    batches = [
        pa.record_batch({"c": pa.array(values).dictionary_encode()})
        for values in (["數據", "x"], ["x", "⽂件", "數據"], ["y"])
    ]
    with pa.ipc.new_stream(path, batches[0].schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    _, after = mended(path)
    assert after["c"].to_pylist() == ["数据", "x", "x", "文件", "数据", "y"]


def test_what_follows_a_stream_is_not_lost(tmp_path):
    path = write(tmp_path / "a.arrows", pa.table({"a": ["數據"]}))
    size = path.stat().st_size
    path.write_bytes(path.read_bytes() * 2)
    outcome, _ = mended(path)
    assert f"at byte {size}" in outcome.error


# Files that are broken, or not what they are called.


@pytest.mark.parametrize("kind", KINDS)
def test_every_truncation_is_an_error_or_harmless(tmp_path, kind):
    whole = write(tmp_path / f"w.{kind}", pa.table({"a": ["數據", "x"]}), rows=1).read_bytes()
    path, target = tmp_path / f"a.{kind}", tmp_path / "b"
    for end in range(0, len(whole), 7):
        path.write_bytes(whole[:end])
        outcome = repair(path, target, PIPELINE, Options())
        # A stream may end after any batch, and says so by nothing.
        assert outcome.error or kind == "arrows"
        assert "\n" not in outcome.error
        assert target.exists() is outcome.changed
        target.unlink(missing_ok=True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_byte_is_never_an_exception(tmp_path, kind):
    whole = write(tmp_path / f"w.{kind}", pa.table({"a": ["數據", "x"]})).read_bytes()
    path, target = tmp_path / f"a.{kind}", tmp_path / "b"
    for at in range(0, len(whole), 11):
        path.write_bytes(whole[:at] + bytes((whole[at] ^ 0x5A,)) + whole[at + 1 :])
        outcome = repair(path, target, PIPELINE, Options())
        assert "\n" not in outcome.error
        target.unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not a whole"),
        (b"P", "not a whole"),
        (b"PAR1", "not a whole"),
        (b"PAR1PAR1", "not a whole"),
        (b"PARE" + bytes(40), "encrypted"),
        (b"FEA1" + bytes(40), "version 2"),
        (b"ARROW1\0\0", "not a whole"),
        (b"a,b\n1,2\n", "not a whole"),
        (b'{"a": 1}\n' * 90, "not a whole"),
        (b"\xff" * 64, "not a whole"),
        (b"version https://git-lfs.github.com/spec/v1\n", "not a whole"),
    ],
)
def test_what_is_no_such_file_is_an_error_of_one_line(tmp_path, data, says):
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    for outcome in (
        examine(path, PIPELINE, Options()),
        repair(path, tmp_path / "b", PIPELINE, Options(), name="shown"),
    ):
        assert says in outcome.error
        assert "\n" not in outcome.error
    assert outcome.path == "shown"
    assert not (tmp_path / "b").exists()


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    assert "vanished" in examine(tmp_path / "a.parquet", PIPELINE, Options()).error


def test_an_encrypted_file_is_an_error(tmp_path):
    encryption = pytest.importorskip("pyarrow.parquet.encryption")

    class Keys(encryption.KmsClient):
        def __init__(self, config):
            super().__init__()

        def wrap_key(self, key, master):
            return key.hex()

        def unwrap_key(self, key, master):
            return bytes.fromhex(key)

    factory = encryption.CryptoFactory(Keys)
    table = pa.table({"a": ["數據"]})
    for plain in (False, True):
        how = encryption.EncryptionConfiguration(
            footer_key="f", column_keys={"c": ["a"]}, plaintext_footer=plain
        )
        keys = factory.file_encryption_properties(encryption.KmsConnectionConfig(), how)
        path = tmp_path / "a.parquet"
        with pq.ParquetWriter(path, table.schema, encryption_properties=keys) as writer:
            writer.write_table(table)
        assert "encrypted" in examine(path, PIPELINE, Options()).error


def test_without_pyarrow_the_error_names_the_cure(tmp_path, monkeypatch):
    path = write(tmp_path / "a.parquet", pa.table({"a": ["數據"]}))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    assert "pip install 'textfix[parquet]'" in examine(path, PIPELINE, Options()).error


# The proof itself: a copy that is not what it should be must not pass.


def _with_first_column(change):
    make = copy_module._with

    def wrong(table, repaired):
        table = make(table, repaired)
        return table.set_column(0, table.schema.field(0), change(table.column(0)))

    return wrong


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("column", ["n", "a", "l"])
def test_a_copy_that_is_wrong_is_removed(tmp_path, kind, column, monkeypatch):
    data = {"n": [1, 2, None], "a": ["數據", "x", None], "l": [["x", "數據"], [], None]}
    table = pa.table(data).select([column, *(data.keys() - {column})])
    path, target = write(tmp_path / f"a.{kind}", table), tmp_path / f"b.{kind}"

    def change(values):
        return pa.chunked_array([values.take([1, 0, 2]).combine_chunks()])

    monkeypatch.setattr(copy_module, "_with", _with_first_column(change))
    outcome = repair(path, target, PIPELINE, Options())
    assert f"did not keep column {column}" in outcome.error
    assert not target.exists()


def test_a_copy_with_other_metadata_is_removed(tmp_path, monkeypatch):
    from textfix.formats.arrow import parquet_file

    table = pa.table({"a": ["數據"]}).replace_schema_metadata({"k": "v"})
    path, target = write(tmp_path / "a.parquet", table), tmp_path / "b.parquet"
    make = parquet_file.ParquetWriter.__init__

    def forget(self, target, schema, settings):
        make(self, target, schema.remove_metadata(), settings)

    monkeypatch.setattr(parquet_file.ParquetWriter, "__init__", forget)
    monkeypatch.setattr(
        parquet_file.ParquetWriter,
        "write",
        lambda self, part, table: self._writer.write_table(table.replace_schema_metadata(None)),
    )
    assert "schema" in repair(path, target, PIPELINE, Options()).error
    assert not target.exists()


@pytest.mark.parametrize(
    ("values", "other"),
    [
        (["a", "b"], ["ab", ""]),
        (["a", None], ["a", ""]),
        ([["a"], []], [[], ["a"]]),
        ([["a"], None], [["a"], []]),
        ([{"x": 1}], [{"x": None}]),
        ([{"x": None}], [None]),
        ([1.0, float("nan")], [float("nan"), 1.0]),
        ([True, False], [False, True]),
        ([b"a", b"bc"], [b"ab", b"c"]),
        ([decimal.Decimal("1.5")], [decimal.Decimal("1.6")]),
        ([datetime.date(2024, 1, 1)], [datetime.date(2024, 1, 2)]),
        ([["a", "b"], ["c"]], [["a"], ["b", "c"]]),
    ],
)
def test_what_differs_has_another_digest(values, other):
    type = pa.array(values).type
    one, two = (pa.chunked_array([pa.array(v, type)]) for v in (values, other))
    assert digest(one) != digest(two)
    assert not same(one, two)
    again = pa.chunked_array([pa.array(values[i : i + 1], type) for i in range(len(values))])
    assert digest(again) == digest(one)
    assert same(again, one)
