"""What docs/audit-rules.md says can be done: a limit entered without Python turns a rule on; a file beside
its cases is a rule."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from openbooks import auditing, auditrule, provision, query, statement
from openbooks.access import LOCAL_PAGES, LOCAL_STAFF
from openbooks.books import Books
from openbooks.errors import WrongUse
from openbooks.history import Settings
from openbooks.provision import Provision
from openbooks.ui_rules import basis
from openbooks.undoing import undo
from tests import rule_cases
from tests.door import load, own_books
from tests.test_pages import opened, sound, told

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WHO = "李审计"
PAGE, SPLIT = "pages/audit/rules.py", "a03_split_below_limit"
CAP = Provision("R-42.threshold", "R-42", "本单位", date(2020, 1, 1), None, "2000", "元",
                "主席办公会纪要〔2026〕3号", "第二条", "verified")
FESTIVAL = "r20_festival_yearly_limit"
GIFTS = """
会员编号,领取人,单位编号,发放日期,类别,金额,资金来源,发放形式
M1,甲,1,2025-01-20,节日慰问,400.00,工会经费,实物
M2,乙,1,2025-01-20,节日慰问,200.00,工会经费,实物
"""
RULE = '''
-- rule = "X-01"
-- title = "摘要写着试验"
-- subject = "voucher"
-- severity = "low"
-- purpose = "凭证摘要里写着试验。"
-- method = "摘要含“试验”二字。"
-- exclusions = "无。"
-- caution = "做试验的活动会误报。"
-- regulation = "本单位规定"
-- article = ""
-- status = "verified"
-- limits = []
-- message = "凭证 {number} 的摘要写着试验。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["audit_line"]
-- basis = "凭证分录见凭证明细。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- number = { of = "voucher" }
select
    told.voucher as subject, told.unit_id, told.voucher_date as occurred_on,
    told.spent_fen as amount_fen, told.batch, told.row_no, told.line, told.number
from audit_line as told
where told.summary like '%试验%'
order by subject, batch, row_no
'''.lstrip()
CASES = """
== fires: the word in a summary
[voucher]
unit_id | voucher_date | word | number | line_no | summary | account_code | debit | credit
S | 2025-03-05 | 记 | 5 | 1 | 买试验用品 | 50101 | 30.00 |
S | 2025-03-05 | 记 | 5 | 2 | 付款 | 102 | | 30.00
->
occurred_on | lines | says
2025-03-05 | voucher:2 | 凭证 5 的摘要写着试验。

