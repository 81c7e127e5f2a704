"""Bytes at the door."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix import DecodeError, decode, fix_bytes
from textfix.recode.declared import for_file

TEXT = "數據,données\r\n𠮷"


@pytest.mark.parametrize(
    ("data", "encoding", "bom"),
    [
        (TEXT.encode(), "utf-8", False),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8", True),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le", True),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be", True),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le", True),
        (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), "utf-32-be", True),
    ],
)
def test_decode(data: bytes, encoding: str, bom: bool) -> None:
    assert decode(data)[:3] == (TEXT, encoding, bom)


def test_only_the_first_mark_is_a_mark() -> None:
    assert decode(codecs.BOM_UTF8 * 2).text == "\ufeff"
    assert decode(b"")[:3] == ("", "utf-8", False)
    assert decode(codecs.BOM_UTF16_LE)[:3] == ("", "utf-16-le", True)


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ("好".encode() + b"\xff" + b"ok", r"byte 3 \(ff\): not valid UTF-8"),
        (codecs.BOM_UTF8 + b"a\x80", r"byte 4 \(80\)"),
        (b"caf\xe9!", r"byte 3 \(e9\): not valid UTF-8, and no other encoding is certain"),
        ("好".encode()[:2], r"bytes 0-1 \(e5 a5\)"),
        ("好".encode() + b"\xed\xa0\x80" + "的".encode(), r"byte 3 \(ed\)"),
        (codecs.BOM_UTF16_LE + b"a\0b", r"byte 4 \(62\): not valid UTF-16-LE"),
        (codecs.BOM_UTF16_BE + b"\xd8\x00\x00a", r"bytes 2-3 \(d8 00\): not valid UTF-16-BE"),
        (codecs.BOM_UTF32_BE + b"\x00\x11\x00\x00", r"bytes 4-7 \(00 11 00 00\)"),
    ],
)
def test_refusals_say_where_and_what_to_do(data: bytes, where: str) -> None:
    with pytest.raises(DecodeError, match=f"^{where}.*--encoding") as caught:
        decode(data)
    assert isinstance(caught.value, ValueError)
    assert caught.value.__cause__ is None


def test_fix_bytes() -> None:
    assert fix_bytes("數據".encode("utf-8-sig")) == "数据"
    assert fix_bytes("數據".encode("utf-16"), ignore=["traditional"]) == "數據"
    assert fix_bytes("資料庫連線失敗".encode("big5"), ignore=["traditional"]) == "資料庫連線失敗"
    with pytest.raises(DecodeError):
        fix_bytes(b"caf\xe9!")


CHINESE = "数据库连接失败，请稍后再试。\n网络已断开\n"
HANT = "資料庫連線失敗，請稍後再試。\n網路已中斷\n"
JAPANESE = "データベースに接続できませんでした。\n再起動してください\n"
KOREAN = "데이터베이스에 연결하지 못했습니다.\n다시 시도해 주세요\n"
RUSSIAN = "Не удалось подключиться к базе данных, попробуйте ещё раз.\n"


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (CHINESE, "gbk", "gb18030"),
        (CHINESE + "𠮷㐂", "gb18030", "gb18030"),
        (HANT, "cp950", "cp950"),
        (HANT + "嘅咗嚟", "big5hkscs", "big5hkscs"),
        (JAPANESE, "cp932", "shift_jis"),
        (JAPANESE, "euc_jp", "euc-jp"),
        (JAPANESE, "iso2022_jp", "iso2022_jp_2"),
        (KOREAN, "cp949", "euc-kr"),
        (KOREAN, "iso2022_kr", "iso2022_kr"),
        (CHINESE, "hz", "hz"),
        (CHINESE, "utf-16-le", "utf-16-le"),
        (CHINESE, "utf-16-be", "utf-16-be"),
        (HANT, "utf-32-le", "utf-32-le"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8_r", "koi8_r"),
    ],
)
def test_encodings_without_a_mark(text: str, codec: str, encoding: str) -> None:
    found = decode(text.encode(codec))
    assert (found.text, found.encoding, found.problems) == (text, encoding, ())
    assert found.newline == "\n"
    assert [span.encoding for span in found.spans] == [encoding]
    assert found.to_bytes() == text.encode(codec)


@pytest.mark.parametrize(("text", "codec"), [(CHINESE, "utf-8"), (CHINESE, "gbk"), (HANT, "cp950")])
def test_one_bad_byte_does_not_change_the_encoding(text: str, codec: str) -> None:
    data = text.encode(codec)
    for at in range(len(data) - 1):
        bad = data[:at] + b"\xff" + data[at + 1 :]
        kept = decode(bad, errors="keep")
        assert kept.encoding == decode(data).encoding
        assert kept.to_bytes() == bad
        # The damaged character, and where a line end was hit the one before.
        whole = {c for c in text if c in kept.text}
        assert len(set(text) - whole) <= 1
        assert abs(len(kept.text) - len(text)) <= 2
        with pytest.raises(DecodeError) as caught:
            decode(bad)
        assert caught.value.args[0].startswith(
            (
                f"byte {at} (",
                f"bytes {at}-",
                f"bytes {at - 1}-",
                f"byte {at - 1} (",
                f"byte {at - 2} (",
                f"bytes {at - 2}-",
            )
        )


def test_a_word_in_a_table_is_not_utf_8_by_chance() -> None:
    for word in ("唯一欠缺", "水平唯一", "签说"):  # each is valid UTF-8 in GBK: ΨһǷȱ, ˮƽΨһ, ǩ˵
        text = f"id,name,qty\n1,{word},20\n2,plain,30\n"
        assert decode(text.encode("gbk")).text == text


@pytest.mark.parametrize("word", ["naïve", "Übung", "ß", "25 °C", "€ 5", "“so”", "Øre", "ñ", "日"])
def test_one_letter_beyond_ascii_is_enough_where_it_is_valid(word: str) -> None:
    text = f"plain text\nwith {word} in it\n" + "and more\n" * 40
    assert decode(text.encode())[:3] == (text, "utf-8", False)


def test_a_cut_tail_is_named() -> None:
    data = CHINESE.strip().encode()[:-1]
    with pytest.raises(DecodeError, match=r"is the end cut off\?.*--errors keep"):
        decode(data)
    assert decode(data, errors="keep").text.startswith(CHINESE.strip()[:-1])
    assert decode(data, errors="escape").text == CHINESE.strip()[:-1] + r"\xe5\xbc"


def test_lines_in_another_encoding() -> None:
    data = CHINESE.encode() * 3 + "磁盘空间不足\n".encode("gbk") + CHINESE.encode()
    found = decode(data)
    assert found.text == CHINESE * 3 + "磁盘空间不足\n" + CHINESE
    assert [span.encoding for span in found.spans] == ["utf-8", "gb18030", "utf-8"]
    assert data[found.spans[1].start : found.spans[1].end].decode("gbk") == "磁盘空间不足"
    assert found.to_bytes() == data


def test_what_windows_reads_is_read_and_named() -> None:
    data = CHINESE.encode("gbk") + b"\x80 12\xa3\xa0" + "元".encode("gbk")
    found = decode(data)
    assert found.text.endswith("€ 12\u3000元")
    assert found.to_bytes() == data
    assert not any(problem.fatal for problem in found.problems)
    assert {problem.what for problem in found.problems} == {
        "80 read as € (1 times), as Windows does",
        "a3 a0 read as \u3000 (1 times), as Windows does",
    }


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        (b"PK\x03\x04\x14\0\0\0", "a ZIP archive"),
        (b"\x7fELF\x02\x01\x01\0\0", "a program"),
        (bytes(range(256)) * 8, "too many control characters"),
    ],
)
def test_binaries_are_refused_by_name(data: bytes, what: str) -> None:
    with pytest.raises(DecodeError, match=f"not text.*{what}"):
        decode(data)


def test_a_declaration_is_a_hint_and_no_order() -> None:
    short = "色荷、".encode("gbk")
    assert decode(b'<meta charset="gb2312">' + short).encoding == "gb18030"
    assert decode(b'<meta charset="gb2312">' + CHINESE.encode()).encoding == "utf-8"
    assert (
        decode(b'<?xml version="1.0" encoding="utf-8"?>' + CHINESE.encode("gbk")).encoding
        == "gb18030"
    )


def test_settings_of_the_folder_are_hints(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitattributes").write_text("*.txt text\n*.csv working-tree-encoding=GBK\n")
    (tmp_path / ".editorconfig").write_text("root = true\n[old/*.{log,dat}]\ncharset = big5\n")
    (tmp_path / "old").mkdir()
    expected = {
        "a.csv": "gb18030",
        "old/b.csv": "gb18030",
        "old/c.dat": "cp950",
        "d.dat": "",
        "e.txt": "",
    }
    assert {name: for_file(tmp_path / name) for name in expected} == expected
    assert decode("色荷、".encode("gbk"), hint="gb18030").encoding == "gb18030"
    assert decode(CHINESE.encode(), hint="gb18030").encoding == "utf-8", "weighed, not obeyed"


def test_what_is_asked_for_is_obeyed() -> None:
    assert decode("数".encode("gbk"), encoding="GBK").text == "数"
    for codec in ("utf-16", "utf-16-be", "utf-32", "utf-8-sig"):
        data = CHINESE.encode(codec)
        assert decode(data, encoding=codec).text == CHINESE
        assert decode(data, encoding=codec).to_bytes() == data
    with pytest.raises(LookupError, match="no encoding named 'klingon'; for Chinese"):
        decode(b"", encoding="klingon")
    with pytest.raises(ValueError, match="no errors='ignore'; known: strict, keep, escape"):
        decode(b"", errors="ignore")
    with pytest.raises(DecodeError, match=r"ISO-2022-CN.*iconv"):
        decode(b"\x1b$)A\x0eRV")


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(
    st.binary(max_size=60),
    st.sampled_from(["", "gbk", "utf-8", "cp950", "cp932", "utf-16-le", "hz", "iso2022_kr"]),
)
def test_only_one_error_and_always_the_way_back(data: bytes, codec: str) -> None:
    if codec:
        whole = CHINESE.encode(codec, "ignore")
        data = whole[: len(data)] + data + whole[len(data) :]
    for errors in ("keep", "escape"):
        try:
            found = decode(data, errors=errors)
        except DecodeError:
            continue
        assert found.to_bytes() == data


@pytest.mark.parametrize(
    "text",
    [
        "id,word\n1,pâte\n2,âge\n3,tâche\n4,château\n5,râle\n",
        "# Notes\n\nLe prix est dû.\nIl est sûr.\nLe goût.\nUn août.\n",
        "São\nmão\npão\nnão\n",
        "până câine mâine pâine când",
        *(f"a: {c}\nb: {c}\nc: {c}\nd: {c}\n" for c in "âãġũŬŰŸûΪéüöñçøå"),
    ],
)
def test_a_few_letters_of_europe_are_utf_8(text: str) -> None:
    assert decode(text.encode()).text == text


def test_what_is_declared_goes_before_a_guess() -> None:
    page = '<?xml version="1.0" encoding="ISO-8859-2"?>\n<a>Művelődés Háza, Sárospatak</a>\n'
    assert decode(page.encode("iso-8859-2")).text == page
    assert decode('<meta charset="utf-8"> ã\n'.encode() * 4).encoding == "utf-8"


def test_nothing_is_refused_that_is_to_be_kept() -> None:
    kept = decode(b"\xff", errors="keep")
    assert kept.to_bytes() == b"\xff"
    assert decode(b"\xff", errors="escape").text == r"\xff"
