"""Pipelines: how rules compose, how a phase settles, what may not be touched, what travels."""

from __future__ import annotations

import pickle
import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

import textfix
from textfix import PROFILES, RULES, Facts, Hit, Phase, Pipeline, Rule, UnknownRule, survey
from textfix.core import Find
from textfix.make import sub, table
from textfix.pipeline import cuts

DEFAULT = PROFILES["zh-hans"]


def rule(
    name: str, find: Find, phase: Phase = Phase.FORM, safe: bool = True, holds: str = ""
) -> Rule:
    return Rule(name, phase, safe, find, f"{name}.", holds=holds)


def run(*rules: Rule, daring: frozenset[str] = frozenset()) -> Pipeline:
    return Pipeline(rules, daring)


def shows(pattern: str) -> Find:
    """Damage without a cure."""
    return sub(pattern, lambda m: None)


# Composition.


def test_rules_stand_in_the_order_of_their_phases() -> None:
    a = rule("a", sub("x", "y"), Phase.PUNCTUATION)
    b = rule("b", sub("x", "y"), Phase.REPAIR)
    c = rule("c", sub("x", "y"), Phase.REPAIR)
    assert Pipeline((a, c, b)).rules == (b, c, a)
    assert Pipeline((a, a)).rules == (a,)


def test_only_and_without() -> None:
    assert [r.name for r in DEFAULT.only("traditional").rules] == ["traditional"]
    rest = DEFAULT.without("traditional", "pinyin-gloss")
    assert {r.name for r in rest.rules} == RULES.keys() - {"traditional", "pinyin-gloss"}
    assert DEFAULT.without("traditional")("數據") == "數據"
    assert len(DEFAULT.rules) == len(RULES), "nothing changed in place"


def test_who_names_an_unsafe_rule_wants_it() -> None:
    assert textfix.fix("你好,世界!") == "你好,世界!"
    assert DEFAULT.only("halfwidth-punctuation")("你好,世界!") == "你好，世界！"
    assert DEFAULT.with_unsafe()("你好,世界!") == "你好，世界！"
    assert textfix.fix("你好,世界!", select=["halfwidth-punctuation"]) == "你好，世界！"
    assert textfix.fix("你好,世界!", select="halfwidth-punctuation") == "你好，世界！"
    assert textfix.fix("你好,世界!", profile="publish") == "你好，世界！"


def test_a_name_that_left_is_no_longer_daring() -> None:
    unsafe = rule("b", sub("x", "y"), safe=False)
    both = Pipeline((rule("a", sub("p", "q")), unsafe))
    assert both("x") == "x"
    assert both.only("b")("x") == both.with_unsafe()("x") == "y"
    assert (both.only("b").without("b") + unsafe)("x") == "x"
    assert (both.with_unsafe().only("a") + unsafe)("x") == "x"
    assert (both.with_unsafe().without("b") + unsafe)("x") == "y", "all unsafe rules, new ones too"


def test_sum() -> None:
    halves = DEFAULT.only("traditional") + DEFAULT.only("halfwidth-punctuation")
    assert halves == DEFAULT.only("traditional", "halfwidth-punctuation")
    assert halves("數據,好") == "数据，好"
    own = DEFAULT + rule("smile", sub(":-\\)", "☺"), Phase.PUNCTUATION)
    assert own("數據 :-)") == "数据 ☺"
    assert Pipeline() + DEFAULT == DEFAULT
    assert (Pipeline(protect=("a",)) + Pipeline(protect=("b", "a"))).protect == ("a", "b")
    unsafe = rule("x", sub("a", "b"), safe=False)
    assert (Pipeline() + unsafe)("a") == "a", "added is not asked for"


def test_ignore() -> None:
    assert textfix.fix("數據", ignore=["traditional"]) == "數據"
    assert textfix.fix("數據", ignore="traditional") == "數據"
    assert Pipeline.of("repair", ignore=["traditional"]) == PROFILES["repair"]
    assert Pipeline.of(select=["traditional"], ignore=["traditional"]).rules == ()


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: Pipeline.of(select=["tradtional"]), "no rule named 'tradtional'; did you mean tr"),
        (lambda: Pipeline.of(ignore=["pinyin"]), "no rule named 'pinyin'; did you mean pinyin-gl"),
        (lambda: Pipeline.of(select=["zzz"]), "no rule named 'zzz'; known: .*traditional"),
        (lambda: DEFAULT.only("byteslip"), "did you mean byte-slip"),
        (lambda: DEFAULT.without("x"), "no rule named 'x'"),
        (lambda: DEFAULT.only("traditional").without("byte-slip"), "no rule named 'byte-slip'"),
        (lambda: textfix.fix("", select=["wrapspace"]), "did you mean wrap-space"),
    ],
)
def test_unknown_rules(ask: Callable[[], object], message: str) -> None:
    with pytest.raises(UnknownRule, match=message):
        ask()


