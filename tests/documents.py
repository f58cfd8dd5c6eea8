"""Two documents made by hand, on which every rendering is tried.

`school()` is the report of a small union, as a chair would present it; `large()` has all that can be
awkward at once: names of 30 characters, amounts of 10^12 分, tables of 40 rows and of nine columns,
rare characters, hidden and missing numbers, an empty section. Their numbers add up. `notice()` is the
one-page table of a half-year.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from openbooks.document import (
    HIDDEN,
    WHY_HIDDEN,
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    Row,
    Section,
    Sentence,
    Series,
    Source,
    Span,
    Table,
)
from openbooks.wording import amount, count, money, share

HEAD = "9f3c1d7a52be40865d2c7be901f4a3360b7e8855c1aa94d2e70f1b6c3d8e4f21"
MISSING = "未填报"
INCOME = (
    ("拨缴经费收入", 30_862_400, 29_511_800), ("会费收入", 8_213_130, 7_940_000),
    ("上级补助收入", 5_000_000, 0), ("行政补助收入", 3_600_000, 3_600_000),
    ("其他收入", 586_000, 412_356),
)
SPENT = (
    ("职工活动支出", 19_853_217, 18_420_050), ("职工服务支出", 11_466_780, 9_830_000),
    ("维权支出", 3_210_000, 3_980_000), ("业务支出", 2_488_095, 2_301_000),
    ("资本性支出", 1_260_000, None),
)
PLAN = (
    ("职工活动支出", 18_000_000, 19_853_217), ("职工服务支出", 12_000_000, 11_466_780),
    ("维权支出", 4_000_000, 3_210_000), ("业务支出", 2_500_000, 2_488_095), ("资本性支出", 0, 1_260_000),
)


def sentence(text: str) -> Sentence:
    """A sentence; what stands between ‹ and › is a figure: ‹income|48.26 万元›."""
    spans = []
    for part in re.split(r"(‹[^›]*›)", text):
        if part.startswith("‹"):
            name, _, said = part[1:-1].partition("|")
            spans.append(Span(said, name))
        elif part:
            spans.append(Span(part))
    return tuple(spans)


def money_cell(fen: int | None) -> Cell:
    """An amount in a table."""
    return Cell(amount(fen), fen, "money")


def count_cell(number: int | None, hidden: bool = False) -> Cell:
    """A whole number in a table; a hidden one has no value."""
    return Cell(HIDDEN, None, "integer") if hidden else Cell(count(number), number, "integer")


def share_cell(part: int | None, whole: int | None) -> Cell:
    """A rate in a table."""
    rate = part / whole if part is not None and whole else None
    return Cell(share(rate), rate, "share")


def wan_series(name: str, fens: Sequence[int | None], role: str = "now") -> Series:
    """Amounts in 万元."""
    values = tuple(None if fen is None else fen / 1_000_000 for fen in fens)
    return Series(name, values, tuple(MISSING if v is None else f"{v:,.2f}" for v in values), role)


def accounts(rows: Sequence[tuple[str, int, int | None]], total: str) -> Table:
    """What came or went by account, beside the year before."""
    whole, before = sum(fen for _, fen, _ in rows), sum(prior or 0 for *_, prior in rows)
    lines = [
        Row((Cell(name), money_cell(fen), share_cell(fen, whole), money_cell(prior),
             share_cell(fen - prior if prior else None, prior)))
        for name, fen, prior in rows
    ]
    lines.append(Row((Cell(total), money_cell(whole), share_cell(whole, whole), money_cell(before),
                      share_cell(whole - before, before)), "total"))
    columns = (Column("项目"), Column("本年决算数", "money"), Column("占比", "share"),
               Column("上年决算数", "money", is_prior=True), Column("增减", "share"))
    return Table(f"{total}明细", columns, tuple(lines), "单位：元", query="finance_by_account")


def ranked(title: str, rows: Sequence[tuple[str, int, int | None]]) -> Chart:
    """Lying bars beside the year before."""
    return Chart(
        title, "bars", tuple(name for name, *_ in rows),
        (wan_series("2025年", [fen for _, fen, _ in rows]),
         wan_series("2024年", [prior for *_, prior in rows], "prior")),
        "万元", f"{title}：最多的是{rows[0][0]}，{money(rows[0][1])}。", "finance_by_account",
    )


def flow() -> Chart:
    """From the opening to the closing."""
    income, spent = sum(fen for _, fen, _ in INCOME), sum(fen for _, fen, _ in SPENT)
    steps = (12_405_066, income, -spent, -4_937_984, 12_405_066 + income - spent - 4_937_984)
    signed = tuple(fen / 1_000_000 for fen in steps)
    texts = tuple(f"{value:,.2f}" if at in {0, 4} else f"{value:+,.2f}" for at, value in enumerate(signed))
    return Chart(
        "结余怎么来的", "steps", ("上年结余", "本年收入", "本年支出", "上解经费", "期末结余"),
        (Series("经费", signed, texts),), "万元", "从上年结余，加收入，减支出和上解，到期末结余。",
        "finance_flow",
    )


def plans() -> tuple[Chart, Table]:
    """Plan beside actual, two of them over the plan."""
    over = frozenset(name for name, plan, done in PLAN if done > plan)
    chart = Chart(
        "预算执行", "pairs", tuple(name for name, *_ in PLAN),
        (wan_series("预算", [plan for _, plan, _ in PLAN], "plan"),
         wan_series("决算", [done for *_, done in PLAN], "actual")),
        "万元", "各项支出的预算与决算；职工活动支出和资本性支出超出预算。", "budget_by_account", over,
    )
    rows = [Row((Cell(name), money_cell(plan), money_cell(done), share_cell(done, plan),
                 Cell("超预算" if name in over else ""))) for name, plan, done in PLAN]
    plan, done = sum(p for _, p, _ in PLAN), sum(d for *_, d in PLAN)
    rows.append(Row((Cell("支出合计"), money_cell(plan), money_cell(done), share_cell(done, plan), Cell("")),
                    "total"))
    columns = (Column("项目"), Column("预算数", "money"), Column("决算数", "money"),
               Column("执行率", "share"), Column("说明"))
    return chart, Table("预算执行情况", columns, tuple(rows), "单位：元", query="budget_by_account")


def helped() -> Table:
    """People, two kinds of them hidden."""
    rows = (("生活救助", 7, 12, 560_000, False), ("医疗救助", None, None, None, True),
            ("助学", None, None, None, True), ("节日慰问", 82, 246, 2_460_000, False))
    lines = [Row((Cell(name), count_cell(persons, hidden), count_cell(times, hidden),
                  Cell(HIDDEN, None, "money") if hidden else money_cell(fen)))
             for name, persons, times, fen, hidden in rows]
    lines.append(Row((Cell("合计"), count_cell(86), count_cell(263), money_cell(3_410_000)), "total"))
    columns = (Column("类型"), Column("人数", "integer", "persons"), Column("人次", "integer", "times"),
               Column("金额", "money", "amount"))
    return Table("帮扶慰问（按类型）", columns, tuple(lines), "单位：人、人次、元", (f"* {WHY_HIDDEN}",),
                 "assistance", "kind", "assistance_by_kind")


def dues_by_month() -> Chart:
    """Standing columns, two months not reported."""
    months = tuple(f"{month}月" for month in range(1, 13))
    now = [650_000 + 4_000 * month for month in range(1, 11)] + [None, None]
    return Chart(
        "各月会费", "columns", months,
        (wan_series("2025年", now), wan_series("2024年", [640_000 + 2_000 * m for m in range(12)], "prior")),
        "万元", "会费逐月略有增长；11月、12月未填报。", "dues_by_month",
    )


def figures_of(income: int, spent: int) -> tuple[Figure, ...]:
    """The figures that the sentences name."""
    return (
        Figure("income", "money", "元", income, 41_464_156, "finance_flow", "amount_fen"),
        Figure("spent", "money", "元", spent, 34_531_050, "finance_flow", "amount_fen"),
        Figure("persons", "integer", "人", 86, 80, "assistance_total", "persons", persons="assistance"),
        Figure("rate", "share", "", 0.978, 0.961, "dues_rate", "share"),
    )


def school(**changed: object) -> Document:
    """工会财务工作报告 of a school of 80; `changed` fields are as given."""
    income, spent = sum(fen for _, fen, _ in INCOME), sum(fen for _, fen, _ in SPENT)
    chart, table = plans()
    sections = (
        Section(
            "basics", "基本情况",
            ((sentence("本会有会员 ‹members|82 人›，独立开户。会费收缴率 ‹rate|97.8%›（应缴 83,980.00 元，"
                       "实缴 82,131.30 元），上年同期 96.1%。"),),
             (sentence("拨缴经费按工资总额的 2% 计提，按 40% 上解。"),)),
            (dues_by_month(),), (), ("先说会员人数，再说收缴率。",), ("会费按入账日期计。",),
        ),
        Section(
            "income", "收入决算",
            ((sentence(f"全年总收入 ‹income|{money(income)}›，比上年增长 16.4%。"),
              sentence("增长主要来自上级补助收入。")),),
            (ranked("收入构成", INCOME),), (accounts(INCOME, "收入合计"),), ("这里停一下，让大家看图。",),
        ),
        Section(
            "spending", "支出决算",
            ((sentence(f"全年总支出 ‹spent|{money(spent)}›，其中职工活动支出占 51.9%。"),),),
            (ranked("支出构成", SPENT),), (accounts(SPENT, "支出合计"),), (),
            ("上解经费 49,379.84 元单列，不在支出合计内。",),
        ),
        Section("flow", "收支结余", ((sentence("上年结余加本年收入，减支出和上解，得期末结余。"),),),
                (flow(),)),
        Section("budget", "预算执行", ((sentence("总体执行率 104.9%，两项超出预算。"),),), (chart,),
                (table,)),
        Section("assistance", "帮扶慰问",
                ((sentence("全年帮扶慰问 ‹persons|86 人›，263 人次，34,100.00 元。"
                           "办理人䶮老师、𬭎老师。"),),),
                (), (helped(),), (), (WHY_HIDDEN,)),
    )
    made = Document(
        report="finance", title="2025年工会财务工作报告", subtitle="提请第五届会员大会第二次会议审议",
        union="临溪小学工会", unit="", unit_id="", period="2025", period_label="2025年",
        as_of="2026-01-15", version=137, head=HEAD, program="阳光账本 0.4.0", sections=sections,
        figures=figures_of(income, spent), sources=sources(),
        left_out=(("重点竞赛", "竞赛活动台账未填报"), ("资产", "资产台账未填报")),
        signatures=("工会主席", "财务负责人", "经审会主任", "制表"), marks=("虚构示例", "草稿"),
        notes=("图中金额以万元计，四舍五入，各部分之和与合计可能差末位数；表中以元计，精确到分。",),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def sources() -> tuple[Source, ...]:
    """What the documents rest on."""
    return (
        Source("finance_by_account", "经费收支（按科目）", "按入账月份，只计已入账凭证；结转凭证不计。",
               ("voucher", "account")),
        Source("assistance_by_kind", "帮扶慰问（按类型）", "人数按人去重，人次按笔计。", ("assistance",)),
    )


LONG = "临溪市城关街道沿河东路九十九号第一联合工业园区非公企业工会联合会"[:30]
HUGE = 1_000_000_000_000


def large(**changed: object) -> Document:
    """A report with all that is awkward; `changed` fields are as given."""
    names = [f"{LONG[:27]}第{at:02d}"[:30] for at in range(1, 41)]
    own = [HUGE + 7_654_321_09 * at for at in range(1, 41)]
    rows: list[Row] = []
    for at, (name, fen) in enumerate(zip(names, own, strict=True)):
        cells = [Cell(name), Cell("䶮𬭎" if at % 7 == 0 else "𠮷野" if at % 7 == 1 else "王某")]
        cells += [money_cell(None if at == 5 and no == 2 else fen // (no + 1)) for no in range(6)]
        rows.append(Row((*cells, share_cell(fen // 2, fen)), "detail" if at % 10 else "plain"))
        if at % 10 == 9:
            past = own[at - 9: at + 1]
            rows.append(Row((Cell("小计"), Cell(""), *(money_cell(sum(past) // (n + 1)) for n in range(6)),
                             share_cell(1, 2)), "sum"))
    rows.insert(0, Row((Cell("一、各单位"), *(Cell("") for _ in range(8))), "head"))
    rows.append(Row((Cell("总计"), Cell(""), *(money_cell(sum(own) // (n + 1)) for n in range(6)),
                     share_cell(1, 2)), "total"))
    wide = Table(
        "各单位经费收支情况", (Column("单位"), Column("负责人"), Column("上年决算数", "money", is_prior=True),
        Column("本年预算数", "money"), Column("调整数", "money"), Column("调整后预算数", "money"),
        Column("本年决算数", "money"), Column("差额", "money"), Column("执行率", "share")),
        tuple(rows), "单位：元", ("负责人一栏只列姓名。",), query="finance_by_unit",
    )
    people = Table(
        "各单位帮扶人数", (Column("单位"), Column("人数", "integer", "persons"),
                     Column("人次", "integer", "times"), Column("金额", "money", "amount")),
        tuple(Row((Cell(name), count_cell(at * 3, at % 9 == 4), count_cell(None if at == 6 else at * 5),
                   money_cell(at * 123_45))) for at, name in enumerate(names)),
        "单位：人、人次、元", (f"* {WHY_HIDDEN}",), "assistance", "unit", "assistance_by_unit",
    )
    bars = Chart("各单位收入", "bars", tuple(names[:12]),
                 (wan_series("2025年上半年", own[:12]),
                  wan_series("2024年上半年", [*own[1:12], None], "prior")),
                 "万元", "各单位收入，按金额排列。", "finance_by_unit")
    signed = (5 * HUGE, 3 * HUGE, -4 * HUGE, -6 * HUGE, -2 * HUGE)
    steps = Chart("结余变化", "steps", ("上年结余", "本年收入", "本年支出", "上解经费", "期末结余"),
                  (Series("经费", tuple(v / 1_000_000 for v in signed),
                          tuple(f"{v / 1_000_000:+,.2f}" for v in signed)),), "万元", "结余由正变负。",
                  "finance_flow")
    pairs = Chart("各单位预算执行", "pairs", tuple(names[:6]),
                  (wan_series("预算", [HUGE, HUGE, 0, None, HUGE, HUGE], "plan"),
                   wan_series("决算", [HUGE // 2, HUGE + HUGE // 3, 1, HUGE, None, 0], "actual")),
                  "万元", "各单位预算与决算。", "budget_by_account", frozenset({names[1], names[2]}))
    years = Chart("五年收支", "columns", ("2021年", "2022年", "2023年", "2024年", "2025年"),
                  (wan_series("收入", [HUGE, HUGE * 2, HUGE // 2, None, HUGE]),
                   wan_series("支出", [HUGE // 3, HUGE, -HUGE // 4, HUGE, HUGE // 9])), "万元",
                  "五年的收入与支出。", "finance_by_month")
    sections = (
        Section("units", "各单位经费收支",
                ((sentence(f"{LONG}等 40 个单位，本期收入合计 ‹income|{money(sum(own))}›。"),),
                (sentence("#import \"x\" $a$ *b* _c_ `d` <e> \\u{41} // 不是标记，照原样印出。"),)),
                (bars, years), (wide,), ("各单位名称较长。",), ("按单位填报汇总。",)),
        Section("people", "帮扶人数", (), (), (people,), (), (WHY_HIDDEN,)),
        Section("plans", "预算与结余", ((sentence("有单位超出预算。"),),), (pairs, steps)),
        Section("nothing", "存在问题与整改"),
    )
    made = Document(
        report="finance", title=f"{LONG}2025年上半年经费收支情况报告", subtitle="𠮷林",
        union=f"{LONG[:24]}总工会䶮𬭎", unit=names[0], unit_id="U1", period="2025H1",
        period_label="2025年上半年", as_of="2025-07-31", version=12345, head=HEAD[::-1],
        program="阳光账本 0.4.0", sections=sections, figures=figures_of(sum(own), HUGE),
        sources=sources() * 4,
        left_out=tuple((f"{name}的报表", f"{LONG}未填报") for name in names[:9]),
        signatures=("工会主席", "财务负责人", "经审会主任", "复核", "制表", "经办"), marks=("虚构示例",),
        notes=(LONG * 4, "图中金额以万元计。"),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def notice(**changed: object) -> Document:
    """会费及经费收支情况公开表 of a half-year: one section, one table of 20 rows."""
    labels = ("应缴会费人数（人）", "实缴会费人数（人）", "未缴人数（人）")
    rows = [Row((Cell(str(at + 1)), Cell(label), count_cell(now), count_cell(was), Cell("")))
            for at, (label, now, was) in enumerate(zip(labels, (82, 82, 0), (80, 79, None), strict=True))]
    rest = (("应缴会费", 4_199_000), ("实缴会费", 4_106_565), ("上期结余", 12_405_066),
            ("本期收入合计", 24_130_765), ("其中：会费收入", 4_106_565), ("拨缴经费收入", 15_431_200),
            ("上级补助收入", 2_500_000), ("行政补助收入", 1_800_000), ("其他收入", 293_000),
            ("本期上解经费", 2_468_992), ("本期支出合计", 19_139_046), ("其中：职工活动支出", 9_926_608),
            ("职工服务支出", 5_733_390), ("维权支出", 1_605_000), ("业务支出", 1_244_048),
            ("资本性支出", 630_000), ("期末结余", 14_927_793))
    for name, fen in rest:
        level = "total" if name == "期末结余" else "sum" if "合计" in name else "plain"
        rows.append(Row((Cell(str(len(rows) + 1)), Cell(name), money_cell(fen), money_cell(fen - 10_000),
                         Cell("其中补缴 1,200.00 元" if name == "实缴会费" else "")), level))
    columns = (Column("行次"), Column("项目"), Column("本期数", "money"),
               Column("上年同期", "money", is_prior=True), Column("备注"))
    table = Table("会费及经费收支情况", columns, tuple(rows), "单位：元", query="disclosure_form")
    section = Section("form", "会费及经费收支情况", (), (), (table,), (), ("会费按入账日期计。",))
    made = school(
        report="half_year", title="临溪小学工会2025年上半年会费及经费收支情况公开表", subtitle="",
        period="2025H1", period_label="2025年上半年", sections=(section,), left_out=(), marks=(),
        signatures=("经审意见", "工会主席", "经审会主任", "财务", "制表"),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def texts_of(document: Document, charts: bool = True) -> Iterator[str]:
    """Every text of sections that a full rendering must show: sentences, tables, charts, remarks."""
    for section in document.sections:
        yield section.title
        yield from section.texts
        yield from section.remarks
        for table in section.tables:
            yield from (table.title, table.unit, *table.notes, *(each.label for each in table.columns))
            for row in table.rows:
                yield from (cell.text for cell in row.cells if cell.text)
        for chart in section.charts if charts else ():
            yield from (chart.title, *chart.categories)
            for series in chart.series:
                yield from (series.name, *series.texts)


def opened_by_office(folder: Path, name: str, content: bytes) -> PdfReader:
    """A file as LibreOffice opens and prints it; skips, saying so, where there is none."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not on this machine")
    path = folder / name
    path.write_bytes(content)
    subprocess.run(
        [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120,
    )
    return PdfReader(path.with_suffix(".pdf"))
