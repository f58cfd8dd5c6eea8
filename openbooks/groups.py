"""The groups of a union drafted from the lists on the desk, when the books do not know them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from openbooks import group, sheet
from openbooks.card import CONFIRM, READY, Card, typed
from openbooks.desk import Desk
from openbooks.mapping import Mapping
from openbooks.mend import Mends, applied
from openbooks.offer import DRAFTED, Offer
from openbooks.question import Context


@dataclass(frozen=True)
class _Listed:
    """A card as the key of the names in it: same bytes, same place, same mapping, same mends."""

    key: tuple[str, str, Mapping | None, Mends]
    card: Card = field(compare=False)


def _listed(card: Card) -> _Listed:
    return _Listed((card.source.sha256, card.where, card.mapping, card.said.mends), card)


@lru_cache(maxsize=32)
def _names(listed: _Listed) -> tuple[str, ...]:
    """Every name in a card's column of groups."""
    card = listed.card
    meant = applied(sheet.records(card.table), card.said.mends)
    return group.unknown_in(meant, card.mapping, ()) if card.mapping else ()


def forget() -> None:
    """Let go of the names that were drawn from lists."""
    _names.cache_clear()


def drafted(desk: Desk, cards: Sequence[Card], context: Context) -> Offer | None:
    """One list of the groups that the cards name and neither the books nor a list on the desk
    knows; None where there are none, or where the books have several unions."""
    if len(context.bodies) != 1:
        return None
    clear = [card for card in cards if card.state in {CONFIRM, READY}]
    known = {word for unit in context.units for word in unit}
    for card in clear:
        if card.ledger == "unit":
            known |= {str(row[name]) for row in typed(card) for name in ("unit_id", "name")}
    found: dict[str, Card] = {}
    for card in clear:
        for name in _names(_listed(card)):
            if name not in known:
                found.setdefault(name, card)
    if not found:
        return None
    first = next(iter(found.values()))
    key = f"unit@{first.id}"
    rows = group.drafted(found, context)
    (_, union), = context.bodies
    return Offer(
        id=key,
        ledger="unit",
        file=f"{DRAFTED}工会小组（据{first.handed.name.rpartition('.')[0] or first.handed.name}）.csv",
        about=f"账本里还没有{'、'.join(list(found)[:3])}等 {len(found)} 个小组。"
        f"先登记为“{union}”的工会小组，名单才有归属。",
        facts=(
            ("组织类型", "、".join(dict.fromkeys(row[2] for row in rows)), "名单里写的部门、班组或工会小组"),
            ("上级单位", union, "账本里只有这一个单位"),
            ("单位编号", f"{rows[0][0]} 起", "由程序编，以后可用正式名录取代"),
        ),
        columns=group.COLUMNS,
        rows=rows,
        asked=(),
        said=desk.answer(key),
    )