def test_unknown_profiles() -> None:
    with pytest.raises(ValueError, match="no profile named 'zh-han'; did you mean zh-hans"):
        Pipeline.of("zh-han")


def test_the_functions_are_the_pipeline() -> None:
    text = "網(wǎng)絡(luò)數(shù)據(jù),好"
    after = textfix.fix(text)
    assert textfix.report(text).after == after == DEFAULT(text) == "网络数据,好"
    assert textfix.detect(text) == list(DEFAULT.report(text).findings)
    assert textfix.fix_many([text, "", text]) == [after, "", after]
    assert textfix.fix_bytes(text.encode("utf-16")) == after
    options = {"unsafe": True, "ignore": ["pinyin-gloss"], "protect": ["數"]}
    want = Pipeline.of(**options).report(text)
    assert textfix.fix(text, **options) == want.after
    assert textfix.report(text, **options) == want
    assert textfix.detect(text, **options) == list(want.findings)
    assert textfix.fix_many([text], **options) == [want.after]
    assert textfix.fix_bytes(text.encode(), **options) == want.after


# Overlaps, within a phase.


def test_two_rules_one_place() -> None:
    short = rule("a", table({"bc": "1"}))
    long = rule("z", table({"bcd": "2"}))
    first = rule("m", table({"ab": "3"}))
    assert run(short, long)("bcd") == "2"
    assert run(short, long, first)("abcd") == "3cd"
    sure, unsure = (
        rule(name, lambda text, facts, n=n, s=s: [Hit(0, 1, n, s)] if text == "a" else [])
        for name, n, s in (("z", "1", 0.9), ("a", "2", 0.8))
    )
    assert run(sure, unsure)("a") == "1"


def test_guesses_wait_for_the_safe() -> None:
    """An unsafe rule sees what safe rules leave, whether they ran now or before."""
    safe = rule("z", sub("ab", "x"))
    guess = rule("a", sub("[ab]+", "?"), safe=False)
    both = run(safe, guess, daring=frozenset("a"))
    assert both("abab a") == "xx ?"
    assert both(run(safe, guess)("abab a")) == "xx ?"


def test_an_insertion_that_is_shown_keeps_nothing() -> None:
    shown = rule("a", sub("(?<=b)(?=c)", "-"), safe=False)
    wide = rule("b", sub("abcd", "abxd"), phase=Phase.PUNCTUATION)
    assert run(shown, wide)("abcd") == "abxd"


def test_an_insertion_is_written_once() -> None:
    after = sub("(?<=a)(?!-)", "-")
    both = run(rule("a", after), rule("b", after))
    assert both("aXa") == "a-Xa-"
    assert both.report("aXa").undo() == "aXa"


# Settling.


def test_a_phase_runs_to_a_fixed_point() -> None:
    halve = rule("halve", sub("(a+)\\1(?!a)", "\\1"))
    assert run(halve)("a" * 8) == "a"
    steps = run(halve).report("a" * 8).steps
    assert [f.old for step in steps for f in step] == ["a" * 8, "a" * 4, "a" * 2]


@pytest.mark.parametrize(
    "rules",
    [
        (rule("one", sub("猫", "狗")), rule("two", sub("狗", "猫"))),
        (rule("grow", sub("猫+", "\\g<0>猫")),),
        (rule("halve", sub("(猫+)\\1(?!猫)", "\\1")),),
    ],
    ids=["to and fro", "endless growth", "too slow"],
)
def test_what_does_not_settle_is_shown_and_left(rules: tuple[Rule, ...]) -> None:
    text = "前" + "猫" * 32 + "后"
    before = rule("before", sub("前", "先"), Phase.REPAIR)
    after = rule("after", sub("[猫狗后]", "x"), Phase.SPACE)
    assert run(*rules)(text) is text
    explained = run(*rules, before, after).report(text)
    assert explained.after == run(*rules, before, after)(text) == "先" + "猫" * 32 + "x"
    assert {f.rule for f in explained.left} == {rules[0].name}
    assert "".join(f.old for f in explained.left) == "猫" * 32
    assert explained.undo() == text


def test_a_phase_that_was_undone_repaired_nothing() -> None:
    def find(text: str, facts: Facts) -> Iterator[Hit]:
        if facts.damage:
            yield Hit(0, 1, "!")

    restless = rule("restless", sub("猫+", "\\g<0>猫"), Phase.REPAIR)
    assert run(restless, rule("later", find))("x猫") == "x猫"
    calm = rule("calm", sub("猫", "狗"), Phase.REPAIR)
    assert run(calm, rule("later", find))("x猫") == "!狗"


