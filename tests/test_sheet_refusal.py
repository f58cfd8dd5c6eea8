"""Bad input: one clear sentence, or a reading in which every record is accounted for."""

from __future__ import annotations

import io
import random
import struct
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks import sheet
from openbooks.errors import FileRefused
from tests.sheet_kit import cells, read, refusal, table


@pytest.mark.parametrize("content", ["", "\n\n", " \t \r\n", "\ufeff", "\ufeff\n", ",,,\n,,\n"])
def test_an_empty_file_is_refused(content: str) -> None:
    assert refusal(content) == "file_empty"


@pytest.mark.parametrize(
    "content", ["姓名,金额\n", "姓名,金额", "会费表,\n姓名,金额\n,\n", "姓名,金额\n合计,0\n"]
)
def test_a_header_without_data_is_refused(content: str) -> None:
    assert refusal(content) == "no_data_row"


@pytest.mark.parametrize(
    "content",
    ["2023-01-02,张三,10\n2023-01-03,李四,20\n", "这是一段文字\n没有表格\n", "1\n2\n", "\n,,1\n"],
)
def test_a_file_without_a_header_is_refused(content: str) -> None:
    assert refusal(content) == "no_header"


def test_300_columns_are_refused_and_256_are_read() -> None:
    for width in (300, 257):
        assert refusal(",".join(["a"] * width) + "\n" + ",".join(["1"] * width)) == (
            "too_many_columns"
        )
    assert len(table(",".join(["a"] * 256) + "\n" + ",".join(["1"] * 256)).header) == 256


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/x.csv", "x.csv"), (r"C:\账\x\y.csv", "y.csv"), ("C:z.csv", "z.csv"),
        ("/abs/会费.csv", "会费.csv"), ("a\x00\n.csv", "a.csv"), ("..", "未命名"), ("", "未命名"),
        ("目录/", "未命名"), ("x" * 400 + ".csv", "x" * 251 + ".csv"),
    ],
)
def test_a_path_in_the_name_is_cut_off(given_name: str, kept: str) -> None:
    assert sheet.base_name(given_name) == kept
    assert read("姓名,金额\n张三,1\n", given_name).name == kept


def test_formulas_and_markup_are_texts_like_any_other() -> None:
    found = table("姓名,<script>alert(1)</script>,金额\n=cmd|' /C calc'!A0,<b>,1\n")
    assert found.header[1] == "<script>alert(1)</script>"
    assert cells(found) == [("=cmd|' /C calc'!A0", "<b>", "1")]


def test_a_million_quotes_and_a_line_of_megabytes_take_no_time() -> None:
    quotes = "姓名,金额,备注\n" + '张三,1,"x""\n' * 2000
    found = table(quotes)
    assert len(found.unread) + found.rows == 2000
    assert table("姓名,金额\n" + "长" * 3_000_000 + ",1\n").rows == 1


SEEDS = (
    "××工会 2023年 明细账,,,\n日期,凭证号,摘要,金额\n2023-01-05,记-1,\"办公, 纸\",\"1,200.00\"\n"
    "2023-01-06,记-2,慰问,300\n,,本月合计,1500\n\n制表人：张三,,,\n".encode(),
    "姓名\t应缴\t实缴\r\n张三\t10\t10\r\n李四\t20\t20\r\n合计\t30\t30\r\n".encode("gb18030"),
    "慰问名单\n序号,姓名,金额,,序号,姓名,金额\n1,张三,300,,3,王五,200\n2,李四,300,,4,赵六,200\n"
    "合计,,600,,合计,,400\n项目,支出,,日期,摘要\n办公,5,,2023-01-02,x\n".encode(),
    b"\xff\xfe" + "编号|名称|数\n1|甲|5\n2|\"乙\"|6\n".encode("utf-16-le"),
)
PIECES = st.sampled_from([
    b"", b"\n", b"\r", b"\r\n", b",", b'"', b'""', b"\t", b"|", b";", b"\x00", b"\xff", b"\xef\xbb\xbf",
    b"\xef\xbf\xbd", "合计".encode(), "合计".encode("gb18030"), "日期,摘要,金额".encode(), b"=1+1",
    b"<html>", b"PK\x03\x04", b"1e400", "第1页共3页".encode(), b" " * 9, b",,,,,,,,", b"\x85", b"\x1c",
])


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 12), PIECES), max_size=5),
)
def test_mutated_files_are_read_to_the_last_record_or_refused(
    content: bytes, changes: list[tuple[int, int, bytes]]
) -> None:
    for at, length, piece in changes:
        content = content[:at] + piece + content[at + length :]
    _read_or_refused(content)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    _read_or_refused(content)


