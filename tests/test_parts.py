"""Two facts in one cell."""

from __future__ import annotations

import pytest

from openbooks import parts


@pytest.mark.parametrize(("text", "word", "number"), [
    ("记-12", "记", "12"),
    ("记   -12", "记", "12"),
    ("记 - 1", "记", "1"),
    ("记字第12号", "记", "12"),
    ("银付-0007", "银付", "0007"),
    ("007", "", "007"),
    ("12", "", "12"),
    ("记－１２", "记", "12"),
    ("现收字5号", "现收", "5"),
])
def test_word_and_number_of_a_voucher(text: str, word: str, number: str) -> None:
    assert (parts.voucher_word(text), parts.voucher_number(text)) == (word, number)


@pytest.mark.parametrize(("text", "code", "name"), [
    ("50102 文体活动费", "50102", "文体活动费"),
    ("501\\文体", "501", "文体"),
    ("501/50102", "501", "50102"),
    ("1002.01.01", "1002.01.01", ""),
    ("文体活动费", "", "文体活动费"),
    ("501", "501", ""),
])
def test_code_and_name_of_an_account(text: str, code: str, name: str) -> None:
    assert (parts.account_code(text), parts.account_name(text)) == (code, name)
