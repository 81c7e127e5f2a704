"""The mirror-site tool: what it does to a page, and the truth beside it.

The tool converts a Simplified page to GBK, maps it to Traditional character by character, then
replaces on the *bytes*: `key -> key(pinyin)` for the first characters of a ranked list, and
`mark -> decoy mark` at random. A match at an odd offset makes the decoder slip by one byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

# The annotated characters in the order of the tool's list, as far as fifty real pages tell it:
# every site annotates a prefix of it, always with this one reading.
RANKED = """
業yè 產chǎn 發fā 網wǎng 數shù 區qū 創chuàng 術shù 優yōu 經jīng 聯lián 現xiàn 態tài 統tǒng 據jù
環huán 醫yī 節jié 協xié 戰zhàn 續xù 結jié 驅qū 規guī 養yǎng 監jiān 詢xún 鎮zhèn 補bǔ 衛wèi 細xì
費fèi 穩wěn 藍lán 執zhí 潤rùn 揚yáng 語yǔ 錯cuò 獻xiàn 鄉xiāng 獨dú 紀jì 蟲chóng 側cè 災zāi 績jī
評píng 隊duì 構gòu 沒méi 復fù 絡luò 質zhì 內nèi 轉zhuǎn 風fēng 權quán 團tuán 譽yù 調diào 達dá
險xiǎn 銷xiāo 預yù 領lǐng 負fù 礎chǔ 訓xùn 擴kuò 價jià 財cái 學xué 強qiáng 導dǎo 運yùn 習xí 應yīng
標biāo 準zhǔn 盤pán 測cè 護hù 儲chǔ 當dāng 計jì 責zé 務wù 設shè 購gòu 關guān 項xiàng 驗yàn 報bào
識shí 濟jì 點diǎn 認rèn 進jìn 頁yè 堅jiān 機jī 個gè 臺tái 時shí 觀guān 實shí 動dòng 愛ài 號hào
會huì 贏yíng 競jìng 簡jiǎn 級jí 請qǐng 爭zhēng 場chǎng 國guó 萬wàn 對duì 營yíng 聽tīng 過guò
廠chǎng 勢shì 專zhuān 門mén 無wú 長zhǎng 線xiàn 戶hù 見jiàn 說shuō 車chē 問wèn 來lái 開kāi
"""
KEYS = tuple((entry[0].encode("gbk"), f"({entry[1:]})".encode("gbk")) for entry in RANKED.split())
MARKS = "，。、；！？"
CONTROLS = "\x05\x06\x07\x08"

# Where the tool's own Traditional differs from the first candidate of OpenCC (seen on real pages).
_TABLE = Path(__file__).parent.parent / "textfix" / "data" / "opencc-simplified.tsv"
_OWN = """
为為 启啟 众眾 签簽 锈銹 冲沖 湿濕 着著 据據 种種 户戶 准準 确確 划劃 万萬 台臺 几幾 党黨 广廣
适適 价價 极極 愿願 筑築 坏壞 丰豐 温溫 胜勝 厂廠 荐薦 虫蟲 叶葉 杆桿 并并 恒恒
"""


def _traditional() -> dict[int, str]:
    rows = (line.split("\t") for line in _TABLE.read_text("utf-8").splitlines() if line[:1] != "#")
    pairs = [(row[0], row[1]) for row in rows] + [(pair[0], pair[1]) for pair in _OWN.split()]
    return {ord(old): new for old, new in pairs if encodable(old + new)}


def encodable(text: str) -> bool:
    """Can GBK hold every character of this text?"""
    try:
        return bool(text.encode("gbk")) or not text
    except UnicodeEncodeError:
        return False


def to_traditional(text: str) -> str:
    """Traditional character by character, as the tool does it: 后 and 里 stay."""
    return text.translate(TRADITIONAL)


TRADITIONAL = _traditional()


@dataclass(frozen=True, slots=True)
class Site:
    """One site's settings of the tool, and what happened to its pages afterwards."""

    keys: int = len(KEYS)  # how much of the ranked list it annotates
    decoy: str = ""  # before marks: "" (nothing), "comma" or "controls" (1 to 5 of them)
    rate: float = 0.8  # the share of the marks that get a decoy
    fold: bool = False  # full-width ASCII was folded: ， : ＜ ５
    blank: bool = False  # an extractor turned every run of controls into one space
    gone: bool = False  # an extractor dropped the controls
    drop_private: bool = False  # an extractor dropped private-use characters


class Slip(NamedTuple):
    """Characters the decoder read out of step."""

    kind: str  # "pinyin" or "mark": the insertion that began it
    start: int  # the characters garbled, in the truth
    end: int
    line: int  # the line of the truth, and of the damaged text, from 0
    seen: str  # what stands there in the damaged text
    lost: frozenset[str]  # what is gone for good: "lead", "trail", "ascii", "private"

    @property
    def lossless(self) -> bool:
        return not self.lost


class Damaged(NamedTuple):
    text: str
    truth: str  # Traditional, without glosses, decoys and slips
    slips: list[Slip]


class _Page(NamedTuple):
    """Bytes, and for each the index of the character it comes from; -1: inserted."""

    data: bytes
    home: list[int]

    def insert(self, cuts: Iterable[tuple[int, bytes]]) -> _Page:
        data, home, last = bytearray(), list[int](), 0
        for at, new in cuts:
            data += self.data[last:at] + new
            home += self.home[last:at] + [-1] * len(new)
            last = at
        return _Page(bytes(data + self.data[last:]), home + self.home[last:])


