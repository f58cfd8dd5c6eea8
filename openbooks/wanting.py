"""What a ledger needs and nothing of the file gives: asked, with the heading that it most likely is."""

from __future__ import annotations

from openbooks.contract import Column
from openbooks.draft import Draft
from openbooks.headword import Headword
from openbooks.likeness import nearness
from openbooks.meaning import ROW_COUNTERS
from openbooks.profile import STRONG, is_person, share
from openbooks.question import CHOOSE, CONFIRM, ENTER, LEAVE_OUT, label

# Of texts any column could be it; of dates, amounts and names the only one left likely is.
NEAR, AHEAD = 0.4, 0.2
_TELLING = frozenset(("date", "money", "month", "period", "name"))


def missing(draft: Draft) -> None:
    """Ask for what the ledger requires and nothing has given."""
    for column in draft.ledger.columns:
        if column.required and not draft.has(column.name):
            _ask_missing(draft, column)
    for group in draft.ledger.one_of:
        if not any(draft.has(name) for name in group):
            _ask_group(draft, group)


def _ask_missing(draft: Draft, column: Column) -> None:
    """A question for one required column: a value to confirm, to choose, or to enter."""
    heads = _possible(draft, column)
    cells = tuple(each.index for each in heads)
    options = tuple(label(each.index, each.text) for each in heads)
    why = f"文件里没有“{column.title}”"
    if column.assumed:
        choices = column.allowed or ("是", "否")
        draft.ask(
            column.name, f"全部各行的“{column.title}”都是“{column.assumed}”吗？", CONFIRM,
            column.assumed, choices, why,
        )
    elif column.allowed or column.type == "boolean":
        draft.ask(
            column.name, f"“{column.title}”是哪一种？", CHOOSE, _likely(draft, column, heads),
            (*options, *(column.allowed or ("是", "否"))), why, cells,
        )
    else:
        title = f"请填写“{column.title}”"
        if heads:
            title += "，或指出是哪一列"
        likely = _likely(draft, column, heads)
        draft.ask(column.name, title, CHOOSE if heads else ENTER, likely, options, why, cells)


def _likely(draft: Draft, column: Column, heads: list[Headword]) -> str | None:
    """The heading to propose: the nearest by its word; of dates, amounts and names the only one."""
    ranked = sorted(heads, key=lambda each: -nearness(each.word, column))
    near = [nearness(each.word, column) for each in ranked]
    sure = bool(near) and near[0] >= NEAR and (len(near) == 1 or near[0] - near[1] >= AHEAD)
    if sure or (len(heads) == 1 and column.type in _TELLING):
        return label(ranked[0].index, ranked[0].text)
    if column.type == "text" and heads:
        wordy = sorted(heads, key=lambda each: -_wordiness(draft, each))
        return label(wordy[0].index, wordy[0].text) if _wordiness(draft, wordy[0]) else None
    return None


def _wordiness(draft: Draft, heading: Headword) -> float:
    """How much the texts below a heading say: signs a text, 0 where the same ones come again and
    again."""
    values = draft.values(heading.index)
    several = len(set(values)) >= max(2, 0.8 * len(values))
    return sum(map(len, values)) / len(values) if several else 0.0


def _possible(draft: Draft, column: Column) -> list[Headword]:
    """Free headings whose values could be the column."""
    return [
        each for each in draft.free(draft.headings)
        if each.text and each.word not in ROW_COUNTERS and draft.values(each.index)
        and draft.fits(column, each) == STRONG
    ][:8]


def _ask_group(draft: Draft, group: tuple[str, ...]) -> None:
    """A question for a group of columns of which one is needed: which heading is it?"""
    name = next((n for n in group if draft.ledger.column(n).type in ("name", "text")), group[0])
    column = draft.ledger.column(name)
    heads = _possible(draft, column)
    if column.type == "name":
        heads = [e for e in heads if share(draft.values(e.index), is_person) >= 0.6]
    titles = "、".join(draft.ledger.column(each).title for each in group)
    draft.ask(
        name, f"哪一列是“{column.title}”？", CHOOSE, _likely(draft, column, heads),
        tuple(label(each.index, each.text) for each in heads) or (LEAVE_OUT,),
        f"{titles} 至少要有一列", tuple(each.index for each in heads),
    )
