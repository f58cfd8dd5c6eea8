"""What the figures of a profile say: how to read each in one line, then what this one shows.

Plain texts. They name what stands out and never a fault: round sums, busy Decembers and Benford's
digits all have honest reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openbooks import benford
from openbooks.query import Result
from openbooks.ui_books import first
from openbooks.wording import count, is_missing, listed, money, share

UNPROVED = "，界限待核"
SATURDAY = 6
ROUND = 100_000  # 千元整 and more
MEANING = {
    benford.CLOSE: "和自然形成的金额一样", benford.ACCEPTABLE: "和自然形成的金额差不多",
    benford.MARGINAL: "和自然形成的金额有些不同", benford.APART: "和自然形成的金额明显不同",
}
LAST_DAYS = "月末五天约占一个月的六分之一（16%）"


def fitted(fit: benford.Fit, limits: benford.Limits) -> str:
    """Benford: how to read it, MAD with its class in words, and the digits that are too frequent."""
    told = ("条是实有的占比，菱形虚线是自然形成的金额应有的占比；条明显高出虚线的数字，值得看看是哪些金额。"
            if fit.kind == benford.FIRST else
            "条比虚线突然高出一截的，是扎堆的金额，如定额、限额以下的整数。")
    few = benford.few(fit.n, limits)
    if few:
        told = f"样本不足，仅供参考：只有 {fit.n} 笔，不到 {limits.n_min.normalize():f} 笔。{told}"
    classed = "" if few else benford.class_of(fit, limits)
    told += f"{count(fit.n, '笔')}的平均偏差（MAD）是 {fit.mad:.4f}"
    if classed:
        told += (f"，按尼格里尼（Nigrini，2012）的分级是“{classed}”：{MEANING[classed]}"
                 f"{UNPROVED if limits.unproved else ''}")
    chance = benford.by_chance(fit.n, fit.kind)
    if limits.close is not None and chance > limits.close:
        told += f"。笔数少时偏差本来就大：完全自然的 {fit.n:,} 笔也常有 {chance:.4f} 上下"
    names = [f"{each.digit}（实有 {share(each.share)}，应有 {share(each.expected)}）"
             for each in fit.outstanding]
    told += f"。明显偏多的：{listed(names, 3)}" if names else "。没有明显偏多的数字"
    told += f"。卡方 {fit.chi_square:,.1f}（自由度 {fit.freedom}"
    if limits.chi_5 is not None:
        told += f"，5%界限 {limits.chi_5.normalize():f}"
    return f"{told}）。"


def left_out(result: Result) -> str:
    """Which amounts were kept from the test, and how many."""
    frame = result.frame
    reasons = [f"{reason}的{listed(rows['kind'], 9)}" for reason, rows in frame.groupby("left_out")]
    return (f"{'；'.join(reasons)}，共 {count(frame['lines'].sum(), '笔')}：金额由标准、上限或比例决定，"
            "首位数字说明不了问题，没有参加上面的检验。")


def bands(result: Result) -> str:
    """The band of most lines, and that of most money."""
    frame = result.frame
    if frame.empty:
        return ""
    many, much = frame.loc[frame["lines"].idxmax()], frame.loc[frame["amount_fen"].idxmax()]
    told = (f"每档是前一档的十倍。笔数最多的是 {many.band_name} 元一档，{count(many.lines, '笔')}，"
            f"占 {share(many.lines_share)}；")
    told += f"金额最多的是 {much.band_name} 元一档，{money(much.amount_fen)}"
    below = frame[frame["band"] == -1]
    return told + (f"。负数 {count(below['lines'].sum(), '笔')}，{money(below['amount_fen'].sum())}，"
                   "多是冲销或退款。" if len(below) else "。")


def round_(result: Result) -> str:
    """How many are whole thousands."""
    frame = result.frame
    if frame.empty:
        return ""
    found = frame[frame["ending"] >= ROUND]
    return ("每笔只算在它整到的最大一档。采购和报销多带零头，定额和预付多是整数。"
            f"整千整万的 {count(found['lines'].sum(), '笔')}，"
            f"占 {share(float(found['lines_share'].sum()))}。")


def month_ends(result: Result) -> str:
    """The part of the last five days of all months, and the month where it is largest."""
    frame = result.frame
    if frame.empty:
        return ""
    total, late = int(frame["amount_fen"].sum()), int(frame["late_fen"].sum())
    told = f"每根条是一个月，斜纹的一段是月末最后五天。{LAST_DAYS}，"
    told += f"这里占金额的 {share(late / total)}" if total > 0 else "这里的合计不是正数，不算占比"
    held = frame[frame["late_share"].notna() & (frame["amount_fen"] > 0)]
    if held.empty or not late:
        return f"{told}。"
    top = held.loc[held["late_share"].idxmax()]
    return f"{told}；最高的是{top.month[:4]}年{int(top.month[5:])}月，{share(top.late_share)}。"


def year_end(result: Result, held: Mapping[str, Any]) -> str:
    """December against the months before, and the last quarter, with the limits of rule A-13."""
    if result.frame.empty:
        return ""
    row = result.frame.iloc[-1]
    if is_missing(row.times):
        return f"不适用：{row.year}年只有 {int(row.months)} 个月有数，不到 11 个月，不和年底比。"
    told = (f"{row.year}年12月 {money(row.december_fen)}，是前11个月平均的 {row.times:.2f} 倍；"
            f"第四季度占全年 {share(row.quarter_share)}。")
    said = [f"{what}{held[name][0].normalize():f}{unit}{'（待核）' if held[name][1] == 'memory' else ''}"
            for name, what, unit in (("A-13.ratio_warn", "12月超过平均的 ", " 倍"),
                                     ("A-13.q4", "第四季度超过 ", "%")) if name in held]
    return told + (f"规则A-13提请注意的是{'，'.join(said)}。元旦慰问也会让12月多。" if said else "")


def rushed(result: Result, held: Mapping[str, Any]) -> str:
    """The year's end as a finding; "" where it is not beyond the limit, or there is none."""
    limit = held.get("A-13.ratio_warn")
    if result.frame.empty or limit is None:
        return ""
    row = result.frame.iloc[-1]
    if is_missing(row.times) or row.times <= limit[0]:
        return ""
    return f"{row.year}年12月是前11个月平均的 {row.times:.2f} 倍"


