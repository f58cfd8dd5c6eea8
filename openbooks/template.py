"""An empty form of a ledger, to be filled and handed in: CSV, or a workbook with drop-downs.

The header is the contract's titles in its order, so that the door knows the form again without a
question (`mapping.own_form`). The example row is invented and never among the data: it stands with
the notes, one text a line, on the sheet 填写说明, which holds no table and is passed over when the form
is handed in. Columns of codes are text, so that a spreadsheet neither shortens nor rounds a number.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import xlsxwriter

from openbooks.contract import Column, Ledger
from openbooks.taking import CLOCKS

NOTES = "填写说明"
ROWS = 5000
TITLE_ROW, HEADER_ROW = 0, 1
REQUIRED, ONE_OF, FREE = "必填", "几列中至少填一列", "可不填"
INK, DARK, PALE, LINE = "#1F3A5F", "#1F4E79", "#DCE6F1", "#B7C4D3"
FORMS = ("csv", "xlsx")

# How a cell is written, and an invented value: by the type of the column.
WRITTEN = MappingProxyType({
    "text": ("文字", "示例文字"), "identifier": ("编号，按文本填", "示例001"),
    "name": ("姓名", "示例人"), "list": ("从下拉中选", ""), "time": ("日期和时间", "2024-03-05 09:30"),
    "month": ("年月，如 2024-03", "2024-03"), "period": ("期间，如 2024、2024-03、2024Q1", "2024-03"),
    "date": ("日期，如 2024-03-05", "2024-03-05"), "boolean": ("是或否", "是"),
    "integer": ("整数", "12"), "decimal": ("数字，最多四位小数", "12.5"),
    "money": ("金额，元，最多两位小数", "1234.50"),
})
FORMATS = MappingProxyType({"date": "yyyy-mm-dd", "integer": "0", "decimal": "0.####",
                            "money": "#,##0.00"})
WIDE = MappingProxyType({"text": 24, "date": 13, "money": 14, "time": 18})


def example(column: Column) -> str:
    """An invented value of a column: of a list its first, within the bounds of a number."""
    if column.allowed:
        return column.allowed[0]
    if column.name in CLOCKS:
        return "09:30"
    if column.name == "id_number":
        return "18位身份证号"
    if column.type == "integer" and not _within(column, 12):
        return str(column.minimum if column.minimum is not None else column.maximum)
    if column.type == "integer" and column.name == "year":
        return "2024"
    return WRITTEN[column.type][1]


def _within(column: Column, value: int) -> bool:
    low, high = column.minimum, column.maximum
    return (low is None or low <= value) and (high is None or value <= high)


def need(ledger: Ledger, column: Column) -> str:
    """Whether a column must be filled: REQUIRED, ONE_OF a group, or FREE."""
    if column.required:
        return REQUIRED
    grouped = any(column.name in group for group in ledger.one_of)
    return ONE_OF if grouped else FREE


def notes(ledger: Ledger) -> list[str]:
    """What stands on 填写说明, a text a line: the ledger, its rules, each column, the example."""
    lines = [
        f"{ledger.title}：{ledger.purpose}",
        f"{ledger.grain}。从“{ledger.title}”表的表头下面一行开始填，不要改表头，不用填合计。",
        "编号、月份等列已设为文本，直接键入，开头的 0 会保留。深色表头必填，浅色表头可不填。",
    ]
    lines += [
        f"{'、'.join(ledger.column(name).title for name in group)}：几列中至少填一列。"
        for group in ledger.one_of
    ]
    lines += [f"要求：{each}。" for each in ledger.invariants]
    lines += [f"{column.title}：{_note(ledger, column)}" for column in ledger.columns]
    lines.append("下面是虚构的例子，只供对照，不会被读入：")
    return lines + [f"例　{column.title}＝{example(column)}" for column in ledger.columns]


def _note(ledger: Ledger, column: Column) -> str:
    how = "时刻，如 09:30" if column.name in CLOCKS else WRITTEN[column.type][0]
    if column.allowed:
        how = f"填其中一种：{'、'.join(column.allowed)}"
    if column.unit and column.type != "money":
        how += f"，单位{column.unit}"
    if column.generated:
        how += "，没有就空着，由程序编号"
    bounds = [
        f"{word}{bound}" for word, bound in (("不小于", column.minimum), ("不大于", column.maximum))
        if bound is not None
    ]
    return "；".join([need(ledger, column), how, *bounds]) + "。"


def as_csv(ledger: Ledger) -> bytes:
    """The form as CSV: the header alone, with a byte order mark so that office programs read it."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([column.title for column in ledger.columns])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(ledger: Ledger) -> bytes:
    """The form as a workbook: our title, the header (frozen; dark where a column must be filled),
    formats and drop-downs for ROWS rows, and 填写说明."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": f"{ledger.title} 模板", "author": "阳光账本"})
        sheet = book.add_worksheet(ledger.title)
        title = book.add_format({"bold": True, "font_size": 14, "font_color": INK})
        sheet.write_string(TITLE_ROW, 0, f"{ledger.title}（阳光账本模板）", title)
        sheet.freeze_panes(HEADER_ROW + 1, 0)
        sheet.set_row(HEADER_ROW, 22)
        heads = {
            each: book.add_format(look) for each, look in (
                (REQUIRED, {**_HEAD, "bg_color": DARK, "font_color": "#FFFFFF"}),
                (ONE_OF, {**_HEAD, "bg_color": DARK, "font_color": "#FFFFFF", "italic": True}),
                (FREE, {**_HEAD, "bg_color": PALE, "font_color": INK}),
            )
        }
        for at, column in enumerate(ledger.columns):
            shape = book.add_format({"num_format": FORMATS.get(column.type, "@")})
            width = max(WIDE.get(column.type, 12), 2 * len(column.title) + 3)
            sheet.set_column(at, at, width, shape)
            sheet.write_string(HEADER_ROW, at, column.title, heads[need(ledger, column)])
            if rule := _validation(ledger, column):
                sheet.data_validation(HEADER_ROW + 1, at, HEADER_ROW + ROWS, at, rule)
        beside = book.add_worksheet(NOTES)
        wrap = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        beside.set_column(0, 0, 90, wrap)
        for row, line in enumerate(notes(ledger)):
            beside.write_string(row, 0, line, title if row == 0 else wrap)
    return content.getvalue()


_HEAD = {"bold": True, "border": 1, "border_color": LINE, "align": "center", "valign": "vcenter"}


def _validation(ledger: Ledger, column: Column) -> dict[str, Any] | None:
    """The rule of a column's cells. A value outside a list is only warned of: the door takes it too,
    and lists it."""
    told: dict[str, Any] = {
        "ignore_blank": True, "input_title": column.title[:32],
        "input_message": _note(ledger, column)[:250],
        "error_title": column.title[:32], "error_message": _note(ledger, column)[:250],
    }
    listed = column.allowed or (("是", "否") if column.type == "boolean" else ())
    if listed:
        return {**told, "validate": "list", "source": list(listed), "error_type": "warning"}
    if column.type == "date":
        first = {"criteria": ">=", "value": "=DATE(1900,1,1)"}
        return {**told, "validate": "date", **first, "error_type": "stop"}
    if column.type in {"integer", "decimal", "money"}:
        kind = "integer" if column.type == "integer" else "decimal"
        most = 10**14
        return {
            **told, "validate": kind, "criteria": "between", "minimum": -most, "maximum": most,
            "error_type": "stop",
        }
    return {**told, "validate": "any"}


MAKERS: Mapping[str, Any] = MappingProxyType({"csv": as_csv, "xlsx": as_xlsx})


def file_name(ledger: Ledger, form: str) -> str:
    """The name under which a form is handed out."""
    return f"{ledger.title}模板.{form}"
