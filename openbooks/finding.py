"""What a sample that was looked at says, in numbers and in sentences.

A row without a voucher is worth nothing. Whether the amount is right is answered by a monetary-unit sample,
in either direction; how often something is wrong by the other methods, which say an amount only where many
rows differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from openbooks import projection
from openbooks.errors import WrongUse
from openbooks.projection import Estimate, Item, Limit, Stratum
from openbooks.sample import AGREES, BY_AMOUNT, MISSING, STRATIFIED, Sample
from openbooks.selection import Picked, totals
from openbooks.wording import amount, share

# An interval by the normal law needs differences to be seen; with fewer than these it says too little.
ENOUGH = 20
MEAN = "均值法"


@dataclass(frozen=True)
class Rate:
    """How often rows are wrong: in the population by estimate, and not more often than `upper`."""

    likely: float
    upper: float


@dataclass(frozen=True)
class Finding:
    """A sample by now, of a population of `rows`. `limits` (over, under) are those of a monetary-unit sample;
    `rate` and `estimates` (by their names) those of the other methods. All three are empty until every row
    was looked at."""

    rows: int
    chosen: int
    checked: int
    differing: int
    missing: int
    known_fen: int
    rate: Rate | None = None
    limits: tuple[Limit, Limit] | None = None
    estimates: tuple[tuple[str, Estimate], ...] = ()
    wrong_amounts: int = 0

    @property
    def whole(self) -> bool:
        """Whether every row was looked at."""
        return self.checked == self.chosen


def finding(sample: Sample, picked: Picked) -> Finding:
    """What a sample says by now; `picked` is the sample drawn again."""
    verdicts = [sample.found.get(place) for place in picked.places]
    items = [
        Item(book, each.audited_fen, hits) if each else None
        for book, each, hits in zip(picked.book_fen, verdicts, picked.drawn.hits, strict=True)
    ]
    looked = [each for each in items if each]
    begun = Finding(
        picked.population.rows, len(items), len(looked),
        sum(each is not None and each.verdict != AGREES for each in verdicts),
        sum(each is not None and each.verdict == MISSING for each in verdicts),
        sum(each.book_fen - each.audited_fen for each in looked),
    )
    if not begun.whole:
        return begun
    confidence = sample.plan.aims.confidence
    told = (begun.rows, begun.chosen, begun.checked, begun.differing, begun.missing, begun.known_fen)
    if sample.plan.method in BY_AMOUNT:
        held, interval = picked.population.amounts, sample.plan.interval
        below = int(held[(held > 0) & (held < interval)].sum())
        over, under = (
            projection.monetary_limit(looked, interval, confidence, way, below)
            for way in (True, False)
        )
        return Finding(*told, limits=(over, under), wrong_amounts=over.errors + under.errors)
    wrong = [each is not None and each.verdict != AGREES for each in verdicts]
    strata = _strata(picked, looked)
    return Finding(
        *told, rate=_rate(sample, picked, wrong, confidence), estimates=_estimates(strata, confidence),
        wrong_amounts=sum(each.book_fen != each.audited_fen for each in looked),
    )


def _strata(picked: Picked, looked: list[Item]) -> list[Stratum]:
    """The strata of the population with what was looked at of each."""
    rows, fen = totals(picked.population, picked.strata)
    items: dict[str, list[Item]] = {name: [] for name in rows}
    for place, item in zip(picked.drawn.places, looked, strict=True):
        items[picked.strata[place]].append(item)
    return [Stratum(rows[name], fen[name], tuple(items[name])) for name in rows]


def _rate(sample: Sample, picked: Picked, wrong: list[bool], confidence: int) -> Rate:
    rows = picked.population.rows
    if sample.plan.method != STRATIFIED:
        likely = sum(wrong) / len(wrong)
        return Rate(likely, projection.upper_rate(sum(wrong), len(wrong), confidence, rows))
    counts: dict[str, list[int]] = {}
    for name in picked.strata:
        counts.setdefault(name, [0, 0, 0])[0] += 1
    for place, each in zip(picked.drawn.places, wrong, strict=True):
        counts[picked.strata[place]][1] += 1
        counts[picked.strata[place]][2] += each
    likely, upper = projection.stratified_rate([(a, b, c) for a, b, c in counts.values()], confidence)
    return Rate(float(likely), upper)


def _estimates(strata: list[Stratum], confidence: int) -> tuple[tuple[str, Estimate], ...]:
    """What can be estimated; a method that cannot be used here is left out."""
    found = []
    for name, estimate in (
        ("差额法", projection.difference), ("比率法", projection.ratio), (MEAN, projection.mean_per_unit),
    ):
        try:
            found.append((name, estimate(strata, confidence)))
        except WrongUse:
            continue
    return tuple(found)


def conclusion(sample: Sample, said: Finding) -> tuple[str, ...]:
    """What a sample says, the answer first; plain sentences."""
    if not said.whole:
        left = said.chosen - said.checked
        begun = f"已查 {said.checked} 行，" if said.checked else ""
        return (f"第 {sample.seq} 号样本抽了 {said.chosen} 行，{begun}还有 {left} 行没有填核对结果。"
                "全部填完才有结论。",
                "下一步：下载名单，照单找凭证。不符的、找不到凭证的，在名单里点开那一行填；其余相符的，在页尾一次填完。")
    sure = f"{sample.plan.aims.confidence}% 的把握"
    if said.limits:
        return _by_amount(sample, said, sure)
    assert said.rate is not None
    tolerable = rate_of(sample.plan.aims.tolerable_rate)
    passed = Fraction(said.rate.upper) <= tolerable
    return (
        f"按这份样本，差错率估计 {share(said.rate.likely)}，{sure}不超过 {share(said.rate.upper)}，"
        f"{_against(passed)}可容忍的 {share(float(tolerable))}。",
        *_amount_of_rows(said, sure), *_next(said, passed),
    )


INSTEAD = "要对金额下结论，请用货币单位抽样。"
NEXT = "还不能认为这部分账没有大的差错：请单位说明并更正查出的差错，再扩大样本，或在报告里写明。"
LARGER = "没有查出差错，只是样本小，说不到这么准：请扩大样本再查。"


def _next(said: Finding, passed: bool) -> tuple[str, ...]:
    return () if passed else (NEXT if said.differing else LARGER,)


def _against(passed: bool) -> str:
    return "没有超过" if passed else "超过"


def _by_amount(sample: Sample, said: Finding, sure: str) -> tuple[str, ...]:
    tolerable = sample.plan.aims.tolerable_fen
    over, under = said.limits or ()
    worst = max(over.upper_fen, under.upper_fen)

    def told(limit: Limit, what: str) -> str:
        return (f"{what}估计 {amount(limit.likely_fen)} 元，{sure}不超过 {amount(limit.upper_fen)} 元，"
                f"{_against(limit.upper_fen <= tolerable)}可容忍的 {amount(tolerable)} 元")

    lead = told(over, "差错金额（账上多记的）")
    return (f"按这份样本，{lead}。", told(under, "账上少记的") + "。", *_next(said, worst <= tolerable))


def _amount_of_rows(said: Finding, sure: str) -> tuple[str, ...]:
    """What the methods by rows say of the amount."""
    if not said.estimates:
        return ()
    found = said.estimates[0][1]
    lead = f"金额按差额推算，账上{_way(found.fen)}"
    if said.chosen == said.rows:
        return (f"全部 {said.rows} 行都查了，账上{_way(said.known_fen)}。",)
    if not said.wrong_amounts:
        return (f"没有金额不符的行，推不出差错金额的上限。{INSTEAD}",)
    if said.wrong_amounts < ENOUGH:
        few = f"但金额不符的只有 {said.wrong_amounts} 行，不到 {ENOUGH} 行，推不出可靠的上限"
        return (f"{lead}；{few}。{INSTEAD}",)
    return (f"{lead}，各有{sure}多记不超过 {amount(max(0, found.high_fen))} 元、"
            f"少记不超过 {amount(max(0, -found.low_fen))} 元。",)


def _way(fen: int) -> str:
    return f"{'多记' if fen > 0 else '少记'} {amount(abs(fen))} 元" if fen else "没有多记或少记"


def rate_of(text: str) -> Fraction:
    """A rate as the journal holds it ("0.05"); WrongUse for another text."""
    try:
        found = Fraction(text)
    except (ValueError, ZeroDivisionError):
        found = Fraction(-1)
    if not 0 <= found <= 1:
        raise WrongUse(f"比率“{text[:20]}”读不出来，要写 0 至 1 的小数，例如 0.05。")
    return found


def progress(sample: Sample) -> str:
    """How far a sample is, for lists: 已查 12/60，不符 1."""
    wrong = sum(each.verdict != AGREES for each in sample.found.values())
    checked = min(len(sample.found), sample.chosen)
    return f"已查 {checked}/{sample.chosen}" + (f"，不符 {wrong}" if wrong else "")