def rest_days(result: Result) -> str:
    """Saturdays, Sundays and holidays."""
    frame = result.frame
    if frame.empty:
        return ""
    rest = frame[frame["weekday"] >= SATURDAY]
    told = (f"周末 {count(rest['lines'].sum(), '笔')}，占 {share(float(rest['lines_share'].sum()))}，"
            f"其中调休上班日 {count(rest['makeup'].sum(), '笔')}；"
            f"法定节假日 {count(frame['holidays'].sum(), '笔')}。")
    none = int(frame["uncharted"].sum())
    told += f"有 {count(none, '笔')}的日子日历台账里没有，是不是节假日说不出。" if none else ""
    return told + "记账日期落在周末多是补记；活动和慰问本就常在周末、节日。"


def concentrated(result: Result) -> str:
    """How few make four fifths."""
    row = first(result)
    if is_missing(row.payee) or is_missing(row.running_share):
        return ""
    return (f"条从大到小排，虚线是累计占比。共 {count(row.payees, '个')}对象，前 {count(row.payees_80, '个')}"
            f"就占了八成；最多的是{row.payee}，{money(row.amount_fen)}，占 {share(row.amount_share)}。"
            "对象少而集中不是问题，要看是不是该比价的没有比。")


def repeated(result: Result) -> str:
    """Groups of one payee, day and amount."""
    row = first(result)
    if is_missing(row.groups):
        return ""
    return (f"同一单位里同一对象、同一天、同一金额的有 {count(row.groups, '组')}，比每组一笔多出 "
            f"{count(row.extras, '笔')}。同一天买两份一样的东西也会这样，要对原始单据。")


def identical(result: Result) -> str:
    """Lines that are equal in every column."""
    row = first(result)
    if is_missing(row.extras):
        return ""
    return f"除去每组的第一条，多出 {count(row.extras, '条')}；文件里没有对应到台账的列没有比。"


def numbered(result: Result) -> str:
    """Whether numbers run without a gap."""
    frame = result.frame
    if frame.empty:
        return ""
    missing, unread = int(frame["missing"].sum()), int(frame["unread"].sum())
    told = f"{len(frame)} 段编号、{count(frame['vouchers'].sum(), '张')}凭证，"
    told += f"缺 {count(missing, '个号')}" if missing else "没有缺号"
    told += f"；有 {count(unread, '行')}的号不是数字，没有查" if unread else ""
    return f"{told}。每月（或每年）从1号连到最大号才算全；作废的凭证也应留着。"


def owed(result: Result) -> str:
    """How much is owed for more than a year."""
    frame = result.frame
    if frame.empty:
        return ""
    old = frame[frame["age"] >= 3]["short_fen"].sum()
    told = f"共欠 {money(frame['short_fen'].sum())}，其中拖了一年以上的 {money(old)}。"
    return told + "拖得越久越难收；多半是人已调走而名册没有改。"


def advanced(result: Result) -> str:
    """What is open, and since when."""
    frame = result.frame
    if frame.empty:
        return ""
    return (f"没结清的 {len(frame)} 笔，共 {money(frame['open_fen'].sum())}，最早的一笔已 "
            f"{count(frame['days'].max(), '天')}。只看已装载的凭证，不含更早的期初数。")


def together(scope: str, who: str, total: Any, found: list[str]) -> list[str]:
    """The answer of the page: how much was looked at, what stands out, and what that means."""
    if is_missing(total.lines):
        return [f"{scope}没有{who}的金额：未填报，没有可看的。"]
    told = f"{scope}{who} {count(total.lines, '笔')}，合计 {money(total.amount_fen)}。"
    if not found:
        return [told + "这几样检查没有特别突出的地方。", "没有突出的地方不等于没有错。"]
    return [f"{told}值得先看的：{'；'.join(found)}。", "这些只说明从哪里看起，不说明有错。"]
