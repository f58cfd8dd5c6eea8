"""The fast road: proved regular on the bytes, and equal to the slow one record for record."""

from __future__ import annotations

import gc
import tempfile
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from openbooks import sheet
from openbooks.errors import FileRefused
from openbooks.sheet import Source

NEVER = 1 << 40
DUES = "编号,姓名,部门,应缴,日期\n" + "".join(
    f"{number},张{number},第{number % 7}车间,{number}.50,2023-01-{number % 28 + 1:02d}\n"
    for number in range(1, 400)
)


def both(content: bytes) -> tuple[Source, Source]:
    """The source read with the fast road allowed, and with it forbidden."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        fast = sheet.read(path, "a.csv", Path(folder), regular_from=0)
        slow = sheet.read(path, "a.csv", Path(folder), regular_from=NEVER)
        if fast.tables[0].regular is not None:
            (one,), (other,) = fast.tables, slow.tables
            assert list(sheet.records(one)) == list(other.records)
            for field in (
                "header", "written", "header_line", "header_records", "titles", "dropped",
                "unread", "balances", "problems", "rows", "read", "accounted",
            ):
                assert getattr(one, field) == getattr(other, field)
            assert sheet.inspect(fast) == sheet.inspect(slow)
        else:
            assert fast == slow
        sheet.release(fast)
    return fast, slow


def is_regular(content: bytes | str) -> bool:
    """Whether the fast road takes the file; in any case both give the same."""
    fast, _ = both(content.encode() if isinstance(content, str) else content)
    return fast.tables[0].regular is not None


@pytest.mark.parametrize(
    ("content", "newline"),
    [
        (DUES.encode(), "\n"),
        (DUES.encode("utf-8-sig"), "\n"),
        (DUES.replace("\n", "\r\n").encode(), "\r\n"),
        (DUES.rstrip("\n").encode(), "\n"),
        (DUES.replace("\n", "\r\n")[:-2].encode("gb18030"), "\r\n"),
        (b"\xff\xfe" + DUES.encode("utf-16-le"), "\n"),
        (DUES.replace(",", "\t").encode(), "\n"),
    ],
)
def test_a_plain_file_is_regular_in_every_encoding(content: bytes, newline: str) -> None:
    fast, _ = both(content)
    regular = fast.tables[0].regular
    assert regular is not None
    assert (regular.rows, regular.columns, regular.first_line) == (399, 5, 2)
    assert regular.newline == newline
    assert fast.tables[0].records == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("张200,", '"张200",'), ("张200,", "张,200,"), ("张200,第4车间,", "张200第4车间,"),
        ("\n200,", "\n\n200,"), ("\n200,", "\r200,"), ("\n200,", "\r\n200,"),
        ("张200", "张\ufffd"), ("张200", "合计"), ("张200", "合 计："), ("张200", "期初余额"),
        ("张200", "第1页共3页"), ("200,张200", "甲分会小计,"), ("200,张200", "　,　"),
        ("\n200,张200,第4车间,200.50,2023-01-05", "\n , ,　,,"),
        ("\n200,张200,第4车间,200.50,2023-01-05", "\n编号,姓名,部门,应缴,日期"),
        ("\n200,张200,第4车间,200.50,2023-01-05", "\n姓名,部门,金额,备注,日期"),
        ("399,张399,第0车间,399.50,2023-01-08\n", ",,,79800.00,\n"),
        ("399,张399,第0车间,399.50,2023-01-08\n", "制表人：张三,,,,\n"),
        ("399,张399,第0车间,399.50,2023-01-08\n", "399,张399,第0车间,399.50,2023-01-08\n\n"),
        ("编号,姓名", "会费表,,,,\n编号,姓名"), ("日期\n", "\n"),
    ],
)
def test_one_line_that_is_not_plain_sends_the_file_the_slow_road(old: str, new: str) -> None:
    assert old in DUES
    content = DUES.replace(old, new, 1)
    assert not is_regular(content) or "　,　" in new


def test_a_blank_beginning_alone_does_not_make_a_file_irregular() -> None:
    assert is_regular(DUES.replace("\n200,", "\n,").replace("\n300,", "\n 300,"))


def test_words_of_totals_inside_longer_texts_do_not_make_a_file_irregular() -> None:
    assert is_regular(DUES.replace("第4车间", "会计").replace("第5车间", "国庆合计慰问"))


def test_a_line_longer_than_the_fast_reader_takes_sends_the_file_the_slow_road() -> None:
    assert is_regular(DUES.replace("第4车间", "间" * 300_000, 1))
    assert not is_regular(DUES.replace("第4车间", "间" * 700_000, 1))


def test_a_file_without_a_column_of_digits_goes_the_slow_road() -> None:
    assert not is_regular("姓名,部门\n" + "张三,甲\n" * 50)


def test_small_files_go_the_slow_road() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_text(DUES, encoding="utf-8")
        assert sheet.read(path).tables[0].regular is None


def test_lines_are_counted_across_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    for size in (7, 64, 1000):
        monkeypatch.setattr("openbooks.regular.BLOCK", size)
        monkeypatch.setattr("openbooks.encoding.BLOCK", size)
        assert is_regular(DUES)
        assert is_regular(DUES.encode("gb18030"))
        assert not is_regular(DUES.replace("张200", "合计"))


def test_a_temporary_file_lives_as_long_as_its_table_and_no_longer(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(DUES.encode("gb18030"))
    folder = tmp_path / "temporary"
    folder.mkdir()
    with_release = sheet.read(path, "a.csv", folder, regular_from=0)
    assert len(list(folder.iterdir())) == 1
    sheet.release(with_release)
    assert list(folder.iterdir()) == []
    table = sheet.read(path, "a.csv", folder, regular_from=0).tables[0]
    gc.collect()
    assert sum(1 for _ in sheet.records(table)) == 399
    del table
    gc.collect()
    assert list(folder.iterdir()) == []
    irregular = DUES.replace("张200", "合计").encode("gb18030")
    path.write_bytes(irregular)
    sheet.read(path, "a.csv", folder, regular_from=0)
    assert list(folder.iterdir()) == []
    with sheet.opened(path) as source:
        assert source.tables[0].rows == 399


PLAIN = st.sampled_from(["张三", "李四", "会计", "x计", "年", "a b", " 丙 ", "丁\u3000", "", "-"])
TRICKY = st.sampled_from([
    "合计", "小计", "本月合计", "合 计", "期初余额", "会计", "余额", "年", "", " ", "　", "-",
    "制表人：甲", "第1页共3页", "姓名", "日期", "金额", "1月", "a b", "a|b", ";", "'", "\u00a0", "页", "x计",
    "\u2003", "甲小计", "合计:", "\t", "总计\u3000",
])
NUMBER = st.sampled_from(["1", "20.5", "-3", "0", "", "１２", "2023", "1,2", "5月", "#REF!", " 7"])
DATE = st.sampled_from(["2023-01-05", "2023/1/6", "20230107", "2023-01-08"])


@given(
    st.lists(st.tuples(DATE, PLAIN, NUMBER), min_size=1, max_size=12),
    st.lists(st.tuples(st.sampled_from(["", "2023-1-1", " ", "合计"]), TRICKY, NUMBER), max_size=1),
    st.randoms(use_true_random=False),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([";", "|", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
    st.booleans(),
)
def test_both_roads_read_the_same_from_any_plain_file(
    rows: list[tuple[str, ...]], odd: list[tuple[str, ...]], chance: object, newline: str,
    delimiter: str, encoding: str, ended: bool,
) -> None:
    lines = [*rows, *odd]
    chance.shuffle(lines)  # type: ignore[attr-defined]
    text = newline.join(delimiter.join(line) for line in [("日期", "摘要", "金额"), *lines])
    try:
        both((text + newline * ended).encode(encoding))
    except FileRefused:
        assume(False)


def test_a_file_that_ends_in_half_an_amount_is_not_regular_and_refuses_that_line() -> None:
    lines = "编号,姓名,金额\n" + "".join(f"{n},张,{n}.50\n" for n in range(1, 50))
    assert is_regular(lines + "50,张,1994.20")
    assert not is_regular(lines + "50,张,199")
