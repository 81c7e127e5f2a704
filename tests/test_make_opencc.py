"""Rules made of OpenCC, held against the package itself; either of the two packages will do."""

from __future__ import annotations

import doctest
import os
import pickle
import re
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laws import LAWS, explained, words_stay
from texts import HANT, LINES

from textfix import PROFILES, Phase, Pipeline, Report, make, opencc_rule, survey

OPENCC: Any = pytest.importorskip("opencc")
ROOT = Path(__file__).parent.parent
HOME = Path(OPENCC.__file__).parent
OFFICIAL = hasattr(OPENCC, "CONFIGS")
FILES = OPENCC.CONFIGS if OFFICIAL else [path.name for path in HOME.glob("config/*.json")]
CONFIGS = sorted(name.removesuffix(".json") for name in FILES)

# Words one character for one, words that grow or shrink, words that protect, words that do not stay.
WORDS = re.findall(
    r"\w+",
    """
    苏里南 报名表 皇后 后面 干杯 乾隆 头发 发展 一干二净 里程 面条 公里 默认设置 移动互联网 中间件 串口
    文档 文件 程序 软件 内存 鼠标 打印机 字符 字节 信息 什么 千里达 新西兰 出租车 蘇里南 報名表
    頭髮 發展 畢昇 乾坤 預設 行動網際網路 中介軟體 串列埠 檔案 程式 軟體 記憶體 滑鼠 印表機 字元 位元組
    資訊 什麼 幹麼 計程車 紐西蘭 裏面 裡面 爲 為 衆 眾 吃 喫 群 羣 峰 床 台 臺 著 着 么 幺 国 國 図
    """,
)
VARIANTS = list("爲為衆眾喫吃羣群裏裡僞偽啓啟麪麵峯峰")
MARKS = ["，", "。", "、", "·", "-", " ", "\n", "\n\n", "a", "3", "（", "𠮷"]
SENTENCES = [
    "苏里南在地图的后面，离这里三千公里。",
    "默认设置里没有U盘：移动互联网的中间件、SQL注入和PN结。",
    "字符串的第一个字符可用于指示打包数据的字节顺序",
    "皇后在后宫里干了一杯，头发都白了；干净的面条发展得很快！",
    "他說：「預設的軟體在滑鼠旁邊，檔案都在記憶體裡。」",
    "乾隆皇帝的頭髮與餅乾，畢昇與活字，瞭解於後。",
    "爲什麼羣衆在裏面喫麵？為什麼群眾在裡面吃麵？",
    "図書館の本を読む。國際化、国際化",
    "Plain English, 3.5 % and `code`.",
    "",
]


PROTECTED = {line for line in (*LINES, *HANT) if "`" in line or "make test" in line}


def pipeline(config: str) -> Pipeline:
    return Pipeline((make.opencc(config),))


def theirs(config: str, text: str) -> str:
    converted: str = OPENCC.OpenCC(config).convert(text)
    return converted


def arrived(config: str, line: str) -> bool:
    """No character of this line is the source's alone."""
    return opencc_rule._way(config).source.isdisjoint(line)


def hold(config: str, text: str) -> Report:
    """Each line is what OpenCC makes of it, or is left for a reason; the laws hold."""
    for law in LAWS:
        if law is not words_stay or not config.endswith("p"):  # U盘 is 隨身碟: OpenCC's, not ours
            law(pipeline(config), text)
    report = explained(pipeline(config), text)
    shown = {text.count("\n", 0, f.start) for f in report.left}
    lines = zip(*(t.split("\n") for t in (text, theirs(config, text), report.after)), strict=True)
    for number, (before, wanted, after) in enumerate(lines):
        if after != wanted:
            assert after == before and (number in shown) != arrived(config, before)
    for step in report.steps:
        for f in step:
            assert f.new is not None and f.old and len(f.old) <= 16, "an edit is small"
            if len(f.old) == len(f.new):
                assert all(a != b for a, b in zip(f.old, f.new, strict=True)), (
                    "and only what differs"
                )
    return report


def test_every_configuration_is_there() -> None:
    assert {"s2t", "t2s", "s2tw", "tw2s", "s2hk", "hk2s", "s2twp", "tw2sp"} <= {*CONFIGS}


@pytest.mark.parametrize("config", CONFIGS)
def test_sentences(config: str) -> None:
    for text in (*SENTENCES, "\n".join(SENTENCES)):
        hold(config, text)


