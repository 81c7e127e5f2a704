"""The tables and rules of the phase FORM: complete, at rest, true to their sources, and exact."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from texts import PAGES

from textfix import RULES, fix
from textfix.make import rows
from textfix.rules import private_use
from textfix.survey import survey

ROOT = Path(__file__).parent.parent
UNIFIED = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002a6df\U0002a700-\U0002ebe0]")
RADICALS = {row[0]: row[1] for row in rows("kangxi-radical")}
# The block's own: no duplicates, for all its name.
TWELVE = "\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29"
COMPATIBLE = {
    c: unicodedata.normalize("NFC", c)
    for c in map(chr, (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)))
    if unicodedata.category(c) == "Lo" and c not in TWELVE
}
# Vertical and small forms that horizontal text has no mark for, or more than one.
NO_MARK = "︲︳︴﹅﹆﹉﹊﹋﹌﹍﹎﹏﹒﹘"
SAFE = (
    "kangxi-radical",
    "compat-ideograph",
    "private-use",
    "presentation-form",
    "ligature",
    "look-alike",
)
UNSAFE = ("halfwidth-katakana", "fullwidth-latin", "look-alike-mark")


def assigned(first: int, last: int) -> list[str]:
    return [chr(c) for c in range(first, last + 1) if unicodedata.category(chr(c)) != "Cn"]


# Tables


@pytest.mark.parametrize(
    "name", ["kangxi-radical", "private-use", "presentation-form", "look-alike", "foreign-names"]
)
def test_tables_are_sorted_and_unique(name: str) -> None:
    keys = [row[0] for row in rows(name)]
    assert keys == sorted(set(keys))


def test_tables_are_what_the_script_builds() -> None:
    script = ROOT / "scripts" / "build_form_tables.py"
    assert subprocess.run([sys.executable, script, "--check"], check=False).returncode == 0


@pytest.mark.parametrize("name", ["kangxi-radical", "private-use", "presentation-form"])
def test_nothing_becomes_what_changes_again(name: str) -> None:
    known = {row[0]: row[1] for row in rows(name)}
    assert known.keys().isdisjoint(known.values())


def test_every_radical_is_known() -> None:
    wanted = [*assigned(0x2F00, 0x2FD5), *assigned(0x2E80, 0x2EF3)]
    assert set(wanted) - RADICALS.keys() == {"⺀"}  # Unicode names no ideograph for it


def test_radicals_become_unified_ideographs() -> None:
    words = [word for row in rows("kangxi-radical") for word in row[1:] if word != "part"]
    assert [word for word in words if not UNIFIED.fullmatch(word)] == []


PERL = """
use Unicode::UCD qw(prop_invmap);
my ($starts, $values, $format, $default) = prop_invmap("Equivalent_Unified_Ideograph");
for my $i (0 .. $#$starts) {
    next unless $values->[$i];
    for my $code ($starts->[$i] .. ($starts->[$i + 1] // 0x110000) - 1) {
        printf "%X %X\\n", $code, $values->[$i] + ($format =~ /a/ ? $code - $starts->[$i] : 0);
    }
}
"""


def test_radicals_are_those_of_unicode() -> None:
    """Perl knows the property; where it is not installed whole, this is skipped."""
    perl = shutil.which("perl")
    done = perl and subprocess.run([perl, "-e", PERL], capture_output=True, text=True)
    if not done or done.returncode:
        pytest.skip("no Perl that knows Equivalent_Unified_Ideograph")
    pairs = [[chr(int(code, 16)) for code in line.split()] for line in done.stdout.splitlines()]
    assert dict(pair for pair in pairs if pair[0] < "\u3000") == RADICALS


def test_every_compatibility_ideograph_becomes_a_unified_one() -> None:
    assert len(COMPATIBLE) >= 1002
    assert {old for old, new in COMPATIBLE.items() if not UNIFIED.fullmatch(new)} == set()
    assert COMPATIBLE.keys().isdisjoint(COMPATIBLE.values())
    assert all(unicodedata.normalize("NFC", c) == c for c in TWELVE)


def test_every_private_use_of_gbk_is_known() -> None:
    """The 95 of GBK, the ten vertical marks and the euro sign of GB 18030, the blank at A3A0."""
    codes = [0xE5E5, 0xE76C, *range(0xE78D, 0xE797), 0xE7C7, 0xE7C8]
    codes += [*range(0xE7E7, 0xE7F4), *range(0xE815, 0xE865)]
    assert sorted(private_use.gbk()) == [chr(code) for code in codes]
    assert {c for c in private_use.gbk().values() if unicodedata.category(c) in ("Co", "Cn")} <= {
        chr(code)
        for code in range(0x9FB4, 0x9FBC)  # younger than the oldest Python's data, perhaps
    }


def test_what_the_codec_keeps_in_private_use_is_in_the_table() -> None:
    """Python's GB 18030 is that of 2000: what it has no character for, later editions have."""
    pairs = [bytes((0xFE, trail)) for trail in range(0x50, 0xA1) if trail != 0x7F]
    for code, pair in enumerate(pairs, 0xE815):
        character = pair.decode("gb18030")
        new = private_use.gbk()[chr(code)]
        assert new == character or (character == chr(code) and UNIFIED.fullmatch(new))


def test_disputed_code_points_name_what_hong_kong_has_there() -> None:
    named = {chr(int(row[0], 16)): row[2] for row in rows("private-use") if len(row) > 2}
    assert named == {c: private_use.hkscs()[c] for c in private_use.disputed()}


@pytest.mark.parametrize(
    ("pair", "code"),
    [("FA45", 0xE005), ("8E45", 0xE316), ("8845", 0xF308), ("FEFB", 0xE30D), ("89B2", 0xF3F0)],
)
def test_private_use_of_hong_kong_follows_the_bytes(pair: str, code: int) -> None:
    assert private_use.hkscs()[chr(code)] == bytes.fromhex(pair).decode("big5hkscs")


def test_private_use_of_hong_kong_is_settled() -> None:
    known = private_use.hkscs()
    assert len(known) >= 4900
    assert not any("\ue000" <= c <= "\uf8ff" for new in known.values() for c in new)


def test_every_form_of_a_mark_is_known_or_left_on_purpose() -> None:
    forms = [*assigned(0xFE10, 0xFE19), *assigned(0xFE30, 0xFE4F), *assigned(0xFE50, 0xFE5E)]
    assert set(forms) - {row[0] for row in rows("presentation-form")} == set(NO_MARK)


def test_forms_of_marks_are_those_of_unicode() -> None:
    """But for full width, for dots that stand together, and for ︰, which is used as a colon."""
    wide = {chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)}
    for old, new, _ in rows("presentation-form"):
        plain = unicodedata.normalize("NFKC", old)
        assert new == wide.get(plain, plain) or old in "︙︰"


