"""The CSV files that an example union hands in: plain ones, and some as offices dress them.

A sheet is already text. Every line may carry the name of a planted fault; `planted` tells in which
lines each of them stands, counted as a reader of the file counts them, from 1.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from openbooks import contract
from openbooks.money import yuan, yuan_grouped

Row = dict[str, str]

# office dress: house column → the header that this office writes
SIGNED_LIST = (
    ("recipient_name", "姓名"),
    ("payment_method", "发放形式"),
    ("amount", "金额（元）"),
    ("approval_ref", "审批单号"),
    ("signed", "签收"),
)
JOURNAL = (
    ("voucher_date", "日期"),
    ("number", "凭证字号"),
    ("summary", "摘要"),
    ("account_code", "科目编码"),
    ("account_name", "科目名称"),
    ("debit", "借方金额"),
    ("credit", "贷方金额"),
    ("payee", "往来单位"),
    ("payment_method", "支付方式"),
    ("activity_id", "活动编号"),
    ("invoice_no", "发票号"),
    ("attachments", "附件张数"),
    ("approval_ref", "审批依据"),
    ("maker", "制单人"),
    ("reviewer", "审核人"),
)
ONCE = ("voucher_date", "number", "attachments", "maker", "reviewer")  # on a voucher's first line


@dataclass(frozen=True)
class Sheet:
    """One file: its lines as cells, each with the fault it shows ("" for most).

    `rows` is the number of rows that it gives to its ledger; `constants` what no column says and
    its title or its union tells.
    """

    name: str
    ledger: str
    lines: tuple[tuple[tuple[str, ...], str], ...]
    rows: int
    encoding: str = "utf-8"
    newline: str = "\n"
    constants: dict[str, str] = field(default_factory=dict)


def sheet_bytes(sheet: Sheet) -> bytes:
    """The file, byte for byte the same each time."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=sheet.newline)
    for cells, _ in sheet.lines:
        writer.writerow(cells)
    return text.getvalue().encode(sheet.encoding)


def planted(sheets: Iterable[Sheet]) -> dict[str, list[tuple[str, list[int]]]]:
    """Fault → the files that show it, each with the lines, in order. No cell holds a line break."""
    found: dict[str, list[tuple[str, list[int]]]] = {}
    for sheet in sheets:
        for line, (_, fault) in enumerate(sheet.lines, 1):
            if fault:
                places = found.setdefault(fault, [])
                if not places or places[-1][0] != sheet.name:
                    places.append((sheet.name, []))
                places[-1][1].append(line)
    return found


def plain(name: str, ledger: str, columns: Sequence[str], rows: Iterable[Row]) -> Sheet:
    """A file under the house titles of those columns, nothing else in it."""
    known = contract.ledger(ledger)
    lines = [(tuple(known.column(column).title for column in columns), "")]
    lines += [
        (tuple(row.get(column, "") for column in columns), row.get("fault", "")) for row in rows
    ]
    return Sheet(name, ledger, tuple(lines), len(lines) - 1)


def _dressed(cells: Sequence[str], width: int) -> tuple[tuple[str, ...], str]:
    return (*cells, *[""] * (width - len(cells))), ""


def _fen(text: str) -> int:
    """分 of an amount that this program wrote itself, with its two decimals."""
    return int(text.replace(".", "")) if text else 0


