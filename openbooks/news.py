"""What happened in the books since somebody looked: one sentence an event, for whom it concerns.

File names and names of clerks are said as the reader may see them (`covering`).
"""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import datetime

from openbooks import casefile, contract, covering, setting
from openbooks.books import View
from openbooks.closing import months
from openbooks.event import Event
from openbooks.publication import DONE


def since(view: View, events: int, own: Container[int] = ()) -> tuple[str, ...]:
    """What was done after event `events`, oldest first, but for the events `own`; `view` is of the
    newest version."""
    return tuple(
        f"{covering.who(view, each.who)}于 {datetime.fromisoformat(each.at):%m-%d %H:%M} "
        f"{said(view, each)}"
        for each in view.books.events[events:]
        if each.kind in SAYINGS and each.seq not in own
    )


def said(view: View, event: Event) -> str:
    """What an event did: 装载了“会费2月.csv”（会费缴纳，第12号，收下 20 条）。"""
    return SAYINGS[event.kind](view, event)


def _load(view: View, event: Event) -> str:
    again = event.body.get("again", 0)
    entered = any(each.number == again for each in view.state.entries)
    done = ("复核通过了" if entered else "重做了") if again else "装载了"
    over = event.body.get("replaces", 0)
    behind = f"，取代第{over}号装载" if over else ""
    taken = event.body["counts"]["accepted"]
    return f"{done}{_which(view, event.seq)}，记作第{event.seq}号，收下 {taken:,} 条{behind}"


def _undo(view: View, event: Event) -> str:
    return f"撤销了第{event.body['batch']}号装载{_which(view, event.body['batch'])}"


def _enter(view: View, event: Event) -> str:
    return f"录入了{_which(view, event.seq)}，第{event.seq}号，等待复核"


def _reject(view: View, event: Event) -> str:
    return f"退回了第{event.body['entry']}号录入{_which(view, event.body['entry'])}"


def _close(view: View, event: Event) -> str:
    return f"把{months(event.body['start'], event.body['end'])}结了账"


def _reopen(view: View, event: Event) -> str:
    closed = view.books.events[event.body["closing"] - 1].body
    return f"把{months(closed['start'], closed['end'])}重新开了账"


def _rule(view: View, event: Event) -> str:
    title = contract.ledger(event.body["ledger"]).title
    done = "改为录入、复核两人办" if event.body["two_person"] else "改为一人即可装载"
    return f"把“{title}”{done}"


def _setting(view: View, event: Event) -> str:
    known = setting.SETTINGS.get(event.body["name"])
    value = covering.text(view, event.body["value"])
    return f"把“{known.title if known else event.body['name']}”改为“{value or '（空）'}”"


def _edition(view: View, event: Event) -> str:
    return "改了报告的文字" if event.body["digest"] else "把报告换回了程序原来的文字"


def _release(view: View, event: Event) -> str:
    return f"{DONE[event.kind]}了第{event.body.get('release', event.seq)}号公开报告"


def _case(view: View, event: Event) -> str:
    done = casefile.DONE[event.kind.removeprefix("case_")]
    return f"对一个疑点（编号 {event.body['case'][:8]}）{done}"


def _drew(view: View, event: Event) -> str:
    return f"抽了第{event.seq}号样本（{event.body['chosen']} 行）"


def _looked(view: View, event: Event) -> str:
    return f"填了第{event.body['sample']}号样本 {len(event.body['results'])} 行的核对结果"


def _revealed(view: View, event: Event) -> str:
    return f"看了一个疑点（编号 {event.body['case'][:8]}）下的姓名"


def _which(view: View, number: int) -> str:
    batch = view.state.batch(number)
    return f"“{covering.file_of(view, batch)}”（{contract.ledger(batch.ledger).title}）"


SAYINGS: dict[str, Callable[[View, Event], str]] = {
    "load": _load, "undo": _undo, "enter": _enter, "reject": _reject, "close": _close,
    "reopen": _reopen, "rule": _rule, "setting": _setting, "edition": _edition,
    **dict.fromkeys(DONE, _release), **dict.fromkeys(casefile.KINDS, _case),
    "sample": _drew, "sample_result": _looked, "reveal": _revealed,
}
