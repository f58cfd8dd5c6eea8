"""The names of all problems: code → (what it is, what to do about it), both in Chinese.

A cell reader gives a code; whoever knows the line and the column makes a `Problem` of it with
`problem()`. Each module's codes stand together; the table is the only place of these sentences.
"""

from __future__ import annotations

from openbooks.errors import Problem

CODES: dict[str, tuple[str, str]] = {
    # files and their shape (encoding, delimited, package, biff, workbook, layout, total, sheet)
    "file_empty": ("文件是空的", "请检查导出是否成功，再交一次"),
    "no_data_row": ("无数据行", "表头下面没有数据，请检查导出的范围，再交一次"),
    "no_header": ("找不到表头", "请保留写着列名的那一行，列名下面要有数据"),
    "nul_bytes": ("含二进制内容", "请用原软件打开，另存为 xlsx 或 UTF-8 的 CSV"),
    "encoding_unknown": ("编码无法识别", "请用 Excel 或 WPS 打开核对，另存为 xlsx 或 UTF-8 的 CSV"),
    "format_unknown": (
        "不是能读的表格文件", "请交原来的表格（xlsx、xls、CSV 或 TSV）；别的软件的表格请先在那里另存为 xlsx",
    ),
    "format_mismatch": ("文件内容与扩展名不符", "请用 Excel 或 WPS 打开核对，另存为 xlsx 或 CSV"),
    "too_many_columns": ("列数超过上限", "请删去用不到的列，或分成几个文件"),
    "zip_bomb": ("压缩内容异常", "请在 Excel 或 WPS 中打开，把数据另存为新的工作簿"),
    "packet_broken": ("上报包不能收", "请让交包的单位用 packet 重新打包，包里的文件不要改动，再交一次"),
    "sheet_too_large": ("工作表过大", "请删去表格外的零散单元格，或分成几个文件"),
    "workbook_locked": ("工作簿有密码", "请去掉密码另存一份"),
    "workbook_unreadable": (
        "文件已损坏或无法打开", "工作簿请在 Excel 或 WPS 中打开，另存为 xlsx；上报包请重新拷一份再交",
    ),
    "sheet_hidden": ("工作表是隐藏的，没有装载", "需要时请取消隐藏再交，或用 --sheet 指明"),
    "no_table": ("工作表里没有表格", "如有数据，请保留写着列名的那一行"),
    "quote_unclosed": ("引号不配对", "请补上或去掉这一行的双引号"),
    "column_count": ("列数不符", "这一行的单元格比表头多，请检查是否有多余的分隔符"),
    "cells_shifted": (
        "少了单元格，后面的内容错了列", "请补上缺的分隔符，使这一行与表头一样多列",
    ),
    "cells_missing": ("单元格比表头少", "缺的已当作空白；请核对这一行的数字有没有错列"),
    "torn_line": ("末行残缺", "文件可能没有传完，请重新导出"),
    "text_damaged": ("原文已损坏", "有字变成了乱码，请对照原表改正"),
    "suspected_total": ("疑似合计行", "未计入；请核对它是合计还是一行漏填文字的数据"),
    "total_mismatch": ("合计与明细不符", "以明细为准；请核对明细是否齐全"),
    "data_above_header": ("表头上方有疑似数据", "这一行未计入；如是数据，请移到表头下面"),
    # one cell: numbers and money (numeral, capitals, money)
    "not_a_number": ("不是数字", "请填数字；没有数据请留空"),
    "number_format_unclear": ("数字格式不明", "请写成 1234.50 这样的数字，小数点用“.”"),
    "thousands_irregular": ("千位分隔不规范", "请去掉逗号，或每三位一个逗号，如 1,234.50"),
    "not_finite": ("非有限数", "请在原表中改成确定的数字"),
    "scientific_notation": ("科学计数法", "已按所写的数值读入，请核对原表是否丢了位数"),
    "formula_error": ("公式错误", "请在原表中改好公式或直接填值，再重新导出"),
    "amount_over_two_places": ("金额超过两位小数", "不足一分的金额不能入账，请改为两位小数"),
    "amount_out_of_range": ("金额超出范围", "小数点前最多 16 位，请核对是否把账号填进了金额列"),
    "amount_with_note": ("金额含附注", "请在金额列只留数字，附注移到备注列"),
    "capital_amount_unclear": ("大写金额无法识别", "请改成数字，如 1200.00"),
    "foreign_currency": ("非人民币金额", "请改填折合人民币的金额"),
    "unit_given_twice": ("单位重复", "表头已写明万元等单位，单元格里又写了单位，请只留一处"),
    "number_out_of_range": ("数字超出范围", "请核对是否填错了列"),
    "decimals_over_limit": ("小数位数过多", "请按该列允许的小数位数填写"),
    "not_whole": ("不是整数", "该列只收整数，请核对"),
    "percent_unclear": ("比例口径不明", "已照原样收下；如指百分之几十，请写成带 % 的数"),
    # one cell: days, months, periods and times (dates, days, clock)
    "date_unclear": ("日期格式不明", "请写成 2023-03-05 这样的日期"),
    "date_not_exist": ("日期不存在", "请核对年、月、日"),
    "date_invalid": ("日期无效", "请填写真实日期；没有日期请留空"),
    "date_serial": ("按 1900 日期系统换算", "请核对日期，或在原表中把该列设为日期格式再导出"),
    "day_missing": ("缺日", "该列要写到日，如 2023-03-05"),
    "day_month_unclear": ("日月顺序不明", "请写成 2023-03-05 这样的日期"),
    "month_missing": ("缺月", "该列要写到月，如 2023-03"),
    "month_unclear": ("月份不明（1 月或 10 月）", "请把该列设为文本，写成 2023-01 或 2023-10"),
    "year_missing": ("缺年份", "请写明年份，如 2023-03-05"),
    "year_unclear": ("年份不明", "请写四位年份，如 2023-03-05"),
    "year_before": ("按名单前后顺序归入上一年", "请核对年份，或写明四位年份"),
    "year_two_digits": ("两位年份", "已按本文件的年份读入，请核对"),
    "period_unclear": ("期间不明", "请写成 2023、2023-H1、2023-Q1 或 2023-03"),
    "time_unclear": ("时间格式不明", "请写成 14:30:00 或 2023-03-05 14:30:00"),
    # one cell: identifiers and yes or no (cells)
    "precision_lost": ("精度丢失", "表格软件把号码改成了科学计数法，请把该列设为文本后重填原号码"),
    "precision_suspect": ("疑似精度丢失", "末尾的 000 可能是表格软件改的，请与原件核对"),
    "id_number_old": ("旧证号（15 位）", "已照原样收下，请换成 18 位身份证号"),
    "id_number_check": ("身份证校验位不符", "已照原样收下，请与原件核对"),
    "id_number_length": ("身份证号位数不符", "已照原样收下，请与原件核对"),
    "boolean_unclear": ("是否值无法识别", "请填“是”或“否”"),
    # one row, and rows together (rows, together, matching)
    "required": ("必填项为空", "请补填后重新上传"),
    "one_of_required": ("必填项为空（编号与姓名等至少填一项）", "请补填后重新上传"),
    "no_amount": ("没有金额", "请补填借方、贷方或金额后重新上传"),
    "not_divisible": (
        "不能平均分到各月", "请把这一行按月分列再交，或选“都记在最后一个月”",
    ),
    "no_side": ("金额没有方向，科目性质也不明", "请在上传时指明借贷方向，或补填科目"),
    "flat_with_amount": ("方向与金额矛盾", "有金额时方向应写借或贷，“平”时金额应为 0，请核对"),
    "both_sides": ("收入与支出同时有数", "一行只能有一个方向，请核对"),
    "below_minimum": ("小于该列允许的最小值", "已照原样收下，请核对"),
    "above_maximum": ("大于该列允许的最大值", "已照原样收下，请核对"),
    "not_in_list": ("不在可选值之内", "已照原样收下，请核对写法"),
    "no_roster": ("账本里还没有会员名册，按姓名收下", "名册上传后会自动对应"),
    "person_unknown": ("不在会员名册中，按姓名收下", "请核对姓名，或补充名册"),
    "person_ambiguous": ("人员无法唯一匹配", "名册中有同名的人，请填写会员编号后重新上传"),
    "account_unknown": ("科目不在科目表中", "已照原样收下，请核对科目，或补充科目表"),
    "reference_unknown": ("在账本里找不到", "已照原样收下，请核对编号或名称"),
    "same_key": ("与同一文件中前面的行重复", "请只保留正确的一行"),
    "equal_rows": ("与前面的行完全相同，两行都已收下", "若是重复录入，请删除一行后重新上传"),
    "voucher_sibling": ("同凭证有错行，整张凭证未收下", "请改正出错的行后重新上传"),
    "voucher_unbalanced": ("借贷不平", "已照原样收下，请核对凭证"),
    "key_conflict": ("与账本中已有的记录编号相同而内容不同", "如要更正，请再交一次并选“取代”"),
    "period_closed": ("所属期间已结账，没有收下", "确需更正，请先由结账人重新开账，写明原因"),
    "origin_unknown": ("原件位置对不上账本里的装载", "已当作新的一行收下；这一列请不要改动"),
    "origin_twice": ("原件位置与前面的行重复", "已当作新的一行收下，请核对是否复制了行"),
    "conflict_sibling": ("同一凭证或同一行有冲突，一并未收下", "请先处理冲突的行"),
}


def problem(
    code: str, severity: str, line: int, column: str = "", value: str = "", sheet: str = "",
    detail: str = "",
) -> Problem:
    """A `Problem` whose message says where, what, which value, and what to do.

    `detail` is put behind the title of the code (a figure, the earlier line, the candidates).
    Raises KeyError for a code that stands in no table: that is a fault of this program.
    """
    title, remedy = CODES[code]
    where = f"第{line}行" if line else ""
    if sheet and where:
        where = f"工作表「{sheet}」{where}"
    if column:
        where += f"「{column}」"
    shown = " ".join(value.split())
    shown = shown if len(shown) <= 60 else shown[:57] + "…"
    what = f"“{shown}”{title}" if shown else title
    if detail:
        what += f"（{detail}）"
    head = f"{where}：{what}" if where else what
    return Problem(line, column, value, severity, code, f"{head}。{remedy}。", sheet)
