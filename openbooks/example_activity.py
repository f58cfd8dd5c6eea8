"""Activities of the example unions: competitions, sport, training, who came, who won, what it cost.

`eligible` are those who may take part; each who signed up has a row of participation, attended or
not. What an activity cost is the sum of the vouchers that carry its number. Money is 分.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from openbooks.example_calendar import DAY, from_day
from openbooks.example_chance import likely, mixed, some, stream, whole
from openbooks.example_person import Person
from openbooks.example_voucher import Voucher, paid
from openbooks.money import yuan

PURPOSES = {
    "文体": "sports",
    "竞赛": "contest",
    "培训": "training",
    "宣传": "publicity",
    "师徒结对": "training",
}
AWARDS = ("一等奖", "二等奖", "二等奖", "三等奖", "三等奖", "三等奖", "优秀奖", "优秀奖")


@dataclass(frozen=True)
class Cost:
    """One payment for an activity, so many days after it."""

    summary: str
    payee: str
    amount_fen: int
    days_later: int = 0


@dataclass(frozen=True)
class Activity:
    """One event; `came` and `stayed_away` are those who signed up."""

    activity_id: str
    title: str
    kind: str
    unit_id: str
    day: date
    place: str
    eligible: int
    came: tuple[Person, ...] = ()
    stayed_away: tuple[Person, ...] = ()
    headcount: int = 0  # for events without a list of names
    campaign: str = ""
    hours: int = 0
    costs: tuple[Cost, ...] = ()
    winners: int = 0
    prize_fen: int = 0
    satisfaction: int = 0
    told_fen: int | None = None  # the cost told, where a fault is planted
    fault: str = ""

    @property
    def cost_fen(self) -> int:
        """What its vouchers say it cost."""
        return sum(cost.amount_fen for cost in self.costs)


def with_people(
    activity: Activity, eligible: list[Person], share: float, attendance: float = 0.93
) -> Activity:
    """The activity with `share` of those eligible signed up, most of whom come."""
    chance = stream("activity", activity.activity_id)
    signed_up = some(chance, eligible, round(len(eligible) * share))
    came = tuple(person for person in signed_up if likely(chance, attendance))
    away = tuple(person for person in signed_up if person not in came)
    return replace(activity, eligible=len(eligible), came=came, stayed_away=away)


def activity_vouchers(chart: str, activities: Iterable[Activity]) -> Iterator[Voucher]:
    """One voucher for each cost, with the number of the activity."""
    for activity in activities:
        for cost in activity.costs:
            yield paid(
                chart,
                activity.unit_id,
                from_day(activity.day + cost.days_later * DAY),
                f"付{activity.title}{cost.summary}",
                PURPOSES[activity.kind],
                cost.amount_fen,
                cost.payee,
                activity_id=activity.activity_id,
            )


def activity_rows(activities: Iterable[Activity]) -> Iterator[dict[str, str]]:
    """One row an activity, with the columns of the ledger."""
    for each in activities:
        told = each.cost_fen if each.told_fen is None else each.told_fen
        yield {
            "activity_id": each.activity_id,
            "title": each.title,
            "kind": each.kind,
            "campaign": each.campaign,
            "unit_id": each.unit_id,
            "start_date": each.day.isoformat(),
            "end_date": each.day.isoformat(),
            "place": each.place,
            "status": "已办",
            "eligible_count": str(each.eligible),
            "headcount": str(len(each.came) or each.headcount),
            "hours": str(each.hours) if each.hours else "",
            "budget_amount": yuan(-(-each.cost_fen // 500_00) * 500_00),
            "cost_amount": yuan(told),
            "satisfaction": str(each.satisfaction) if each.satisfaction else "",
            "fault": each.fault if each.told_fen is not None else "",
        }


def participation_rows(activities: Iterable[Activity]) -> Iterator[dict[str, str]]:
    """One row a person who signed up; in 师徒结对 the first half teach the second."""
    for activity in activities:
        pairs = len(activity.came) // 2
        for place, person in enumerate((*activity.came, *activity.stayed_away)):
            row = {
                "activity_id": activity.activity_id,
                "member_id": person.member_id,
                "name": person.name,
                "role": "参加",
                "attended": "是" if place < len(activity.came) else "否",
                "signed": "是" if place < len(activity.came) else "否",
            }
            if activity.kind == "师徒结对":
                row["role"] = "师傅" if place < pairs else "徒弟"
                row["pair_no"] = str(place % pairs + 1)
            yield row


def _scores(chance: Random, count: int) -> list[str]:
    """So many scores out of 100 with half points, best first."""
    drawn = sorted((whole(chance, 130, 196) for _ in range(count)), reverse=True)
    return [f"{points // 2}.{points % 2 * 5}" for points in drawn]


def result_rows(activities: Iterable[Activity]) -> Iterator[dict[str, str]]:
    """One row a competitor of each activity with winners: score, award and prize."""
    for activity in activities:
        if not activity.winners:
            continue
        chance = stream("result", activity.activity_id)
        people = mixed(chance, activity.came)
        for place, (person, score) in enumerate(
            zip(people, _scores(chance, len(people)), strict=True)
        ):
            won = place < activity.winners
            yield {
                "entry_id": f"{activity.activity_id}-{place + 1:03d}",
                "activity_id": activity.activity_id,
                "subject_kind": "个人",
                "member_id": person.member_id,
                "name": person.name,
                "unit_id": person.unit_id,
                "score": score,
                "stage": "获奖" if won else "决赛",
                "award": AWARDS[min(place, len(AWARDS) - 1)] if won else "",
                "award_level": "本单位" if won else "",
                "award_date": activity.day.isoformat() if won else "",
                "prize_amount": yuan(activity.prize_fen) if won else "",
                "fault": activity.fault if won and activity.told_fen is None else "",
            }


def team_rows(activity: Activity, teams: list[str], winners: int) -> Iterator[dict[str, str]]:
    """One row a team (the number of its union) of a competition between unions, best first."""
    chance = stream("result", activity.activity_id, "teams")
    order = mixed(chance, teams)
    for place, (unit_id, score) in enumerate(zip(order, _scores(chance, len(order)), strict=True)):
        won = place < winners
        yield {
            "entry_id": f"{activity.activity_id}-T{place + 1:02d}",
            "activity_id": activity.activity_id,
            "subject_kind": "单位",
            "unit_id": unit_id,
            "dimension": "安全",
            "score": score,
            "stage": "获奖" if won else "决赛",
            "award": ("一等奖", "二等奖", "三等奖")[min(place // 2, 2)] if won else "",
            "award_level": "本单位" if won else "",
            "award_date": activity.day.isoformat() if won else "",
        }
