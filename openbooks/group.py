"""The groups of one union: departments and 工会小组 that a column of a list names.

They are units of the kind 工会小组 (or 分会) below the union, without books of their own; what
belongs to them belongs to the union too. A column of them is read as it stands, and groups that the
books do not know are drafted beside it, to be entered first.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import replace
from typing import Any

from openbooks import cells, contract
from openbooks.cells import squash
from openbooks.draft import Draft
from openbooks.headword import Headword
from openbooks.mapping import Mapping
from openbooks.meaning import DOUBTFUL
from openbooks.profile import is_code, is_counter, share
from openbooks.question import CONFIRM, Context, label
from openbooks.table import Record

KIND, BRANCH = "工会小组", "分会"
GROUPS = frozenset((KIND, BRANCH, "兴趣小组", "部门"))
COLUMNS = ("unit_id", "name", "kind", "parent_id")
# Ledgers of persons and of what is done with them; books of account are the union's own.
_KEPT_BY_GROUPS = frozenset(("member", "dues", "assistance", "result", "budget", "activity"))
_LONGEST, _MOST, _SHORTEST = 20, 80, 8
# 学科组, 领用部门: a body of people inside the union; not who runs, pays or approves something.
_GROUP = re.compile(
    r"(?:部门|科室|处室|部室|小组|分工会|班组|车间|工段|机构|分会|教研组|学科组|年级组|年级|备课组|院系|支部|组别"
    r"|项目部|门店|网点|团队|学科|社团|企业|公司|单位|组织|支会|部室|营业部|[支分]行|[区队局站所段系班厂店股科组]别?(?:名称)?)$"
)
# These can be nothing but a part of the union whose list it is: they are taken without a question.
_SURELY = re.compile(
    r"(?:部门|[科处部股]室|班组|车间|工段|工会小组|所[属在]小组|教研组|学科组|年级组|备课组|区队|车队|系别"
    r"|分工会|工会分会)(?:名称)?$"
)
_OTHERS = re.compile(
    r"主办|承办|^组织|举办|经办|审批|发证|开户|颁|批准|上级|责任|负责|牵头|登记|对方|收款|主管|获|就[诊读]|住院"
    r"|关系|联系|地区|政区|小区|[住场处出]所|籍|尺|治疗|毕业|录取|供[应货]|销售|开票|合作|协作|赞助|捐赠|发放|配偶|家属|父|母|培训|活动|竞赛|比赛|课程|原|编制"
)
# What groups are called, whatever the header above them says.
_NAMED_GROUP = re.compile(
    r"[^\d\W](?:[部科室处组队班段系股所站区局行厂店库园]|车间|网点|中心|支部|[分支]会|办公室|食堂|后勤)\d*$"
)
# What else stands beside a person and is none of it, and what is another person.
_OF_PERSON = re.compile(
    r"备注|说明|[岗职工]种|岗|职|称|面貌|民族|学历|籍贯|地址|住址|户|婚|性|政治|码|规格|型号|品|物|行$|签|领|日|时间"
    r"|类|型|级|项目|状态|标准|原因|由|内容|方式|形式|来源|关系|校|专业|病|号|年|月|情况|结果|意见|审|批|角色|身份"
    r"|人|员|亲属|家属|地点|场|车牌|桌|座|主题|课程|奖|荣誉|理由|特长|爱好|党|团$|收|付|用途|材料|票|券|名单|城市|省|市$"
)
_MOST_ALIKE = 0.8
_NEVER = re.compile(r"^原|职务|岗位|地址")
# Beside a child's name its 年级 and 学校 are its own.
_CHILD, _OF_CHILD = re.compile(r"子女|学生|就读|录取"), re.compile(r"年级|班级|学校|院校|专业|学院")
_BODY = re.compile(r"(?:公司|集团|(?<!分)工会|委员会|学校|[小中大]学|医院|(?<!分)厂)$")
_BRANCH = re.compile(r"分工?会$")
_CALLED = re.compile(r"[()]|基层|工会|委员会|联合会|本级|机关|本部")


def column_of(draft: Draft, heads: Sequence[Headword]) -> Headword | None:
    """The first of these headings below which the union's groups stand; None where none does."""
    if draft.ledger.name not in _KEPT_BY_GROUPS or len(draft.context.bodies) != 1:
        return None
    known = {each.index for each in heads}
    free = [
        each for each in draft.free(draft.headings)
        if each.index not in known and each.word and not _OTHERS.search(each.word)
        and not draft.ledger_means(each)
    ]
    others = [each for each in free if _GROUP.search(each.word)]
    others += [
        each for each in free
        if each not in others and share(draft.values(each.index), is_called_group) >= 0.6
    ]
    child = any(_CHILD.search(each.word) for each in draft.headings)
    return next((
        each for each in (*heads, *others)
        if not (child and _OF_CHILD.search(each.word)) and not _NEVER.search(each.word)
        and _names_groups(draft, each)
    ), None)


def perhaps_column_of(draft: Draft) -> Headword | None:
    """A column beside the person's name that no ledger explains and that may name groups: the same
    few short texts come again and again there."""
    if draft.ledger.name not in _KEPT_BY_GROUPS or len(draft.context.bodies) != 1:
        return None
    persons = {
        each.heading.index for pair in draft.ledger.person for name in pair
        for each in draft.heads(name, DOUBTFUL)
    }
    if not persons:
        persons = {each.heading.index for each in draft.heads("name", DOUBTFUL)}
    for each in draft.free(draft.headings):
        values = [squash(text) for text in draft.values(each.index)]
        if (
            each.word and {each.index - 1, each.index + 1} & persons and not each.months
            and not _OF_PERSON.search(each.word) and not draft.ledger_means(each)
            and 1 < len(set(values)) <= _MOST_ALIKE * len(values)
            and all(len(text) <= _SHORTEST and not text.isascii() for text in values)
        ):
            return each
    return None