== silent: another word
[voucher]
unit_id | voucher_date | word | number | line_no | summary | account_code | debit | credit
S | 2025-03-05 | 记 | 5 | 1 | 买用品 | 50101 | 30.00 |
-> nothing
"""


@pytest.fixture
def bare(tmp_path: Path) -> Books:
    """Books in which nothing is but what every union begins with."""
    return own_books(tmp_path / "books", Settings("临溪小学工会", "安徽", "2022", 1, False), "甲", AT)


def asked(books: Books, number: str) -> set[str]:
    """The rules of a number that are asked of the books."""
    return {each.name for each in auditing.findings(books.view(LOCAL_STAFF), number).asked}


def test_what_a_limit_would_change_is_what_it_changes(bare: Books, tmp_path: Path) -> None:
    load(bare, tmp_path, "assistance", GIFTS, "慰问.csv")
    lower = Provision(**{**vars(CAP), "limit_id": "R-20.cap", "rule_id": "R-20", "value": "300"})
    effect = provision.tried(bare.view(LOCAL_PAGES), lower, WHO, AT)
    assert (effect.come[FESTIVAL], effect.gone[FESTIVAL]) == (1, 0)
    assert not auditing.findings(bare.view(LOCAL_STAFF), FESTIVAL).leads, "it was only tried"
    provision.enter(bare, lower, WHO, AT)
    assert len(auditing.findings(bare.view(LOCAL_STAFF), FESTIVAL).leads) == 1

def test_a_limit_turns_its_rules_on_opens_to_its_line_and_is_undone(bare: Books) -> None:
    assert not asked(bare, SPLIT)
    receipt = provision.enter(bare, CAP, WHO, AT)
    assert asked(bare, SPLIT) == {SPLIT}
    rows = query.rows(query.ask(bare.view(LOCAL_PAGES), "limit_rows"))
    here = [(row["batch"], row["line"], row["place"]) for row in rows if row["limit_id"] == CAP.limit_id]
    assert {(batch, line) for batch, line, _ in here} == {(receipt.batch, 2)}
    undo(bare, receipt.batch, "填错了", WHO, AT)
    assert not asked(bare, SPLIT)


def test_the_file_of_a_limit_has_the_ledgers_titles_so_that_it_can_be_handed_in_as_well() -> None:
    head, row = csv.reader(io.StringIO(provision.as_file(CAP).decode("utf-8-sig")))
    assert dict(zip(head, row, strict=True))["标准值"] == "2000"
    assert head[:5] == ["参数编号", "规则编号", "适用地区", "生效日期", "失效日期"]


def test_another_value_for_the_same_day_is_refused_in_words_and_superseded_or_dated_anew(bare: Books) -> None:
    first = provision.enter(bare, CAP, WHO, AT)
    other = Provision(**{**vars(CAP), "value": "5000"})
    view = bare.view(LOCAL_PAGES)
    assert not provision.tried(view, other, WHO, AT).receipt.accepted
    held = provision.standing(view, other)
    assert held is not None and provision.replaceable(view, held)
    said = provision.conflict(view, held)
    assert "已经有一行：2000元" in said and "新的生效日期" in said and f"第 {first.batch} 号装载" in said
    later = Provision(**{**vars(other), "valid_from": date(2026, 1, 1)})
    assert provision.standing(view, later) is None
    assert provision.enter(bare, later, WHO, AT).accepted == 1
    spans = [(row["value"], row["valid_before"]) for row in
             query.rows(query.ask(bare.view(LOCAL_PAGES), "limit_rows")) if row["limit_id"] == CAP.limit_id]
    assert {(2000, date(2026, 1, 1)), (5000, None)} == set(spans)
    assert provision.enter(bare, other, WHO, AT, first.batch).replaces == first.batch


def test_a_seed_row_is_not_superseded_from_the_form(bare: Books) -> None:
    view = bare.view(LOCAL_PAGES)
    rows = query.rows(query.ask(view, "parameter_rows", {"text": "R-20.cap"}))
    seeded = next(row for row in rows if row["limit_id"] == "R-20.cap")
    assert not provision.replaceable(view, seeded)


@pytest.mark.parametrize(("change", "sentence"), [
    ({"value": ""}, "标准值"), ({"regulation": " "}, "依据文件"), ({"status": ""}, "可信状态"),
    ({"valid_to": date(2019, 1, 1)}, "失效日期早于生效日期"),
])
def test_what_is_wanting_is_said_before_anything_is_tried(change: dict[str, object], sentence: str) -> None:
    assert sentence in provision.wanting(Provision(**{**vars(CAP), **change}), WHO)  # type: ignore[arg-type]
    assert not provision.wanting(CAP, WHO) and "经办人" in provision.wanting(CAP, "")


def test_a_limit_is_entered_on_the_page_in_two_steps(bare: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBOOKS_HOME", str(bare.home))
    app = opened(PAGE, state="off")
    sound(app)
    assert "等依据" in told(app) and any("R\\-42" in each.label for each in app.expander)
    app = opened(PAGE, state="enter")
    app.selectbox(key="own provision").select(CAP.limit_id).run()
    slot = f"own provision {CAP.limit_id}"
    app.text_input(key=f"{slot} regulation").input(CAP.regulation)
    app.selectbox(key=f"{slot} status").select("verified")
    app.text_input(key="own provision who").input(WHO)
    app.button(key="provision next").click().run()
    assert "请填标准值" in told(app)
    app.text_input(key=f"{slot} value").input("2000")
    app.button(key="provision next").click().run()
    sound(app)
    assert "启用规则 A\\-03" in told(app) and not asked(bare, SPLIT)
    app.button(key="provision act").click().run()
    sound(app)
    assert "已填写" in told(app) and asked(bare, SPLIT) == {SPLIT}
    app = opened(PAGE, rule=SPLIT)
    sound(app)
    assert any("2000" in str(row) for row in app.dataframe[0].value.itertuples())


def test_the_basis_that_a_union_enters_stands_before_the_one_from_memory(bare: Books) -> None:
    rule = auditrule.rule("r12_subsidy_not_received")
    assert rule.status == "memory" and "待核" in basis(rule)
    given = Provision("R-12.basis", "R-12", "本单位", None, None, provision.IN_FORCE, "", "工会经费管理规定",
                      "第八条", "verified")
    assert [each.is_off for each in auditing.findings(bare.view(LOCAL_STAFF), "R-12").unasked] == [True]
    provision.enter(bare, given, WHO, AT)
    assert [each.is_off for each in auditing.findings(bare.view(LOCAL_STAFF), "R-12").unasked] == [False]
    (row,) = (each for each in query.rows(query.ask(bare.view(LOCAL_PAGES), "limit_rows"))
              if each["limit_id"] == given.limit_id)
    assert basis(rule, row).startswith("工会经费管理规定 第八条（原文已读，本单位填写")


@pytest.mark.parametrize(("wrong", "sentence"), [
    ("told.summery like '%试验%'", "语句有误，没有执行，请改这个文件：.*summery"),
    ("likely(told.summary)", "语句有误，没有执行，请改这个文件：.*likely"),
    ("cast(told.summary as date) > date '2024-01-01'", "有的值转换不了"),
])
def test_a_rule_that_cannot_be_asked_is_said_to_be_wrong_and_no_damage_of_the_books(
    bare: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str, sentence: str
) -> None:
    load(bare, tmp_path, "voucher", "凭证日期,凭证字,凭证号,摘要,科目编码,借方金额,贷方金额\n"
         "2025-03-05,记,5,买试验用品,50101,30.00,\n2025-03-05,记,5,买试验用品,102,,30.00\n")
    here = {**statement.catalogue()}
    text = RULE.replace("told.summary like '%试验%'", wrong)
    assert text != RULE
    here["x01_trial"] = statement.parse(text, tmp_path / "audit" / "x01_trial.sql")
    monkeypatch.setattr(statement, "catalogue", lambda: here)
    with pytest.raises(WrongUse, match=sentence) as told_of:
        auditing.findings(bare.view(LOCAL_STAFF), "X-01")
    assert "x01_trial" in str(told_of.value) and "试验用品" not in str(told_of.value)
    assert asked(bare, "A-23")


def test_a_file_in_the_folder_beside_its_cases_is_a_rule(
    bare: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, examples = tmp_path / "queries", tmp_path / "examples"
    shutil.copytree(statement.FOLDER, folder)
    examples.mkdir()
    (folder / "audit" / "x01_trial.sql").write_text(RULE, encoding="utf-8")
    (examples / "x01_trial.txt").write_text(CASES, encoding="utf-8")
    here = statement.catalogue(folder)
    monkeypatch.setattr(statement, "catalogue", lambda: here)
    monkeypatch.setattr(rule_cases, "EXAMPLES", examples)
    rule = auditrule.rule("x01_trial")
    for case in rule_cases.cases(rule.name):
        with rule_cases.world(rule, case) as connection:
            assert query.check(connection.cursor(), rule.query) == []
            assert rule_cases.passes(rule, case, connection), case.title
    found = auditing.findings(bare.view(LOCAL_STAFF), "X-01")
    assert [each.number for each in found.asked] == ["X-01"] and not found.leads
