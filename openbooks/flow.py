"""Where the amount of a movement stands, and whether it came in or went out.

Vouchers have 借方 and 贷方, or 金额 with 方向, or, in simple books, 收入 and 支出; never 原币 and 数量
columns. Banks have a pair of columns, an amount with 收/支, or one signed amount. A pair called
only 借方 and 贷方 is tried against the balances: banks mean by 借 what goes out, some books the
contrary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from openbooks import letterhead, money
from openbooks.draft import Draft
from openbooks.evidence import Found
from openbooks.headword import Headword
from openbooks.meaning import DOUBTFUL, NEVER_MONEY, Meaning
from openbooks.parts import SIDES, movement_direction
from openbooks.profile import STRONG, is_negative, share
from openbooks.question import CHOOSE, CONFIRM, LEAVE_OUT, label

_IN = re.compile(r"收入|存入|贷方|转入|收方|收款|进账|贷$|^贷|^收$")
_OUT = re.compile(r"支出|取出|借方|转出|付方|支取|付出|付款|出账|开支|借$|^借|^付$|^支$")
_FILLER = re.compile(
    r"收入|存入|贷方|转入|收方|收款|进账|支出|取出|借方|转出|付方|支取|付出|付款|出账|开支|[借贷收付支]"
    r"|金额|发生额|发生|交易额|交易|记账|本币|人民币|本期|本次|额|数|元|[()/_:-]"
)
# A sign said in the header itself: 支出金额(-元).
_SIGN = re.compile(r"\([+-]元?\)")
_SPENT = re.compile(r"支出|开支|报销|付款|支付|使用|花费")
# With 分 or a sign: a number of an account or an order has neither.
_AMOUNT = re.compile(r"[-+−]?[¥￥]?[-+−]?[\d,]+\.\d{1,2}元?|[-+−][\d,]+")
# What comes in stands on the debit side of these accounts.
_MONEY_HELD = re.compile(r"现金|银行存款|^10[12]\b")
_ONLY_SIDES = re.compile(r"收入|存入|转入|支出|取出|转出|支取")


def pair(headings: Sequence[Headword]) -> list[tuple[Headword, Headword]]:
    """The (in, out) pairs of columns of a header, in order."""
    ins = [each for each in headings if _is_flow(each) == "in"]
    outs = [each for each in headings if _is_flow(each) == "out"]
    return list(zip(ins, outs, strict=False))


def _is_flow(heading: Headword) -> str:
    """Whether a header names only what came in, or only what went out; "" otherwise."""
    word = heading.word
    if not word or NEVER_MONEY.search(word) or _FILLER.sub("", _SIGN.sub("", word)):
        return ""
    comes, goes = bool(_IN.search(word)), bool(_OUT.search(word))
    return "" if comes == goes else "in" if comes else "out"


def voucher_amount(draft: Draft) -> None:
    """Debit and credit of a voucher line; where both stand, 方向 and 金额 are left alone."""
    if draft.ledger.name != "voucher":
        return
    debit, credit = draft.heads("debit", DOUBTFUL), draft.heads("credit", DOUBTFUL)
    if debit and credit:
        draft.take("debit", "cell", debit[0].heading)
        draft.take("credit", "cell", credit[0].heading)
        _leave(draft, ("amount", "direction"), "已有借方、贷方两列")
        return
    pairs = pair(draft.free(draft.headings))
    if pairs and not debit and not credit:
        came, went = pairs[0]
        of = letterhead.account(draft.said)
        if of and _MONEY_HELD.search(of.value) and not draft.has("account_name"):
            why = f"是“{of.value}”的账：「{came.text}」记借方，「{went.text}」记贷方"
            draft.take_asking("debit", "cell", came, why)
            draft.take("credit", _size_where_minus(draft, went), went, certain=False, why=why)
        else:
            why = f"「{went.text}」记借方，「{came.text}」记贷方（按收支科目）"
            draft.take_asking("debit", _size_where_minus(draft, went), went, why)
            draft.take("credit", "cell", came, certain=False, why=why)
        _leave(draft, ("amount", "direction"), "已有收入、支出两列")
        return
    sides = [
        each for each in draft.heads("direction", DOUBTFUL)
        if draft.fits(draft.ledger.column("direction"), each.heading) == STRONG
    ]
    amounts = draft.heads("amount", DOUBTFUL)
    if amounts and _letters(draft):
        return
    if sides and amounts:
        draft.take("direction", "cell", sides[0].heading)
    elif amounts and _SPENT.match(amounts[0].heading.word):
        why = f"金额一列叫“{amounts[0].heading.text}”"
        draft.set_constant("direction", Found("借", why, True))
    elif amounts and (spent := letterhead.only_spending(draft.said)):
        draft.set_constant("direction", spent)


def _size_where_minus(draft: Draft, went: Headword) -> str:
    """How a column of what went out is taken: without its sign where all of it has a minus."""
    values = draft.values(went.index)
    amounts = [found for text in values if (found := money.read_money(text).value)]
    return "size" if amounts and all(each < 0 for each in amounts) else "cell"


def _leave(draft: Draft, columns: Sequence[str], why: str) -> None:
    """Take the headings of these columns out of the choice."""
    for column in columns:
        for meaning in draft.heads(column):
            draft.reasons[meaning.heading.index] = why
            draft.taken.add(meaning.heading.index)


def bank_amount(draft: Draft) -> None:
    """Amount and direction of a bank's movement."""
    if draft.ledger.name != "bank":
        return
    _moved(draft)
    _both_parties(draft)


