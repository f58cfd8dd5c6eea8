"""What the school's union held each year: sport, competitions, training; two faults in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from openbooks.example_activity import Activity
from openbooks.example_calendar import from_day
from openbooks.example_person import Person, active
from openbooks.example_story import Plan, planned_activity
from openbooks.example_unit import SCHOOL

SHOP, BOOKS = "苇岸便民超市", "榆下书店"
PLANS = (
    Plan(
        "三八妇女节插花活动",
        "文体",
        3,
        7,
        "women",
        0.8,
        "教工之家",
        (("花材", "汀草花店", 1900), ("茶点", SHOP, 640)),
        satisfaction=95,
    ),
    Plan(
        "教工趣味运动会",
        "文体",
        4,
        18,
        "all",
        0.85,
        "学校操场",
        (("器材租用", "禾野体育用品店", 2350), ("纪念毛巾", SHOP, 2680)),
        satisfaction=93,
    ),
    Plan(
        "青年教师教学基本功竞赛",
        "竞赛",
        5,
        15,
        "young",
        0.9,
        "多媒体教室",
        (("评审材料", "砚台印刷社", 860),),
        8,
        300_00,
        campaign="教学练兵",
    ),
    Plan(
        "“师者匠心”演讲",
        "宣传",
        5,
        28,
        "all",
        0.3,
        "报告厅",
        (("展板制作", "砚台印刷社", 1150),),
        satisfaction=92,
    ),
    Plan(
        "教工乒乓球赛",
        "文体",
        6,
        12,
        "all",
        0.3,
        "体育馆",
        (("场地与用球", "禾野体育用品店", 1260),),
        6,
        180_00,
        satisfaction=94,
    ),
    Plan(
        "安康杯安全知识竞赛",
        "竞赛",
        6,
        24,
        "all",
        0.55,
        "线上答题",
        (("题库与证书", "砚台印刷社", 720),),
        12,
        100_00,
        campaign="安康杯",
    ),
    Plan(
        "工会干部业务培训",
        "培训",
        7,
        4,
        "officers",
        1,
        "会议室",
        (("培训资料", BOOKS, 980), ("授课费", "区职工学校", 1600)),
        hours=8,
        satisfaction=96,
    ),
    Plan("师徒结对", "师徒结对", 9, 11, "pairs", 1, "各教研组"),
    Plan(
        "教师节读书分享会",
        "宣传",
        9,
        9,
        "all",
        0.5,
        "职工书屋",
        (("共读图书", BOOKS, 2150),),
        satisfaction=95,
    ),
    Plan(
        "秋季健步走",
        "文体",
        10,
        24,
        "all",
        0.75,
        "清溪河步道",
        (("饮水与遮阳帽", SHOP, 2240), ("保险", "平野保险代办点", 560)),
        satisfaction=94,
    ),
    Plan(
        "课件制作竞赛",
        "竞赛",
        11,
        13,
        "young",
        0.55,
        "计算机教室",
        (("评审材料", "砚台印刷社", 540),),
        6,
        200_00,
        campaign="教学练兵",
    ),
    Plan(
        "民法典与女职工权益培训",
        "培训",
        11,
        20,
        "all",
        0.6,
        "报告厅",
        (("授课费", "区职工学校", 1500),),
        hours=4,
        satisfaction=91,
    ),
)


def _eligible(who: str, people: list[Person], day: date) -> list[Person]:
    """Those of the members on that day for whom an activity is meant."""
    members = [person for person in people if active(person, day)]
    if who == "women":
        return [person for person in members if person.sex == "女"]
    if who == "young":
        return [person for person in members if person.birth.year >= 1986]
    if who == "officers":
        return [person for person in members if person.duty] + members[-6:]
    if who == "pairs":
        by_age = sorted(members, key=lambda person: person.birth)
        return by_age[2:8] + by_age[-6:]
    return members


def school_activities(people: list[Person], years: range) -> list[Activity]:
    """All activities of all years."""
    found = []
    for year in years:
        for number, plan in enumerate(PLANS, 1):
            day = from_day(date(year, plan.month, plan.day))
            eligible = _eligible(plan.who, people, day)
            found.append(
                planned_activity(plan, f"S{year % 100}-A{number:02d}", SCHOOL, year, eligible)
            )
    return [_with_fault(activity) for activity in found]


def _with_fault(activity: Activity) -> Activity:
    """Ten winners out of a dozen; and a cost that is told 540 元 too high."""
    if activity.activity_id == "S25-A11":
        came = activity.came[:12]
        away = (*activity.came[12:], *activity.stayed_away)
        return replace(
            activity,
            came=came,
            stayed_away=away,
            winners=10,
            fault="too_many_winners",
            costs=(activity.costs[0], replace(activity.costs[1], amount_fen=10 * 200_00)),
        )
    if activity.activity_id == "S25-A02":
        return replace(activity, told_fen=activity.cost_fen + 540_00, fault="activity_cost")
    return activity
