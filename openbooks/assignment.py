"""Each column that is still without a source gets the heading that most likely is it, or none.

Sure words first, then words that may mean several things, which need the values to agree, then
words that are known only in part, which are always asked. Two headings that could equally well be an
amount or a required date are asked too; of two texts the one with the better word is taken.
"""

from __future__ import annotations

from openbooks import listed
from openbooks.contract import Column
from openbooks.draft import Draft
from openbooks.evidence import years_in
from openbooks.headword import Headword
from openbooks.likeness import nearness
from openbooks.meaning import (
    DOUBTFUL,
    EXACT,
    NEVER_MONEY,
    PARTLY,
    ROW_COUNTERS,
    TURNED,
    Meaning,
)
from openbooks.profile import AGAINST, EMPTY, STRONG, WEAK, is_counter, is_person, share

# A running number is no identifier; these columns would otherwise take it for one.
_NUMBERED = frozenset((
    "assist_id", "entry_id", "activity_id", "member_id", "unit_id", "limit_id", "line_no", "code",
    "target_id", "serial",
))
_ASK_EQUALS = frozenset(("money", "date", "month", "period"))
# Beside these a second column of persons is of those who gave, paid or signed.
_RECEIVERS = frozenset(("recipient_name",))
NEAR = 0.75
_WHY_NOT = "下面的值不像{}"


def assign(draft: Draft) -> None:
    """Link what can be linked; see the module's first lines for the order."""
    for grade in (EXACT, DOUBTFUL, PARTLY):
        for column in _urgent_first(draft):
            if not draft.has(column.name):
                _assign_column(draft, column, grade)
    _take_near(draft)
    listed.take_by_values(draft)


def _take_near(draft: Draft) -> None:
    """Ask for optional columns whose word is near that of a free heading, where the values agree."""
    for column in draft.ledger.columns:
        if draft.has(column.name) or column.generated or column.references:
            continue
        near = sorted(
            ((nearness(each.word, column), each) for each in draft.free(draft.headings)
             if _may_be(draft, column, each)),
            key=lambda pair: -pair[0],
        )
        if near and near[0][0] >= NEAR and (len(near) == 1 or near[0][0] > near[1][0]):
            heading = near[0][1]
            why = f"没见过“{heading.text}”这个写法，它接近“{column.title}”"
            draft.take_asking(column.name, "cell", heading, why)


def _may_be(draft: Draft, column: Column, heading: Headword) -> bool:
    """Whether a heading with some values, which no word of the ledger explains, fits the column."""
    word = heading.word
    if len(word) < 3 or heading.months or not draft.values(heading.index):
        return False
    explained = heading.index in draft.reasons or draft.ledger_means(heading)
    if word in ROW_COUNTERS or explained:
        return False
    turned = NEVER_MONEY if column.type in ("money", "decimal") else TURNED
    if column.type != "text" and turned.search(word):
        return False
    return draft.fits(column, heading) == STRONG


def _urgent_first(draft: Draft) -> list[Column]:
    """Columns without a source, those first that a row cannot do without."""
    pressing = {name for group in draft.ledger.one_of for name in group}
    pressing |= {name for group in draft.ledger.marks for name in group}

    def place(column: Column) -> int:
        return 0 if column.required else 1 if column.name in pressing else 2

    return sorted((each for each in draft.ledger.columns if not draft.has(each.name)), key=place)


def _assign_column(draft: Draft, column: Column, grade: int) -> None:
    """Link the column to the best heading of this grade, ask, or leave it."""
    fitting: list[tuple[Meaning, str]] = []
    for each in draft.heads(column.name, grade):
        if each.grade != grade or _of_another_year(draft, column, each.heading):
            continue
        fit = _fit(draft, column, each)
        if listed.holds_other_words(draft, column, each, fit):
            draft.reasons.setdefault(each.heading.index, _WHY_NOT.format(f"“{column.title}”"))
            continue
        if fit == EMPTY and draft.records and column.required:
            draft.reasons.setdefault(each.heading.index, "这一列全是空的")
            continue
        if fit == AGAINST and not (grade == EXACT and column.required):
            draft.reasons.setdefault(
                each.heading.index, _WHY_NOT.format(f"“{column.title}”")
            )
            continue
        if not _better_elsewhere(draft, column, each, fit):
            fitting.append((each, fit))
    if not fitting:
        return
    # Of 名次 with 1, 2, 3 and 奖励等级 with 一等奖 the words are the award.
    bare = WEAK if column.type in ("text", "list") else None
    fitting.sort(
        key=lambda pair: (pair[1] == EMPTY, pair[1] == bare, pair[0].rank, pair[0].heading.index)
    )
    best, fit = fitting[0]
    others = [each.heading for each, _ in fitting[1:]]
    if grade == EXACT:
        _take_exact(draft, column, best, fit, others)
    elif grade == DOUBTFUL:
        _take_doubtful(draft, column, best, fit, others)
    else:
        _take_partly(draft, column, best, fit, others)