def _moved(draft: Draft) -> None:
    """The amount of a bank's movement and whether it came in."""
    pairs = pair(draft.free(draft.headings))
    if pairs:
        came, went = max(pairs, key=lambda p: draft.filled(p[0].index) + draft.filled(p[1].index))
        _take_pair(draft, came, went)
        return
    known = [each.heading for each in draft.heads("amount", DOUBTFUL)]
    amount = _readable_amount(draft, known) if known else _amount_by_value(draft)
    if amount is None:
        return
    signed = share(draft.values(amount.index), is_negative) > 0
    if _letters(draft):
        draft.take("amount", "cell", amount)
        return
    words = [each.heading for each in draft.heads("direction", DOUBTFUL) if _tells(draft, each)]
    told = bool(words) and signed and _sign_says_direction(draft, amount, words[0])
    how = "size" if told or (signed and not words) else "cell"
    if known:
        draft.take("amount", how, amount)
    else:
        draft.take_asking("amount", how, amount, f"没见过“{amount.text}”这个写法，下面的值像金额")
    if words:
        draft.take("direction", "cell", words[0])
    elif not signed:
        _ask_direction(draft)
    elif any("信用卡" in each.text or "贷记卡" in each.text for each in draft.said):
        draft.ask(
            "direction", "信用卡账单的正负号不说明收支，这些记录是收入还是支出？", CHOOSE, None,
            (*draft.ledger.column("direction").allowed, LEAVE_OUT),
            "信用卡账单上正数是消费，负数是还款或退款",
        )
    else:
        draft.take("direction", "sign", amount)


def _letters(draft: Draft) -> bool:
    """Take the sides from a column of letters, where one of them says what D means."""
    for each in draft.heads("direction", DOUBTFUL):
        letters = {text.strip().casefold() for text in draft.values(each.heading.index)}
        for beside, known in SIDES.items():
            if beside in letters and letters <= set(known):
                draft.take("direction", f"letter_{beside}", each.heading)
                return True
    return False


def _amount_by_value(draft: Draft) -> Headword | None:
    """A column whose word is known in part, else the only free one whose values are amounts."""
    partly = [each.heading for each in draft.heads("amount")]
    balances = {each.heading.index for each in draft.heads("balance")}
    like = [
        each for each in draft.free(draft.headings)
        if each.text and each.index not in balances and not NEVER_MONEY.search(each.word)
        and share(draft.values(each.index), lambda text: bool(_AMOUNT.fullmatch(text))) == 1.0
    ]
    return next(iter(partly or (like if len(like) == 1 else ())), None)


