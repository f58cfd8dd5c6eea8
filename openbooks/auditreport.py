"""经审工作报告.pdf: a draft of what the committee tells the congress, made of the same findings as the
workbook, in six parts as such reports have them.

Whatever a program cannot know (what was read beside the books, the committee's judgement) is left open to be
written in. A 疑点 is listed as a problem only where somebody decided on it; the others are counted as not
yet cleared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from openbooks import query, report
from openbooks.casefile import DISMISSED, MENDED, MENDING
from openbooks.lead import LEVELS
from openbooks.matter import INVENTED, Matter
from openbooks.paperresult import differences
from openbooks.report import Block, Paper
from openbooks.wording import amount, short_money
from openbooks.worklist import Item

OPEN = "（由经审会填写）"
MOST = 40  # findings that a report lists; the workbook has all
DECIDED = {MENDING: "整改中", MENDED: "已整改"}


def pdf(matter: Matter) -> bytes:
    """The report as a PDF."""
    return report.pdf(paper(matter))


def paper(matter: Matter) -> Paper:
    """The report as it is printed."""
    settings = matter.view.state.settings
    title = f"{matter.whose}{matter.span.label}经审工作报告（草稿）"
    marks = [Block("mark", f"草稿　未经经费审查委员会会议审议。{INVENTED if settings.example else ''}")]
    foot = f"{matter.whose} · 草稿 · 账本第 {matter.view.version} 版 {matter.view.state.head[:16]}"
    return Paper(title, foot, (
        *marks, *_basis(matter), *_reviewed(matter), *_judged(), *_problems(matter), *_asked(matter),
        *_mended(matter), Block("heading", "签字"),
        Block("facts", rows=(("经审会主任", "＿＿＿＿＿＿＿＿"), ("编制", matter.who or "＿＿＿＿＿＿＿＿"),
                             ("复核", "＿＿＿＿＿＿＿＿"), ("日期", "＿＿＿＿年＿＿月＿＿日"),
                             ("底稿压缩包 sha256", "＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿"))),
        Block("note", "金额到分；表中是准确数。疑点、样本、规则和重算办法见审计底稿。"),
    ))


def _basis(matter: Matter) -> Iterable[Block]:
    state = matter.view.state
    yield Block("heading", "一、基本情况")
    yield Block("text", (
        f"审查范围：{matter.whose}{matter.span.label}的经费收支及有关活动。资料：账本第 {state.version} 版"
        f"（截至 {state.today.isoformat()}），共 {sum(not each.undone_by for each in state.batches)} 次装载。"
        f"用了 {len(matter.found.asked)} 条审计规则，"
        f"{sum(not each.is_off for each in matter.found.unasked)} 条不适用，"
        f"{sum(each.is_off for each in matter.found.unasked)} 条等依据没有用。"
    ))
    yield Block("text", f"审查依据、时间和人员：{OPEN}")


def _reviewed(matter: Matter) -> Iterable[Block]:
    yield Block("heading", "二、审查情况")
    flow = query.rows(query.ask(matter.view, "finance_flow", matter.span.bounds))
    if any(each["amount_fen"] is not None for each in flow):
        yield Block("table", heads=("收支", "本期（元）", "上年同期（元）"), right=(1, 2), rows=tuple(
            (each["label"], _fen(each["amount_fen"]), _fen(each["prior_fen"])) for each in flow))
    budget = sorted(query.rows(query.ask(matter.view, "settlement_total", matter.span.bounds)),
                    key=lambda each: each["category"] != "income")
    if any(each["budget_fen"] for each in budget):
        heads = ("预算执行", "预算数（元）", "决算数（元）", "执行率")
        yield Block("table", heads=heads, right=(1, 2, 3), rows=tuple(
            (each["name"], _fen(each["budget_fen"]), _fen(each["actual_fen"]),
             "不适用" if each["share"] is None else f"{each['share']:.1%}") for each in budget))
    aid = query.rows(query.ask(matter.view, "assistance_total", matter.span.bounds))[0]
    if aid["times"]:
        yield Block("text", f"帮扶慰问 {aid['times']:,} 人次，{short_money(aid['amount_fen'])}"
                            f"（{amount(aid['amount_fen'])} 元）。")
    rows = []
    for result in matter.compared:
        found, differs = query.rows(result), differences(result)
        if found:
            wrong = sum(any(row[name] for name in differs) for row in found)
            rows.append((query.query(result.name).title, f"{len(found):,}", f"{wrong:,}"))
    if rows:
        yield Block("table", heads=("账账核对", "比了（行）", "有差额（行）"), rows=tuple(rows), right=(1, 2))
    for each in matter.facts["samples"]:
        yield Block("text", f"抽样（第 {each['sample']} 号）：" + "".join(each["said"]))


def _fen(fen: int | None) -> str:
    return "未填报" if fen is None else amount(fen)


def _judged() -> Iterable[Block]:
    yield Block("heading", "三、审计评价")
    yield Block("text", OPEN)


def _problems(matter: Matter) -> Iterable[Block]:
    yield Block("heading", "四、发现的问题")
    decided = [each for each in matter.items if each.case.file.stage in DECIDED]
    if decided:
        yield Block("table", wide=5, right=(3,), rows=tuple(
            _row(at, each) for at, each in enumerate(decided[:MOST], 1)),
            heads=("序号", "事项", "凭证号或对象", "金额（元）", "违反条款", "定性与建议", "状态"))
        if len(decided) > MOST:
            yield Block("note", f"另有 {len(decided) - MOST} 项，见审计底稿“处理”。")
    else:
        yield Block("text", "还没有认定的问题。")
    dismissed = sum(each.case.file.stage == DISMISSED for each in matter.items)
    waiting = [each for each in matter.items
               if each.suspicion and each.case.file.stage not in {*DECIDED, DISMISSED}]
    levels = Counter(each.suspicion.severity for each in waiting if each.suspicion)
    parts = "、".join(f"{said} {levels[name]} 个" for name, said in LEVELS.items() if levels[name])
    yield Block("text", f"已排除的疑点 {dismissed} 个；尚未核实的 {len(waiting)} 个"
                        f"{f'（轻重：{parts}）' if parts else ''}。疑点是要问的问题，不是认定的问题。")


def _row(number: int, item: Item) -> tuple[str, ...]:
    about = item.suspicion
    stage = DECIDED[item.case.file.stage]
    if about is None:
        return str(number), "（现在的账里已没有这个疑点）", item.case.key, "", "", "", stage
    first = about.leads[0]
    told = "；".join(dict.fromkeys(each.title for each in about.leads))
    fen = "" if about.amount_fen is None else amount(about.amount_fen)
    return str(number), told, about.subject, fen, f"{first.regulation} {first.article}".strip(), OPEN, stage


def _asked(matter: Matter) -> Iterable[Block]:
    yield Block("heading", "五、整改要求与期限")
    mending = sum(each.case.file.stage == MENDING for each in matter.items)
    yield Block("text", f"整改中的 {mending} 项。要求与期限：{OPEN}")


def _mended(matter: Matter) -> Iterable[Block]:
    yield Block("heading", "六、上次问题整改情况")
    mended = sum(each.case.file.stage == MENDED for each in matter.items)
    yield Block("text", f"本期已确认整改 {mended} 项。上次审查的问题：{OPEN}")
