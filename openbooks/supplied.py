"""What no column of the file gives: said once by the file, known from the books, or asked.

A value is proposed only with evidence. A ledger's own facts stand here, one function a ledger;
whatever is then still missing and required becomes a question (`wanting`).
"""

from __future__ import annotations

from collections.abc import Callable

from openbooks import evidence, letterhead, occasion, parts
from openbooks.cells import squash
from openbooks.dates import day_without_year
from openbooks.draft import Draft
from openbooks.evidence import TITLE, Found
from openbooks.profile import share
from openbooks.question import CHOOSE, CONFIRM, ENTER, SAME_AS, YEARS, label
from openbooks.wanting import missing


def once(draft: Draft) -> None:
    """The facts that the file's titles and names give for columns without a source."""
    step: dict[str, Callable[[Draft], None]] = {
        "dues": _dues, "assistance": _assistance, "participation": _participation,
        "result": _result, "budget": _budget, "balance": _balance, "activity": _activity,
        "member": _member, "unit": _unit_list, "voucher": _voucher, "bank": _bank,
    }
    if draft.ledger.name in step:
        step[draft.ledger.name](draft)
    years(draft)
    missing(draft)


def _put(draft: Draft, column: str, found: Found | None) -> None:
    if found is not None and not draft.has(column):
        draft.set_constant(column, found)


def _voucher(draft: Draft) -> None:
    """The account of a ledger of one account stands in its title."""
    found = letterhead.account(draft.said)
    if found is None or draft.has("account_code") or draft.has("account_name"):
        return
    for column, text in (
        ("account_code", parts.account_code(found.value)),
        ("account_name", parts.account_name(found.value)),
    ):
        if text:
            draft.set_constant(column, Found(text, found.why, found.certain))


def _bank(draft: Draft) -> None:
    _put(draft, "account_no", letterhead.account_no(draft.said))


def _dues(draft: Draft) -> None:
    _put(draft, "month", evidence.month(draft.said))
    for column, other in (("due", "paid"), ("paid", "due")):
        title = draft.ledger.column(column).title
        same = SAME_AS.format(draft.ledger.column(other).title)
        if not draft.has(column) and draft.has(other):
            draft.ask(
                column, f"文件里没有“{title}”，按什么装载？（可填每人每月的金额）", CHOOSE, None, (same,),
                f"选“{same}”时，收缴率就是百分之百",
            )


def _kind_in_reason(draft: Draft) -> None:
    """慰问事由 under which every cell is a kind (结婚, 住院) is the kind, which is confirmed."""
    link = draft.links.get("reason")
    if link is None or link.how != "cell" or draft.has("kind"):
        return
    kind, heading = draft.ledger.column("kind"), draft.headings[link.cells[0]]
    values = draft.values(heading.index)
    if values and share(values, lambda text: kind.meant(text) in kind.allowed) == 1.0:
        del draft.links["reason"]
        draft.take_asking("kind", "cell", heading, f"“{heading.text}”写的都是发放类型")


def _assistance(draft: Draft) -> None:
    _kind_in_reason(draft)
    for name in ("kind", "festival", "payment_method"):
        if draft.has(name):
            continue
        found, named = occasion.said_once(draft.said, name)
        column = draft.ledger.column(name)
        if found:
            draft.set_constant(name, found)
        elif named:
            options = (*named, *(each for each in column.allowed if each not in named))
            draft.ask(
                name, f"这份表的“{column.title}”是哪一种？", CHOOSE, None, options,
                f"标题里有 {'、'.join(named)}",
            )
    kind = draft.constants.get("kind")
    if "festival" in draft.questions or "festival" in draft.constants:
        if kind and kind.value != "节日慰问" and kind.certain:
            draft.questions.pop("festival", None)
            draft.constants.pop("festival", None)
    elif kind and kind.value == "节日慰问" and not draft.has("festival"):
        draft.ask(
            "festival", "是哪个节日的慰问？", CHOOSE, None,
            draft.ledger.column("festival").allowed, "节日慰问要写明节日",
        )
    _put(draft, "paid_date", evidence.paid_date(draft.said))


