"""Texts to damage: clean Simplified pages of many kinds, all our own; and ways to spoil them."""

from __future__ import annotations

import re
from base64 import b64encode
from random import Random
from urllib.parse import quote

from cases import of_rules
from hypothesis import strategies as st
from simulator import FOLDED, Site, damage, encodable, to_traditional

from textfix.recode.charsets import decode

NEWS = """\
本报讯　昨日上午，全市数字经济产业发展大会在会展中心召开，来自各区县的企业代表、专家学者三百余人出席。会议强调，要坚持创新驱动，优化营商环境，推动传统产业转型升级；要加强统筹协调，把各项任务落到实处。
会上发布了“智慧港口”建设方案，计划三年内投入四十亿元，建成八个示范项目。与会专家认为，方案的关键在于数据共享，没有统一的标准，再好的设备也只是摆设。
会后，代表们参观了新落成的展览馆，并就人才培养、资金支持等问题与有关部门进行了座谈。"""
NOTICE = """\
关于开展校园网络安全检查的通知
各学院、各部门：
为进一步规范校园网络管理，保障师生信息安全，经研究决定，自十一月一日起对全校服务器、实验室设备及办公电脑进行一次全面检查。
请各单位指定一名联系人，认真填写登记表，于本周五前报送网络中心。逾期不报的，将暂停其网络服务。"""
STORY = """\
外婆的院子里有一棵老枣树，树干弯着，像一个总在鞠躬的人。每到秋天，我们就拿着竹竿站在树下，等她说一声“开始”。
枣子落在旧床单上，发出细碎的声响。外婆一边捡，一边讲她小时候的事：那时候没有电灯，晚上只有月亮；河上没有桥，过河要喊对岸的船。
“你喊一声，要等很久，”她说，“等着等着，船就来了。”"""
MANUAL = """\
安装前请先关闭电源，并确认包装内的零件齐全。将支架固定在墙面，用水平尺校准，再拧紧四颗螺钉。
连接电缆时，红色线接正极，黑色线接负极；接反会损坏设备，且不在保修范围之内。
首次开机约需两分钟，指示灯由黄变绿后即可使用。如果指示灯一直闪烁，请检查网线是否插好，或者重新启动路由器。"""
RECIPE = """\
番茄炒蛋（两人份）：番茄两个，鸡蛋三个，葱一根，盐、糖少许。
先把鸡蛋打散，加一点水，这样炒出来更嫩。锅热后放油，倒入蛋液，凝固了就盛出来，不要炒老。
再放番茄，炒出汁水，加盐和糖，把蛋倒回去，翻几下，撒上葱花，关火。"""
SCIENCE = """\
地震波在不同介质中的传播速度不同，科学家正是利用这一点来研究地球内部的结构。纵波可以穿过液体，横波则不能；当观测站收不到横波时，就可以推断传播路径上有液态层。
这项研究的数据来自全球一百多个台站。研究人员对近十年的记录重新进行了处理，发现内核的旋转速度并不恒定。
结果仍有争议。反对者认为，观测到的变化可能来自内核表面的形变，而不是旋转本身。"""
LAW = """\
第十二条　经营者应当保证其提供的商品或者服务符合保障人身、财产安全的要求。对可能危及安全的商品，应当向消费者作出真实的说明和明确的警示。
第十三条　消费者有权对商品和服务进行监督，有权检举、控告侵害消费者权益的行为。任何单位和个人不得阻挠、打击、报复。
第十四条　违反本法规定，情节严重的，由县级以上主管部门责令停业整顿；构成犯罪的，依法追究刑事责任。"""
DIALOGUE = """\
“你明天几点到？”电话那头问。
“下午三点，如果火车不晚点的话。”
“那我去车站接你！记得穿厚一点，这边已经下雪了。”
“真的吗？”她望着窗外的太阳，有点不相信，“我这里还穿着短袖呢。”
“别问了，听我的。”"""
LETTER = """\
亲爱的编辑：
贵刊上期关于乡村图书馆的报道，我读了两遍。文中提到的那位管理员，正是我的中学老师。他退休以后回到村里，把自己的藏书都捐了出来。
随信寄上两张照片，是去年夏天拍的。如果能够刊用，请注明由读者提供，不必署名。
祝编安！"""
COMPANY = """\
公司成立于一九九八年，是一家集研发、生产、销售于一体的环保设备企业，主要产品包括污水处理装置、除尘设备和在线监测系统，广泛应用于化工、电力、钢铁等行业。
公司拥有一支经验丰富的技术团队，与多所大学建立了长期合作关系，先后获得国家专利二十余项，并通过了质量管理体系认证。
我们始终坚持“质量第一、客户至上”的经营理念，为客户提供专业的解决方案和优质的售后服务。"""
MEDICINE = """\
医生提醒，冬季是心血管疾病的高发季节，老年人应当注意保暖，避免清晨外出锻炼。出现胸闷、气短等症状时，要及时就医，不要自行服药。
日常饮食宜清淡，少油少盐，多吃蔬菜和水果；保持规律的作息，戒烟限酒，每周进行三到五次适量运动。
如果家中有血压计，建议每天早晚各测量一次，并把结果记录下来，复诊时交给医生参考。"""
HISTORY = """\
这座古城始建于明代，城墙周长约十二里，开有四门。乾隆年间，知县主持重修，增筑角楼两座，并在南门外修建书院一所。
清末以后，城墙逐渐失去防御的作用，砖石多被拆去修路。二十世纪八十年代，当地开始保护和修复，如今保存完好的只有东门一段。
著名的方志学家在他的著作里写道：“登东门而望，江水如带，帆影点点。”"""
TECH = """\
程序启动时会读取配置文件，如果文件不存在，则使用默认值。日志级别可以设为 debug 或 info，端口默认是 8080。
运行 `pip install demo` 之后，执行 `demo --port 9000 {path}` 即可启动服务，再用浏览器打开 http://localhost:9000/index.html?q=1 查看。
注意：变量名 {name} 和占位符 %s 会被替换成实际的内容，完成度为 95.5% 时会弹出提示。"""
CHAT = """\
阿木：晚上吃什么？
小禾：随便，我都行！
阿木：那就去老地方，六点半，别迟到。
小禾：好的，我可能晚十分钟，今天开会
阿木：没关系，我先去排队；你到了给我打电话。"""
POEM = """\
河水流过石桥
石桥记得马蹄
马蹄踏碎的月光
还在水底亮着

没有人问它的名字
它自己也忘了"""
SCHOOL = """\
本学期的运动会定于下周四、周五举行，比赛项目有短跑、跳远、铅球和接力。请各班体育委员在周三中午以前把报名表交到体育组。
参加比赛的同学要注意热身，避免受伤；没有项目的同学应坐在看台上为选手加油，不要随意走动。
运动会期间照常上早读，下午四点放学。"""
TRAVEL = """\
从县城出发，沿着盘山公路开一个多小时，就到了这个藏在云里的村子。村里只有三十几户人家，房子都是石头砌的，屋顶压着青瓦。
我们住在村口的客栈，老板是个年轻人，大学毕业后在城里工作过几年，后来回乡办起了民宿。他说，最难的不是没有客人，而是没有网络。
第二天早上，我们跟着他去看日出，山谷里的云像海一样。"""
ECONOMY = """\
统计部门公布的数据显示，前三季度居民消费价格总水平同比上涨百分之零点五，工业生产者出厂价格降幅继续收窄。分析人士认为，随着各项政策效果逐步显现，内需有望进一步回升。
从结构看，服务消费增长快于商品消费，线上零售保持较快增长；高技术产业投资增长明显，房地产开发投资仍处于调整之中。
下一阶段，要继续实施积极的财政政策，加大对实体经济的支持力度，稳定市场预期。"""
LETTERS = """\
问：孩子总是不肯睡觉，怎么办？
答：先看看白天的活动量够不够。很多孩子晚上不睡，是因为下午睡得太久，或者睡前看了屏幕。
问：需要吃药吗？
答：一般不需要；如果持续一个月以上，请带孩子到医院检查，由医生来判断。"""
MARKDOWN = """\
# 使用说明

- 下载安装包，并解压到任意目录；
- 双击运行，按照提示完成设置。

```sh
make test  # 运行测试,再看结果
```

详见 [文档](https://example.org/docs/zh)，或发邮件到 help@example.org。"""

