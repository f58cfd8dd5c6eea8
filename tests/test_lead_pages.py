"""The auditor's pages: the list, one 疑点 with its case and names, the questions put to a unit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from openbooks import casework, reveal
from openbooks.access import LOCAL_PAGES, LOCAL_STAFF
from openbooks.books import Books, open_books
from openbooks.casework import Words
from openbooks.errors import WrongUse
from openbooks.journal import path_of
from openbooks.verification import verify
from tests.door import books_of
from tests.lead_books import AT, case_of, corrected, made
from tests.test_pages import opened, sound, told

LEADS, LEAD, ANSWERS = "pages/audit/leads.py", "pages/audit/lead.py", "pages/staff/answers.py"
WHOM = "欧阳小三"
WHY = "向本人核实是否领到"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return made(tmp_path_factory.mktemp("leads"))


@pytest.fixture
def books(files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    """A fresh copy of them, where the pages look."""
    home = tmp_path / "books"
    monkeypatch.setenv("OPENBOOKS_HOME", str(home))
    return books_of(files, home)


def do(books: Books, number: int, kind: str, who: str = "李经审", note: str = "看过", role: str = "") -> None:
    casework.act(books.view(LOCAL_PAGES), case_of(books, number).case, kind, who, AT, Words(note, role=role))


def fill(app: AppTest, label: str, text: str) -> None:
    held = [*app.text_input, *app.text_area]
    next(each for each in held if each.label.startswith(label)).set_value(text)


def listed(app: AppTest) -> str:
    """All texts of the list, with what its ways are called."""
    ways = [each.proto.label for each in app.get("page_link")]
    return "\n".join([told(app), *ways]).replace("\\", "")


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button of that name."""
    return next(each for each in app.button if each.label == label).click().run()


def test_the_list_says_how_many_and_in_words_what_they_are_about(books: Books) -> None:
    app = opened(LEADS, books="own")
    sound(app)
    text = listed(app)
    assert "疑点是要问的问题，不是结论" in text and "凭证 2024年3月 记-2" in text
    assert "还没有问" in text and WHOM not in text and "U1" not in text
    do(books, 4, "dismiss")
    app = opened(LEADS, books="own", stage="排除")
    text = listed(app)
    assert "符合筛选的 1 个，共 2 个" in text and "还没有问 1 个，已作决定 1 个" in text
    assert "记-4" in text and "记-2" not in text


def test_a_question_is_asked_and_answered_on_the_pages(books: Books) -> None:
    key = case_of(books, 2).case.key
    app = opened(LEAD, books="own", case=key)
    sound(app)
    assert "重复支付" in told(app) and "依据：" in told(app) and "还付给过“清风印刷社”什么？" in told(app)
    press(app, "下一步")
    assert "请先写“要问什么”" in app.warning[-1].value
    fill(app, "要问什么", "两张凭证是一笔还是两笔？")
    fill(app, "经办人", "李经审")
    press(app, "下一步")
    app = press(app, "确认要求说明")
    sound(app)
    assert "等单位说明" in told(app) and "两张凭证是一笔还是两笔？" in told(app)

    app = opened(ANSWERS, books="own")
    sound(app)
    assert "经审会问了 1 个问题" in told(app) and "两张凭证是一笔还是两笔？" in told(app)
    fill(app, "怎么回事", "分两批印的，回单附后")
    fill(app, "答复人", "赵出纳")
    press(app, "下一步")
    app = press(app, "确认答复")
    assert "没有要答复的问题" in told(app)
    assert case_of(books, 2).case.file.said == "已说明"
    assert "看过说明，怎么定？" in [each.label for each in opened(LEAD, books="own", case=key).radio]
    assert verify(books.home).ok


def test_a_row_that_changes_opens_its_case_again_and_the_page_says_so(
    books: Books, tmp_path: Path
) -> None:
    for number in (2, 4):
        do(books, number, "dismiss", note="两次印刷")
        do(books, number, "sign", note="", role="preparer")
        do(books, number, "sign", "钱经审", "", "reviewer")
    corrected(books, tmp_path)
    again, still = (opened(LEAD, books="own", case=case_of(books, number).case.key) for number in (2, 4))
    sound(again)
    assert "重新打开" in told(again) and "更正" in "".join(each.value for each in again.warning)
    assert "两人已签" in told(still) and not still.warning


def test_names_are_shown_for_a_purpose_that_stays_in_the_journal_without_them(books: Books) -> None:
    item = case_of(books, 4)
    app = opened(LEAD, books="own", case=item.case.key)
    assert WHOM not in told(app) and "欧*三" in told(app).replace("\\", "")
    press(app, "记入日志并显示姓名")
    assert "看姓名要写明用途" in app.error[-1].value and not reveal.reveals(books, item.case.key)
    fill(app, "用途", WHY)
    fill(app, "谁在看", "李经审")
    app = press(app, "记入日志并显示姓名")
    sound(app)
    assert WHOM in told(app)
    (event,) = reveal.reveals(books, item.case.key)
    assert (event.who, event.body["purpose"]) == ("李经审", WHY)
    assert event.body["rows"] and "voucher.payee" in event.body["fields"]
    assert WHOM not in path_of(books.home).read_text(encoding="utf-8")
    assert json.loads(path_of(books.home).read_text("utf-8").splitlines()[-1])["kind"] == "reveal"
    assert WHOM not in told(opened(LEAD, books="own", case=item.case.key)), "another visit asks again"
    assert verify(books.home).ok


def test_only_the_rows_of_the_case_are_opened_and_nobody_stays_unnamed(books: Books) -> None:
    item = case_of(books, 4)
    found = reveal.reveal(books.view(LOCAL_PAGES), item.case, WHY, "李经审", AT)
    assert {each.name for each in found} == {WHOM, "陈静", "周明"}
    with pytest.raises(WrongUse, match="请填您的姓名"):
        reveal.reveal(books.view(LOCAL_PAGES), item.case, WHY, " ", AT)
    with pytest.raises(WrongUse, match="只给经审和工作人员看"):
        reveal.reveal(books.view(type(LOCAL_STAFF)("chair")), item.case, WHY, "李经审", AT)
    assert len(reveal.reveals(open_books(books.home), item.case.key)) == 1
