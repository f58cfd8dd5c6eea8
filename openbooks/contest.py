"""An activity drafted from a list of who took part, when the books do not know that activity.

Its name and kind are what the list's title says, its host the unit of the books; the day it began
is taken from a whole date in the title and otherwise asked: nothing else can tell it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from openbooks import contract, evidence, letterhead, occasion
from openbooks.card import CONFIRM, READY, Card, typed
from openbooks.desk import Answer, Desk
from openbooks.offer import DRAFTED, Offer
from openbooks.question import CHOOSE, ENTER, Context, Question
from openbooks.taking import Facts, fault_in

COLUMNS = ("title", "kind", "unit_id", "start_date")
LISTS = ("participation", "result")
_UNSAFE = re.compile(r"[\\/:*?\"<>|\s]+")


def drafted(desk: Desk, cards: Sequence[Card], context: Context) -> tuple[Offer, ...]:
    """One offer for each activity that lists on the desk name and the books do not know."""
    known = {word for pair in context.activities for word in pair}
    on_desk = {
        word for card in cards if card.ledger == "activity" and card.state in {CONFIRM, READY}
        for word in _titles(card)
    }
    found: dict[str, Offer] = {}
    for card in cards:
        if card.ledger not in LISTS or card.state not in {CONFIRM, READY}:
            continue
        given = card.mapping.constant("activity_id") if card.mapping else None
        if given and given.value not in known | on_desk | set(found):
            found[given.value] = _offer(desk, card, given.value, context)
    return tuple(found.values())


def _titles(card: Card) -> tuple[str, ...]:
    """What an activity list on the desk calls its activities."""
    return tuple(row["title"] for row in typed(card) if row["title"])


def _offer(desk: Desk, card: Card, title: str, context: Context) -> Offer:
    key = f"activity@{card.id}"
    said = desk.answer(key)
    texts = evidence.told(card.table.titles, card.table.sheet, card.source.name)
    named = occasion.said_once([evidence.Said(title, evidence.TITLE)], "activity_kind")[0]
    named = named or occasion.said_once(texts, "activity_kind")[0]
    kind = said.values.get("kind") or (named.value if named else "")
    host, host_why = _host(texts, context)
    unit = said.values.get("unit_id") or host
    day = evidence.paid_date(texts)
    start = said.values.get("start_date") or (day.value if day else "")
    names = dict(context.units)
    facts = [("活动名称", title, "名单写的活动")]
    kind_why = "由您选定" if said.values.get("kind") else named.why if named else ""
    facts += [("活动类型", kind, kind_why)] * bool(kind)
    facts += [("主办单位", names.get(unit, unit), host_why)] * bool(unit)
    facts += [("开始日期", start, "由您填写" if said.values.get("start_date") else
               day.why if day else "")] * bool(start)
    return Offer(
        id=key,
        ledger="activity",
        file=f"{DRAFTED}活动（{_UNSAFE.sub('', title)[:40]}）.csv",
        about=f"账本里还没有活动“{title}”。先登记这项活动，名单才有归属。",
        facts=tuple(facts),
        columns=COLUMNS,
        rows=((title, kind, unit, start),),
        asked=_asked(kind, unit, start, said, context),
        said=said,
    )


def _host(texts: Sequence[evidence.Said], context: Context) -> tuple[str, str]:
    """The unit that the list names, or the only one of the books."""
    named = letterhead.unit(texts, context.units)
    if named:
        return named.value, named.why
    if len(context.units) == 1:
        return context.units[0][0], "账本里只有这一个单位"
    return "", "由您选定"


def _asked(
    kind: str, unit: str, start: str, said: Answer, context: Context
) -> tuple[Question, ...]:
    ledger = contract.ledger("activity")
    asked = []
    if not kind:
        asked.append(Question("kind", "活动类型", CHOOSE, None, ledger.column("kind").allowed,
                              "名称里看不出是哪一类"))
    if not unit:
        asked.append(Question("unit_id", "主办单位", CHOOSE, None,
                              tuple(key for key, _ in context.units), "名单里没有写主办单位"))
    if not start or fault_of("start_date", start):
        why = "名单里没有写日期" if not said.values.get("start_date") else "请写成 2024-03-05"
        asked.append(Question("start_date", "开始日期", ENTER, None, (), why))
    return tuple(asked)


def fault_of(column: str, value: str) -> str:
    """Why the value cannot stand in that column of an activity; "" when it can."""
    of = contract.ledger("activity").column(column)
    return fault_in(of, value, Facts())