PAGES = (
    *(NEWS, NOTICE, STORY, MANUAL, RECIPE, SCIENCE, LAW, DIALOGUE, LETTER, COMPANY, MEDICINE),
    *(HISTORY, TECH, CHAT, POEM, SCHOOL, TRAVEL, ECONOMY, LETTERS, MARKDOWN),
)
LINES = [line for page in PAGES for line in page.split("\n") if line]

SITES = (
    Site(),
    Site(keys=40, decoy="comma"),
    Site(decoy="comma", fold=True),
    Site(keys=80, decoy="controls"),
    Site(decoy="controls", blank=True),
    Site(keys=100, decoy="controls", gone=True, drop_private=True),
    Site(keys=0, decoy="comma", rate=0.9),
    Site(keys=60, fold=True),
)


def mirrored(page: str, site: Site, rng: Random) -> str:
    """What a mirror site makes of a page; what GBK cannot hold is left out first."""
    kept = "".join(c for c in page if encodable(c))
    return damage(to_traditional(kept), site, rng).text


def wrapped(page: str, measure: int) -> str:
    """A page whose lines, ended by a blank after so many characters, were run together."""
    lines = page.split("\n")
    return "\n".join(
        " ".join(line[i : i + measure] for i in range(0, len(line), measure)) for line in lines
    )


