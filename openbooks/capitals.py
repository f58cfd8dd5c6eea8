"""Amounts in Chinese capitals (壹仟贰佰元整) to the 分, refused when they can be read twice.

Spelling: 《支付结算办法》附件《正确填写票据和结算凭证的基本规定》. 零 is taken where a place is
empty, also where that rule lets the writer choose (壹拾万零柒仟元); it must stand before a last
digit that follows a gap, because 壹仟伍元 is 1005 to one reader and 1500 to another.
"""

from __future__ import annotations

import re

_VARIANTS = str.maketrans("貳弍參叄陸圓圆萬億〇两正", "贰贰叁叁陆元元万亿零二整")
_LOWER = "一二三四五六七八九十百千"
_TO_CAPITAL = str.maketrans(_LOWER, "壹贰叁肆伍陆柒捌玖拾佰仟")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_CAPITALS = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")

_AMOUNT = re.compile(
    r"(?:人民币)?:?(负)?(?:([零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元)?"
    r"(?:(零?)([零壹贰叁肆伍陆柒捌玖])角)?(?:(零?)([零壹贰叁肆伍陆柒捌玖])分)?整?"
)
_MYRIADS = re.compile(r"(?:([^万亿]+)亿)?(?:([^万亿]+)万)?([^万亿]+)?")
_DIGIT = "[壹贰叁肆伍陆柒捌玖]"
# 拾元 and 拾伍元 are written for 壹拾元 and 壹拾伍元; elsewhere every unit has its digit.
_SECTION = re.compile(
    f"(?:(零?)({_DIGIT})仟)?(?:(零?)({_DIGIT})佰)?(?:(零?)({_DIGIT}?)拾)?(?:(零?)({_DIGIT}))?"
)
_LOOKS = re.compile(
    r"[壹贰貳弍叁參叄肆伍陆陸柒捌玖拾佰仟]|[零〇一二两三四五六七八九十百千万亿][元圆圓角分]"
)


def looks_like_capitals(text: str) -> bool:
    """Whether the text means to be an amount in capitals, well written or not."""
    return _LOOKS.search(text) is not None


def read_capitals(text: str) -> int | None:
    """The amount in 分, or None when it is mixed, unclear or no amount.

    Everyday numerals (一千二百元) are taken when no capital stands among them.
    """
    spelled = "".join(text.split()).translate(_VARIANTS)
    if not _CAPITALS.intersection(spelled):
        spelled = spelled.translate(_TO_CAPITAL)
    found = _AMOUNT.fullmatch(spelled)
    if not found or not (found[2] or found[4] or found[6]):
        return None
    minus, whole, zero_before_jiao, jiao, zero_before_fen, fen = found.groups()
    yuan = _whole(whole) if whole else 0
    if yuan is None:
        return None
    if zero_before_jiao and (yuan % 10 or jiao == "零"):
        return None
    if zero_before_fen and (jiao not in (None, "零") or fen == "零"):
        return None
    amount = yuan * 100
    amount += _DIGITS.index(jiao or "零") * 10 + _DIGITS.index(fen or "零")
    return -amount if minus else amount


def _whole(text: str) -> int | None:
    """The 元 of an amount; None unless the places fall strictly and every gap is clear."""
    if text == "零":
        return 0
    myriads = _MYRIADS.fullmatch(text)
    if not myriads:
        return None
    total, last = 0, None
    for base, section in zip((8, 4, 0), myriads.groups(), strict=True):
        if section is None:
            continue
        places = _SECTION.fullmatch(section)
        if not places:
            return None
        zeros, digits = places.groups()[::2], places.groups()[1::2]
        for place, zero, digit in zip((3, 2, 1, 0), zeros, digits, strict=True):
            if digit is None:
                continue
            gap = last is not None and last - (base + place) > 1
            if zero and not gap:
                return None
            if gap and place == 0 and not zero:
                return None
            if not digit and last is not None:
                return None
            total += _DIGITS.index(digit or "壹") * 10 ** (base + place)
            last = base + place
    return total
