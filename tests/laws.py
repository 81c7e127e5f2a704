"""The laws of the library, each asked of a pipeline and a text; a broken one raises AssertionError.

`ask` asks them all. What a law needs of the report, it takes from one cached explanation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache, reduce
from operator import add
from random import Random

from form_texts import plain

from textfix import Finding, Phase, Pipeline, Report, Rule, survey
from textfix.core import apply, choose, invert, revert
from textfix.pipeline import cuts
from textfix.protect import protected
from textfix.settle import UNSETTLED
from textfix.spans import touches

Law = Callable[[Pipeline, str], None]
LAWS: list[Law] = []
FIRED: Counter[str] = Counter()  # what each rule found, written or shown, since this was cleared
URL = re.compile(r"https?://[A-Za-z0-9./?=&_%#-]*[A-Za-z0-9/]")
ATOMS = (re.compile("[0-9]+"), re.compile("[A-Za-z]+"), URL, re.compile(r"\{\w+\}|%[sd]", re.A))


def law(function: Law) -> Law:
    """Enter a law in the list."""
    LAWS.append(function)
    return function


def ask(pipeline: Pipeline, text: str) -> Report:
    """Every law, of this text; the report, for those who count."""
    for each in LAWS:
        each(pipeline, text)
    return explained(pipeline, text)


@lru_cache(maxsize=64)
def explained(pipeline: Pipeline, text: str) -> Report:
    """The report, once; its findings are counted."""
    report = pipeline.report(text)
    FIRED.update(f.rule for step in report.steps for f in step)
    FIRED.update(f.rule for f in report.left)
    return report


def phases(pipeline: Pipeline) -> dict[str, Phase]:
    """In which phase each rule runs."""
    return {rule.name: rule.phase for rule in pipeline.rules}


# The laws.


@law
def idempotent(pipeline: Pipeline, text: str) -> None:
    """A second run changes nothing."""
    once = explained(pipeline, text).after
    assert pipeline(once) is once


@law
def idempotent_with_unsafe(pipeline: Pipeline, text: str) -> None:
    """Nor does it where unsafe rules run."""
    once = explained(pipeline.with_unsafe(), text).after
    assert pipeline.with_unsafe()(once) is once


@law
def safe_before_unsafe(pipeline: Pipeline, text: str) -> None:
    """A text repaired safely and then boldly is what boldness at once would have made of it."""
    once = explained(pipeline, text).after
    assert pipeline.with_unsafe()(once) == explained(pipeline.with_unsafe(), text).after


@law
def honest(pipeline: Pipeline, text: str) -> None:
    """Steps replay and are undone; changes lead from before to after; what is left is there."""
    report = explained(pipeline, text)
    assert report.before == text
    now = text
    for step in report.steps:
        assert step and list(step) == list(choose(step))
        assert all(f.new is not None and f.new != f.old for f in step)
        then = apply(now, step)
        assert revert(then, step) == now
        assert apply(then, invert(step)) == now
        assert invert(invert(step)) == step
        now = then
    assert now == report.after
    assert report.undo() == text
    ends = [0, *(c.end for c in report.changes)]
    assert all(end <= c.start for end, c in zip(ends, report.changes, strict=False))
    out, done = "", 0
    for c in report.changes:
        assert text[c.start : c.end] == c.old != c.new and c.findings
        out += text[done : c.start] + c.new
        done = c.end
    assert out + text[done:] == report.after
    written = Counter(f for step in report.steps for f in step)
    assert Counter(f for c in report.changes for f in c.findings) <= written
    assert all(text[f.start : f.end] == f.old for f in report.left)
    assert len(report.findings) == len(report.changes) + len(report.left)
    assert list(report.findings) == sorted(report.findings, key=lambda f: (f.start, f.end, f.rule))


@law
def clean_is_untouched(pipeline: Pipeline, text: str) -> None:
    """Where nothing changed, the same object comes back; where something did, a change says so."""
    report = explained(pipeline, text)
    assert (report.after == text) == (not report.changes)
    if not report.changes:
        assert report.after is report.before and pipeline(text) is text


@law
def one_mechanism(pipeline: Pipeline, text: str) -> None:
    """The fast road and the explained one lead to one text; so does each rule's own."""
    assert pipeline(text) == explained(pipeline, text).after
    for rule in pipeline.rules:
        facts = survey(text, [rule])
        hits = list(rule.find(text, facts))
        assert all(0 <= hit.start <= hit.end <= len(text) for hit in hits)
        assert all(0 <= hit.score <= 1 for hit in hits)
        assert rule.awake(text) or not hits
        if rule.fast is not None:
            found = (Finding(rule.name, h.start, text[h.start : h.end], h.new) for h in hits)
            assert rule.fast(text, facts) == apply(text, choose(found))