def damage(text: str, site: Site, rng: Random) -> Damaged:
    """What `site` makes of a Traditional text (see `to_traditional`, `encodable`)."""
    page = _Page(text.encode("gbk"), [i for i, c in enumerate(text) for _ in c.encode("gbk")])
    glued = []  # an ASCII character that stands in for a key's second byte: ”O(jiān)
    for key, gloss in KEYS[: site.keys]:
        cuts = [at + 2 for at in _matches(page.data, key)]
        odd = [at for at in cuts if page.home[at - 2] != page.home[at - 1]]
        glued += [(page.home[at - 1], gloss) for at in odd if page.data[at - 1] < 0x80]
        page = page.insert((at, gloss) for at in cuts) if cuts else page
    for mark in rng.sample(MARKS, len(MARKS)) if site.decoy else ():
        cuts = [at for at in _matches(page.data, mark.encode("gbk")) if rng.random() < site.rate]
        page = page.insert((at, _decoy(site, rng)) for at in cuts)
    slips = list(_slips(page, text, site))
    garbled = {i for slip in slips for i in range(slip.start, slip.end)}
    for at, gloss in glued:
        if at not in garbled:
            seen, line = text[at] + gloss.decode("gbk"), text.count("\n", 0, at)
            slips.append(Slip("pinyin", at, at + 1, line, seen, frozenset()))
    shown = "".join(unit.shown for unit in _decode(page))
    return Damaged(_extract(shown, site), _fold(text, site), sorted(slips, key=lambda s: s.start))


def _matches(data: bytes, needle: bytes) -> Iterator[int]:
    at = data.find(needle)
    while at >= 0:
        yield at
        at = data.find(needle, at + len(needle))


def _decoy(site: Site, rng: Random) -> bytes:
    if site.decoy == "comma":
        return b","
    return "".join(rng.choices(CONTROLS, k=rng.randint(1, 5))).encode()


class _Unit(NamedTuple):
    """What the decoder makes one character of."""

    start: int
    end: int
    shown: str


def _decode(page: _Page) -> Iterator[_Unit]:
    """The units as CP936 reads them; a line end is never eaten."""
    data, at = page.data + b"\n", 0
    while at < len(page.data):
        lead, trail = data[at], data[at + 1]
        if lead < 0x80:
            unit = _Unit(at, at + 1, chr(lead))
        elif lead in (0x80, 0xFF):
            unit = _Unit(at, at + 1, "\u20ac" if lead == 0x80 else "\uf8f5")
        elif trail == 0x0A:
            unit = _Unit(at, at + 1, "?")
        else:
            unit = _Unit(at, at + 2, _pair(lead, trail))
        yield unit
        at = unit.end


def _pair(lead: int, trail: int) -> str:
    if trail < 0x40 or trail in (0x7F, 0xFF):
        return "?"
    pair = bytes((lead, trail))
    try:
        return pair.decode("gbk")
    except UnicodeDecodeError:
        pass
    # What GB 18030 assigned later is still private use to CP936.
    late = {b"\xa2\xe3": 0xE76C, b"\xa8\xbf": 0xE7C8}
    if lead == 0xFE and trail <= 0xA0:
        return chr(0xE815 + trail - 0x50 - (trail > 0x7F))
    if lead == 0xA9 and 0x89 <= trail <= 0x95:
        return chr(0xE7E7 + trail - 0x89)
    return chr(late[pair]) if pair in late else pair.decode("gb18030")


def _slips(page: _Page, text: str, site: Site) -> Iterator[Slip]:
    """The runs of units out of step, each up to where the decoder is in step again."""
    home = [h for h in page.home if h >= 0]
    last = [a != b for a, b in zip(home, [*home[1:], -1], strict=True)]  # ... byte of a character
    read = 0  # bytes of the text
    run: list[_Unit] = []
    for unit in _decode(page):
        own = [h for h in page.home[unit.start : unit.end] if h >= 0]
        read += len(own)
        if run or (own and (own[0] != own[-1] or text[own[0]] != unit.shown)):
            run.append(unit)
            if last[read - 1]:
                yield _slip(run, page, text, site)
                run = []


def _slip(run: list[_Unit], page: _Page, text: str, site: Site) -> Slip:
    data, home, end = page.data, page.home, run[-1].end
    lost = set()
    for unit in run:
        at = unit.end - 1
        gloss = data[at] == 0x28 and home[at] < 0  # its reading tells the byte it ate
        if unit.shown == "?" and not gloss:
            lost.add("trail" if unit is run[-1] else "lead")
            if at > unit.start and home[at] >= 0:
                lost.add("ascii")
        if site.drop_private and "\ue000" <= unit.shown <= "\uf8ff":
            lost.add("private")
    if gloss:
        end = data.index(b")", end) + 1
    own = [h for h in home[run[0].start : end] if h >= 0]
    kind = "pinyin" if data[run[0].end - 1] == 0x28 else "mark"
    seen = "".join(unit.shown for unit in run) + data[run[-1].end : end].decode("gbk")
    line = text.count("\n", 0, own[0])
    return Slip(kind, own[0], own[-1] + 1, line, _extract(seen, site), frozenset(lost))


def _fold(text: str, site: Site) -> str:
    return text.translate(FOLDED) if site.fold else text


FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def _extract(text: str, site: Site) -> str:
    """What a scraper made of the page as the browser shows it."""
    if site.blank or site.gone:
        text = re.sub(f"[{CONTROLS}]+", " " if site.blank else "", text)
    if site.drop_private:
        text = re.sub("[\ue000-\uf8ff]", "", text)
    return _fold(text, site)