@pytest.mark.parametrize("config", CONFIGS)
def test_pages_are_what_opencc_makes_of_them(config: str) -> None:
    lines = LINES if config.startswith("s") else HANT
    text = "\n".join(line for line in lines if line not in PROTECTED)
    ours, wanted = pipeline(config)(text).split("\n"), theirs(config, text).split("\n")
    left = {line for line, other in zip(ours, wanted, strict=True) if line != other}
    assert left <= {"阿木：晚上吃什么？"}, "Simplified by this; OpenCC goes on and makes it 什幺"


@pytest.mark.parametrize("config", CONFIGS)
def test_generated(config: str) -> None:
    """The same of any text; and most lines are not left."""
    seen = {"lines": 0, "theirs": 0, "changed": 0, "all": 0}
    pieces = st.sampled_from([*WORDS, *MARKS]) | st.sampled_from(
        [*LINES, *HANT] if "s" in config else VARIANTS
    )

    @settings(
        max_examples=60,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(pieces, max_size=12).map("".join))
    def holds(text: str) -> None:
        report = hold(config, text)
        ours, wanted = report.after.split("\n"), theirs(config, text).split("\n")
        seen["lines"] += len(ours)
        seen["theirs"] += sum(a == b for a, b in zip(ours, wanted, strict=True))
        seen["all"] += 1
        seen["changed"] += bool(report.changes)

    holds()
    assert seen["changed"] >= 0.3 * seen["all"]
    assert seen["theirs"] >= 0.8 * seen["lines"]


def edits(config: str, text: str) -> list[tuple[str, str | None]]:
    hits = make.opencc(config).find(text, survey(text))
    return [(text[hit.start : hit.end], hit.new) for hit in hits]


def test_edits_are_runs_and_words() -> None:
    assert edits("s2t", "数据在这里。") == [("数据", "數據"), ("这里", "這裏")]
    words = [("动", "動"), ("互联网", "網際網路"), ("U盘", "隨身碟"), ("数据", "資料")]
    assert edits("s2twp", "移动互联网的U盘，数据") == words


def test_a_word_that_grows_and_one_that_shrinks_make_two_edits() -> None:
    text = "字符串的第一个字符可用于指示打包数据的字节顺序"
    assert len(theirs("s2twp", text)) == len(text)
    assert ("字节", "位元組") in edits("s2twp", text)


def test_what_has_arrived_is_left() -> None:
    assert edits("s2t", "蘇里南") == []
    assert edits("s2t", "里面") == [("里", "裏")]
    assert edits("s2twp", "文档") == [("档", "件")]
    assert edits("s2twp", "文件") == []
    assert edits("tw2s", "什麼？") == [("麼", "么")]


def test_long_text_without_a_mark() -> None:
    text = "移动互联网的默认设置里没有中间件的文档" * 100
    found = edits("s2twp", text)
    assert max(len(old) for old, _ in found) <= 8
    assert len(found) >= 500


def test_half_a_surrogate_pair_is_stepped_over() -> None:
    assert pipeline("s2t")("数\ud83d据\n\udc00数\0") == "數\ud83d據\n\udc00數\0"


# In pipelines


def test_with_the_default_pipeline() -> None:
    text = "苏里南的頁面在這裡 ，  数据很多\u3000\n請看地图"
    plain = PROFILES["zh-hans"].without("traditional")
    for pipe in (
        plain + make.opencc("s2tw"),
        PROFILES["zh-hans"] + make.opencc("s2tw", name="traditional"),
        (plain + make.opencc("s2tw", safe=False)).with_unsafe(),
    ):
        for law in LAWS:
            law(pipe, text)
        assert pipe(text) == theirs("s2tw", plain(text)) != text
    shown = plain + make.opencc("s2tw", safe=False)
    assert shown(text) == plain(text), "an unsafe rule is only shown"


def test_with_its_contrary() -> None:
    """Two rules that undo each other settle on nothing, and say so."""
    both = PROFILES["zh-hans"] + make.opencc("s2tw")
    report = both.report("我们请问，這說明")
    assert report.after == report.before and report.left


@pytest.mark.parametrize("config", CONFIGS)
def test_protected_words_stay(config: str) -> None:
    assert pipeline(config).protecting("数据", "數據")("数据和數據") == "数据和數據"


def test_the_rule() -> None:
    rule = make.opencc("s2tw.json")
    assert rule == make.opencc("s2tw") != make.opencc("s2twp")
    assert (rule.name, rule.phase, rule.safe) == ("opencc-s2tw", Phase.SCRIPT, True)
    assert make.opencc("s2tw", name="taiwan").name == "taiwan"
    assert not rule.awake("plain, ASCII")