def test_look_alikes_are_letters_of_another_alphabet_in_the_same_case() -> None:
    for old, new in rows("look-alike"):
        assert unicodedata.name(old).split()[0] in ("CYRILLIC", "GREEK")
        assert new.isascii() and new.isalpha() and old.isupper() == new.isupper()


# Rules


@pytest.mark.parametrize("name", [*SAFE, *UNSAFE])
def test_rules_sleep_over_clean_pages(name: str) -> None:
    rule = RULES[name]
    assert rule.safe == (name in SAFE)
    for page in PAGES:
        assert not (rule.awake(page) and list(rule.find(page, survey(page))))


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("kangxi-radical", [*RADICALS, "⺀"]),
        ("compat-ideograph", COMPATIBLE),
        ("private-use", [*private_use.gbk(), *private_use.hkscs()]),
        ("presentation-form", [row[0] for row in rows("presentation-form")]),
        ("look-alike", [row[0] for row in rows("look-alike")]),
    ],
)
def test_every_source_wakes_its_rule(name: str, known: list[str]) -> None:
    assert [c for c in known if not RULES[name].awake(c)] == []


def spoil(text: str, of: dict[str, list[str]], rng: random.Random, rate: float) -> str:
    """The same text, some of its characters in another form wherever they stand, as fonts do it."""
    chosen = {c: rng.choice(of[c]) for c in sorted(set(text) & of.keys()) if rng.random() < rate}
    return text.translate(str.maketrans(chosen))


def inverse(known: dict[str, str]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for old, new in known.items():
        out.setdefault(new, []).append(old)
    return out


PROSE = [page for page in PAGES if "`" not in page]  # no rule touches code
# A PDF has one radical for a character, wherever it stands; one that looks like another is no damage.
PARTS = {row[0] for row in rows("kangxi-radical") if row[2:] == ("part",)}
WHOLE = inverse({old: new for old, new in RADICALS.items() if old not in PARTS} | {"⼾": "户"})
OF_NAMES = re.compile("[\ufa0e-\ufa6d]")


@pytest.mark.parametrize("rate", [0.3, 1.0])
def test_radicals_in_clean_lines_become_characters_again(rate: float) -> None:
    rng = random.Random(1)
    page = "\n".join(PROSE)
    text = spoil(page, WHOLE, rng, rate)
    assert sum(a != b for a, b in zip(page, text, strict=True)) > 50
    assert fix(text, select="kangxi-radical") == page


def test_compatibility_ideographs_in_clean_lines_become_unified_again() -> None:
    rng = random.Random(2)
    of = inverse(COMPATIBLE)
    for page in PROSE:
        text = spoil(page, of, rng, 0.5)
        assert fix(text, select="compat-ideograph") == page


def test_a_page_of_hong_kong_is_read_as_windows_read_it() -> None:
    page = (
        "佢哋喺埗頭等咗好耐，啲船仲未嚟。\n我哋去咗深水埗買嘢，嗰啲嘢好平。公共屋邨嘅居民都係咁話。"
    )
    of = inverse(private_use.hkscs())
    text = "".join(of[c][0] if c in of else c for c in page)
    assert text != page and fix(text, select="private-use") == page
