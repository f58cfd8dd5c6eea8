"""Two facts in one cell, one in several: 记-12 (word and number), 50102 文体活动费 (code and name).

Each function takes the text of the cell and returns the part, "" where the cell has none. The
forms are those of domain formats §2 (layout rows on 字 and 号, and on code and name).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

VOUCHER = re.compile(r"^\s*([^\d\s\-—–_]*?)\s*字?\s*第?\s*[-—–_]?\s*(\d+(?:[-/]\d+)*)\s*号?\s*$")
ACCOUNT = re.compile(r"^\s*([A-Za-z]?\d[\d.]*)\s*[\s\\/|_\-—:：]*\s*(.*?)\s*$")

# D is debit beside C, and 贷 beside J: only the other letter tells.
SIDES = {"c": {"c": "贷", "d": "借"}, "j": {"j": "借", "d": "贷"}}


def side(text: str, beside: str) -> str:
    """借 or 贷 of a letter in a column that also has the letter `beside`; any other text as it is."""
    return SIDES[beside].get(text.strip().casefold(), text)


# Kinds of movements that can go only one way; on a card 还款 is what the holder pays in.
_COMES = tuple("退货 退款 还款 存入 存款 转入 汇入 充值 利息 结息 工资 代发 返现 收款 收入".split())
_GOES = tuple(
    "消费 支付 付款 取现 取款 支取 转出 汇出 提现 手续费 收费 年费 扣款 代扣 缴费 购买 支出".split()
)


def movement_direction(text: str) -> str:
    """收入 or 支出 by the kind of movement that a text begins with (退货 美团); "" by none."""
    text = text.strip()
    return "收入" if text.startswith(_COMES) else "支出" if text.startswith(_GOES) else ""


def voucher_word(text: str) -> str:
    """The word of a voucher: 记 of `记-12`, `记   -12`, `记字第12号`; "" of `12`."""
    found = VOUCHER.match(unicodedata.normalize("NFKC", text))
    return found.group(1).removesuffix("字") if found else ""


def voucher_number(text: str) -> str:
    """The number of a voucher as text, zeros kept: 12 of `记-12`, 007 of `007`."""
    found = VOUCHER.match(unicodedata.normalize("NFKC", text))
    return found.group(2) if found else text.strip()


def account_code(text: str) -> str:
    """The code before a name: 50102 of `50102 文体活动费`, 501 of `501\\文体`."""
    found = ACCOUNT.match(unicodedata.normalize("NFKC", text))
    return found.group(1).rstrip(".") if found else ""


def account_name(text: str) -> str:
    """The name behind a code: 文体活动费 of `50102 文体活动费`; the whole text without a code."""
    found = ACCOUNT.match(unicodedata.normalize("NFKC", text))
    return found.group(2) if found else text.strip()


def account_path(levels: Sequence[str]) -> str:
    """Coarse and fine account in cells of their own as one name: 业务支出/培训费; what a finer one says
    again is said once, empty levels are left out."""
    path: list[str] = []
    for text in filter(None, (each.strip() for each in levels)):
        if path and text != path[-1] and text.startswith(path[-1]):
            text = text[len(path[-1]):].strip(" /\\|_-—") or text
        if not path or text != path[-1]:
            path.append(text)
    return "/".join(path)
