"""What no column of the file gives: said once by the file, known from the books, or asked.

A value is proposed only with evidence. A ledger's own facts stand here, one function a ledger;
whatever is then still missing and required becomes a question (`wanting`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from openbooks import benefit, evidence, letterhead, occasion, parts
from openbooks.cells import squash
from openbooks.dates import day_without_year
from openbooks.draft import Draft
from openbooks.evidence import TITLE, Found
from openbooks.question import CHOOSE, CONFIRM, ENTER, SAME_AS, YEARS, label
from openbooks.wanting import missing

# 职工及会员名册 holds others too.
_OF_MEMBERS = re.compile("^(?!.*(?:非会员|是否|会员[及和与、]|[及和与、]会员)).*会员")
_UNIT_KINDS = (
    ("企业", "企业"), ("小组", "工会小组"), ("分会", "分会"), ("分工会", "分会"), ("村", "行政村"),
    ("部门", "部门"), ("科室", "部门"),
)
_COMPETING = re.compile("班组|小组|团队|集体|单位")


def once(draft: Draft) -> None:
    """The facts that the file's titles and names give for columns without a source."""
    step: dict[str, Callable[[Draft], None]] = {
        "dues": _dues, "assistance": benefit.said_once, "participation": _participation,
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
    elif found := _who_competes(draft):
        draft.set_constant("subject_kind", found)
    else:
        draft.ask(
            "subject_kind", "比的是班组还是单位？", CHOOSE, None, ("班组", "单位"), "表里没有人名",
        )


def _who_competes(draft: Draft) -> Found | None:
    """班组 or 单位, where the header of who competed says it: 参赛班组; 单位 is also said of 一车间."""
    link = draft.links.get("unit_id")
    if link is None:
        return None
    kind = draft.ledger.column("subject_kind")
    named = {kind.meant(name) for name in _COMPETING.findall(link.headers[0])}
    if len(named) != 1:
        return None
    (value,) = named
    return Found(value, f"表头写着“{link.headers[0]}”", value == "班组")


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
    said = next((e for e in draft.said if e.place == TITLE and _OF_MEMBERS.search(e.text)), None)
    if said and not draft.has("is_member"):
        draft.set_constant("is_member", Found("是", f"标题是“{said.text}”", True))


def _unit_list(draft: Draft) -> None:
    """Without a number the name can be one, if no two are the same; always asked."""
    link = draft.links.get("name")
    if link is not None and not draft.has("kind"):
        called = next((kind for word, kind in _UNIT_KINDS if word in link.headers[0]), "")
        if called:
            draft.set_constant("kind", Found(called, f"名称一列叫“{link.headers[0]}”", False))
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
