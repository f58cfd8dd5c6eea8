"""What the street and its enterprises' unions held each year: sport, competitions, training."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from openbooks.example_activity import Activity
from openbooks.example_calendar import from_day
from openbooks.example_chance import pick, stream, whole
from openbooks.example_person import Person, active
from openbooks.example_story import Plan, planned_activity
from openbooks.example_unit import STREET, Unit

SCHOOL_OF_WORKERS, PRINTER = "区职工学校", "砚台印刷社"
PLANS = (
    Plan(
        "职工迎春书画展",
        "文体",
        2,
        22,
        "all",
        0.03,
        "街道文化站",
        (("装裱与布展", "砚坡文体用品店", 9200),),
        satisfaction=93,
    ),
    Plan(
        "女职工健康与权益讲座",
        "培训",
        3,
        8,
        "women",
        0.09,
        "街道党群服务中心",
        (("授课费", SCHOOL_OF_WORKERS, 3200),),
        hours=4,
        satisfaction=95,
    ),
    Plan(
        "职工技能比武",
        "竞赛",
        4,
        24,
        "all",
        0.045,
        "区职工实训基地",
        (("耗材与场地", "柘溪机电公司", 15600), ("评审费", SCHOOL_OF_WORKERS, 7200)),
        20,
        500_00,
        campaign="技能比武",
    ),
    Plan(
        "安康杯安全知识竞赛",
        "竞赛",
        6,
        20,
        "all",
        0.08,
        "线上答题与现场决赛",
        (("题库与证书", PRINTER, 4300), ("决赛布置", "薜墩广告店", 3900)),
        24,
        300_00,
        campaign="安康杯",
    ),
    Plan(
        "工会干部业务培训",
        "培训",
        7,
        10,
        "officers",
        1,
        "区职工学校",
        (("授课费与资料", SCHOOL_OF_WORKERS, 8800),),
        hours=16,
        satisfaction=94,
    ),
    Plan(
        "职工乒乓球赛",
        "文体",
        9,
        13,
        "all",
        0.05,
        "街道体育馆",
        (("场地与裁判", "禾野体育用品店", 9800),),
        16,
        300_00,
        satisfaction=94,
    ),
    Plan(
        "滨江健步走",
        "文体",
        10,
        25,
        "all",
        0.1,
        "临江步道",
        (("饮水与号码布", "苇岸便民超市", 9400), ("保险", "平野保险代办点", 1500)),
        satisfaction=96,
    ),
    Plan(
        "法律进企业宣传",
        "宣传",
        11,
        14,
        "all",
        0.06,
        "各企业",
        (("宣传册", PRINTER, 4600),),
        satisfaction=90,
    ),
)
OWN_SPORT = ("职工趣味运动会", "职工拔河比赛", "职工棋牌赛", "职工羽毛球赛", "职工歌咏会")
OWN_CONTEST = ("岗位练兵竞赛", "质量月竞赛", "服务技能竞赛")


def _eligible(who: str, people: list[Person], day: date) -> list[Person]:
    members = [person for person in people if active(person, day)]
    if who == "women":
        return [person for person in members if person.sex == "女"]
    if who == "officers":
        return [person for person in members if person.duty in ("主席", "经审委员")]
    return members


def street_activities(people: list[Person], years: range) -> list[Activity]:
    """The street's own activities of all years, each with the names of those who came."""
    found = []
    for year in years:
        for number, plan in enumerate(PLANS, 1):
            eligible = _eligible(plan.who, people, date(year, plan.month, plan.day))
            found.append(
                planned_activity(plan, f"F{year % 100}-A{number:02d}", STREET, year, eligible)
            )
    return found


def own_activities(unit: Unit, people: list[Person], years: range) -> list[Activity]:
    """What an enterprise's union holds by itself: sport each year, a competition in every other."""
    found = []
    serial = int(unit.unit_id[1:])
    for year in years:
        chance = stream("federation", "own", unit.unit_id, year)
        month = pick(chance, (4, 5, 9, 10))
        plans = [
            Plan(
                pick(chance, OWN_SPORT),
                "文体",
                month,
                whole(chance, 8, 26),
                "all",
                1,
                "本单位",
                (("物品", "禾野体育用品店", 105 * unit.size),),
                satisfaction=93,
            )
        ]
        if (serial + year) % 2:
            plans.append(
                Plan(
                    pick(chance, OWN_CONTEST),
                    "竞赛",
                    7 + serial % 2,
                    whole(chance, 8, 26),
                    "all",
                    1,
                    "本单位",
                    (("奖品", "砚坡文体用品店", 56 * unit.size),),
                )
            )
        for place, plan in enumerate(plans):
            day = from_day(date(year, plan.month, plan.day))
            members = sum(each.unit_id == unit.unit_id and active(each, day) for each in people)
            if members:
                activity_id = f"F{year % 100}-{serial:02d}{'AB'[place]}"
                made = planned_activity(plan, activity_id, unit.unit_id, year, [])
                found.append(
                    replace(
                        made,
                        title=f"{year}年{unit.employer}{plan.title}",
                        eligible=members,
                        headcount=members * whole(chance, 55, 92) // 100,
                    )
                )
    return found
