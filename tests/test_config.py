"""Settings: read, refused in one line, put one over the other, shown."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.config.keys import KEYS
from textfix.config.reading import ConfigError
from textfix.config.settings import Settings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FOLDER = Path("/repo").absolute()


def of(text: str) -> Settings:
    return Settings.of(tomllib.loads(text), "textfix.toml", FOLDER)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ('profile = "publish"', "profile", "publish"),
        ('select = ["tab", "dash", "tab"]', "select", ("tab", "dash")),
        ('select = ["encoding", "not-utf-8"]', "select", ("encoding", "not-utf-8")),
        ('extend-select = ["tab"]', "extend_select", ("tab",)),
        ('ignore = ["tab"]', "ignore", ("tab",)),
        ("ignore = []", "ignore", ()),
        ("unsafe = true", "unsafe", True),
        ("min-score = 1", "min_score", 1.0),
        ("min-score = 0.5", "min_score", 0.5),
        ('protect = ["乾隆"]', "protect", ("乾隆",)),
        (r"protect-patterns = ['\d+號']", "protect_patterns", (r"\d+號",)),
        ('encoding = "GBK"', "encoding", "GBK"),
        ('encoding = "auto"', "encoding", "auto"),
        ('to = "utf-8-sig"', "to", "utf-8-sig"),
        ('to = "keep"', "to", "keep"),
        ('errors = "keep"', "errors", "keep"),
        ('format = "json"', "format", "json"),
        ('columns = ["text"]', "columns", ("text",)),
        ("keys = true", "keys", True),
        ('code = ["comments", "strings"]', "code", ("comments", "strings")),
        ('delimiter = "\\t"', "delimiter", "\t"),
        ('exclude = ["/raw/", "!raw/a.txt"]', "exclude", ("/raw/", "!raw/a.txt")),
        ("force-exclude = true", "force_exclude", True),
        ("respect-gitignore = false", "respect_gitignore", False),
        ("max-size = 5000", "max_size", 5000),
        ('max-size = "2 MiB"', "max_size", 2 << 20),
        ('max-size = "1gb"', "max_size", 1_000_000_000),
        ('baseline = "known"', "baseline", FOLDER / "known"),
        ('backup = ".orig"', "backup", ".orig"),
        ("journal = false", "journal", False),
        ('journal-limit = "5MB"', "journal_limit", 5_000_000),
        ("jobs = 4", "jobs", 4),
    ],
)
def test_read(text: str, field: str, value: object) -> None:
    settings = of(text)
    assert getattr(settings, field) == value
    assert type(getattr(settings, field)) is type(value)
    assert dict(settings.origins) == {field: "textfix.toml"}


def test_every_setting_is_a_field_and_its_default_a_value_of_its_kind() -> None:
    for name, key in KEYS.items():
        default = getattr(Settings(), name.replace("-", "_"))
        assert default is None or key.kind.read(default) == default, name


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ingore = []", "no setting named 'ingore'; did you mean 'ignore'?"),
        ("max_size = 1", "no setting named 'max_size'; did you mean 'max-size'?"),
        ("Unsafe = true", "no setting named 'Unsafe'; did you mean 'unsafe'?"),
        ('allow = ["a"]', "no setting named 'allow'; did you mean 'protect'?"),
        ("extend-exclude = []", "no setting named 'extend-exclude'; did you mean 'exclude'?"),
        ("perfile = {}", "no setting named 'perfile'; did you mean 'per-file'?"),
        ("zzz = 1", "no setting named 'zzz'; known: profile, select, "),
        ('unsafe = "true"', "'unsafe' must be true or false, not \"true\""),
        ("unsafe = 1", "'unsafe' must be true or false, not 1"),
        ("profile = 3", "'profile' must be a string that is not empty, not 3"),
        ('profile = ""', "'profile' must be a string that is not empty, not \"\""),
        ('profile = "publsh"', "'profile' names no profile 'publsh'; did you mean 'publish'?"),
        ('select = "tab"', "'select' must be a list; write [\"tab\"]"),
        ("select = [1]", "'select' must be a string that is not empty, not 1"),
        ("select = 1979-05-27", "'select' must be a list of strings, not 1979-05-27"),
        ('ignore = ["tabs"]', "'ignore' names no rule 'tabs'; did you mean 'tab'?"),
        ('protect = [""]', "'protect' must be a string that is not empty"),
        (
            "protect-patterns = ['(']",
            "'protect-patterns' has '(', which is no regular expression: missing ),",
        ),
        ("min-score = 1.5", "'min-score' must be a number from 0 to 1, not 1.5"),
        ("min-score = true", "'min-score' must be a number from 0 to 1, not true"),
        ("min-score = nan", "'min-score' must be a number from 0 to 1, not"),
        ('encoding = "utf9"', "'encoding' names no text encoding 'utf9'; for Chinese: utf-8, "),
        ('encoding = "punycode"', "'encoding' names no text encoding 'punycode'; for Chinese"),
        ('encoding = "zlib"', "'encoding' names no text encoding 'zlib'; for Chinese"),
        ('to = "undefined"', "'to' names no text encoding 'undefined'; for Chinese"),
        ('to = "raw_unicode_escape"', "'to' names no text encoding 'raw_unicode_escape'; for"),
        ('errors = "ignore"', "'errors' names no way 'ignore'; known: strict, keep, escape"),
        ('format = "jsn"', "'format' names no format 'jsn'; did you mean 'json'?"),
        ('code = ["comment"]', "'code' names no part 'comment'; did you mean 'comments'?"),
        ('delimiter = ", "', '\'delimiter\' must be one character, such as ";" or "\\t", not'),
        ("delimiter = '\"'", "'delimiter' must be one character"),
        ('exclude = ["!"]', "'exclude' has '!', which fits no path; see gitignore"),
        ('exclude = ["#a"]', "'exclude' has '#a', which fits no path"),
        ('exclude = ["/"]', "'exclude' has '/', which fits no path"),
        ('max-size = "many"', '\'max-size\' must be bytes, such as 5000 or "64MB", not "many"'),
        ("max-size = -1", "'max-size' must be bytes"),
        ("max-size = true", "'max-size' must be bytes"),
        ("jobs = -1", "'jobs' must be a whole number, or 0, not -1"),
        ("jobs = true", "'jobs' must be a whole number, or 0, not true"),
        ("baseline = 1", "'baseline' must be a string"),
        ('backup = "/tmp"', "'backup' must be what goes behind a name, such as \".orig\", not"),
        ("per-file = 1", "'per-file' must be a table, by patterns of paths: [per-file]"),
        ("formats = []", "'formats' must be a table, by patterns of paths: [formats]"),
        ('formats = { "*.d" = "csvv" }', "'formats', '*.d', names no format 'csvv'"),
        ('formats = { "" = "json" }', "'formats' must be a string that is not empty"),
        ('formats = { "!a" = "json" }', "'formats' has '!a'; a pattern here cannot be negative"),
        ('per-file = { "*.md" = 1 }', "'per-file', '*.md', must be a table of settings"),
        (
            '[per-file."*.md"]\nignroe = []',
            "no setting named 'ignroe' in [per-file.\"*.md\"]; did you mean 'ignore'?",
        ),
        (
            '[per-file."*.md"]\njobs = 2',
            "'jobs' cannot be set in [per-file.\"*.md\"]; set it for all files",
        ),
        (
            '[per-file."*.md"]\nunsafe = 2',
            "'unsafe' in [per-file.\"*.md\"] must be true or false, not 2",
        ),
    ],
)
def test_refused_in_one_line_with_its_cure(text: str, says: str) -> None:
    with pytest.raises(ConfigError) as wrong:
        of(text)
    message = str(wrong.value)
    assert message.startswith(f"textfix.toml: {says}")
    assert "\n" not in message
    assert len(message) < 500


def test_a_long_wrong_value_is_cut() -> None:
    with pytest.raises(ConfigError, match=r'not "x{39}\.\.\.$'):
        of(f'unsafe = "{"x" * 1000}"')


def test_per_file_settings() -> None:
    settings = of(
        """
        ignore = ["tab"]
        protect = ["a"]
        [formats]
        "*.dat" = "json"
        "raw/*" = "text"
        [per-file."*.md"]
        ignore = ["dash"]
        unsafe = true
        [per-file."/docs/"]
        unsafe = false
        protect = ["b"]
        [per-file."docs/old/**"]
        select = ["tab"]
        """
    )
    assert settings.for_file("a.txt") == settings.for_file("b/c.txt")
    assert settings.for_file("a.txt").format == "auto"
    assert settings.for_file("x/a.dat").format == "json"
    assert settings.for_file("raw/a.dat").format == "text", "the last that fits"
    readme = settings.for_file("README.md")
    assert (readme.ignore, readme.unsafe, readme.protect) == (("tab", "dash"), True, ("a",))
    page = settings.for_file("docs/b/c.md")
    assert (page.ignore, page.unsafe, page.protect) == (("tab", "dash"), False, ("a", "b"))
    old = settings.for_file("docs/old/c.md")
    assert (old.select, old.ignore) == (("tab",), ("dash",)), "who names a rule wants it"
    assert settings.for_file("x/docs/b.txt").protect == ("a",), "/docs/ is at the top"
    assert page.for_file("docs/old/c.md") is page, "once is enough"
    assert dict(page.origins)["protect"] == 'textfix.toml, textfix.toml [per-file."/docs/"]'


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"unsafe": True}, {"unsafe": True}),
        ({"unsafe": None, "select": (), "ignore": []}, {"unsafe": False, "ignore": ("tab",)}),
        ({"ignore": ["dash"]}, {"ignore": ("tab", "dash")}),
        ({"select": ("tab",)}, {"select": ("tab",), "ignore": (), "extend_select": ()}),
        ({"select": ["ellipsis"]}, {"select": ("ellipsis",), "ignore": ("tab",)}),
        ({"profile": "repair"}, {"profile": "repair", "extend_select": (), "select": ()}),
        ({"profile": "repair", "select": ["dash"]}, {"select": ("dash",)}),
        ({"protect": ["b"]}, {"protect": ("a", "b")}),
        ({"columns": ["x"]}, {"columns": ("x",)}),
        ({"max_size": "1kB"}, {"max_size": 1000}),
        ({"respect_gitignore": False}, {"respect_gitignore": False}),
        ({"baseline": Path("b")}, {"baseline": Path("b")}),
        ({"journal": False}, {"journal": False}),
        ({"format": "text"}, {"format": "text"}),
    ],
)
def test_the_command_line_wins(given: dict[str, Any], expected: dict[str, object]) -> None:
    settings = of(
        """
        ignore = ["tab"]
        extend-select = ["ideographic-space"]
        protect = ["a"]
        columns = ["y"]
        baseline = "base"
        [formats]
        "*" = "json"
        [per-file."*.txt"]
        ignore = ["tab"]
        unsafe = false
        columns = ["z"]
        """
    ).merged(**given)
    for chosen in (settings, settings.for_file("a.txt")):
        assert {name: getattr(chosen, name) for name in expected} == expected
        for name, value in expected.items():
            if value and (given.get(name) or given.get(name) is False):
                assert "command line" in dict(chosen.origins)[name]


def test_the_command_line_is_refused_by_the_names_of_its_options() -> None:
    with pytest.raises(ConfigError, match=r"^--select names no rule 'tabs'; did you mean 'tab'\?$"):
        Settings().merged(select=["tabs"])
    with pytest.raises(ConfigError, match=r"^--max-size must be bytes"):
        Settings().merged(max_size="big")


def test_merged_twice() -> None:
    settings = Settings().merged(protect=["a"], unsafe=True).merged(protect=["b"], unsafe=False)
    assert (settings.protect, settings.unsafe) == (("a", "b"), False)
    again = settings.for_file("a")
    assert (again.protect, again.unsafe) == (("a", "b"), False)


def test_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    settings = Settings(folder=tmp_path / "a")
    cases = {"x": "b/x", "../x": "x", "..": ".", ".": "b", "../..": "..", "../../y/x": "../y/x"}
    monkeypatch.chdir(tmp_path / "a" / "b")
    for path, expected in cases.items():
        assert settings.relative(Path(path)) == expected
        assert settings.relative(Path.cwd() / path) == expected
    monkeypatch.chdir(tmp_path)
    assert settings.relative(Path("x")) == "../x", "whatever was asked elsewhere"
    assert Settings().relative(Path("a/x")) == "a/x"


def test_excludes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    settings = Settings.of({"exclude": ["/raw/", "*.bak", "!keep.bak"]}, "t", tmp_path)
    settings = settings.merged(exclude=["/here.txt", "old"])

    def excluded(path: str) -> bool:
        is_folder = path.endswith("/")
        short = settings.excludes(Path(path), is_folder=is_folder)
        assert settings.excludes(inner / path, is_folder=is_folder) is short
        return short

    out = ["../raw/a.txt", "../raw/", "a.bak", "../a.bak", "here.txt", "old", "old/a", "x/old/a"]
    assert [path for path in out if not excluded(path)] == []
    kept = ["../raw", "raw/a.txt", "keep.bak", "../here.txt", "older", "x/here.txt"]
    assert [path for path in kept if excluded(path)] == []
    assert not Settings().excludes(Path("a.txt"))


@pytest.mark.parametrize(
    ("given", "text", "after"),
    [
        ({}, "數據", "数据"),
        ({"profile": "repair"}, "數據⼯", "數據工"),
        ({"select": ["kangxi-radical"]}, "數據⼯", "數據工"),
        ({"ignore": ["traditional"]}, "數據⼯", "數據工"),
        ({"extend_select": ["fullwidth-latin"]}, "數據ＡＢＣ", "数据ABC"),
        ({"extend_select": ["fullwidth-latin"], "ignore": ["fullwidth-latin"]}, "數ＡＢ", "数ＡＢ"),
        ({"unsafe": True}, "數據ＡＢＣ", "数据ABC"),
        ({"protect": ["數據"]}, "數據很長，網絡也很長", "數據很长，网络也很长"),
        ({"protect_patterns": ["數."]}, "數據很長，網絡也很長", "數據很长，网络也很长"),
        ({"protect": ["數."]}, "數據很長，網絡也很長", "数据很长，网络也很长"),
        ({"select": ["encoding"]}, "數據", "數據"),
        ({"select": ["not-utf-8"]}, "數據", "數據"),
        ({"ignore": ["not-utf-8"]}, "數據", "数据"),
    ],
)
def test_the_pipeline(given: dict[str, Any], text: str, after: str) -> None:
    settings = Settings().merged(**given)
    assert settings.pipeline()(text) == after
    assert settings.pipeline() is settings.for_file("a.txt").pipeline(), "made once"


@pytest.mark.parametrize(
    ("given", "rules", "checks"),
    [
        ({}, None, {"not-utf-8"}),
        ({"select": ["tab"]}, {"tab"}, set()),
        ({"select": ["encoding"]}, {"lost-text"}, {"not-utf-8", "byte-order-mark"}),
        ({"select": ["byte-order-mark"]}, set(), {"byte-order-mark"}),
        ({"extend_select": ["encoding"]}, None, {"not-utf-8", "byte-order-mark"}),
        ({"ignore": ["not-utf-8"]}, None, set()),
        (
            {"select": ["encoding"], "ignore": ["lost-text"]},
            set(),
            {"not-utf-8", "byte-order-mark"},
        ),
    ],
)
def test_checks_of_whole_files(
    given: dict[str, Any], rules: set[str] | None, checks: set[str]
) -> None:
    settings = Settings().merged(**given)
    assert settings.checks() == checks
    if rules is not None:
        assert {rule.name for rule in settings.pipeline().rules} == rules


def test_options_for_formats() -> None:
    options = of('columns = ["a"]\nkeys = true\ncode = ["strings"]\ndelimiter = ";"').options()
    assert (options.columns, options.keys, options.code) == (("a",), True, {"strings"})
    assert options.delimiter == ";"
    assert Settings().options().delimiter == ""


def test_pickled() -> None:
    settings = of('protect-patterns = ["a"]\n[per-file."*.md"]\nunsafe = true').merged(jobs=2)
    again = pickle.loads(pickle.dumps(settings))
    assert again == settings
    assert again.for_file("a.md").unsafe


def test_shown() -> None:
    text = 'ignore = ["tab"]\nmax-size = "2MB"\n[formats]\n"*.dat" = "json"\n[per-file."*.md"]\nunsafe = true'
    shown = of(text).merged(ignore=["dash"], exclude=["x"], profile="repair").show()
    lines = shown.splitlines()
    assert 'profile = "repair"  # command line' in lines
    assert 'ignore = ["tab", "dash"]  # textfix.toml, command line' in lines
    assert 'max-size = "2MB"  # textfix.toml' in lines
    assert "unsafe = false  # default" in lines
    assert "# baseline: not set" in lines
    assert '# and from the current folder: ["x"]  # command line' in lines
    assert lines[-5:] == [
        "[formats]",
        '"*.dat" = "json"  # textfix.toml',
        "",
        '[per-file."*.md"]  # textfix.toml',
        "unsafe = true",
    ]
    assert 'unsafe = true  # textfix.toml [per-file."*.md"]' in of(text).for_file("a.md").show()


_NAME = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=8)
_TABLE = st.fixed_dictionaries(
    {},
    optional={
        "select": st.lists(st.sampled_from(["tab", "dash"]), unique=True),
        "unsafe": st.booleans(),
        "min-score": st.floats(0, 1),
        "protect": st.lists(_NAME, unique=True, max_size=3),
        "max-size": st.integers(0, 10**12),
        "backup": st.sampled_from([".orig", "~", "\x7f"]),
        "jobs": st.integers(0, 64),
        "baseline": st.just("a/b"),
        "formats": st.dictionaries(st.sampled_from(["*.a", "數 據/", 'a"b']), st.just("json")),
        "per-file": st.dictionaries(
            st.sampled_from(["*.a", "數 據/", 'a"b']),
            st.fixed_dictionaries({}, optional={"protect": st.lists(_NAME, unique=True)}),
        ),
    },
)


@given(_TABLE)
def test_what_is_shown_says_the_same_when_read(table: dict[str, Any]) -> None:
    settings = Settings.of(table, "textfix.toml", FOLDER)
    again = of(settings.show())
    for name in (*KEYS, "formats", "per-file"):
        field = name.replace("-", "_")
        assert getattr(again, field) == getattr(settings, field)