def months_sheet(name: str, union: str, year: int, rows: list[Row], names: dict[str, str]) -> Sheet:
    """Dues as an office keeps them by hand: a row a member, the months side by side, GB18030."""
    months = [f"{year}-{month:02d}" for month in range(1, 13)]
    header = ("序号", "会员编号", "姓名", "月应缴会费", *[f"{m}月" for m in range(1, 13)], "合计")
    people: dict[str, dict[str, Row]] = {}
    for row in rows:
        people.setdefault(row["member_id"], {})[row["month"]] = row
    lines = [
        _dressed((f"{union} {year}年会费收缴表",), len(header)),
        _dressed((f"填报日期：{year}年12月31日", "", "", "单位：元"), len(header)),
        (header, ""),
    ]
    for place, (member_id, paid) in enumerate(people.items(), 1):
        amounts = [paid[month]["paid"] if month in paid else "" for month in months]
        due = next(iter(paid.values()))["due"]
        fault = next((row["fault"] for row in paid.values() if row["fault"]), "")
        total = yuan(sum(map(_fen, amounts)))
        lines.append(((str(place), member_id, names[member_id], due, *amounts, total), fault))
    sums = [
        sum(_fen(paid[month]["paid"]) for paid in people.values() if month in paid)
        for month in months
    ]
    lines.append(_dressed(("合计", "", "", "", *map(yuan, sums), yuan(sum(sums))), len(header)))
    lines.append(_dressed(("制表人：顾茂禾", "", "", "审核人：林知遥"), len(header)))
    return Sheet(name, "dues", tuple(lines), len(rows), "gb18030", "\r\n")


def journal_sheet(name: str, union: str, year: int, rows: list[Row]) -> Sheet:
    """Vouchers as software prints them: titles, date and number once, totals by month."""
    width = len(JOURNAL)
    lines = [
        _dressed((f"{union} 序时账",), width),
        _dressed((f"编制单位：{union}", "", f"会计年度：{year}", "", "", "单位：元"), width),
        (tuple(header for _, header in JOURNAL), ""),
    ]
    totals = {"本月合计": [0, 0], "本年累计": [0, 0]}
    for place, row in enumerate(rows):
        cells = {
            **row,
            "voucher_date": row["voucher_date"].replace("-0", "-").replace("-", "/"),
            "number": f"{row['word']}-{row['number']}",
            "debit": yuan_grouped(_fen(row["debit"])) if row["debit"] else "",
            "credit": yuan_grouped(_fen(row["credit"])) if row["credit"] else "",
        }
        if row["line_no"] != "1":
            cells.update(dict.fromkeys(ONCE, ""))
        lines.append((tuple(cells[column] for column, _ in JOURNAL), row["fault"]))
        for total in totals.values():
            total[0] += _fen(row["debit"])
            total[1] += _fen(row["credit"])
        last = place + 1 == len(rows)
        if last or rows[place + 1]["voucher_date"][:7] != row["voucher_date"][:7]:
            for word, (debit, credit) in totals.items():
                lines.append(
                    _dressed(
                        ("", "", word, "", "", yuan_grouped(debit), yuan_grouped(credit)), width
                    )
                )
            totals["本月合计"] = [0, 0]
    return Sheet(name, "voucher", tuple(lines), len(rows), newline="\r\n")


def signed_sheet(name: str, union: str, title: str, rows: list[Row]) -> Sheet:
    """The list on which each signs for goods: names alone; kind and day in the titles."""
    first = rows[0]
    year, month, day = (int(part) for part in first["paid_date"].split("-"))
    width = len(SIGNED_LIST) + 1
    lines = [
        _dressed((f"{union}{title}",), width),
        _dressed((f"发放日期：{year}年{month}月{day}日",), width),
        (("序号", *[header for _, header in SIGNED_LIST]), ""),
    ]
    for place, row in enumerate(rows, 1):
        cells = {**row, "signed": "√" if row["signed"] == "是" else ""}
        lines.append(((str(place), *[cells[column] for column, _ in SIGNED_LIST]), row["fault"]))
    total = yuan(sum(_fen(row["amount"]) for row in rows))
    lines.append(_dressed(("合计", f"{len(rows)}人", "", total), width))
    lines.append(_dressed(("制表人：顾茂禾", "", "审核人：林知遥"), width))
    constants = {
        "unit_id": first["unit_id"],
        "kind": first["kind"],
        "festival": first["festival"],
        "paid_date": first["paid_date"],
    }
    return Sheet(name, "assistance", tuple(lines), len(rows), newline="\r\n", constants=constants)
