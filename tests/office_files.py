"""Four files as an office hands them in, made in memory: (name, bytes), and what is in them.

用友 序时账 (GB18030 text or a workbook), a dues workbook with the sheet 3月, a signed list of
春节慰问, a list of who took part in a contest. None has a column of units or of months. Every name
in them is invented.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter

NAMES = (
    "王建国", "李秀英", "张伟", "刘洋", "陈静", "杨帆", "赵敏", "黄磊", "周杰敏", "吴昊",
    "徐丽", "孙浩然", "胡晓燕", "朱琳", "高翔", "林小雨", "何平", "郭蓉", "马超群", "欧阳修远",
)
MADE = datetime(2024, 4, 2, tzinfo=UTC)  # the same rows are the same bytes
UNION = "清溪小学工会"
VOUCHERS = (
    ("2024-03-05", "记", "1", "收到2月会费", "102", "银行存款", "600.00", ""),
    ("2024-03-05", "记", "1", "收到2月会费", "401", "会费收入", "", "600.00"),
    ("2024-03-08", "记", "2", "三八节活动用品", "50102", "文体活动费", "1,234.50", ""),
    ("2024-03-08", "记", "2", "三八节活动用品", "102", "银行存款", "", "1,234.50"),
    ("2024-03-20", "记", "3", "国庆合计三次慰问", "50106", "会员慰问", "880.00", ""),
    ("2024-03-20", "记", "3", "国庆合计三次慰问", "101", "库存现金", "", "880.00"),
)
VOUCHER_DEBIT = 60_000 + 123_450 + 88_000
DUES_DUE = 20 * 3_000
DUES_PAID = 19 * 3_000 + 1_500
GIFT = 20 * 20_000


def workbook(sheets: dict[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook of these sheets; None is an empty cell."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"created": MADE})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for place, value in enumerate(row):
                if value is not None:
                    page.write(at, place, value)
    book.close()
    return content.getvalue()


def _journal_rows(filled_down: bool) -> list[list[object]]:
    rows: list[list[object]] = []
    last = None
    for day, word, number, *rest in VOUCHERS:
        again = filled_down and last == (day, number)
        rows.append(["", "", *rest] if again else [day, f"{word}-{number}", *rest])
        last = (day, number)
    debit, credit = "2,714.50", "2,714.50"
    rows.append(["", "", "本月合计", "", "", debit, credit])
    rows.append(["", "", "本年累计", "", "", debit, credit])
    return rows


JOURNAL_HEAD = ["日期", "凭证号数", "摘要", "科目编码", "科目名称", "借方", "贷方"]


def journal_csv(name: str = "序时账.csv") -> tuple[str, bytes]:
    """用友's 序时账 as GB18030 text with a title, 本月合计 and 本年累计."""
    rows = [["序时账"], [f"编制单位：{UNION}", "", "2024年3月", "", "", "单位：元"], JOURNAL_HEAD]
    rows += _journal_rows(filled_down=False)
    text = "".join(
        ",".join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in row) + "\r\n"
        for row in rows
    )
    return name, text.encode("gb18030")


def journal_xlsx(name: str = "序时账.xlsx") -> tuple[str, bytes]:
    """The same as a workbook, date and number blank below the first line of a voucher."""
    rows = [["序时账"], [f"账套：{UNION}", None, "期间：2024.03"], JOURNAL_HEAD]
    return name, workbook({"序时账": [*rows, *_journal_rows(filled_down=True)]})


def dues(
    name: str = "会费.xlsx", sheet: str = "3月", title: str = "清溪小学工会2024年会费收缴表",
    people: Sequence[str] = NAMES, half: Sequence[int] = (1,),
) -> tuple[str, bytes]:
    """A dues workbook: one sheet a month, a total row and a footer; the second person paid half."""
    rows: list[list[object]] = [[title], ["序号", "姓名", "部门", "应缴", "实缴", "备注"]]
    paid = [15.0 if at in half else 30.0 for at in range(len(people))]
    groups = ("语文组", "数学组", "行政")
    rows += [
        [at + 1, person, groups[at % 3], 30.0, paid[at], None] for at, person in enumerate(people)
    ]
    rows.append(["合计", None, None, 30.0 * len(people), sum(paid), None])
    rows.append(["制表：王建国", None, "审核：李秀英", None, "2024年4月2日", None])
    return name, workbook({sheet: rows})