def is_called_group(text: str) -> bool:
    """Whether a text ends as the names of departments, teams and such do."""
    return bool(_NAMED_GROUP.search(squash(text)))


def _names_groups(draft: Draft, heading: Headword) -> bool:
    """Whether short names stand there that are neither numbers nor the union's own."""
    values = draft.values(heading.index)
    distinct = {squash(text) for text in values}
    if not values or len(distinct) > _MOST or max(map(len, distinct)) > _LONGEST:
        return False
    if is_counter(values) or share(values, is_code) > 0.2:
        known = {squash(word) for unit in draft.context.units for word in unit}
        return distinct <= known
    union = draft.context.bodies[0][1]
    return not all(_is_union(text, union) for text in distinct)


def _is_union(text: str, union: str) -> bool:
    """Whether a text is the union's own name, or that of its employer (清溪小学 of 清溪小学工会)."""
    said, own = (_CALLED.sub("", squash(each)) for each in (text, union))
    return bool(said) and said == own


def take(draft: Draft, heading: Headword, own: bool) -> None:
    """Link the column of groups. Asked where its header may also mean other bodies and the books do
    not know them all, where the file may be another union's (not `own`), and where some cells below
    a group's name are empty."""
    known = {squash(word) for unit in draft.context.units for word in unit}
    unknown = [text for text in dict.fromkeys(draft.values(heading.index)) if squash(text) not in known]
    if own and _is_surely(draft, heading):
        unknown = []
    runs = _in_runs(draft, heading)
    draft.take("unit_id", "below" if runs else "cell", heading, certain=not (unknown or runs))
    if not (unknown or runs):
        return
    union = draft.context.bodies[0][1]
    option = label(heading.index, heading.text)
    named = "、".join(unknown[:3]) or "、".join(draft.values(heading.index)[:3])
    why = f"账里只有“{union}”这一个单位，这一列写的是它下面的 {named} 等"
    if unknown:
        why += "；这些小组先登记为工会小组，再装这份表"
    if runs:
        why += "；空着的格按上面最近的一格"
    draft.ask(
        "unit_id", f"「{heading.text}」一列是本单位的部门或工会小组吗？", CONFIRM, option,
        (option, union), why, (heading.index,),
    )


def _is_surely(draft: Draft, heading: Headword) -> bool:
    """Whether a column can only be of the union's own parts: by its header, where no body stands below
    it, or by what stands below it."""
    values = [squash(text) for text in draft.values(heading.index)]
    if not draft.ledger_means(heading) and not (draft.ledger.person and _GROUP.search(heading.word)):
        return False
    said = draft.ledger_means(heading) and any(_SURELY.search(word) for word in heading.words)
    return not any(map(_BODY.search, values)) and (said or all(map(is_called_group, values)))


def _in_runs(draft: Draft, heading: Headword) -> bool:
    """Whether a group's name stands on the first of its lines only: some cells are empty, the first
    is not, and no name is written twice."""
    texts = [
        squash(record.cells[heading.index]) if heading.index < len(record.cells) else ""
        for record in draft.records
    ]
    filled = [text for text in texts if not cells.is_nothing(text)]
    if len(filled) == len(texts) or not texts or cells.is_nothing(texts[0]):
        return False
    return len(set(filled)) == len(filled)


def with_units(context: Context, rows: Iterable[Dictionary[str, Any]]) -> Context:
    """The context with the units that these rows of the unit ledger bring."""
    brought = {row["unit_id"]: row for row in rows if row["unit_id"] and row["name"]}
    new = tuple((key, row["name"]) for key, row in brought.items())
    return replace(
        context, units=(*context.units, *(each for each in new if each not in context.units)),
        groups=context.groups | {key for key, row in brought.items() if row["kind"] in GROUPS},
    )


def unknown_in(
    records: Iterable[Record], mapping: Mapping, units: Iterable[tuple[str, str]]
) -> tuple[str, ...]:
    """The names in a table's column of groups that are no unit's id or name, each once, in order. A
    code that the books do not know is no name: the row keeps it, and it is listed."""
    link = mapping.link("unit_id")
    if mapping.ledger not in _KEPT_BY_GROUPS or link is None or link.how not in {"cell", "below"}:
        return ()
    known = {word for unit in units for word in unit}
    place = link.cells[0]
    texts = dict.fromkeys(
        record.cells[place] for record in records if place < len(record.cells)
    )
    read = (cells.read_identifier(text).value for text in texts)
    return tuple(dict.fromkeys(
        str(name) for name in read if name and name not in known and not is_code(str(name))
    ))


def as_file(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of groups (COLUMNS) as a CSV file with the titles of the contract."""
    ledger = contract.ledger("unit")
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(
        ([ledger.column(name).title for name in COLUMNS], *rows)
    )
    return text.getvalue().encode("utf-8-sig")


def drafted(names: Iterable[str], context: Context) -> tuple[tuple[str, ...], ...]:
    """Rows (COLUMNS) for new groups below the one union of the books."""
    (union, _), = context.bodies
    taken = {key for key, _ in context.units}
    rows, serial = [], 0
    for name in names:
        serial += 1
        while f"{union}-{serial:02d}" in taken:
            serial += 1
        kind = BRANCH if _BRANCH.search(name) else KIND
        rows.append((f"{union}-{serial:02d}", name, kind, union))
    return tuple(rows)
