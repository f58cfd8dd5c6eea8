"""Two facts in one cell: 记-12 (word and number), 50102 文体活动费 (code and name).

Each function takes the text of the cell and returns the part, "" where the cell has none. The
forms are those of domain formats §2 (layout rows on 字 and 号, and on code and name).
"""

from __future__ import annotations

import re
import unicodedata

VOUCHER = re.compile(r"^\s*([^\d\s\-—–_]*?)\s*字?\s*第?\s*[-—–_]?\s*(\d+(?:[-/]\d+)*)\s*号?\s*$")
ACCOUNT = re.compile(r"^\s*([A-Za-z]?\d[\d.]*)\s*[\s\\/|_\-—:：]*\s*(.*?)\s*$")


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