def test_pickles() -> None:
    there = pickle.loads(pickle.dumps(pipeline("s2twp")))
    assert there == pipeline("s2twp") and hash(there) == hash(pipeline("s2twp"))
    assert there(SENTENCES[1]) == theirs("s2twp", SENTENCES[1])


def test_the_manual_is_right() -> None:
    manual = (make.opencc.__doc__ or "").replace("# doctest: +SKIP", "")
    examples = doctest.DocTestParser().get_doctest(
        manual, {"opencc": make.opencc}, "opencc", None, 0
    )
    assert doctest.DocTestRunner().run(examples).failed == 0


# The package


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Any], None]]:
    """What is found as the package `opencc`, until the test ends."""
    opencc_rule._way.cache_clear()
    yield lambda module: monkeypatch.setitem(sys.modules, "opencc", module)
    opencc_rule._way.cache_clear()


def test_which_package_spoke_is_said() -> None:
    name = "opencc" if OFFICIAL else "opencc-python-reimplemented"
    assert {f.note for f in pipeline("s2t").report("数据").findings} == {f"{name}, s2t"}


@pytest.mark.parametrize("module", [None, SimpleNamespace()], ids=["none", "something else"])
def test_no_package(installed: Callable[[Any], None], module: Any) -> None:
    rule = make.opencc("s2tw")
    installed(module)
    with pytest.raises(ImportError, match=r"^textfix: the extra is missing: pip install 'textfix"):
        Pipeline((rule,))("数据")


@pytest.mark.parametrize("config", ["s2twq", "../s2t", ""])
def test_no_such_configuration(config: str) -> None:
    with pytest.raises(
        ValueError, match=rf"no .* {re.escape(repr(config))} in opencc.*; known: hk2s, "
    ):
        pipeline(config)("数据")


def test_the_nearest_configuration_is_named() -> None:
    with pytest.raises(ValueError, match=r"'s2ttw' in .*; did you mean s2tw\?; known: "):
        pipeline("s2ttw")("数据")


def test_what_would_not_stay_is_shown(installed: Callable[[Any], None]) -> None:
    """Of another package, of the official kind."""
    step = SimpleNamespace(convert=lambda text: text.translate(str.maketrans("甲乙子", "乙丙丑")))
    installed(SimpleNamespace(CONFIGS=["x2y.json"], OpenCC=lambda config: step))
    report = pipeline("x2y").report("甲子\n子")
    assert report.after == "甲子\n丑"
    assert [(f.old, f.new, f.note) for f in report.left] == [
        ("甲子", None, "opencc, x2y: does not stay, left")
    ]


def test_it_is_imported_when_it_first_runs() -> None:
    code = (
        "import sys, textfix.make as m; r = m.opencc('s2t'); assert 'opencc' not in sys.modules;"
        "list(r.find('数据', None)); assert 'opencc' in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.long
@pytest.mark.parametrize("package", ["opencc", "opencc-python-reimplemented"])
def test_the_users_own_opencc_stays_what_it_is(package: str, tmp_path: Path) -> None:
    """Whichever it is: textfix installed beside it changes nothing, and uses it if asked."""
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"

    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        plain = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return subprocess.run(
            [python, *words], cwd=tmp_path, env=plain, capture_output=True, text=True, check=False
        )

    def says(code: str) -> str:
        done = run("-X", "utf8", "-c", code)
        assert done.returncode == 0, done.stderr
        return done.stdout

    if run("-m", "pip", "install", "-q", package).returncode:
        pytest.skip("pip does not reach the packages")
    theirs = (
        "import opencc, hashlib, importlib.metadata as m, pathlib;"
        "print(opencc.OpenCC('t2s').convert('漢字'), opencc.__file__,"
        f"m.version({package!r}), getattr(opencc, '__version__', ''),"
        "[(str(p), hashlib.sha1(p.read_bytes()).hexdigest())"
        " for p in sorted(pathlib.Path(opencc.__file__).parent.rglob('*'))"
        " if p.is_file() and p.suffix != '.pyc'])"
    )
    before = says(theirs)
    assert before.startswith("汉字 ")
    done = run("-m", "pip", "install", "-q", ROOT)
    assert done.returncode == 0, done.stderr
    assert says(theirs) == before
    ours = (
        "from textfix import Pipeline, make; r = Pipeline((make.opencc('s2t'),))"
        ".report('汉字'); print(r.after, r.changes[0].findings[0].note)"
    )
    assert says(ours) == f"漢字 {package}, s2t\n"