def _participation(draft: Draft) -> None:
    if not draft.has("attended"):
        draft.ask(
            "attended", "名单上的人都参加了吗？", CHOOSE, "是", ("是", "否"),
            "名单里没有“是否参加”一列",
        )


def _result(draft: Draft) -> None:
    if draft.has("subject_kind"):
        return
    if "name" in draft.links or "member_id" in draft.links:
        draft.set_constant("subject_kind", Found("个人", "每行写着一个人", True))
    else:
        draft.ask(
            "subject_kind", "比的是班组还是单位？", CHOOSE, None, ("班组", "单位"), "表里没有人名",
        )


def _budget(draft: Draft) -> None:
    if draft.has("year"):
        return
    titled = [each for each in draft.said if "预算" in each.text] or list(draft.said)
    found = evidence.first_single(titled, evidence.years_in, "写的年度")
    _put(draft, "year", found)


def _balance(draft: Draft) -> None:
    _put(draft, "period", evidence.period(draft.said))
    if draft.has("account_code") and not draft.has("account_name"):
        same = SAME_AS.format(draft.ledger.column("account_code").title)
        why = "科目表里有这个编码的，报表按科目表的名称显示"
        draft.ask("account_name", "文件里没有科目名称，用科目编码代替吗？", CONFIRM, same, (same,), why)


def _activity(draft: Draft) -> None:
    found, _ = occasion.said_once(draft.said, "activity_kind")
    if found is not None and not draft.has("kind"):
        draft.set_constant("kind", found)


def _member(draft: Draft) -> None:
    said = next((e for e in draft.said if e.place == TITLE and "会员" in e.text), None)
    if said and not draft.has("is_member"):
        draft.set_constant("is_member", Found("是", f"标题是“{said.text}”", True))


def _unit_list(draft: Draft) -> None:
    """Without a number the name can be one, if no two are the same; always asked."""
    link = draft.links.get("name")
    if draft.has("unit_id") or link is None:
        return
    names = [squash(value) for value in draft.values(link.cells[0])]
    if not names or len(set(names)) < len(names):
        return
    heading = draft.headings[link.cells[0]]
    why = "表里没有单位编号，名称没有重复"
    draft.take("unit_id", "cell", heading, certain=False, why=why)
    option = label(heading.index, heading.text)
    draft.ask(
        "unit_id", f"没有单位编号，用“{heading.text}”作编号吗？", CONFIRM, option, (option,), why,
        (heading.index,),
    )


def years(draft: Draft) -> None:
    """Ask for the year where dates or months name none and the file's own name is the only hint."""
    if not _lacks_year(draft):
        return
    found, certain = evidence.years(draft.said)
    if draft.header_year or (len(found) == 1 and certain):
        return
    proposed = str(found[0]) if len(found) == 1 else None
    draft.ask(
        YEARS, "表里的日期是哪一年的？", CONFIRM if proposed else ENTER, proposed,
        tuple(str(year) for year in found),
        "年份只写在文件名里，或与文件名不同" if proposed else "文件里没有写年份，或写了不止一个",
    )


def _lacks_year(draft: Draft) -> bool:
    """Whether a linked day or month stands without its year."""
    if draft.wide and not all(draft.headings[cell].year for cell in draft.wide.cells):
        return True
    for link in draft.links.values():
        column = draft.ledger.column(link.column)
        if link.how == "date_parts" and len(link.cells) == 2:
            return True
        if link.how != "cell" or column.type not in ("date", "month", "period"):
            continue
        values = draft.values(link.cells[0])
        if column.type == "date" and any(day_without_year(text) for text in values):
            return True
        if column.type != "date" and any(
            not evidence.years_in(text) and len(text.strip()) <= 4 for text in values
        ):
            return True
    return False
