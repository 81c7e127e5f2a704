"""Comments that say what of a file stays as it is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.inline import Ignored, ignored, silenced, unknown


def kept(text: str) -> list[tuple[str, set[str]]]:
    return [(text[start:end], set(rules)) for start, end, rules in ignored(text)]


COMMENTS = [
    "x = '數據'  # textfix: ignore",
    "#textfix:ignore",
    "## textfix: ignore",
    "x = 1; // textfix: ignore",
    "數據// textfix: ignore",
    "/// textfix: ignore",
    "/* textfix: ignore */ a {}",
    "/** textfix: ignore */",
    "數據<!-- textfix: ignore -->",
    "<!--textfix: ignore-->",
    "<!--- textfix: ignore --->",
    "select 1 -- textfix: ignore",
    "--[[ textfix: ignore ]]",
    "key = 數據 ; textfix: ignore",
    "數據 % textfix: ignore",
    "%% textfix: ignore",
    ".. textfix: ignore",
    '" textfix: ignore',
    "' textfix: ignore",
    "! textfix: ignore",
    "REM textfix: ignore",
    "@rem\ttextfix: ignore",
    ":: textfix: ignore",
    "dnl textfix: ignore",
    "(* textfix: ignore *)",
    "{# textfix: ignore #}",
    "{{!-- textfix: ignore --}}",
    "<%-- textfix: ignore --%>",
    "textfix: ignore",
    "\t textfix: ignore \t",
    "# textfix: ignore because it is quoted from a book",
    "# textfix: ignore, as quoted",
    "# type: ignore  # textfix: ignore",
    "print(`date`)  # textfix: ignore",
    'say("數據")  # textfix: ignore',
    'say("a \\" b")  # textfix: ignore',
    'tube 5" wide  # textfix: ignore',
    " " * 500 + "# textfix: ignore",
]


@pytest.mark.parametrize("line", COMMENTS)
def test_a_comment_keeps_its_line(line: str) -> None:
    text = f"一\n{line}\n二\n"
    assert kept(text) == [(f"{line}\n", set())]


PROSE = [
    "write `textfix: ignore` in a line",
    "write `# textfix: ignore` in a line",
    "write `# textfix: off` and `# textfix: on`",
    "``<!-- textfix: ignore -->`` is how",
    "write textfix: ignore in a line",
    "在行尾写 textfix: ignore 即可",
    "- textfix: ignore keeps a line",
    "* textfix: ignore",
    "“textfix: ignore”",
    '"textfix: ignore" keeps it',
    "'textfix: ignore'",
    '{"a": "b # textfix: ignore"}',
    '{"a": "b \\" // textfix: ignore"}',
    '1,"數據 # textfix: ignore",2',
    'x = "# textfix: ignore"',
    "# Note: textfix: ignore",
    "#: textfix: ignore",
    "C# textfix: ignore",
    "a&#textfix: ignore",
    "# textfix: ignored",
    "# textfix: ignore_this",
    "# textfix: ignore-lines",
    "# textfix: offline",
    "# textfix: only",
    "# textfix: on",
    "# textfix ignore",
    "# xtextfix: ignore",
    "# textfix: ignore[",
    "# textfix: ignore[tab",
    "# textfix: ignore[]",
    "# textfix: ignore[tab,]",
    "# textfix: Ignore",
    "# textfix:\u00a0ignore",
    "..textfix: ignore ..",
    "x" * 70 + '" textfix: ignore',
]


@pytest.mark.parametrize("line", PROSE)
def test_what_only_speaks_of_it_switches_nothing(line: str) -> None:
    assert kept(f"一\n{line}\n數據\n") == []


@pytest.mark.parametrize(
    ("lines", "spans"),
    [
        (["a", "# textfix: ignore[tab]", "b"], [("2", "tab")]),
        (["# textfix: ignore[ tab , dash ]", "b"], [("1", "dash tab")]),
        (["# textfix: ignore-next-line", "a", "b"], [("2", "")]),
        (["# textfix: ignore-next-line[tab]", "a", "b"], [("2", "tab")]),
        (["a", "# textfix: ignore-next-line"], []),
        (["# textfix: off", "a", "# textfix: on", "b"], [("123", "")]),
        (["# textfix: off", "a", "b"], [("123", "")]),
        (["# textfix: off[tab]", "a", "# textfix: on[tab]", "b"], [("123", "tab")]),
        (["# textfix: off[tab]", "a", "# textfix: on", "b"], [("123", "tab")]),
        (["# textfix: off[tab]", "a", "# textfix: on[dash]", "b"], [("1234", "tab")]),
        (["# textfix: off", "a", "# textfix: on[tab]", "b"], [("1234", "")]),
        (
            ["# textfix: off[tab,dash]", "a", "# textfix: on[tab]", "b", "# textfix: on"],
            [("123", "dash tab"), ("45", "dash")],
        ),
        (["# textfix: off", "# textfix: off", "# textfix: on", "b"], [("123", "")]),
        (
            ["# textfix: off[tab]", "# textfix: ignore", "a"],
            [("1", "tab"), ("2", ""), ("3", "tab")],
        ),
        (["# textfix: ignore[tab]  # textfix: ignore[dash]"], [("1", "dash tab")]),
        (["# textfix: ignore", "# textfix: ignore", "a"], [("12", "")]),
        (["# textfix: ignore-file", "a", "b"], [("123", "")]),
        (["a", "# textfix: ignore-file[tab]", "b"], [("123", "tab")]),
        ([*"abcdefghi", "# textfix: ignore-file"], [("123456789:", "")]),
        ([*"abcdefghij", "# textfix: ignore-file"], []),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_each_keeps(lines: list[str], spans: list[tuple[str, str]], end: str) -> None:
    whole = [line + end for line in lines]
    expected = [
        ("".join(whole[ord(number) - ord("1")] for number in numbers), set(rules.split()))
        for numbers, rules in spans
    ]
    assert kept("".join(whole)) == expected


def test_the_last_line_needs_no_end() -> None:
    assert kept("a\nb # textfix: ignore") == [("b # textfix: ignore", set())]
    assert kept("# textfix: ignore-next-line\nb") == [("b", set())]
    assert ignored("") == ignored("數據") == []


def test_code_fences() -> None:
    closed = "```sh\n# textfix: off\n```\n數據\n"
    assert kept(closed) == []
    assert kept("> ~~~~\n> ~~~\n> # textfix: ignore-file\n> ~~~~\n") == []
    assert kept(f"{closed}# textfix: off\n") == [("# textfix: off\n", set())]
    opened = "a = 1\n```\n# textfix: off\n數據\n"
    assert kept(opened) == [("# textfix: off\n數據\n", set())], "an open one is no fence"
    assert kept("``` ```\n# textfix: ignore\n```\n") == [("# textfix: ignore\n", set())]
    assert kept("```\na\n```\n# textfix: ignore\n```\nb\n```\n") == [("# textfix: ignore\n", set())]


def test_names_that_mean_nothing() -> None:
    text = (
        "# textfix: ignore[tabs, dash]\n# textfix: ingore\n# textfix: ignore-nextline\n"
        "# textfix: a word about it\n# textfix: off[dash\n# textfix: on[]\n`# textfix: off[x]`\n"
        "# textfix: off[數據]\n# textfix: ignored files\n"
    )
    assert unknown(text, {"tab", "dash"}) == [
        (1, "tabs", "tab"),
        (2, "ingore", "ignore"),
        (3, "ignore-nextline", "ignore-next-line"),
        (5, "off[dash", "off[dash]"),
        (6, "on[]", "on"),
        (8, "數據", ""),
        (9, "ignored", "ignore"),
    ]
    assert unknown("tabs", {"tab"}) == []


@pytest.mark.parametrize(
    ("start", "end", "rules", "expected"),
    [
        (0, 1, {"tab"}, False),
        (9, 10, {"tab"}, False),
        (9, 11, {"tab"}, True),
        (10, 10, {"tab"}, True),
        (19, 21, {"tab"}, True),
        (12, 13, {"dash"}, False),
        (12, 13, {"dash", "tab"}, True),
        (20, 20, {"tab"}, False),
        (20, 30, {"tab"}, False),
        (5, 45, {"dash"}, True),
        (35, 36, {"dash"}, True),
        (39, 50, {"dash"}, True),
        (40, 40, {"dash"}, False),
        (40, 50, {"dash"}, False),
    ],
)
def test_silenced(start: int, end: int, rules: set[str], expected: bool) -> None:
    spans = [Ignored(10, 20, frozenset({"tab"})), Ignored(30, 40, frozenset())]
    assert silenced(spans, start, end, rules) is expected
    assert silenced([], start, end, rules) is False


_LINES = st.sampled_from(
    [
        "數據",
        "",
        *(f"# textfix: {what}{rules}" for what in ("ignore", "ignore-next-line", "off", "on")
          for rules in ("", "[tab]", "[dash]", "[tab, dash]")),
        "# textfix: ignore-file[dash]",
    ]
)  # fmt: skip


@given(st.lists(_LINES, max_size=14), st.sampled_from(["\n", "\r\n", "\r"]))
def test_spans_are_whole_lines_sorted_and_separate(lines: list[str], end: str) -> None:
    text = end.join(lines)
    starts = {0, len(text)}
    at = 0
    for line in lines:
        at += len(line) + len(end)
        starts.add(at)
    before = Ignored(0, 0, frozenset({"?"}))
    for span in ignored(text):
        assert before.end <= span.start < span.end
        assert {span.start, span.end} <= starts
        assert before.end < span.start or before.rules != span.rules, "else they are one"
        before = span


@given(st.lists(_LINES, max_size=12))
def test_line_by_line_the_same_as_told_one_after_another(lines: list[str]) -> None:
    """The plainest reading of the manual, a line at a time."""
    text = "".join(f"{line}\n" for line in lines)
    whole = {"tab", "dash", "other"}
    expected: list[set[str]] = [set() for _ in [*lines, ""]]
    off: set[str] = set()
    for i, line in enumerate(lines):
        _, _, said = line.partition("textfix: ")
        what, _, names = said.rstrip("]").partition("[")
        rules = set(names.split(", ")) if names else whole | {"all"}
        expected[i] |= off | (rules if what == "off" else set())
        if what == "ignore":
            expected[i] |= rules
        elif what == "ignore-next-line":
            expected[i + 1] |= rules
        elif what == "off":
            off |= rules
        elif what == "on":
            off = off - rules if names and "all" not in off else set() if not names else off
    if any("ignore-file" in line for line in lines[:10]):
        for rules in expected:
            rules.add("dash")
    spans = ignored(text)
    at = 0
    for line, rules in zip(lines, expected, strict=False):
        here = {rule for rule in whole if silenced(spans, at, at, {rule})}
        assert here == rules & whole, (line, lines)
        at += len(line) + 1


def test_linear_time() -> None:
    """Ten thousand comments in one line, and in as many."""
    for text in (
        "# textfix: ignore[tab] " * 10_000,
        '"# textfix: ignore ' * 10_000,
        "# textfix: off[tab]\n# textfix: on\n" * 5_000,
        "```\n# textfix: off[tab]\n````\n" * 5_000,
    ):
        begun = time.process_time()
        ignored(text)
        assert time.process_time() - begun < 1


def test_a_fence_that_its_quotation_ends_is_not_paired_with_the_next() -> None:
    text = "> ```\n> x\n\n# textfix: off\n數\n# textfix: on\n```\ncode\n```\n"
    assert [text[low:high] for low, high, _ in ignored(text)] == [
        "# textfix: off\n數\n# textfix: on\n"
    ]
