"""Small books in which two payments were made twice: what the pages about 疑点 are tried on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from openbooks import auditing, store, worklist
from openbooks.access import LOCAL_PAGES
from openbooks.auditing import Findings
from openbooks.books import Books, View
from openbooks.history import Settings
from openbooks.worklist import Item
from tests.door import kept, load, own_books

AT = datetime(2024, 7, 1, 9, 0, tzinfo=UTC)
UNION = "临溪小学工会"
UNITS = "单位编号,单位名称,组织类型\nU1,临溪小学工会,基层工会"
HEAD = ("单位,凭证日期,凭证字,凭证号,分录号,摘要,科目编码,科目名称,借方金额,贷方金额,收款方,"
        "制单人,审核人,附件张数")
_FINDINGS: dict[tuple[str, ...], Findings] = {}
PAYEES = {1: ("印活动通知", "清风印刷社", "320.50"), 2: ("印活动通知", "清风印刷社", "320.50"),
          3: ("付讲课费", "欧阳小三", "610.40"), 4: ("付讲课费", "欧阳小三", "610.40"),
          5: ("买跳绳", "临溪体育用品店", "156.80")}


def march(changed: str = "") -> str:
    """The vouchers of a month; with `changed`, the summary of the second one is another."""
    lines = [HEAD]
    for number, (summary, payee, amount) in PAYEES.items():
        said = changed if changed and number == 2 else summary
        head = f"U1,2024-03-{11 if number < 5 else 20},记,{number}"
        lines += [f"{head},1,{said},50102,文体活动费,{amount},,{payee},陈静,周明,2",
                  f"{head},2,{said},102,银行存款,,{amount},{payee},陈静,周明,2"]
    return "\n".join(lines)


def made(folder: Path) -> dict[str, bytes]:
    """The files of these books."""
    def make(home: Path) -> Books:
        books = own_books(home, Settings(UNION, "安徽", "2010", 1, False), "陈静", AT)
        load(books, folder, "unit", UNITS, "单位.csv")
        load(books, folder, "voucher", march(), "三月.csv")
        return books

    return kept(make)


def case_of(books: Books, number: int) -> Item:
    """The 疑点 about the voucher of that number."""
    view = books.view(LOCAL_PAGES)
    held = worklist.items(view, _found(view))
    return next(each for each in held if each.suspicion and each.suspicion.subject.endswith(f"|记|{number}"))


def _found(view: View) -> Findings:
    """What the rules about payments made twice find; asked once for the same loads."""
    key = store.salt(view.books.home), *(each.body["digest"] for each in view.state.batches)
    if key not in _FINDINGS:
        _FINDINGS[key] = auditing.findings(view, "A-02")
    return _FINDINGS[key]


def corrected(books: Books, folder: Path) -> None:
    """Hand the month in anew, one summary put right, in the place of the first."""
    first = books.state().all_of("voucher")[0].number
    load(books, folder, "voucher", march("印运动会通知"), "三月更正.csv", supersede=first)