def gifts(
    name: str = "春节慰问签收表.xlsx", title: str = "清溪小学工会2024年春节慰问品签收表",
    people: Sequence[str] = NAMES, dated: bool = False,
) -> tuple[str, bytes]:
    """A signed list of what everybody got: 序号 姓名 物品 金额 签名; no date unless `dated`."""
    rows: list[list[object]] = [[title]]
    if dated:
        rows.append(["发放日期：2024年2月6日"])
    rows.append(["序号", "姓名", "物品", "金额", "签名"])
    rows += [[at + 1, person, "食用油、大米", 200, person] for at, person in enumerate(people)]
    rows.append(["合计", None, None, 200 * len(people), None])
    rows.append(["经办人：陈静"])
    return name, workbook({"Sheet1": rows})


def contest(
    name: str = "竞赛名单.xlsx", title: str = "清溪小学2024年教师技能竞赛参赛名单",
    people: Sequence[str] = NAMES[:12],
) -> tuple[str, bytes]:
    """A list of who took part: 序号 姓名 部门."""
    rows: list[list[object]] = [[title]] if title else []
    rows.append(["序号", "姓名", "部门"])
    rows += [[at + 1, person, ("语文组", "数学组")[at % 2]] for at, person in enumerate(people)]
    return name, workbook({"Sheet1": rows})


def workbook_of_odd_headers(month: str) -> tuple[str, bytes]:
    """A dues sheet whose amount nobody can tell by its header."""
    rows = [[f"{month}会费"], ["序号", "姓名", "一共"], [1, "王建国", 30], [2, "李秀英", 30]]
    return f"{month}.xlsx", workbook({"Sheet1": rows})


def two_panels() -> tuple[str, bytes]:
    """A list of six persons printed in two panels side by side."""
    rows = [["2024年春节慰问品签收表"], ["序号", "姓名", "签名", "序号", "姓名", "签名"]]
    rows += [[at + 1, NAMES[at], None, at + 4, NAMES[at + 3], None] for at in range(3)]
    return "春节慰问签收表.xlsx", workbook({"Sheet1": rows})


def panels_of_departments() -> tuple[str, bytes]:
    """The same beside one column of departments, which belongs to both panels."""
    rows = [["2024年春节慰问品签收表"], ["部门", "姓名", "签名", "姓名", "签名"]]
    rows += [["语文组", NAMES[at], None, NAMES[at + 3], None] for at in range(3)]
    return "春节慰问签收表.xlsx", workbook({"Sheet1": rows})


def wide_dues() -> tuple[str, bytes]:
    """Three persons' dues, the months of 2024 side by side, three of them filled."""
    months = [f"{month}月" for month in range(1, 13)]
    rows = [["清溪小学工会会费台账"], ["序号", "姓名", "应缴(月)", *months, "合计"]]
    rows += [
        [at + 1, name, 30, 30, 30, 30, *[None] * 9, 90] for at, name in enumerate(NAMES[:3])
    ]
    return "会费台账.xlsx", workbook({"2024年": rows})


def journal_of_months_and_days() -> tuple[str, bytes]:
    """A journal whose days are 月 and 日; only its title names the year."""
    rows = [
        ["序时账"], [f"单位：{UNION}", None, None, "2024.03-2024.03"],
        ["月", "日", "凭证号数", "摘要", "科目编码", "科目名称", "借方", "贷方"],
        ["03", "05", "记-0001", "收到会费", "102", "银行存款", 600, None],
        ["03", "05", "记-0001", "收到会费", "401", "会费收入", None, 600],
        ["03", None, None, "本月合计", None, None, 600, 600],
    ]
    return "序时账.xlsx", workbook({"Sheet1": rows})


def bare_dues() -> tuple[str, bytes]:
    """Six persons' dues: one column of amounts, no title; the year is in the file's name only."""
    rows = [["序号", "姓名", "会费", "签名"]]
    rows += [[at + 1, name, 30 if at else 0, None] for at, name in enumerate(NAMES[:6])]
    rows.append(["合计", None, 150, None])
    return "2024年会费.xlsx", workbook({"3月": rows})


def bare_gifts() -> tuple[str, bytes]:
    """A list to be signed by six persons, printed and not yet signed; no amount, no day."""
    rows = [["2024年春节慰问品发放签收表"], ["序号", "姓名", "物品", "签名"]]
    rows += [[at + 1, name, "米油", None] for at, name in enumerate(NAMES[:6])]
    return "春节慰问签收表.xlsx", workbook({"Sheet1": rows})


def hidden_month() -> tuple[str, bytes]:
    """A dues workbook of two months, of which one sheet is hidden."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"created": MADE})
    for month in (3, 2):
        page = book.add_worksheet(f"{month}月")
        rows = [["姓名", "所属月份", "应缴", "实缴"]]
        rows += [[person, f"2024-0{month}", 30, 30] for person in NAMES[:6]]
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    page.hide()
    book.close()
    return "会费.xlsx", content.getvalue()
