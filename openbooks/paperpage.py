"""The sheets of 审计底稿.xlsx: what stands on each, as plain cells (`paperbook` writes them)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from openbooks import __version__, benford, dossier, finding, lead, query
from openbooks.auditrule import STATUSES
from openbooks.casefile import DONE, ROLES
from openbooks.contract import ledger
from openbooks.matter import INVENTED, Matter
from openbooks.paperresult import differences
from openbooks.sample import METHODS, VERDICTS
from openbooks.standing import receipt_of
from openbooks.wording import amount, cell

KINDS = {"voucher": "凭证", "person": "人员", "unit": "单位", "activity": "活动"}
STATUS = dict(zip(STATUSES, ("原文已读", "转引", "待核"), strict=True))
DRAFT = "草稿：疑点是要问的问题，不是结论"
MOST_LINES = 20  # of one lead that a cell names


@dataclass(frozen=True)
class Money:
    """An amount in 分, None where there is none."""

    fen: int | None


Cell = str | int | float | date | Money | None


@dataclass(frozen=True)
class Page:
    """One sheet: its name, what stands over the table, the heads, the rows."""

    name: str
    told: Sequence[str]
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def pages(matter: Matter) -> Iterator[Page]:
    """All sheets, in order."""
    yield _cover(matter)
    yield _tie_out(matter)
    yield _controls(matter)
    yield _leads(matter)
    yield _cases(matter)
    yield _samples(matter)
    yield _rules(matter)
    yield _limits(matter)
    yield _profile(matter)


def _cover(matter: Matter) -> Page:
    state, settings = matter.view.state, matter.view.state.settings
    unequal = "；".join(f"{name}（账里多 {mine} 条，底稿里多 {theirs} 条）"
                       for name, (mine, theirs) in matter.unequal.items())
    rows = [
        ("工会", settings.union), ("单位", matter.unit or "全部单位"), ("期间", matter.span.label),
        ("账本版本", f"第 {state.version} 版"), ("链首", state.head), ("数据截至", state.today.isoformat()),
        ("程序", f"OpenBooks {__version__}"), ("底稿的时点", matter.at), ("编制人", matter.who),
        ("复核人", ""), ("疑点", f"{len(matter.items)} 个"),
        ("重算", "python -m openbooks verify --papers 本压缩包（不用账本，任何一台装了本程序的电脑都可以）"),
        ("不能照样重算的规则", unequal or "没有"),
        ("核对", "压缩包的 sha256 请抄在签字页上：重算时会再显示，两者应当相同。"),
    ]
    marks = [INVENTED] if settings.example else []
    return Page("封面", [*marks, DRAFT], ("项目", "内容"), rows)


def _tie_out(matter: Matter) -> Page:
    rows: list[list[Cell]] = []
    for result in matter.compared:
        title, differs = query.query(result.name).title, differences(result)
        found = query.rows(result)
        wrong = [row for row in found if any(row[name] for name in differs)]
        total = sum(row[name] or 0 for row in found for name in differs)
        rows.append([title, f"合计：比了 {len(found)} 行，{len(wrong)} 行有差额", Money(total)])
        shown = [each for each in result.columns if each.name not in {"batch", "row_no", "line"}]
        for row in wrong:
            told = "；".join(f"{each.label} {cell(row[each.name], each.type)}" for each in shown
                            if row[each.name] is not None and each.name not in differs)
            rows.append([title, told, Money(sum(row[name] or 0 for name in differs))])
    return Page("对账", ["差额为零的不列。差额大的先问。"] if rows else ["没有可以对的账。"],
                ("对什么", "说明", "差额（元）"), rows)


def _controls(matter: Matter) -> Page:
    """The control totals of each load: what the file says, what became of it, what is not accounted for."""
    rows: list[list[Cell]] = []
    for batch in matter.view.state.batches:
        if batch.undone_by:
            continue
        for each in receipt_of(matter.view.books, batch).sums:
            parts = each.accepted, each.duplicates, each.superseded, each.refused
            title = ledger(batch.ledger).column(each.column).title
            rows.append([batch.number, matter.file(batch.number), title, Money(each.total),
                         *map(Money, parts), Money(each.total - sum(parts)), each.unreadable])
    return Page("控制总数", ["每次装载：文件里各金额列的合计，收下、重复、被取代、拒收各多少；差额应为零。"],
                ("装载", "文件", "列", "文件合计（元）", "收下（元）", "重复（元）", "被取代（元）",
                 "拒收（元）", "差额（元）", "读不出（格）"), rows)


def _leads(matter: Matter) -> Page:
    rows: list[list[Cell]] = []
    for number, item in enumerate((each for each in matter.items if each.suspicion), 1):
        about = item.suspicion
        assert about is not None
        for each in about.leads:
            rows.append([
                number, lead.LEVELS[about.severity], round(about.score, 2), KINDS[about.kind], about.subject,
                about.unit_id, about.occurred_on, Money(about.amount_fen), f"{each.rule} {each.title}",
                each.message, f"{each.regulation} {each.article}".strip(),
                "\n".join(matter.place(line) for line in each.lines[:MOST_LINES])
                + (f"\n等 {len(each.lines)} 行" if len(each.lines) > MOST_LINES else ""),
                item.case.file.said, item.case.key,
            ])
    return Page("疑点", [DRAFT, "一个对象有几条理由的，序号相同；分数越高越先问。"],
                ("序号", "轻重", "分数", "对象", "是哪一个", "单位", "日期", "金额（元）", "规则", "理由",
                 "依据", "文件:行", "处理", "疑点编号"), rows)


def _cases(matter: Matter) -> Page:
    rows: list[list[Cell]] = []
    for item in matter.items:
        case = item.case.file
        subject = item.suspicion.subject if item.suspicion else "现在的账里已没有这个疑点"
        for each in dossier.steps(matter.view, item.case):
            done = DONE[each.kind] + (f"（{ROLES[each.role]}）" if each.role in ROLES else "")
            rows.append([case.key, subject, item.case.unit_id, case.said,
                         *("已签" if signed else "" for signed in (case.preparer, case.reviewer)),
                         done, each.who, each.at[:16].replace("T", " "),
                         each.note + (f" → {each.to}" if each.to else ""),
                         "\n".join(file.name for file in each.files)])
    return Page("处理", ["每个办过的疑点的经过；没有办过的不列。"] if rows else ["还没有办过的疑点。"],
                ("疑点编号", "是哪一个", "单位", "现在", "编制人", "复核人", "步骤", "谁", "何时", "说了什么",
                 "附件"), rows)


def _samples(matter: Matter) -> Page:
    rows: list[list[Cell]] = []
    facts = {each["sample"]: each for each in matter.facts["samples"]}
    for each in matter.samples:
        again, plan = facts[each.seq], each.plan
        rows.append([each.seq, METHODS.get(plan.method, plan.method), query.query(plan.query).title,
                     plan.seed, each.rows, Money(each.total_fen), each.chosen, finding.progress(each),
                     "\n".join(again["said"]), each.digest])
        for batch, row in again["places"]:
            checked = each.found.get((batch, row))
            rows.append([each.seq, "", f"第{batch}号装载第{row}行（行序）", None, None, None, None,
                         VERDICTS[checked.verdict] if checked else "没有填",
                         f"审定 {amount(checked.audited_fen)} 元" if checked else "", ""])
    told = "同一个种子抽出同样的行；总体见 inputs/sample-号.csv。" if rows else "没有留档的样本。"
    return Page("抽样", [told], ("样本", "方法", "从哪里抽", "种子", "总体行数", "总体金额（元）", "抽了",
                               "核对", "说明什么", "抽出的行的校验值"), rows)


def _rules(matter: Matter) -> Page:
    counts: dict[str, int] = {}
    for each in matter.found.leads:
        counts[each.name] = counts.get(each.name, 0) + 1
    rows: list[list[Cell]] = [
        [each.number, each.title, "用了", counts.get(each.name, 0), each.method, each.exclusions,
         each.caution, f"{each.regulation} {each.article}".strip(), STATUS[each.status], each.name]
        for each in matter.found.asked
    ]
    rows += [
        [each.rule.number, each.rule.title, f"{'等依据' if each.is_off else '不适用'}：{each.reason}", None,
         each.rule.method, each.rule.exclusions, each.rule.caution,
         f"{each.rule.regulation} {each.rule.article}".strip(), STATUS[each.rule.status], each.rule.name]
        for each in matter.found.unasked
    ]
    return Page("规则", ["疑点数是全部期间的。规则的原文在 queries/audit。"],
                ("编号", "规则", "用了没有", "疑点", "怎么看", "不看什么", "什么时候会错", "依据",
                 "依据的来历", "文件"),
                sorted(rows, key=lambda row: (str(row[0]), str(row[-1]))))


def _limits(matter: Matter) -> Page:
    result = query.ask(matter.view, "limit_rows")
    shown = [each for each in result.columns if each.name not in {"batch", "row_no", "line"}]
    rows = [[row[each.name] if isinstance(row[each.name], date) else
             STATUS.get(str(row[each.name]), cell(row[each.name], each.type, "")) for each in shown]
            for row in query.rows(result)]
    return Page("限额", ["现有的标准和限额，和它们的依据；规则按业务发生那天取。"],
                [each.label for each in shown], rows)


def _profile(matter: Matter) -> Page:
    """The leading digits of what was paid in the period; what else there is to see, the page 数据画像 has."""
    counts: dict[str, dict[int, int]] = {}
    for row in query.rows(query.ask(matter.view, "profile_digits", matter.span.bounds)):
        counts.setdefault(row["population"], {})[int(row["digits"])] = row["lines"]
    rows: list[list[Cell]] = []
    for population, digits in sorted(counts.items()):
        for kind, name in benford.NAMES.items():
            fit = benford.fit(benford.folded(digits, kind), kind)
            if fit:
                rows.append([population, name, "平均绝对偏差（MAD）", fit.n, round(fit.mad, 6), None, None])
                rows += [[population, name, str(each.digit), each.count, round(each.share, 4),
                          round(each.expected, 4), round(each.z, 2)] for each in fit.digits
                         if kind != benford.FIRST_TWO]
    return Page("画像", ["数字的分布只提示往哪里看，不说明对错；笔数少于 300 的仅供参考。更多见“数据画像”。"],
                ("总体", "看什么", "数字", "笔数", "占比或偏差", "按本福特定律", "z"), rows)