def _read_or_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        for regular_from in (0, 1 << 40):
            try:
                source = sheet.read(path, "a.csv", Path(folder), regular_from)
            except FileRefused as refused:
                assert refused.problem.message.endswith("。")
                continue
            lines: list[tuple[int, str]] = []
            for found in source.tables:
                assert found.accounted
                kept = list(sheet.records(found))
                assert len(kept) == found.rows
                assert {len(record.cells) for record in kept} <= {len(found.header)}
                problems = {each.line for each in found.problems if each.severity == "row"}
                assert problems == {record.line for record in found.unread}
                placed = (*kept, *found.dropped, *found.unread)
                lines += [(each.line, found.part + each.part) for each in placed]
            assert len(lines) == len(set(lines)), "a record has two places"
            sheet.inspect(source)
            sheet.release(source)


def test_mutated_workbooks_are_read_or_refused(
    shared_real: Path, amount: Callable[[int], int]
) -> None:
    chance = random.Random(2)
    seeds = [
        (shared_real / "B_cn_statements" / name).read_bytes()
        for name in ("spdb_debit.xls", "bank_detail_merged_title.xlsx")
    ]
    for _ in range(amount(300)):
        content = bytearray(chance.choice(seeds))
        for _ in range(chance.randrange(1, 12)):
            at = chance.randrange(len(content))
            content[at : at + chance.choice((1, 1, 4))] = chance.randbytes(chance.choice((1, 1, 4)))
        _read_or_refused(bytes(content))


def zipped(*names: str) -> bytes:
    """An archive with these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return content.getvalue()


def compound(*streams: str) -> bytes:
    """An OLE file that holds streams of these names (its table, its directory, nothing in them)."""
    def entry(name: str, kind: int) -> bytes:
        text = name.encode("utf-16-le").ljust(64, b"\0")
        return text + struct.pack("<HBB", 2 * len(name) + 2, kind, 1) + b"\xff" * 12 + b"\0" * 48

    entries = [entry("Root Entry", 5), *(entry(name, 2) for name in streams)]
    table = struct.pack("<128I", 0xFFFFFFFE, 0xFFFFFFFD, *[0xFFFFFFFF] * 126)
    sizes = struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    rest = struct.pack("<7I", 0, 1, 0, 0, 4096, 0xFFFFFFFE, 0)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + sizes + rest
    head += struct.pack("<2I", 0xFFFFFFFE, 0) + struct.pack("<109I", 1, *[0xFFFFFFFF] * 108)
    return head + b"".join(entries).ljust(512, b"\0") + table


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n", "PDF 文件"),
        (b"{\\rtf1\\ansi", "RTF 文档"),
        (b'[\n {"name": 1}\n]', "JSON 文件"),
        (b"\0\0\0\x18ftypheic", "图片或音像"),
        (b"Rar!\x1a\x07", "RAR 压缩包，请先解压"),
        (zipped("会费.csv"), "zip 压缩包，请先解压"),
        (zipped("word/document.xml"), "Word 文档"),
        (zipped("mimetype", "content.xml"), "OpenDocument 文件，如 ods"),
        (zipped("OFD.xml"), "OFD 版式文件"),
        (zipped("xl/workbook.bin"), "xlsb 二进制工作簿"),
        (compound("WordDocument", "1Table"), "Word 或 WPS 文字文档"),
        (compound("PowerPoint Document"), "演示文稿"),
        (compound("EncryptionInfo", "EncryptedPackage"), "工作簿有密码"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>", "单个文件网页"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Table>', "XML 表格 2003"),
        ("姓名,金额\n张三,1\n".encode("utf-16-le"), "像是没有标记的 UTF-16 文本"),
        (b"\x30\x26\xb2\x75\0\0\0\0data", "含二进制内容"),
    ],
)
def test_what_is_no_table_is_refused_by_what_it_is(content: bytes, said: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read(content, "交来的.xls")
    message = str(refused.value)
    assert said in message and message.count("。") == 2 and "\n" not in message


def test_words_that_only_begin_like_another_kind_of_file_are_read() -> None:
    assert cells(table("BM,金额\n张三,1\n")) == [("张三", "1")]
    assert cells(table("RIFF,金额\n张三,1\n")) == [("张三", "1")]
