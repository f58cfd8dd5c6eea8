"""Names masked the same in Python and in SQL, and taken out of free text."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks.masking import Scrubber, mask_name, mask_name_sql, mask_payee_sql


@pytest.mark.parametrize(("name", "masked"), [
    ("张三", "张*"),
    ("张小三", "张*三"),
    ("张", "*"),
    ("", "*"),
    ("欧阳修", "欧*修"),
    ("欧阳小三", "欧*三"),
    ("买买提·艾力", "买*力"),
    ("䶮", "*"),
    ("李𬭎", "李*"),
])
def test_names_are_masked_as_privacy_rules_say(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.just("·"), max_size=8))
def test_sql_and_python_mask_alike(name: str) -> None:
    con = duckdb.connect()
    try:
        (found,) = con.execute(f"select {mask_name_sql('n')} from (select ? as n)", [name]).fetchone()
    finally:
        con.close()
    assert found == mask_name(name)


def test_a_payee_that_may_be_a_person_is_masked_and_a_firm_is_not() -> None:
    con = duckdb.connect()
    try:
        said = mask_payee_sql("n", "lower")
        rows = con.execute(
            f"select {said} from (values ('张小三'), ('江城文具有限公司'), ('买买提·艾力')) t(n)"
        ).fetchall()
    finally:
        con.close()
    assert [row[0] for row in rows] == ["张*三", "江城文具有限公司", "买*力"]


def test_names_ids_cards_and_phones_leave_free_text() -> None:
    scrub = Scrubber(["张三", "张三丰", "欧阳小三", "李"])
    assert scrub("慰问张三丰、张三，电话13812345678") == "慰问张*丰、张*，电话138****5678"
    assert scrub("慰问 张 三 等 3 人") == "慰问 张* 等 3 人"
    assert scrub("张　三　丰") == "张*丰"
    assert scrub("身份证11010119900101123X") == "身份证****123X"
    assert scrub("卡6222020200112233445") == "卡****3445"
    assert scrub("李子一箱 1234.50元 20240301") == "李子一箱 1234.50元 20240301"
