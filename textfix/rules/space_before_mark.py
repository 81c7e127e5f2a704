"""A stray blank between a full-width mark and its word: `石油使用 ，瑞典`.

Such a blank goes in two kinds of page. One is a print layout, whose blanks stand inside words as
well (`可 再生`): there those within brackets and quotation marks go too. The other writes its
marks close, and one in ten at most slipped: there it goes between Han and a stop. An author who
writes so throughout, words set apart, a blank to fill in (`（ ）`), code, tables and lines
about marks keep theirs; see `spaced-mark`.

>>> from textfix import fix
>>> fix("航天员陈冬、刘洋 、蔡旭哲平安返回，身体状况良好，任务圆满成功。飞船着陆时，天气晴朗，风也不大，现场人员很快打开舱门，医生随即上前。")
'航天员陈冬、刘洋、蔡旭哲平安返回，身体状况良好，任务圆满成功。飞船着陆时，天气晴朗，风也不大，现场人员很快打开舱门，医生随即上前。'
"""

from collections.abc import Iterator

from textfix import measure
from textfix.apart import BESIDE, BLANKS, MARKS, SIGN, apart, elsewhere, evidence, has_sign, slips
from textfix.context import HAN, is_running
from textfix.core import Hit, Phase, Reach
from textfix.lines import lines
from textfix.survey import Facts

phase = Phase.SPACE
safe = True
reach = Reach.LINE
needs = (BLANKS, MARKS, HAN)
sign = SIGN
beside = BESIDE
alike = True

__all__ = ["evidence", "find", "needs", "phase", "reach", "safe"]

CLOSE, SHARE = 10, 0.1  # stops of a page that writes them close; of these, how many may slip
SPLIT, SPLITS = 2, 0.2  # blanks inside words, and their share, in a page that was laid out
LETTERS = 4  # blanks to a stop: letters set apart, which is another defect


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """The blanks, where the page says that nobody meant them."""
    if not has_sign(text):
        return
    if facts.cached("blanks in words", _is_laid_out):
        for start, line in lines(text, SIGN):
            if is_running(line):
                for low, high in apart(line):
                    yield Hit(start + low, start + high, "", 1.0, "a blank of the page layout")
    elif facts.cached("marks close", _is_close):
        for start, line in lines(text, SIGN):
            for low, high in slips(line):
                yield Hit(start + low, start + high, "", 1.0, "a slip: other marks stand close")


def _is_laid_out(facts: Facts) -> bool:
    between = measure.between_han(facts)
    if between < SPLIT or not measure.may_split(facts):
        return False
    counts = facts.count(measure.sentences)
    if not SPLIT <= counts["gaps"] <= LETTERS * counts["stops"]:
        return False
    if between < SPLITS * counts["gaps"]:
        return False
    splits = facts.count(measure.split_words)["splits"]
    return splits >= max(SPLIT, SPLITS * counts["gaps"])


def _is_close(facts: Facts) -> bool:
    counts = facts.of("space-before-mark")
    few = 0 < counts["apart",] <= SHARE * counts["stops",] and counts["stops",] >= CLOSE
    return few and 2 * facts.count(elsewhere)["blanks"] < counts["apart",]