def test_changes_that_cancel_out_are_none() -> None:
    text = "猫"
    to_and_fro = run(rule("to", sub("猫", "狗")), rule("fro", sub("狗", "猫"), Phase.SPACE))
    assert to_and_fro(text) is text
    explained = to_and_fro.report(text)
    assert explained.changes == () and explained.after is text and len(explained.steps) == 2
    assert explained.undo() == text


# What is shown.


def test_shown_blocks_nothing_in_its_own_phase() -> None:
    seen = rule("a", shows("坏人"))
    cure = rule("z", sub("坏", "好"))
    explained = run(seen, cure).report("坏人坏")
    assert explained.after == "好人好"
    assert explained.left == (), "it is gone, so there is nothing to show"


@pytest.mark.parametrize("safe", [True, False], ids=["no cure", "unsafe"])
def test_shown_is_frozen_for_later_phases(safe: bool) -> None:
    seen = rule("a", shows("坏人") if safe else sub("坏人", "好人"), safe=safe)
    later = rule("z", sub("[坏人]", "x"), Phase.SPACE)
    glue = rule("y", sub("(?<=坏)", " "), Phase.SPACE)
    edge = rule("e", sub("。(?=坏)", ""), Phase.SPACE)
    explained = run(seen, later, glue, edge).report("坏。坏人人")
    assert explained.after == run(seen, later, glue, edge)("坏。坏人人") == "x坏人x"
    (shown,) = explained.left
    assert (shown.rule, shown.start, shown.old) == ("a", 2, "坏人")


def test_what_a_conversion_cannot_touch_is_frozen_all_the_same() -> None:
    asked: list[str] = []

    def blanks(text: str, facts: Facts) -> Iterator[Hit]:
        asked.append(text)
        return iter([Hit(m.start(), m.end(), "") for m in re.finditer(" ", text)])

    seen = rule("a", blanks, safe=False, holds=" ")
    convert = rule("b", sub("壞", "坏"), Phase.SPACE, holds="\u3400-\u9fff")
    assert run(seen, convert)("壞 人") == "坏 人"
    assert asked == [], "nobody needs to know"
    later, last = (rule("c", sub("[ x]", ""), p) for p in (Phase.SCRIPT, Phase.PUNCTUATION))
    assert run(seen, convert, later)("壞 人x") == "坏 人"
    assert asked[0] == "壞 人x", "what is frozen was seen before the conversion"
    assert "坏 人x" not in asked
    longer = rule("d", sub("^坏", "不好"), Phase.SCRIPT)
    assert run(seen, convert, longer, last)("壞 人x") == "不好 人"


def test_a_rule_that_found_nothing_is_asked_again_when_something_changed() -> None:
    asked: list[tuple[str, int]] = []

    def wary(text: str, facts: Facts) -> Iterator[Hit]:
        asked.append((text, facts.damage.get("b", 0)))
        return iter([Hit(0, 1, "好")] if facts.damage.get("b") and text[0] == "坏" else ())

    def plain(text: str, facts: Facts) -> Iterator[Hit]:
        unasked.append(text)
        return iter(())

    unasked: list[str] = []
    cure = rule("b", sub("x", ""))
    assert run(rule("a", wary), rule("u", plain), cure)("坏x") == "好"
    assert ("坏", 1) in asked
    assert unasked == ["坏x", "坏", "好"], "once for each text, as it asks no facts"


def test_shown_may_be_repaired_when_asked_for() -> None:
    seen = rule("a", sub("坏人", "好人"), safe=False)
    later = rule("z", sub("人", "x"), Phase.SPACE)
    assert run(seen, later)("坏人") == "坏人"
    assert run(seen, later).with_unsafe()("坏人") == "好x"


def test_what_is_left_speaks_of_the_text_before() -> None:
    long = rule("long", sub("長", "很长很长"), Phase.REPAIR)
    seen = rule("seen", shows("坏"))
    (shown,) = run(long, seen).report("長長坏").left
    assert (shown.start, shown.old) == (2, "坏")


# What may not be touched.


def test_protect() -> None:
    assert textfix.fix("乾淨的數據", protect=["數據"]) == "干净的數據"
    assert textfix.fix("乾淨的數據", protect="數據") == "干净的數據"
    assert textfix.fix("A數據 B數據", protect=[re.compile("A..")]) == "A數據 B数据"
    assert textfix.fix("A數據 B數據", protect=re.compile("A..")) == "A數據 B数据"
    own = run(rule("x", sub("[abc]", "x"))).protecting("a").protecting("b")
    assert own("abc") == "abx"
    assert own.protecting(re.compile("(?=c)"))("abc") == "abx", "an empty match protects nothing"


