"""Words that say the same: 应缴纳金额 and 应缴会费, 期初余额_借方 and 期初借方, 受益职工 and 受益人.

Two headings are alike when they come to the same once everything is taken off that says nothing for
a column of that type: 金额, 数 and 款 of an amount, 日期 and 时间 of a date, 职工 and 会员 of a person.
What a heading begins with (职工, 本月, 活动) may be left off too, but only of the heading, never of the
contract's words: 工会账户 is not every 账户.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from openbooks.contract import Column, Ledger, ledgers
from openbooks.headword import plain_word

Entry = tuple[str, int, bool]

_EVERYWHERE = (
    (r"缴纳|交纳|扣缴|收缴|上缴|缴交", "缴"), (r"[交纳](?!易|款|流)", "缴"),
    (r"上一?年度?|去年度?", "上年"),
    (r"[_\s]|的", ""), (r"所[处属]|属地|归属", "所在"),
)
_SIDED = (
    (r"本位币|本币|人民币|金额|发生额|发生数|发生|数额", ""),
    (r"(?<=[期年月][初末])余额|余额(?=[(]?[借贷])|(?<=[借贷])方?余额|(?<=[借贷]方)余额", ""),
    (r"[年月]初|上[年期]结转|上期", "期初"), (r"[年月]末", "期末"), (r"(?<=期[初末])数", ""),
    (r"本月|当月|当期", "本期"), (r"[()]", ""),
    (r"^([借贷])方?(.*)$", r"\2\1"), (r"([借贷])方?数?$", r"\1"),
)
_ENDINGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "money": (
        (r"(?<=[应实已])会费|(?<=..)会费|^会费(?=[应实已])", ""), (r"实际", "实"),
        (r"花销|花费|开销|用款", "支出"),
        (r"(?<=..)(?:金额|总额|数额|款项|款|额度|额|数|资金|金|小计|经费|费用|情况)+$", ""),
    ),
    "date": (
        (r"举行|开展|实施|进行", "举办"), (r"[入进到来](?:厂|司|校|院|场|矿|单位|公司|岗)", "入职"),
        (r"领款|签领|领用", "领取"), (r"打款|付款", "支付"),
        (r"(?<=.)(?:年月日期?|日期|时间|年月|日)+$", "日"),
    ),
    "identifier": (
        (r"(?:账户|银行卡|卡)?账号$|账户号?$", "账号"),
        (r"代码|编码|编号|代号|号码|序号|id$|no\.?$|码$", "号"),
        (r"(?<=.)名称?$", ""), (r"交易对手方?|对手方?", "对方"),
    ),
    "name": (
        (r"被(?:探望|看望|关怀|走访|探视|救助|资助|帮扶|慰问)|受(?:慰问|资助|帮扶)|获助", "受助"),
        (r"(?:职工|会员|员工|人员|个人|人|者|员|对象|教[师工]|老师|同志)(?:姓名|名称|名单|名)$", "人"),
        (r"(?:姓名|名单)$", "人"),
        (r"(?:职工|会员|员工|人员|个人|人|者|员|对象|职员|教师|教工|老师|同志)$", "人"),
    ),
    "text": (
        (r"交易对手方?|对手方?", "对方"), (r"事由|理由|缘由|起因", "原因"),
        (r"场所|场地|所在地", "地点"), (r"举行|开展", "举办"), (r"具体|主要", ""),
        (r"获得|所获|所得|评定|荣获|评奖|评选", "获"), (r"(?<=.)(?:等次|等级|级别|级次)$", "等次"),
        (r"(?<=..)(?:单位|商户|商家|客户|个人|对象)$", "方"),
        (r"编码|编号|代码|号码|单号", "号"), (r"(?<=..)(?:信息|描述|详情|内容|情况|说明)$", "说明"),
        (r"(?<=.)(?:名称|全称|全名|名)$", ""),
    ),
    "list": (
        (r"(?:类型|类别|种类|分类|性质|名目|属性|形态|类)$", "类"), (r"(?:方式|形式|方法|途径|渠道)$", "式"),
        (r"(?:标志|标识|标记|流向)$", "方向"), (r"级别|等级|层级", "级"), (r"情况$|状况$", ""),
    ),
    "boolean": ((r"^是否(?:已|为)?|情况$|与否$|否$|不$", ""), (r"建立|组建|成立|设立|设有?", "建")),
    "integer": (
        (r"(?<=..)(?:职工|员工|人员|用工)(?=人数|数|$)", ""),
        (r"(?<=.)(?:合计|总计)$", ""), (r"(?<=.)(?:总人数|人数|人次|总数|数量|件数|份数|数)$", "数"),
        (r"参加|参与|参会", "参"),
    ),
    "month": ((r"(?<=.)(?:年月|月份|月度|期间|属期|月|期)+$", "月"),),
}
_ENDINGS = _ENDINGS | {
    "time": _ENDINGS["date"], "period": _ENDINGS["month"],
    "decimal": (
        (r"(?<=.)(?:合计|总计)$", ""), (r"评分|得分|分数|成绩|积分", "分"), *_ENDINGS["money"],
    ),
}

_PERSONAL = frozenset(("identifier", "name", "date", "list", "boolean"))
_TOPICAL = frozenset(("money", "decimal", "integer", "date", "month", "list", "text", "boolean"))
_PERSONS = (
    "被慰问人员", "被慰问人", "受助人员", "受助职工", "受助人", "慰问对象", "困难职工", "教职工", "职工",
    "会员", "员工", "教工", "教师", "人员", "个人", "本人", "学员", "选手", "职员",
)
_STARTS = (
    *((start, _PERSONAL) for start in _PERSONS),
    *((start, frozenset(("money",))) for start in ("本月", "当月", "本期", "当期", "本次", "实际")),
    # What the table is about anyway, before a word that says it alone: 竞赛地点, 扣款月份.
    *((start, _TOPICAL) for start in (
        "竞赛", "比赛", "培训", "活动", "会费", "缴费", "交费", "扣款", "慰问", "帮扶", "救助", "补助",
        "发放", "福利", "获奖", "表彰", "评比", "交易", "凭证", "工会", "业务", "款项", "资金",
    )),
    *((start, frozenset(("identifier",))) for start in ("交易", "所在", "所属", "现", "工作")),
)
_BARE = frozenset(
    "类型 类别 种类 分类 性质 名称 全称 编号 编码 代码 号码 单号 日期 时间 方式 形式 方法 情况 金额 数额"
    " 内容 说明 级别 等级 状态 数量 人数 项目 原因 单位 部门 方向".split()
)
_SIDES = re.compile("借|贷")


@cache
def essence(word: str, kind: str) -> str:
    """What is left of a word for a column of that type once what says nothing is taken off."""
    rules = (*_EVERYWHERE, *(_ENDINGS.get(kind, ())))
    if kind == "money" and _SIDES.search(word):
        rules = (*_EVERYWHERE, *_SIDED)
    for pattern, instead in rules:
        word = re.sub(pattern, instead, word) or word
    return word


@cache
def _essences(name: str) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
    """(type, essence) → the (column, rank, ambiguous) of the ledger's words."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for column in ledgers()[name].columns:
        doubtful = {plain_word(word) for word in column.ambiguous}
        for rank, text in enumerate(column.headings):
            word = plain_word(text)
            known = found.setdefault((column.type, essence(word, column.type)), [])
            if all(column.name != other for other, _, _ in known):
                known.append((column.name, rank, word in doubtful))
    return {key: tuple(entries) for key, entries in found.items()}


