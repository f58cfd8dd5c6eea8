"""The rows of a sample as a workbook to be printed and filled in at the shelf of vouchers.

Amounts are numbers in 元; three columns are left empty, the first with its words to choose from. No cell is a
formula (`celltext`). Equal samples give equal bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

from openbooks.celltext import neutral
from openbooks.query import Result
from openbooks.sample import VERDICTS, Sample
from openbooks.statement import OutputColumn
from openbooks.wording import BLANK, cell, is_missing

EMPTY = ("核对结果", "审定金额（元）", "说明")
FONT = "Microsoft YaHei"
NARROW, WIDE, TEXT = 7, 14, 26
A4 = 9


def sheet_of(sample: Sample, rows: Result, columns: Sequence[OutputColumn], told: Sequence[str]) -> bytes:
    """The workbook of the chosen rows; `columns` are those shown, `told` what stands over them."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": datetime.fromisoformat(sample.at).replace(tzinfo=None)})
        look = {"font_name": FONT, "font_size": 10, "valign": "vcenter", "border": 1, "text_wrap": True}
        plain, head = book.add_format(look), book.add_format({**look, "bold": True, "bg_color": "#DCE6F1"})
        money = book.add_format({**look, "num_format": "#,##0.00"})
        over = book.add_format({"font_name": FONT, "font_size": 10})
        page = book.add_worksheet("抽样名单")
        page.set_paper(A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        for at, line in enumerate(told):
            page.write_string(at, 0, neutral(line), over)
        top = len(told)
        heads = [f"{each.label}（元）" if each.type == "money" else each.label for each in columns]
        labels = ["序号", *heads, "原件", *EMPTY]
        for at, label in enumerate(labels):
            page.write_string(top, at, neutral(label), head)
            wide = TEXT if label in ("摘要", "原件", "说明") else WIDE
            page.set_column(at, at, wide if at else NARROW)
        page.repeat_rows(top)
        page.freeze_panes(top + 1, 0)
        for number, row in enumerate(rows.frame.to_dict("records"), 1):
            page.write_number(top + number, 0, number, plain)
            for at, each in enumerate(columns, 1):
                value = row[each.name]
                if each.type == "money" and not is_missing(value):
                    page.write_number(top + number, at, int(value) / 100, money)
                else:
                    page.write_string(top + number, at, neutral(cell(value, each.type, BLANK)), plain)
            place = f"第{int(row['batch'])}号装载第{int(row['line'])}行"
            page.write_string(top + number, len(columns) + 1, place, plain)
            for at in range(len(columns) + 2, len(labels)):
                page.write_blank(top + number, at, None, money if at == len(labels) - 2 else plain)
        page.data_validation(top + 1, len(columns) + 2, top + max(1, len(rows.frame)), len(columns) + 2, {
            "validate": "list", "source": list(VERDICTS.values()), "ignore_blank": True,
        })
    return content.getvalue()
