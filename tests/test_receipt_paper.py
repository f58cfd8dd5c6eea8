"""The receipt as a paper: all of it is there, nothing of a file speaks to typst, no box stands for a
character."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from openbooks import receipt_paper, typeset
from openbooks.access import LOCAL_PAGES, LOCAL_STAFF
from openbooks.again import approve, reject
from openbooks.cli import main
from openbooks.governing import set_two_person
from openbooks.history import Settings
from openbooks.loading import found
from openbooks.report import Block, Paper, pdf
from openbooks.undoing import undo
from tests.door import AT, books_in, load

DUES = """
会费缴纳表
会员编号,姓名,所属单位,所属月份,应缴会费,实缴会费
1001,张小三,U1,2024-03,20.00,20.00
1002,李四,U1,2024-03,25.005,0.00
合计,,,,45.00,20.00
"""


def text_of(content: bytes) -> str:
    """What the PDF says, without the breaks of its lines."""
    pages = PdfReader(io.BytesIO(content)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\u200b", "")


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_paper_says_whose_which_who_when_what_and_the_hashes(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    found(books, Settings("临溪小学工会", "安徽", "2022", 1, False), "王会计", AT)
    number = load(books, tmp_path, "dues", DUES, "三月会费.csv").batch
    view = books.view(LOCAL_STAFF)
    batch = view.state.batch(number)
    said = squeezed(text_of(receipt_paper.as_pdf(view, batch)))
    for expected in (
        f"装载回执第{number}号", "临溪小学工会", "会费缴纳", "三月会费.csv", batch.body["original"],
        "2025-03-0109:00", "测试", "记录5=收下1+重复0+拒收1+略过3", "应缴会费20.0020.00",
        "拒收的行", "25.005", "标题", "合计", books.events[number - 1].digest, view.state.head,
        "第1页，共1页",
    ):
        assert squeezed(expected) in said, expected
    assert "已撤销" not in said and "虚构示例" not in said


def test_the_same_receipt_gives_the_same_bytes(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    number = load(books, tmp_path, "dues", DUES).batch
    view = books.view(LOCAL_STAFF)
    batch = view.state.batch(number)
    assert receipt_paper.as_pdf(view, batch) == receipt_paper.as_pdf(view, batch)


def test_what_was_taken_back_and_what_is_invented_is_said_first(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    found(books, Settings("临溪小学工会", "安徽", "2022", 1, True), "王会计", AT)
    number = load(books, tmp_path, "dues", DUES).batch
    undo(books, number, "月份写错了", "李复核", AT)
    view = books.view(LOCAL_STAFF)
    said = text_of(receipt_paper.as_pdf(view, view.state.batch(number)))
    assert "虚构示例" in said and "月份写错了" in said
    assert said.index("已撤销") < said.index("SHA-256")


def test_an_entry_that_was_turned_down_or_approved_is_no_receipt_of_what_counts(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    set_two_person(books, "dues", True, "内控", "测试", AT)
    first = load(books, tmp_path, "dues", DUES).batch
    reject(books, first, "月份不对", "李复核", AT)
    second = load(books, tmp_path, "dues", DUES, "again.csv").batch
    counted = approve(books, second, "李复核", AT).batch
    view = books.view(LOCAL_STAFF)
    for number, expected in (
        (first, f"已退回（记录第{first + 1}号），没有计入数字。原因：月份不对"),
        (second, f"由第{counted}号装载计入数字"),
    ):
        batch = view.state.batch(number)
        assert expected in squeezed(text_of(receipt_paper.as_pdf(view, batch)))
        assert json.loads(receipt_paper.as_file(view, batch))["settled_by"] == batch.settled_by


def test_a_masked_reader_gets_a_masked_paper_and_file(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    number = load(books, tmp_path, "dues", DUES, "张小三的会费.csv").batch
    view = books.view(LOCAL_PAGES)
    batch = view.state.batch(number)
    assert "张小三" not in text_of(receipt_paper.as_pdf(view, batch))
    assert "张小三" not in receipt_paper.as_file(view, batch).decode()


def test_the_json_holds_the_receipt_of_the_command_line_and_the_hashes(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    number = load(books, tmp_path, "dues", DUES).batch
    view = books.view(LOCAL_STAFF)
    told = json.loads(receipt_paper.as_file(view, view.state.batch(number)))
    assert (told["batch"], told["accepted"], told["refused"], told["dropped"]) == (number, 1, 1, 3)
    assert told["sums"][0]["in"] == "20.00" and told["problems"][0]["line"] == 4
    assert told["head"] == view.state.head == told["event"] == books.events[number - 1].digest


@pytest.mark.parametrize("text", [
    '#import "@preview/x:1.0": *', '#read("/etc/passwd")', "#panic()", "$x$", "*粗*", "_斜_", "<a>@a",
    "`raw`", "\\u{41}", "// nothing", "/* nothing */", "= 标题", "- 项", '" + sys.inputs.paper + "',
    "]", "}#{", "~", "--", "...", "'引'", "https://example.org/#x",
])
def test_a_text_is_printed_as_it_stands_wherever_it_stands(text: str) -> None:
    blocks = (Block("text", text), Block("facts", rows=((text, text),)), Block("mark", text),
              Block("table", heads=(text, "乙"), rows=((text, "丙"),), wide=1))
    said = squeezed(text_of(pdf(Paper(text, text, blocks))))
    assert said.count(squeezed(text)) == 8, said  # title, foot and six in the blocks


def test_characters_without_a_glyph_are_said_and_never_drawn_as_boxes() -> None:
    rare = "\U00020bb7野 \u202e倒 \ud800 \x00 \U0001f600"
    said = text_of(pdf(Paper(f"回执 {rare}", "", (Block("text", rare),))))
    for point in ("20BB7", "202E", "D800", "0000", "1F600"):
        assert said.count(f"〔U+{point}〕") == 3, point  # title, text and the note about them
    assert "字体里没有的字" in said and "野" in said
    assert "字体里没有的字" not in text_of(pdf(Paper("回执", "", (Block("text", "䶮\ue863"),))))


def test_the_font_draws_every_character_that_it_is_said_to_have() -> None:
    wanted = sorted(each for each in typeset.characters() if each.isprintable() and not each.isspace())
    said = text_of(pdf(Paper("字", "", (Block("text", " ".join(wanted)),))))
    missing = {*wanted} - {*said}
    assert len(missing) < len(wanted) / 200, "".join(sorted(missing))[:200]


def test_a_long_list_of_problems_is_cut_and_says_so(tmp_path: Path) -> None:
    books = books_in(tmp_path)
    lines = "\n".join(f"{n},张三,U1,2024-03,1.005,1.00" for n in range(250))
    text = f"会员编号,姓名,所属单位,所属月份,应缴会费,实缴会费\n{lines}\n9999,李四,U1,2024-03,1.00,1.00"
    view_of = load(books, tmp_path, "dues", text).batch
    view = books.view(LOCAL_STAFF)
    said = squeezed(text_of(receipt_paper.as_pdf(view, view.state.batch(view_of))))
    assert "250处" in said and "只列出前200处" in said


def test_the_command_line_writes_a_receipt_once_and_only_as_what_it_can_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    books = books_in(tmp_path)
    number = load(books, tmp_path, "dues", DUES).batch
    for name, begin in (("r.pdf", b"%PDF"), ("r.json", b"{")):
        words = ["receipt", str(number), "--out", str(tmp_path / name), "--books", str(books.home)]
        assert main(words) == 0
        assert (tmp_path / name).read_bytes().startswith(begin)
        assert main(words) == 2, "nothing is overwritten"
    assert main([*words[:3], str(tmp_path / "r.doc"), *words[4:]]) == 2
    assert ".pdf 或 .json" in capsys.readouterr().err
