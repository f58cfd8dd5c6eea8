"""To which unit, and to which activity, the rows of a file belong.

A unit or activity that the books know and the file names is certain; one that only the file names
is proposed and asked. Where the books have one union only, a column of departments names its groups.
"""

from __future__ import annotations

import re

from openbooks import group, letterhead, occasion
from openbooks.cells import squash
from openbooks.draft import Draft
from openbooks.evidence import Found
from openbooks.headword import Headword
from openbooks.meaning import DOUBTFUL, EXACT
from openbooks.profile import STRONG, share
from openbooks.question import CHOOSE, CONFIRM, ENTER, label

# What units are called, and departments of a unit are not.
_BODY = re.compile(r"(?:工会|分会|委员会|公司|集团|学校|小学|中学|大学|学院|医院|厂|村|社区|街道|中心)$")
_GROUP = re.compile(r"(?:分工?会|小组|[处科室队班])$")
_OF_BODIES = re.compile(r"^(?:所[属在]|发布|填报|工会|基层)?.{0,2}(?:单位|组织|工会|公司|企业|机构)$")
_CALLED = re.compile(r"[()（）]|基层|工会|委员会|联合会|本级|机关|本部")
_ONE_UNIT = "账里只有这一个单位"


def unit(draft: Draft) -> None:
    """The unit of all rows: the only one of the books, the file's column, or what its title names.

    Where the books have one union only, a column of departments names its groups; one of companies
    and unions is asked.
    """
    column = draft.ledger.columns_by_name.get("unit_id")
    if column is None or draft.ledger.name == "unit" or not column.references:
        return
    units, bodies = draft.context.units, draft.context.bodies
    heads = [each.heading for each in draft.heads("unit_id", DOUBTFUL)]
    persons = any(draft.heads(name, DOUBTFUL) for pair in draft.ledger.person for name in pair)
    in_one_of = any("unit_id" in group for group in draft.ledger.one_of) and not persons
    if len(bodies) == 1 and not in_one_of:
        heads = heads or _of_bodies(draft)
        many = next((each for each in heads if _names_bodies(draft, each)), None)
        if many is not None:
            _ask_unit(draft, many)
            return
        groups = group.column_of(draft, heads)
        for heading in heads:
            if heading is groups:
                continue
            draft.reasons[heading.index] = f"{_ONE_UNIT}：{bodies[0][1]}"
            draft.taken.add(heading.index)
        draft.constants.pop("unit_id", None)
        named = letterhead.unit(draft.said, [each for each in units if each not in bodies])
        written = [each.text for each in letterhead.unit_texts(draft.said)]
        if groups is None:
            written += [text for each in heads for text in draft.values(each.index) if _is_body(text)]
        other = next((text for text in written if _is_other(text, bodies[0])), "")
        if groups is not None:
            group.take(draft, groups, not other)
        elif named:
            draft.set_constant("unit_id", Found(named.value, named.why, False))
        elif other:
            draft.ask(
                "unit_id", f"表里写的单位是“{other}”，这份表是“{bodies[0][1]}”的吗？", CONFIRM, bodies[0][1],
                (bodies[0][1],), _ONE_UNIT,
            )
        elif maybe := group.perhaps_column_of(draft):
            option = label(maybe.index, maybe.text)
            draft.ask(
                "unit_id", f"「{maybe.text}」一列是本单位的部门或小组吗？", CHOOSE, option,
                (option, bodies[0][1]), "没见过这个写法，下面几个短名字反复出现", (maybe.index,),
            )
            draft.take("unit_id", "cell", maybe, certain=False, why=f"没见过“{maybe.text}”这个写法")
        else:
            draft.set_constant("unit_id", Found(bodies[0][0], _ONE_UNIT, True))
        return
    named = letterhead.unit(draft.said, units)
    heads = heads or [each for each in draft.free(draft.headings) if _names_known(draft, each)]
    if heads:
        best = next((each for each in heads if draft.fits(column, each) == STRONG), heads[0])
        known = not units or draft.fits(column, best) == STRONG
        if known or in_one_of:
            draft.take("unit_id", "cell", best)
        elif named:
            draft.reasons[best.index] = "不是账里的单位，按标题上的单位装载"
            draft.taken.add(best.index)
            certain = named.certain and not _names_bodies(draft, best)
            draft.set_constant("unit_id", Found(named.value, named.why, certain))
        else:
            _ask_unit(draft, best)
    elif named:
        draft.set_constant("unit_id", named)
    elif units and not in_one_of:
        _ask_unit(draft, None)