def _of_another_year(draft: Draft, column: Column, heading: Headword) -> bool:
    """Whether a heading names a year (2023年预算) that is not the one the file is about."""
    named = years_in(heading.text)
    if not named or heading.months or len(draft.years) != 1 or column.title.startswith("上年"):
        return False
    return named != (str(draft.years[0]),)


def _fit(draft: Draft, column: Column, meaning: Meaning) -> str:
    """How the values fit; a running number fits no identifier whose word is not sure."""
    values = draft.values(meaning.heading.index)
    if column.name in _NUMBERED and meaning.grade < EXACT and is_counter(values):
        return AGAINST
    if column.name == "serial" and meaning.grade < EXACT and len(set(values)) < len(values):
        return AGAINST  # a bank's 凭证号 is 0 wherever there was no paper
    fit = draft.fits(column, meaning.heading)
    if column.name == "member_id" and values and share(values, is_person) >= 0.6:
        return AGAINST
    return fit


def _better_elsewhere(draft: Draft, column: Column, meaning: Meaning, fit: str) -> bool:
    """Whether another open column wants this heading more: by its word, or by the values."""
    if meaning.grade == EXACT:
        return False
    strength = {STRONG: 2, WEAK: 1, EMPTY: 1, AGAINST: 0}
    for name, heads in draft.meanings.items():
        if name == column.name or draft.has(name):
            continue
        for other in heads:
            if other.heading is meaning.heading:
                other_fit = _fit(draft, draft.ledger.column(name), other)
                if strength[other_fit] > strength[fit]:
                    return True
    return False


def _take_exact(
    draft: Draft, column: Column, best: Meaning, fit: str, others: list[Headword]
) -> None:
    """A sure word is taken; asked only where two amounts are equally sure or values contradict."""
    heading = best.heading
    fuller = _fuller(draft, column, heading)
    if fuller is not None:
        draft.take_asking(
            column.name, "cell", fuller, f"“{heading.text}”有空着的，“{fuller.text}”都填了",
            [fuller, heading],
        )
    elif fit == AGAINST:
        draft.take_asking(
            column.name, "cell", heading, f"表头是“{heading.text}”，但{_WHY_NOT.format('它')}", others
        )
    elif others and column.type in _ASK_EQUALS and _differ(draft, heading, others):
        filled = [each for each in (heading, *others) if draft.values(each.index)]
        draft.take_asking(
            column.name, "cell", (filled or [heading])[0],
            f"有几列都像“{column.title}”", [heading, *others],
        )
    else:
        draft.take(column.name, "cell", heading)


def _fuller(draft: Draft, column: Column, heading: Headword) -> Headword | None:
    """Another heading that fills the gaps which the best one leaves in a required column."""
    if not column.required or draft.filled(heading.index) >= 0.9:
        return None
    for each in draft.heads(column.name, DOUBTFUL):
        other = each.heading
        more = draft.filled(other.index) - draft.filled(heading.index)
        if more > 0.1 and draft.fits(column, other) == STRONG:
            return other
    return None


def _differ(draft: Draft, heading: Headword, others: list[Headword]) -> bool:
    """Whether another filled column says something else than this one."""
    mine = draft.values(heading.index)
    return any(draft.values(each.index) and draft.values(each.index) != mine for each in others)


def _take_doubtful(
    draft: Draft, column: Column, best: Meaning, fit: str, others: list[Headword]
) -> None:
    """A word of several meanings is taken when the values agree and nothing competes."""
    heading = best.heading
    competing = [each for each in others if draft.values(each.index)]
    unlike = column.type in _ASK_EQUALS or (
        column.name in _RECEIVERS and _differ(draft, heading, competing)
    )
    needed = column.required or _in_one_of(draft, column)
    agrees = fit == STRONG or (fit == EMPTY and column.type == "text" and draft.records)
    if agrees and column.generated and draft.ledger.person:
        why = f"“{heading.text}”也可能是人员的编号"
        draft.take_asking(column.name, "cell", heading, why, others)
    elif agrees and not (competing and unlike):
        draft.take(column.name, "cell", heading, why=f"“{heading.text}”下面的值像{column.title}")
    elif needed or (column.references and fit != EMPTY):
        why = f"“{heading.text}”也可能是别的意思"
        draft.take_asking(column.name, "cell", heading, why, others)
    elif fit == WEAK and column.type == "list":
        draft.take_asking(
            column.name, "cell", heading, f"“{heading.text}”下面有“{column.title}”不认识的写法", others
        )


def _in_one_of(draft: Draft, column: Column) -> bool:
    """Whether the column is in a group of which one is needed and none has a source yet."""
    return any(
        column.name in group and not any(draft.has(name) for name in group)
        for group in draft.ledger.one_of
    )


def _take_partly(
    draft: Draft, column: Column, best: Meaning, fit: str, others: list[Headword]
) -> None:
    """A word known only by its end is asked; a text that no one needs is left alone."""
    needed = column.required or _in_one_of(draft, column)
    if needed or (fit == STRONG and column.type not in ("text", "identifier")):
        heading = best.heading
        draft.take_asking(
            column.name, "cell", heading, f"没见过“{heading.text}”这个写法", others
        )
