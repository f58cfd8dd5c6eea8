"""What a table says at its head of whose it is: the unit, the one account, the bank account, the scale.

Titles, the sheet's name and the file's name speak as in `evidence`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from openbooks.cells import squash
from openbooks.evidence import FILE, SHEET, TITLE, Found, Said, first_single, short

# A code and a name, or one of them; what stands in the next cells of the title is none of it.
_ONE_NAME = r"[^\s:,;|]{1,40}(?=[\s,;|]|$)(?!\s*:)"
_ACCOUNT = re.compile(
    rf"(?:会计)?科目(?:名称|编码)?\s*:\s*([A-Za-z]?\d[\d.]*[\s_/\\-]*[^\W\d]{_ONE_NAME}|{_ONE_NAME})"
)
# 现金日记账 is of 库存现金, 银行存款明细账 of 银行存款, whatever else a title says.
_BOOK = re.compile(
    r"(?:库存)?(现金)(?:日记|明细|出纳|收支|收付)?(?:账|总账)|(银行)(?:存款)?(?:日记|明细|出纳|收支|收付)?(?:账|总账)(?!户|号)"
)
# A title that is nothing but a code and a name: [50106]会员慰问.
_HEADED = re.compile(r"^\[([1-7]\d{2,11})\]\s*([^\d\s\[\]]{2,30})$|^([1-7]\d{2,11})\s+([^\d\s]{2,30})$")
_BOOKED = {"现金": "库存现金", "银行": "银行存款"}
_NAMED = re.compile(
    r"^(?:.{2,20}(?:工会|公司|单位))?([^\d\W]{2,14}?)(?:科目)?(?:三栏式?|多栏式?)?明细(?:分类)?账$"
)
_EVERY = re.compile(
    r"经费|收支|账套|科目|银行|现金|往来|单位|年|总账|^(?:收入|支出|会费|分类|财务|会计|工会|凭证)$"
)
_SPENDING = re.compile(r"支出|开支|报销|使用|花费")
_EARNING = re.compile(r"收入|收支|收款|拨入|预算")
# Label and number in two cells stand here with a blank between them; a bank may add what it is in
# English: 查询账号[ Inquirer account number ] 4507….
_ACCOUNT_NO = re.compile(
    r"(?:账|帐|卡)\s*(?:号|户)码?\s*(?:\[[A-Za-z .']+\]|\([A-Za-z .']+\))?"
    r"(?:\s*:\s*\[?([\d*]{8,25})|\s+(\d{10,25}))(?![\d*])"
)
_UNIT_LABEL = re.compile(
    r"(?:编制单位|填报单位|单位名称|核算单位|填表单位|工会名称|报送单位|发放单位|组织单位|主办单位|账套名称"
    r"|账套|公司名称|基层工会|所属单位|单位|公司)(?:\(盖章\)|\(公章\))?\s*[:：]\s*([^\s:：,，;；|]{2,40})"
)
_MONEY_UNIT = re.compile(
    r"单位\s*[:：]?\s*(?:人民币)?\s*(万元|千元|元)(?![\u4e00-\u9fff])|\((万元|千元)\)"
)


def account(said: Sequence[Said]) -> Found | None:
    """The one account that a title says all lines are of (科目：50102 文体活动费, 现金日记账)."""
    found = first_single(said, lambda text: tuple(m[1] for m in _ACCOUNT.finditer(text)), "写的科目")
    found = found or first_single(said, _headed, "写的科目")
    found = found or first_single(
        said, lambda text: tuple(_BOOKED[m[1] or m[2]] for m in _BOOK.finditer(text)), "写的科目"
    )
    if found is None and (found := first_single(said, _of_book, "写的科目")):
        return Found(found.value, found.why, False)
    return found


def _headed(text: str) -> tuple[str, ...]:
    """The code and name that a title is nothing but."""
    found = _HEADED.search(text.strip())
    return (f"{found[1] or found[3]} {found[2] or found[4]}",) if found else ()


def _of_book(text: str) -> tuple[str, ...]:
    """The account in the name of its own book: 会员慰问明细账; none in that of all accounts."""
    found = _NAMED.search(squash(text))
    return (found[1],) if found and not _EVERY.search(found[1]) else ()


def only_spending(said: Sequence[Said]) -> Found | None:
    """借, where a text says that all of a list is what was spent, and none what came in."""
    if any(_EARNING.search(each.text) for each in said):
        return None
    found = next((each for each in said if _SPENDING.search(each.text)), None)
    why = f"{found.place}“{short(found.text)}”写的是支出" if found else ""
    return Found("借", why, found.certain) if found else None


def account_no(said: Sequence[Said]) -> Found | None:
    """The one number of a bank account that a title says the statement is of."""
    return first_single(
        said, lambda text: tuple(m[1] or m[2] for m in _ACCOUNT_NO.finditer(text)), "写的账号"
    )


def unit_texts(said: Sequence[Said]) -> tuple[Said, ...]:
    """What stands behind 编制单位： and such (单位：元 is no unit)."""
    return tuple(
        Said(found[1], each.place)
        for each in said
        for found in _UNIT_LABEL.finditer(each.text)
        if not re.fullmatch(r"(?:人民币)?(?:万|千|百)?元[)）]?|[人份%][)）]?", found[1])
    )


def unit(said: Sequence[Said], units: Sequence[tuple[str, str]]) -> Found | None:
    """The id of the one known unit that the file names (the longest name wins inside one text)."""
    for texts in (unit_texts(said), said):
        for place in (TITLE, SHEET, FILE):
            hits: dict[str, Said] = {}
            for each in texts:
                if each.place == place:
                    name = _longest_inside(each.text, units)
                    if name:
                        hits[name] = each
            if len(hits) == 1:
                (unit_id, each), = hits.items()
                return Found(unit_id, f"{place}写着“{short(each.text)}”", each.certain)
            if hits:
                return None
    return None


def _longest_inside(text: str, units: Sequence[tuple[str, str]]) -> str | None:
    """The id of the unit with the longest name inside the text, None where two tie."""
    squashed = squash(text)
    inside = sorted(
        ((len(name), unit_id) for unit_id, name in units if name and squash(name) in squashed),
        reverse=True,
    )
    if not inside or (len(inside) > 1 and inside[0][0] == inside[1][0]):
        return None
    return inside[0][1]


def money_scale(said: Sequence[Said]) -> int:
    """元 of one unit of the file's amounts: 10000 where a title says 单位：万元, else 1."""
    scales = {"万元": 10_000, "千元": 1_000, "元": 1}
    found = {
        scales[m[1] or m[2]] for each in said if each.place == TITLE
        for m in _MONEY_UNIT.finditer(each.text)
    }
    return found.pop() if len(found) == 1 else 1