def test_facts_are_those_of_the_whole_document() -> None:
    def evidence(text: str) -> Counter[tuple[str, ...]]:
        return Counter({("猫",): text.count("猫")})

    def find(text: str, facts: Facts) -> Iterator[Hit]:
        if facts.of("cats")["猫",] > 1:
            yield from (Hit(m.start(), m.end(), "狗") for m in re.finditer("猫", text))

    cats = Rule("cats", Phase.FORM, True, find, "Cats.", needs="猫", evidence=evidence)
    pipeline = Pipeline((cats,))
    assert pipeline("猫") == "猫" and pipeline("猫猫") == "狗狗"
    assert pipeline.parts(["猫\n\n", "x", "猫"]) == ["狗\n\n", "x", "狗"]
    assert pipeline.parts([]) == []
    assert survey("猫x", [cats]) + survey("猫", [cats]) == survey("猫x猫", [cats])


# The fast road.


def test_a_fast_rule_beside_others() -> None:
    """Where both may write, `fast` must not outrun the other rule."""

    def quick(text: str, facts: Facts) -> str:
        return text.replace("ab", "x").replace("d", "y")

    fast = Rule("fast", Phase.FORM, True, table({"ab": "x", "d": "y"}), "F.", fast=quick)
    other = rule("other", table({"zab": "-", "y": "!"}))
    for pipeline in (run(fast), run(fast, other)):
        for text in ("zab", "dab", "zabd", "abdz"):
            assert pipeline(text) == pipeline.report(text).after
    assert run(fast, other)("zabd") == "-!"


def test_a_fast_rule_that_does_not_settle_freezes_what_it_found() -> None:
    fast = Rule("f", Phase.FORM, True, sub("a", "aa"), "F.", fast=lambda t, f: t.replace("a", "aa"))
    pipeline = run(fast, rule("later", sub("[ab]", "x"), Phase.SPACE))
    assert pipeline("ab") == pipeline.report("ab").after == "ax"


# Cuts.


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("一\n二", ["一\n二"]),
        ("一\n\n二\n \n三", ["一\n\n", "二\n \n", "三"]),
        ("一\r\n\r\n二", ["一\r\n\r\n", "二"]),
        ("一\n\n\n\n　　二", ["一\n\n\n\n", "　　二"]),
        ("一\n\n```\n二\n\n三\n```\n\n四", ["一\n\n", "```\n二\n\n三\n```\n\n", "四"]),
        ("一\n\n```\n二\n\n三", ["一\n\n", "```\n二\n\n三"]),
        (
            "textfix: off\n\n二\n\ntextfix: on\n\n三",
            ["textfix: off\n\n二\n\ntextfix: on\n\n", "三"],
        ),
        ("\n\n一\n\n", ["\n\n", "一\n\n"]),
        ("\n\n\n", ["\n\n\n"]),
        ("", [""]),
    ],
)
def test_cuts(text: str, pieces: list[str]) -> None:
    places = cuts(text)
    assert [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)] == pieces


def test_no_cut_inside_what_the_caller_protects() -> None:
    assert cuts("一\n\n二", [re.compile("一\\s+二")]) == []


# Travelling.


def shout(m: re.Match[str]) -> str:
    return m[0].upper()


def words() -> dict[str, str]:
    return {"甚麼": "什么"}


def test_pickles() -> None:
    own = DEFAULT + rule("shout", sub("[a-z]+", shout)) + rule("words", table(words))
    own = own + rule("more", table({"猫": "狗"})) + rule("plain", sub("狗", "犬"))
    own = own.protecting("乾", re.compile("d."))
    assert own("abc de 甚麼猫") == "ABC de 什么犬"
    there = pickle.loads(pickle.dumps(own))
    assert there == own and hash(there) == hash(own)
    assert there("abc de 甚麼猫") == "ABC de 什么犬"
    for pipeline in PROFILES.values():
        assert pickle.loads(pickle.dumps(pipeline)) == pipeline


def test_what_is_unpickled_twice_is_one() -> None:
    """A worker gets its pipeline with every task, and need not make the tables again."""
    pipeline = PROFILES["zh-hans"].protecting("餅乾", re.compile("x+")).with_unsafe()
    pickled = pickle.dumps(pipeline)
    assert pickle.loads(pickled) is pickle.loads(pickled)
    assert pickle.loads(pickled) == pipeline
    assert pickle.loads(pickle.dumps(PROFILES["zh-hans"])) == PROFILES["zh-hans"]
