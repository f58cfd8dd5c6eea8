"""Names masked the same in Python and in SQL, and taken out of free text."""

from __future__ import annotations

import time

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openbooks import codes, person, schemas
from openbooks.contract import ledgers
from openbooks.masking import Scrubber, mask_name_sql, mask_payee_sql, told_apart
from openbooks.person import mask_name


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


@pytest.mark.parametrize(("said", "shown"), [
    ("卡6222 0202 0011 2233 445", "卡****3445"),
    ("6222-0202-0011-2233", "****2233"),
    ("110101 1990 0101 123X", "****123X"),
    ("１１０１０１１９９００１０１１２３Ｘ", "****123X"),
    ("电话１３８１２３４５６７８", "电话138****5678"),
    ("138-1234-5678、138 1234 5678", "138****5678、138****5678"),
    ("家里0551-1234567", "家里0551-****"),
    ("发到quill@example.cn", "发到***@example.cn"),
])
def test_numbers_leave_a_text_however_they_are_written(said: str, shown: str) -> None:
    assert Scrubber([])(said).replace("１３８", "138").replace("５６７８", "5678") == shown


@pytest.mark.parametrize("text", [
    "2021 2022 2023 2024", "2025-03-01 2025-03-31", "13812345678.00", "20250301123000",
    "工会周年庆", "“中国梦·劳动美”演讲比赛", "春节慰问金发放", "付水电费", "郑州、沈阳差旅费",
    "工发〔2024〕12号", "更正记账科目：宣传栏更新转文体活动",
])
def test_days_amounts_and_plain_words_stay_in_a_text(text: str) -> None:
    assert Scrubber([])(text) == text


@pytest.mark.parametrize(("said", "shown"), [
    ("慰问张三", "慰问张*"), ("慰问张三住院", "慰问张*住院"),
    ("春节慰问困难职工陈晓明", "春节慰问困难职工陈*明"), ("付王五、赵六困难补助", "付王*、赵*困难补助"),
    ("差旅费-刘大壮", "差旅费-刘*壮"), ("慰问古丽·阿依", "慰问古*依"),
    ("诸葛青穗的报告", "诸*穗的报告"), ("制表：龘靐　审核人 李四", "制表：龘*　审核人 李*"),
    ("填报人:买买提·艾力 2025年3月", "填报人:买*力 2025年3月"), ("张三慰问.xlsx", "张*慰问.xlsx"),
])
def test_a_person_whom_no_ledger_names_is_known_by_what_stands_around(
    said: str, shown: str
) -> None:
    assert Scrubber([])(said) == shown


@pytest.mark.parametrize(("said", "shown"), [
    ("其他应收款-张三", "其他应收款-张*"), ("其他应收款\\备用金\\龘靐", "其他应收款\\备用金\\龘*"),
    ("其他应付款_江城文具有限公司", "其他应付款_江城文具有限公司"),
    ("其他应付款-水电费", "其他应付款-水电费"),
    ("职工活动支出-文体活动费", "职工活动支出-文体活动费"),
    ("职工活动支出-张大三", "职工活动支出-张*三"),
])
def test_the_details_of_an_account_with_others_are_masked_as_payees_are(
    said: str, shown: str
) -> None:
    assert Scrubber([]).account(said) == shown


@pytest.mark.parametrize(("known", "said", "shown"), [
    ("买买提·艾力", "买买提•艾力、买买提艾力、买买提 艾力", "买*力、买*力、买*力"),
    ("欧阳雪松、龘靐（代）", "请龘靐和欧阳 雪松来", "请龘*和欧*松来"),
    ("John Smith", "paid john smith, not johnsmithson", "paid j*h, not johnsmithson"),
])
def test_a_known_name_is_found_however_it_is_written(known: str, said: str, shown: str) -> None:
    assert Scrubber([known])(said) == shown


def test_texts_that_would_look_alike_are_told_apart_in_an_order_that_says_nothing() -> None:
    shown = {f"应收-张{one}": "应收-张*" for one in "一二三四"}
    apart = told_apart(shown, ["应收-张*(2)"], "salt")
    assert sorted(apart.values()) == [f"应收-张*({n})" for n in (1, 3, 4, 5)]
    assert [*apart] != sorted(apart)
    assert told_apart({"张三": "张*"}, [], "salt") == {"张三": "张*"}


def test_no_word_of_the_program_is_taken_for_a_person() -> None:
    words = {each for pair in codes.CODES.values() for each in pair}
    for ledger in ledgers().values():
        words.add(ledger.title)
        for column in ledger.columns:
            words |= {column.title, *column.synonyms, *column.allowed}
    assert {word for word in words if person.guessed(word) != word} == set()


@given(st.one_of(
    st.text(st.sampled_from("0123456789 -@.BaobX*"), max_size=24),
    st.lists(st.sampled_from(
        ["138", "123", "45678", "1234", "5678", "340102", "19900101", "123X", "6222", " ", "-", "  ", "86"]
    ), max_size=9).map("".join),
))
@example("138 123 45678")
@example("340102-19900101-1234")
@example("6222  0212  3456")
@example("Bo")
def test_no_text_of_the_books_that_a_scrubber_would_change_is_passed_over(text: str) -> None:
    scrub = Scrubber(["Bab", "Bo"])
    con = duckdb.connect()
    try:
        texts, codes_ = con.execute(
            "select regexp_matches($1, $2), regexp_matches($1, $3)",
            [text, schemas.IN_TEXT, schemas.IN_CODE],
        ).fetchone()
    finally:
        con.close()
    assert texts or {scrub(text), scrub.label(text), scrub.account(text)} == {text}
    assert codes_ or scrub.code(text) == text


@pytest.mark.parametrize("name", ["ßen", "ﬁlip", "İlham", "ŉa", "ᾳb", "𠮷田", "Ａｂ", "[a-z]", "\\d'x"])
def test_a_name_in_any_script_is_looked_for(name: str) -> None:
    scrub = Scrubber([name])
    said = f"给{name}的"
    con = duckdb.connect()
    try:
        found = con.execute("select regexp_matches($1, $2)", [said, scrub.touches]).fetchone()
    finally:
        con.close()
    assert found == (True,)
    assert scrub(said) == f"给{mask_name(name)}的"


@pytest.mark.parametrize("said", [
    "a" * 200_000 + " @", "a." * 100_000 + "@", "(" * 200_000, "（(" * 100_000, "张" * 200_000,
])
def test_a_cell_written_to_take_forever_takes_no_time(said: str) -> None:
    begun = time.process_time()
    scrub = Scrubber([said, "张三"])
    for treated in (scrub(said), scrub.account(said), scrub.code(said)):
        assert len(treated) == len(said)
    assert time.process_time() - begun < 10


@given(st.text(
    st.sampled_from("张三王欧阳龘靐买提·：: 人员制表审核慰问费0123９８-@.ＸaB"), max_size=24
))
def test_what_the_pattern_passes_over_is_what_a_scrubber_leaves_alone(text: str) -> None:
    scrub = Scrubber(["龘靐", "买买提·艾力", "Bab"])
    con = duckdb.connect()
    try:
        (touched,) = con.execute("select regexp_matches($1, $2)", [text, scrub.touches]).fetchone()
    finally:
        con.close()
    assert touched or scrub(text) == text