def _tells(draft: Draft, meaning: Meaning) -> bool:
    """Whether the values below a heading say 收入 or 支出: all of them, where the word is not sure."""
    direction = draft.ledger.column("direction")
    known = share(
        draft.values(meaning.heading.index), lambda text: direction.meant(text) in direction.allowed
    )
    return known == 1.0 if meaning.grade <= DOUBTFUL else known >= 0.6


def _ask_direction(draft: Draft) -> None:
    """No direction and no sign: by the kinds of movement, if a column names them; always asked."""
    for column in ("direction", "summary"):
        for each in draft.heads(column, DOUBTFUL):
            kinds = [movement_direction(text) for text in draft.values(each.heading.index)]
            if kinds and kinds.count("") <= 0.05 * len(kinds):
                why = f"文件里没有收支方向，「{each.heading.text}」开头写着是哪一种（消费、退货 …）"
                draft.take_asking("direction", "kind", each.heading, why)
                draft.taken.discard(each.heading.index)
                return
    draft.ask(
        "direction", "这些记录是收入还是支出？", CHOOSE, None,
        (*draft.ledger.column("direction").allowed, LEAVE_OUT), "文件里没有收支方向，金额也都没有负号",
    )


def _both_parties(draft: Draft) -> None:
    """付款人 beside 收款人: one of them is the union itself; which, the direction says of each row."""
    for column in ("counterparty", "counterparty_account"):
        heads = [each.heading for each in draft.heads(column)]
        payers = [each for each in heads if "付" in each.text and "收" not in each.text]
        payees = [each for each in heads if "收" in each.text and "付" not in each.text]
        if len(payers) == len(payees) == 1 and "direction" in draft.links:
            draft.take(column, "other_party", payers[0], payees[0])
        elif (payers and payees) or (column == "counterparty_account" and (payers or payees)):
            for each in (*payers, *payees):
                draft.taken.add(each.index)
                draft.reasons[each.index] = "付款、收款各是一方，其中一个是本单位"


def _sign_says_direction(draft: Draft, amount: Headword, side: Headword) -> bool:
    """Whether what went out is written with a minus; else a minus is a reversal (冲正)."""
    direction = draft.ledger.column("direction")
    spent = [
        is_negative(record.cells[amount.index])
        for record in draft.records
        if max(amount.index, side.index) < len(record.cells)
        and direction.meant(record.cells[side.index]) != "收入"
    ]
    return 2 * sum(spent) > len(spent)


def _readable_amount(draft: Draft, headings: Sequence[Headword]) -> Headword:
    """The first amount column of which all values can be read, else the first."""
    for heading in headings:
        values = draft.values(heading.index)
        if values and share(values, lambda text: not money.read_money(text).code) == 1.0:
            return heading
    return headings[0]


def _take_pair(draft: Draft, came: Headword, went: Headword) -> None:
    """Take a pair; turned round, and asked, where the balances say so."""
    plain = not (_ONLY_SIDES.search(came.word) or _ONLY_SIDES.search(went.word))
    turned = plain and _balance_says_turned(draft, came, went)
    if turned:
        came, went = went, came
    how = "fall_size" if _size_where_minus(draft, went) == "size" else "fall"
    draft.take("amount", how, came, went)
    draft.take("direction", "fall_direction", came, went)
    if turned:
        option = label(came.index, came.text)
        draft.ask(
            "amount", f"「{came.text}」是收入、「{went.text}」是支出吗？", CONFIRM, option, (option,),
            f"按余额的增减看，「{came.text}」是收入", (came.index,),
        )


def _balance_says_turned(draft: Draft, came: Headword, went: Headword) -> bool:
    """Whether the balances fit only when the two columns change places."""
    heads = draft.heads("balance", DOUBTFUL)
    if not heads:
        return False
    column = heads[0].heading.index
    rows = []
    for record in draft.records:
        amounts = [
            money.read_money(record.cells[i]).value if i < len(record.cells) else None
            for i in (came.index, went.index, column)
        ]
        rows.append(((amounts[0] or 0) - (amounts[1] or 0), amounts[2]))
    right = wrong = 0
    for ordered in (rows, rows[::-1]):
        for (_, before), (net, after) in pairwise(ordered):
            if before is not None and after is not None and net:
                right += after - before == net
                wrong += after - before == -net
    return wrong > right