@law
def unsafe_is_asked_for(pipeline: Pipeline, text: str) -> None:
    """Nothing is written by an unsafe rule that was not named."""
    may = {rule.name for rule in pipeline.rules if pipeline.writes(rule)}
    report = explained(pipeline, text)
    assert {f.rule for step in report.steps for f in step} <= may
    undecided = (f for f in report.left if f.rule in may and f.note != UNSETTLED)
    assert all(f.new is None for f in undecided)


@law
def frozen(pipeline: Pipeline, text: str) -> None:
    """No later phase edits inside damage that was shown and left."""
    report = explained(pipeline, text)
    phase = phases(pipeline)
    for step, origins in _steps_with_origins(report):
        for f in step:
            covered = origins[f.start : f.end]
            sides = origins[max(0, f.start - 1) : f.start + 1]
            for shown in report.left:
                if phase[shown.rule] < phase[f.rule]:
                    inside = set(range(shown.start, shown.end))
                    assert not any(o and o <= inside for o in covered), (shown, f)
                    between = not f.old and len(sides) == 2 and all(o <= inside for o in sides)
                    assert not (between and all(sides)), (shown, f)


def _steps_with_origins(
    report: Report,
) -> Iterator[tuple[tuple[Finding, ...], list[frozenset[int]]]]:
    """Each step, and for each character it met the places of `before` it came from."""
    origins = [frozenset((i,)) for i in range(len(report.before))]
    for step in report.steps:
        yield step, origins
        after: list[frozenset[int]] = []
        done = 0
        for f in step:
            came = frozenset[int]().union(*origins[f.start : f.end])
            after += origins[done : f.start] + [came] * len(f.new or "")
            done = f.end
        origins = after + origins[done:]


@law
def chunk_proof(pipeline: Pipeline, text: str) -> None:
    """A document repaired in parts is the document repaired, wherever it may be cut."""
    places = cuts(text, pipeline.protect)
    if places:
        rng = Random(ascii(text))
        some = [at for at in places if rng.random() < 0.5]
        for p, at in ((pipeline, places), (pipeline.with_unsafe(), some)):
            parts = [text[a:b] for a, b in zip([0, *at], [*at, len(text)], strict=True)]
            assert "".join(p.parts(parts)) == explained(p, text).after


@law
def facts_add_up(pipeline: Pipeline, text: str) -> None:
    """What the parts say together is what the whole says."""
    places = cuts(text)
    if places:
        at = Random(ascii(text)).choice(places)
        for some in ([at], places):
            ends = zip([0, *some], [*some, len(text)], strict=True)
            together = reduce(add, (survey(text[a:b], pipeline.rules) for a, b in ends))
            whole = survey(text, pipeline.rules)
            for rule in pipeline.rules:
                assert together.of(rule.name) == whole.of(rule.name), rule.name
            assert together == whole


@law
def words_stay(pipeline: Pipeline, text: str) -> None:
    """Outside REPAIR the digits, Latin words, URLs and placeholders are what they were.

    But for their form: full width, ligatures and letters of another script made Latin.
    """
    tidy = tuple(rule for rule in pipeline.rules if rule.phase > Phase.REPAIR)
    after = plain(Pipeline(tidy, protect=pipeline.protect, unsafe=True)(text))
    for atom in ATOMS:
        assert atom.findall(after) == atom.findall(plain(text)), atom.pattern


@law
def nothing_is_given_up(pipeline: Pipeline, text: str) -> None:
    """No U+FFFD or question mark takes the place of what would not fit."""
    for step in explained(pipeline.with_unsafe(), text).steps:
        for f in step:
            new = f.new or ""
            assert new.count("\ufffd") <= f.old.count("\ufffd"), f
            marks = sum(map(f.old.count, "?？"))
            assert new.count("?") <= marks, f


@law
def protected_stays(pipeline: Pipeline, text: str) -> None:
    """Code, URLs and whatever the caller names are not touched."""
    rng = Random(ascii(text))
    changes = explained(pipeline, text).changes
    near = [c.start for c in rng.sample(changes, min(len(changes), 3))]
    words = [word for at in near if (word := text[at : at + rng.randint(1, 4)])]
    for p in (pipeline, pipeline.protecting(*words, re.compile("[了的]."))):
        spans = protected(text, p.protect)
        report = explained(p, text)
        for c in (*report.changes, *report.left):
            assert not touches(spans, c.start, c.end), c


@law
def order_does_not_matter(pipeline: Pipeline, text: str) -> None:
    """The rules of a phase may stand in any order."""
    shuffled = Pipeline(pipeline.rules, pipeline.daring, pipeline.protect, pipeline.unsafe)
    rules = sorted(pipeline.rules, key=lambda rule: (-rule.phase, rule.name), reverse=True)
    shuffled.__dict__["rules"] = tuple(rules)
    report = shuffled.report(text)
    assert report.after == explained(pipeline, text).after
    assert set(report.left) == set(explained(pipeline, text).left)


def alone(rule: Rule) -> Pipeline:
    """A rule alone, written even if unsafe."""
    return Pipeline((rule,), frozenset((rule.name,)))