# Strategies. Pieces come from lists, so that a counterexample shrinks to few and short ones.

HANT = [to_traditional(line) for line in LINES]
SPOILED = [
    line
    for n, site in enumerate(SITES)
    for line in mirrored("\n".join(LINES), site, Random(n)).split("\n")
]
SLIPPED = [line for line in SPOILED if "?" in line and len(line) < 46]
PINYIN_SLIPPED = [line for line in SPOILED if re.search(r"\?\w+\)", line) and len(line) < 90]
GLOSSED = [line for line in SPOILED if "(" in line and "?" not in line]
HALVES = [half for line in LINES for half in line.split("，")]
WORDS = re.split(
    "[ \n]+",
    """
發(fā)展 質(zhì)量 網(wǎng)絡(luò) 黨(dang)(dang) 發(發)展 ”O(jiān) 質(zhì(zhì)) 长(cháng)江 單(shàn)縣
領(lǐng)域?qū)<易髦髦佳葜v 日?qǐng)?bào) 召開?；顒 數據 乾隆年間 著名 隨著 於是 后羿 頭髮 瞭解 甚麼
台灣 裏面 發展 干部 一只 里程 發 著 乾 f(x) (a) ，， ,， ,。 ,、 ,； 。。 ，” 「」 （一） “” …… ？！ !? ,, 。
好,的 说:好 对!对 吗?是 (好) 3.5,好 a,b 12:30 1,234 ありがとう 図書館 の 国際化 大韓民國 한국어 말,은
Hello world it's C++ `x=1` ``a`` ` ``` ~~~ http://a.cn/b?c=d,e https://例.cn www.a.org x@y.org {name}
%s {0} 👨‍👩‍👧 🇨🇳 é e\u0301 \u0301 \u200b \ufeff \ue142 \uf8f5 \ufffd \x00 \x05 \x06\x07 \x08。 \x10，
\x1b[0m \x7f \ud83d 𠮷 ﹐ Ａ １ ㈱ € · 2024年10月12日 350余人 -1.5℃ # > - | * \\ / <b> </b> &nbsp;
""".strip(),
)
BLANKED = ("絡(luò )", " ，", " 。", "\x05 ，", "textfix: off", "textfix: on", " 2024 ", "a ", " b")
BLANKS = (" ", "  ", "\u00a0", "\u00a0 ", "\t", "\u3000\u3000", "\x85", "\u2028", " \n", "\n ")
ENDS = (
    "\n",
    "\n",
    "\n\n",
    "\n\n\n",
    "\n\n \n\n\n",
    "\r\n",
    "\r\n\r\n\r\n",
    " \n",
    "\u00a0\n",
    "\n　　",
)


def soups() -> st.SearchStrategy[str]:
    """Anything beside anything."""
    known = (WORDS, HALVES, [*map(to_traditional, HALVES)], [*BLANKS, *ENDS, *BLANKED])
    piece = st.one_of(*map(st.sampled_from, known), st.text(max_size=3))
    return st.lists(piece, max_size=25).map("".join)


def pages() -> st.SearchStrategy[str]:
    """Lines of every kind under one another, as a scraper delivers them."""
    kinds = (GLOSSED, GLOSSED, SLIPPED, PINYIN_SLIPPED, HANT, LINES, [*WORDS, *BLANKED])
    line = st.tuples(st.one_of(*map(st.sampled_from, kinds)), st.sampled_from(ENDS)).map("".join)
    return st.lists(line, max_size=10).map("".join)


STRAYED = [  # by a converter that goes character by character, and by hand
    line.translate(str.maketrans("后面国略发时法年往花", "後麵囯畧髮旹㳒秊徃芲"))
    for line in LINES
    if re.search("[后面国略发时法年往花]", line)
]


def strays() -> st.SearchStrategy[str]:
    """Simplified lines with a few characters of another spelling."""
    line = st.tuples(st.sampled_from([*STRAYED, *STRAYED, *LINES]), st.sampled_from(ENDS))
    return st.lists(line.map("".join), min_size=1, max_size=8).map("".join)


def layouts() -> st.SearchStrategy[str]:
    """Pages of print layouts whose line ends became blanks: of one measure, or of several."""
    page, measure = st.sampled_from([*PAGES, *map(to_traditional, PAGES)]), st.integers(10, 32)
    pages = st.lists(page, min_size=1, max_size=3).map("\n\n".join)
    several = st.lists(st.builds(wrapped, page, measure), min_size=2, max_size=5)
    return st.one_of(st.builds(wrapped, pages, measure), several.map("\n\n".join))