def _names_known(draft: Draft, heading: Headword) -> bool:
    """Whether below a header that no ledger explains every text is a unit of the books."""
    known = {squash(word) for unit in draft.context.units for word in unit if not word.isascii()}
    values = draft.values(heading.index)
    return bool(values) and not draft.ledger_means(heading) and all(
        squash(text) in known for text in values
    )


def _of_bodies(draft: Draft) -> list[Headword]:
    """Headings of bodies (所属工会组织) that no ledger explains, below which nothing but bodies stand."""
    return [
        each for each in draft.free(draft.headings)
        if _OF_BODIES.search(each.word) and not draft.ledger_means(each)
        and (values := draft.values(each.index)) and all(map(_is_body, values))
    ]


def _is_body(text: str) -> bool:
    """Whether a text is called as units are, and departments of a unit are not."""
    return bool(_BODY.search(text) and not _GROUP.search(text))


def _is_other(text: str, unit: tuple[str, str]) -> bool:
    """Whether a title or cell says that the table is of another body than this one."""
    mine, named = (_CALLED.sub("", squash(each)) for each in (unit[1], text))
    return bool(named) and mine not in named and named not in mine


def _names_bodies(draft: Draft, heading: Headword) -> bool:
    """Whether a column holds names of several bodies, none of which is a unit of the books."""
    values = {value.strip() for value in draft.values(heading.index)}
    known = {word for unit in draft.context.units for word in unit}
    if len(values) < 2 or values & known:
        return False
    return share(values, _is_body) >= 0.6


def _ask_unit(draft: Draft, heading: Headword | None) -> None:
    """Ask which unit the rows belong to, or whether a column says it."""
    names = tuple(name for _, name in draft.context.units)
    if heading is None:
        draft.ask("unit_id", "这份表是哪个单位的？", CHOOSE, None, names, "文件里没有写单位")
        return
    column = label(heading.index, heading.text)
    draft.ask(
        "unit_id", f"「{heading.text}」里的名字不是账里的单位，这份表是哪个单位的？", CHOOSE,
        column, (column, *names), "也可以仍按这一列装载，以后再补单位",
        (heading.index,),
    )


def activity(draft: Draft) -> None:
    """The activity of a list: a column that surely names it, else the titles; asked but where a
    title names one that the books know.

    A column 项目 may name the activity or the events within it, so it is offered beside the title.
    """
    columns = draft.ledger.columns_by_name
    if "activity_id" not in columns or draft.ledger.name not in ("participation", "result"):
        return
    heads = draft.heads("activity_id", DOUBTFUL)
    if heads and heads[0].grade == EXACT:
        return
    activities = draft.context.activities
    known = [
        each.heading for each in heads
        if draft.fits(columns["activity_id"], each.heading) == STRONG
    ]
    found = occasion.activity(draft.said, activities)
    if known and not (found and found.certain):
        draft.take("activity_id", "cell", known[0])
        return
    if found is not None and found.certain:
        draft.set_constant("activity_id", found)
        return
    offered = [each.heading for each in heads if draft.values(each.heading.index)]
    named = dict(activities)
    proposed = named.get(found.value, found.value) if found else None
    if proposed is None and offered:
        draft.take_asking(
            "activity_id", "cell", offered[0], f"“{offered[0].text}”可能是活动，也可能是活动中的项目",
            offered,
        )
        return
    titles = dict.fromkeys((*((proposed,) if proposed else ()), *named.values()))
    draft.ask(
        "activity_id", "这是哪一项活动（竞赛）的名单？", CONFIRM if proposed else ENTER, proposed,
        (*(label(each.index, each.text) for each in offered), *titles),
        found.why if found else "标题里没有活动名称", tuple(each.index for each in offered),
    )
