"""Clean text in other scripts stays, cut anywhere, said several times and among any signs."""

from __future__ import annotations

from random import Random

import pytest

from textfix import PROFILES
from textfix.recode import charsets
from textfix.recode.natural import natural, once
from textfix.recode.nature import nats

RULES = PROFILES["repair"].only("mojibake", "western-mojibake")
SENTENCES = {
    "Korean": "언덕 위에서 도토리가 떼굴떼굴 굴러 내려오자 아이들이 깔깔 웃으며 쫓아갔다. 쨍그랑!",
    "Thai": "ชาวบ้านช่วยกันค้นตามบ้านหลังต่าง ๆ ทั้งวัน แต่เห็นผู้เฒ่าเจ็ดคนนั่งใต้ต้นไม้เย็น ๆ",
    "Greek": "Οι γείτονες «έριχναν» νερό· «ήταν», είπε, «ώρα» να φύγουμε. Πού πήγες; Όχι!",
    "Russian": "«Ёж!» — вскрикнул он, — тук-тук, кап-кап… Съешь ещё этих мягких булок, № 5.",
    "Ukrainian": "Її їжак ґречно з’їв щільник; сонце й місяць — «друзі». Що це?",
    "Kazakh": "Үлкен қала көшесінде ұлдар мен қыздар әңгіме айтып тұрды.",
    "Arabic": "وصل القطار متأخرا، ثم جلس الركاب في المقهى وشربوا الشاي؛ أليس كذلك؟",
    "Persian": "می‌خواهم کتاب‌های تازه بخرم، اما فروشگاه بسته است.",
    "Hebrew": "הרכבת איחרה, ובכל זאת כולם חיכו בסבלנות; נכון?",
    "Armenian": "Գնացքը ուշացավ, բայց բոլորը համբերությամբ սպասեցին։",
    "Georgian": "მატარებელმა დააგვიანა, მაგრამ ყველა მოთმინებით ელოდა.",
    "Hindi": "रेलगाड़ी देर से आई, फिर भी सब लोग धैर्य से बैठे रहे।",
    "Vietnamese": "Đoàn tàu đến muộn, nhưng mọi người vẫn kiên nhẫn chờ đợi ở sân ga.",
    "Turkish": "Şu çağdaş ışıkçı, ağaçların gölgesinde çıt çıkarmadan öğüt verdi.",
    "Polish": "Zażółć gęślą jaźń; żółta łódź płynęła ćwierć mili wzdłuż śluzy.",
    "Japanese": "キタ━━━━(゜∀゜)━━━━!! え゛ーっ、葡萄と檸檬がゴロゴロ… ざわざわ",
}
AROUND = ("{}", "«{}»", "━━{}━━", "§{}", "{}®", "({}{}{}{})", "{}{}{}━━━━(", "{}·{}", "★{}~", "{}°")


def scraps(text: str) -> list[str]:
    """Pieces of two to twelve characters, as they are and among signs."""
    rng = Random(text)
    sizes = (2, 3, 4, 5, 6, 8, 12)
    pieces = [text[at : at + size] for size in sizes for at in range(len(text) - size)]
    return [rng.choice(AROUND).replace("{}", piece) for piece in pieces] + pieces


@pytest.mark.parametrize("language", SENTENCES)
def test_scraps_stay(language: str) -> None:
    for scrap in scraps(SENTENCES[language]):
        assert RULES(scrap) is scrap


@pytest.mark.parametrize("language", SENTENCES)
def test_scraps_stay_in_a_document(language: str) -> None:
    document = "\n".join(scraps(SENTENCES[language]))
    assert RULES(document) is document


@pytest.mark.parametrize("language", SENTENCES)
def test_natural_text_costs_no_more_than_before(language: str) -> None:
    for scrap in scraps(SENTENCES[language]):
        assert natural(scrap) <= nats(once(scrap))


CHINESE = "请把窗户关好再离开教室，今天下午三点开会。"


@pytest.mark.parametrize("page", charsets.CODE_PAGES)
def test_damage_beside_natural_text_is_repaired(page: str) -> None:
    damaged = charsets.decode(CHINESE.encode(), page)
    assert damaged is not None
    others = "\n".join(SENTENCES.values())
    assert RULES(f"{others}\n{damaged}\n{others}") == f"{others}\n{CHINESE}\n{others}"


@pytest.mark.parametrize("page", ["cp1253", "cp1251", "koi8_r", "cp866", "cp949", "cp1256"])
def test_damage_that_looks_like_a_script_costs_much_more(page: str) -> None:
    damaged = charsets.decode(CHINESE.encode("gbk"), page)
    assert damaged is not None
    assert natural(damaged) > nats(CHINESE) + 40