MISREAD = [
    line.encode(true).decode(mistaken, "replace")
    for true, mistaken in (
        *(("utf-8", name) for name in ("latin-1", "cp437", "koi8_r", "gb18030", "cp932")),
        *(("gbk", name) for name in ("latin-1", "cp850", "mac_roman", "big5", "utf-8", "ascii")),
    )
    for line in LINES[::3]
]


def in_lines(page: str, measure: int) -> str:
    """A page as it is set: a line end after so many characters."""
    return "\n\n".join(
        "\n".join(line[i : i + measure] for i in range(0, len(line), measure))
        for line in page.split("\n")
    )


def sets() -> st.SearchStrategy[str]:
    """Pages as they are set, or with a blank after every character, or parts of them."""
    page = st.sampled_from([*PAGES, *map(to_traditional, PAGES)])
    whole = st.lists(page, min_size=1, max_size=3).map("\n\n".join)
    lines = st.builds(in_lines, whole, st.integers(18, 40))
    spaced = st.sampled_from(HALVES).map(" ".join)
    return st.one_of(lines, lines, st.lists(spaced, min_size=1, max_size=3).map("\n".join))


def as_windows_reads(text: str, mark: str) -> str:
    """UTF-8 read as code page 936: a last byte without a partner becomes `mark`."""
    data = text.encode()
    pairs = [data[i : i + 2] for i in range(0, len(data), 2)]
    return "".join(decode(pair, "cp936") or mark for pair in pairs)


TAILED = [as_windows_reads(half, mark) for half in HALVES if half > "\x7f" for mark in "?\ufffd"]
WESTERN = [
    word.encode().decode("latin-1")
    for word in [
        "café",
        "crème,",
        "naïve",
        "“quoted”",
        "façade",
        "smørrebrød",
        "Zürich",
        "señora",
        "jalapeño,",
        "à",
        "l’hôtel",
    ]
]
LOST = [
    "锟斤拷锟斤拷锟斤拷",
    "嚙踝蕭嚙踝蕭",
    "烫烫烫烫",
    "ï¿½ï¿½ï¿½",
    "\ufffd\ufffd",
    "????????",
    "屯屯屯屯屯",
]


def escaped(text: str, how: str) -> str:
    """A text as a layer that was never undone holds it."""
    if how == "word":
        return f"=?utf-8?B?{b64encode(text.encode()).decode()}?="
    if how == "bytes":  # of UTF-8, each as an escape
        return "".join(f"\\u{byte:04x}" for byte in text.encode()) if len(text) < 40 else text
    if how == "percent":
        return quote(text, safe="，。 ")
    form = {"u": "\\u{:04x}", "html": "&#{};", "js": "%u{:04X}"}[how]
    return "".join(form.format(ord(c)) if "\x7f" < c < "\U00010000" else c for c in text)


def garbled() -> st.SearchStrategy[str]:
    """Lines read with another charset, escaped, or lost."""
    how = st.sampled_from(["u", "html", "js", "percent"])
    piece = st.builds(escaped, st.sampled_from(HALVES), how)
    words, escapes = ([escaped(half, kind) for half in HALVES] for kind in ("word", "bytes"))
    known = (MISREAD, TAILED, TAILED, LOST, HALVES, WESTERN, WESTERN, words, escapes)
    one = st.one_of(*map(st.sampled_from, known), piece)
    line = st.lists(one, min_size=1, max_size=3).map(" ".join)
    return st.tuples(line, st.sampled_from(ENDS)).map("".join)


def folded(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The same, full-width ASCII made half-width in every other one."""
    return st.builds(
        lambda text, fold: text.translate(FOLDED) if fold else text, texts, st.booleans()
    )


def damaged() -> st.SearchStrategy[str]:
    """Texts of the rules' fixtures beside each other, of each rule as many."""
    by_rule: dict[str, list[str]] = {}
    for case in of_rules():
        if case.kind in ("fix", "show") and len(case.text) < 400:
            by_rule.setdefault(case.home, []).append(case.text)
    each = [texts[n % len(texts)] for texts in by_rule.values() for n in range(12)]
    Random(1).shuffle(each)
    return st.lists(st.sampled_from(each), min_size=1, max_size=4).map("\n\n".join)


def anything() -> st.SearchStrategy[str]:
    """What a pipeline may meet."""
    from form_texts import formed  # which is made of these pages

    lines = st.lists(garbled(), min_size=1, max_size=8).map("".join)
    texts = soups(), folded(pages()), folded(pages()), folded(layouts()), lines, strays(), sets()
    texts += formed(), damaged(), damaged(), damaged(), damaged()
    return st.one_of(*texts)
