"""What a benefit list or an activity list is about, as its title says: kind, festival, activity.

A word list a fact: 春节慰问签收表 is about 节日慰问 and 春节; 2024年职工技能竞赛参赛名单 about the
activity 2024年职工技能竞赛. A title that names two kinds or two festivals decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from openbooks.cells import squash
from openbooks.evidence import Found, Said, first_single

FESTIVALS = (
    ("元旦", "元旦"), ("春节", "春节"), ("新春", "春节"), ("清明", "清明节"), ("五一", "劳动节"),
    ("劳动节", "劳动节"), ("端午", "端午节"), ("中秋", "中秋节"), ("国庆", "国庆节"),
    ("古尔邦", "少数民族节日"), ("开斋节", "少数民族节日"), ("肉孜", "少数民族节日"),
)
# 两节, 双节 name two festivals at once: which one is asked.
TWO_FESTIVALS = (("两节", ("元旦", "春节")), ("双节", ("中秋节", "国庆节")))
KINDS = (
    ("生日", "生日"), ("结婚", "结婚"), ("新婚", "结婚"), ("生育", "生育"), ("住院", "住院"),
    ("生病", "住院"), ("丧", "丧事"), ("去世", "丧事"), ("退休", "退休"), ("荣休", "退休"),
    ("困难", "困难帮扶"), ("大病", "大病救助"), ("重病", "大病救助"), ("医疗救助", "大病救助"),
    ("意外", "意外救助"), ("助学", "金秋助学"), ("高温", "高温慰问"), ("送清凉", "高温慰问"),
    ("防暑", "高温慰问"), ("送温暖", "送温暖"), ("节日", "节日慰问"),
    ("特困", "困难帮扶"), ("帮困", "困难帮扶"),
)
PAYMENTS = (
    ("蛋糕券", "蛋糕券"), ("提货券", "指定商家提货券"), ("购物卡", "购物卡"), ("代金券", "代金券"),
    ("慰问品", "实物"), ("物品", "实物"), ("实物", "实物"), ("物资", "实物"), ("纪念品", "实物"),
    ("礼品", "实物"), ("慰问金", ""), ("现金", "现金"),
    ("转账", "转账"), ("打卡", "转账"), ("银行代发", "转账"),
)
ACTIVITY_KINDS = (
    ("竞赛", "竞赛"), ("比武", "竞赛"), ("大赛", "竞赛"), ("培训", "培训"), ("讲座", "培训"),
    ("运动会", "文体"), ("球赛", "文体"), ("歌咏", "文体"), ("文艺", "文体"), ("健步", "文体"),
    ("联欢", "文体"), ("疗休养", "疗休养"), ("春游", "春秋游"), ("秋游", "春秋游"), ("联谊", "联谊"),
    ("文体", "文体"), ("文娱", "文体"), ("体育", "文体"), ("宣传", "宣传"), ("检查", "检查"),
    ("志愿", "志愿服务"), ("调研", "调研"), ("评选", "评选"), ("结对", "师徒结对"),
)
_TAIL = re.compile(
    r"(?:(?:参赛|参加|参训|参与|报名|签到|出席|获奖|成绩|评分|得分|排名|名次|奖励|奖金|奖品|领取|发放|签领|签收|登记|统计"
    r"|汇总|一览|公示|结果|情况|明细|信息|人员|选手|职工|会员|队员|学员|队伍|团队|及|和|与|的)*"
    r"(?:名单|名册|花名册|表|表格|单|册|台账|公示|公布|公告|通告|通报|通知)?)+$"
)
_ABOUT = re.compile(
    r"竞赛|比赛|大赛|活动|培训|运动会|联谊|讲座|疗休养|春游|秋游|健步|登山|比武|演讲|歌咏|球赛|趣味|观影|志愿|评选"
    r"|晚会|联欢|演出|展览|征文|朗诵|知识|拔河|棋|素拓|拓展|插花|烘焙|读书|节"
)
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_ABOUT_ELSE = re.compile(r"(?:时间|日期|地点|单位|部门|人|人数|要求|说明)\s*$")
_BARE = re.compile(
    r"(?:(?:19|20)\d{2}年?度?|职工|员工|工会|会员|我单位|本单位|各类|全体|参赛|\W|\d)*"
    r"(?:竞赛|比赛|大赛|活动|培训|劳动竞赛|技能竞赛|劳动和技能竞赛|名单)?"
)


_WARMED = re.compile(r"(?:(?:元旦|春节|新春|两节|双节)[、和及与至]?)+(?:期间|前夕|前后)?送温暖")


def festivals_in(text: str) -> tuple[str, ...]:
    """The festivals that a text names."""
    found = [value for word, value in FESTIVALS if word in text]
    for word, both in TWO_FESTIVALS:
        if word in text and not found:
            found += both
    return tuple(dict.fromkeys(found))


def kinds_in(text: str) -> tuple[str, ...]:
    """The kinds of benefit that a text names; a festival makes it 节日慰问, 元旦春节送温暖 is 送温暖."""
    plain = re.sub("离退休|[“”\"'《》]", "", text)  # the retired: who they are, not what it is for
    plain = _WARMED.sub("送温暖", plain)
    found = [value for word, value in KINDS if word in plain]
    if festivals_in(plain):
        found.insert(0, "节日慰问")
    return tuple(dict.fromkeys(found))


def payments_in(text: str) -> tuple[str, ...]:
    """The forms of payment that a text names; 慰问金 may be cash or a transfer and names none."""
    found = [value for word, value in PAYMENTS if word in text]
    return () if "" in found else tuple(dict.fromkeys(found))


def activity_kinds_in(text: str) -> tuple[str, ...]:
    """The kinds of activity that a text names; the first word decides (技能竞赛培训 is 竞赛)."""
    found = [(text.index(word), value) for word, value in ACTIVITY_KINDS if word in text]
    return (min(found)[1],) if found else ()


def said_once(
    said: Sequence[Said], column: str
) -> tuple[Found | None, tuple[str, ...]]:
    """What the texts say of that column of assistance or activity; and all that they name."""
    words = {
        "kind": kinds_in, "festival": festivals_in, "payment_method": payments_in,
        "activity_kind": activity_kinds_in,
    }[column]
    named = tuple(dict.fromkeys(value for each in said for value in words(each.text)))
    return first_single(said, words, "所写"), named


def activity_titles_in(text: str) -> tuple[str, ...]:
    """The activity that a title names: what is left without 参赛名单, 成绩表 and such.

    A bare 竞赛名单 names none.
    """
    text = re.sub(r"^附件?\s*\d*\s*[:：.、]?\s*", "", _BRACKETED.sub("", text).strip())
    label, colon, rest = text.partition(":")
    if colon and _ABOUT_ELSE.search(label):
        return ()
    rest = rest.strip() if label.endswith("名称") else text
    text = re.split(r"\s{2,}|\s+(?=[^\s:]{2,6}:)|[:：]", rest)[0].strip()
    name = _unquoted(_TAIL.sub("", text).strip(" -—_"))
    if len(name) < 4 or not _ABOUT.search(name) or _BARE.fullmatch(name):
        return ()
    return (name,)


def _called(text: str) -> tuple[str, ...]:
    """What stands behind 活动名称： and such, up to the next label."""
    return tuple(
        _unquoted(found[1]) for found in re.finditer(
            r"(?:活动|竞赛|比赛|培训|项目)(?:名称|主题)\s*:\s*(\S[^:]*?)(?=\s+[^\s:]{2,6}:|\s{2,}|$)", text
        )
    )


def _unquoted(name: str) -> str:
    """The name without marks around the whole of it; marks around a part of it stay: “安康杯”竞赛."""
    for opening, closing in ("《》", "“”", "()", '""'):
        inner = name[1:-1]
        if name[:1] == opening and name[-1:] == closing and opening not in inner and (
            closing not in inner
        ):
            return inner.strip()
        if name.count(opening) != name.count(closing):
            name = name.strip(opening + closing)
    return name


def activity(
    said: Sequence[Said], activities: Sequence[tuple[str, str]]
) -> Found | None:
    """The activity a list is about: the id of a known one whose title stands in the texts, else
    the title that the texts give (never certain: the activity is still to be entered)."""
    for each in said:
        squashed = squash(each.text)
        known = [(len(title), key) for key, title in activities if title and squash(title) in squashed]
        known.sort(reverse=True)
        if known and (len(known) == 1 or known[0][0] > known[1][0]):
            return Found(known[0][1], f"{each.place}写着这项活动", each.certain)
    found = first_single(said, _called, "写的名称") or first_single(said, activity_titles_in, "所写")
    return Found(found.value, found.why, False) if found else None