def alike(word: str, ledger: Ledger) -> tuple[Entry, ...]:
    """The (column, rank, ambiguous) of the ledger that the word says in other words."""
    known = _essences(ledger.name)
    types = dict.fromkeys(column.type for column in ledger.columns)
    for other, allowed in _shorter(word):
        entries = [
            each for kind in types if allowed is None or kind in allowed
            for each in known.get((kind, essence(other, kind)), ())
        ]
        if entries:
            return tuple(dict.fromkeys(entries))
    return ()


def _shorter(word: str) -> Iterator[tuple[str, frozenset[str] | None]]:
    """The word, then the word without what it begins with and the types in which that holds."""
    if len(word) > 1:
        yield word, None
    for start, types in _STARTS:
        rest = word.removeprefix(start)
        # 凭证种类 is not any 类型; whose number 职工代号 is, the start says.
        if rest != word and len(rest) >= 2 and (start in _PERSONS or rest not in _BARE):
            yield rest, types


def nearness(word: str, column: Column) -> float:
    """How near a word is to the nearest of a column's, by the pairs of signs they share, 0 to 1."""
    mine = _pairs(word)
    return max(
        (2 * len(mine & other) / (len(mine) + len(other) or 1)
         for other in (_pairs(plain_word(text)) for text in column.headings)),
        default=0.0,
    )


def _pairs(word: str) -> frozenset[str]:
    return frozenset(first + second for first, second in pairwise(word))
