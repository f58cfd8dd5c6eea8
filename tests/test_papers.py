"""Work papers: made of small books, asked again without them; what was changed is named, and what no papers
have is refused."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from openbooks import auditing, cli, paperfile, paperproof, statement
from openbooks.access import LOCAL_PAGES, Reader
from openbooks.auditing import Findings
from openbooks.books import Books
from openbooks.casework import Words, act
from openbooks.errors import WrongUse
from openbooks.paperfile import MANIFEST, RESULTS, SEEDS
from openbooks.papers import Papers, differing, papers
from openbooks.reenactment import World
from openbooks.sample import AGREES, DIFFERS, SIMPLE, Aims, Plan
from openbooks.selection import Outcome, keep, record, redraw
from openbooks.worklist import items
from tests.door import AT, load

HEAD = "凭证日期,凭证字,凭证号,分录号,摘要,科目编码,科目名称,借方金额,贷方金额,收款方,制单人,审核人"
PERSON = "张小三"


def vouchers() -> str:
    """Twenty payments; the 6th is the 5th again, the 7th made and reviewed by one person."""
    lines = [HEAD]
    for number in range(1, 21):
        at = 5 if number == 6 else number
        payee = PERSON if number == 9 else f"薜墩{'甲乙丙丁戊己庚辛壬癸'[at % 10]}广告店"
        what = f"慰问{PERSON}" if number == 9 else "=付宣传栏制作" if number == 3 else "付宣传栏制作"
        said = "李小四,李小四" if number == 7 else "李小四,王小五"
        day = f"2024-03-{at + 3:02d},记,{number}"
        fen = f"{100 + at * 37}.0{at % 9}"
        lines += [f"{day},1,{what},50304,专项业务费,{fen},,{payee},{said}",
                  f"{day},2,{what},102,银行存款,,{fen},{payee},{said}"]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def books(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Books with vouchers, one case that was asked about, and one sample that was looked at."""
    folder = tmp_path_factory.mktemp("papers")
    found = Books(shutil.copytree(founded, folder / "books"))
    load(found, folder, "voucher", vouchers())
    view = found.view(LOCAL_PAGES)
    first = items(view, auditing.findings(view))[0]
    act(view, first.case, "ask", "赵小六", AT, Words("请说明为什么付了两次"))
    plan = Plan("finance_rows", "amount_fen", {}, SIMPLE, 7, 4, aims=Aims())
    drawn = keep(view, plan, "赵小六", AT)
    picked = redraw(found, drawn)
    record(found, picked, drawn.seq, [Outcome(place, AGREES) for place in picked.places[1:]], "赵小六", AT)
    record(found, picked, drawn.seq, [Outcome(picked.places[0], DIFFERS, 0)], "赵小六", AT)
    return found


@pytest.fixture(scope="module")
def made(books: Books) -> Papers:
    """Their papers as the audit committee gets them."""
    return papers(books, "audit", "2024")


KEPT = ("a02_duplicate_payment", "a08_maker_is_reviewer")


@pytest.fixture(scope="module")
def few(made: Papers) -> dict[str, bytes]:
    """The papers with two of their rules, so that asking them again costs little."""
    files = paperfile.opened(made.content)
    texts = {name: statement.parse(content.decode(), Path(name)) for name, content in files.items()
             if name.startswith("queries/")}
    wanted, waiting = set(), [*KEPT, auditing.LIMITS, auditing.COUNTS]
    of_name = {each.name: each for each in texts.values()}
    while waiting:
        name = waiting.pop()
        if name in of_name and name not in wanted:
            wanted.add(name)
            waiting += of_name[name].sources
    files = {name: content for name, content in files.items()
             if name not in texts or texts[name].name in wanted}
    parameters = json.loads(files["parameters.json"])
    files["parameters.json"] = paperfile.as_json({**parameters, "tie_out": {}})
    return files | {RESULTS: paperfile.as_json(paperproof.asked(files))}


def zipped(files: dict[str, bytes]) -> bytes:
    """Papers of these files with a manifest that fits them."""
    said = json.loads(files[MANIFEST])
    told = {key: value for key, value in said.items() if key not in {"files", "format"}}
    return paperfile.packed({name: each for name, each in files.items() if name != MANIFEST}, told)


def test_papers_say_the_same_when_they_are_asked_again_without_the_books(made: Papers) -> None:
    found = paperproof.proved(made.content)
    assert found.ok and not found.notes, found
    assert made.unequal == {} and made.cases == 1 and made.samples == 1
    assert len(found.agrees) == 7
    assert found.digest == hashlib.sha256(made.content).hexdigest()


@pytest.mark.long
def test_equal_books_give_equal_papers(books: Books, made: Papers) -> None:
    assert papers(books, "audit", "2024").content == made.content


def test_nobody_is_named_in_papers_for_the_audit_and_everybody_in_those_for_staff(
    books: Books, made: Papers
) -> None:
    files = paperfile.opened(made.content)
    everything = b"".join(content for name, content in files.items() if name.startswith("inputs/")
                          or name.endswith(".json")).decode()
    for name in (PERSON, "李小四", "王小五", "赵小六"):
        assert name not in everything, name
    assert "薜墩甲广告店" in everything, "firms stay"
    rows = files["inputs/voucher.csv"].decode()
    assert "'=付宣传栏制作" in rows, "no text is a formula"


def test_a_person_has_one_stand_in_wherever_he_stands(made: Papers) -> None:
    files = paperfile.opened(made.content)
    heads, *lines = (line.split(",") for line in files["inputs/voucher.csv"].decode().splitlines())
    rows = [dict(zip(heads, line, strict=True)) for line in lines]
    payee = next(row['"payee"'].strip('"') for row in rows if row['"number"'] == '"9"')
    summary = next(row['"summary"'].strip('"') for row in rows if row['"number"'] == '"9"')
    assert summary == f"慰问{payee}" and len(payee) == len(PERSON) and payee != PERSON


def test_the_workbook_has_its_sheets_and_no_formula(made: Papers) -> None:
    files = paperfile.opened(made.content)
    with zipfile.ZipFile(io.BytesIO(files[paperfile.WORKBOOK])) as book:
        parts = {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xml")}
    assert re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"]) == [
        "封面", "对账", "控制总数", "疑点", "处理", "抽样", "规则", "限额", "画像"]
    assert not any("<f>" in each for each in parts.values())
    texts = parts["xl/sharedStrings.xml"]
    assert "要求说明" in texts and "请说明为什么付了两次" in texts
    assert PERSON not in texts
    assert files[paperfile.REPORT].startswith(b"%PDF")


def changed(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """Papers with one text of one file changed."""
    def change(files: dict[str, bytes]) -> dict[str, bytes]:
        assert old in files[name], name
        return files | {name: files[name].replace(old, new, 1)}

    return change


RULE = "queries/audit/a02_duplicate_payment.sql"
CHANGES = {
    "a row": (changed("inputs/voucher.csv", b'"28505"', b'"28506"'), "台账 voucher"),
    "a lead": (changed(RESULTS, b'"fen": 28505', b'"fen": 28506'), "疑点"),
    "a result of a sample": (changed(SEEDS, b'"differs"', b'"missing"'), "样本 第"),
    "a seed": (changed(SEEDS, b'"seed": 7', b'"seed": 8'), "样本 第"),
    "a query": (changed(RULE, b"where", b"where false and"), "疑点"),
}


def test_papers_of_two_rules_are_proved_too(few: dict[str, bytes]) -> None:
    found = paperproof.proved(zipped(few))
    assert found.ok, found.differs
    assert any("是做底稿以后才有的规则" in each for each in found.notes), "rules of today are named, no fault"


def test_papers_under_which_the_database_ends_are_asked_once_more(
    few: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ending(World):
        def findings(self) -> Findings:
            ((plans,),) = self.connection.execute("select current_setting('disabled_optimizers')").fetchall()
            if not plans:
                with self._steady():
                    raise duckdb.InternalException("ended")
            return super().findings()

    monkeypatch.setattr(paperproof, "World", Ending)
    found = paperproof.proved(zipped(few))
    assert found.ok, found.differs


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_with_a_manifest_that_fits_it_is_found_by_asking_again(
    few: dict[str, bytes], what: str
) -> None:
    change, told = CHANGES[what]
    found = paperproof.proved(zipped(change(few)))
    assert not found.ok
    assert any(each.startswith(told) for each in found.differs), found.differs


def test_a_rule_that_the_program_words_otherwise_by_now_is_named_and_is_no_fault(
    few: dict[str, bytes]
) -> None:
    found = paperproof.proved(zipped(changed(RULE, b'purpose = "', b'purpose = "of old: ')(few)))
    assert found.ok, found.differs
    assert any("a02_duplicate_payment" in each and "与现在程序里的不同" in each for each in found.notes)


def test_a_change_without_a_new_manifest_is_named_by_its_file(few: dict[str, bytes]) -> None:
    held = paperfile.opened(zipped(few))
    held[paperfile.WORKBOOK] += b"\0"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        for name, content in held.items():
            out.writestr(name, content)
    found = paperproof.proved(stream.getvalue())
    assert found.differs == (f"{paperfile.WORKBOOK} 被改动过（与清单里的 sha256 不同）。",)


HOSTILE = {
    "reads a file": (b"from payment", b"from read_csv('/etc/passwd') as payment"),
    "asks for the settings": (b"select", b"select current_setting('home_directory') as x,"),
    "is two statements": (b"order by", b"; drop table voucher; select 1 order by"),
    "reads another relation": (b"from payment", b"from duckdb_secrets() as payment"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_statement_is_not_run(few: dict[str, bytes], what: str) -> None:
    old, new = HOSTILE[what]
    head, mark, body = few[RULE].rpartition(b"-- ")
    first, line, rest = body.partition(b"\n")
    assert old in rest
    sql = head + mark + first + line + rest.replace(old, new, 1)
    found = paperproof.proved(zipped({**few, RULE: sql}))
    assert [each for each in found.differs if each.startswith("没有重算：")], found


def test_a_message_that_asks_for_more_room_than_there_is_is_refused(few: dict[str, bytes]) -> None:
    text = few[RULE].replace(b"{voucher_date}", b"{voucher_date:>99999999999}", 1)
    assert text != few[RULE]
    found = paperproof.proved(zipped({**few, RULE: text}))
    assert any("不能带格式" in each for each in found.differs), found.differs


def test_a_mart_that_reads_itself_is_refused(few: dict[str, bytes]) -> None:
    name = "queries/marts/payment.sql"
    text = few[name].replace(b'sources = ["payment_sum"]', b'sources = ["payment_sum", "payment"]')
    found = paperproof.proved(zipped({**few, name: text}))
    assert any("没有重算" in each for each in found.differs), found.differs


def raw(*files: tuple[str, bytes]) -> bytes:
    """A zip of any names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in files:
            out.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(("content", "told"), [
    (b"no zip", "打不开"), (raw(("a.txt", b"")), "不该有的文件"),
    (raw(("../manifest.json", b"{}")), "不该有的文件"), (raw(("/etc/passwd", b"")), "不该有的文件"),
    (raw((MANIFEST, b"{}"), (MANIFEST, b"{}")), "不该有的文件"), (raw((RESULTS, b"{}")), "不是审计底稿"),
    (raw((MANIFEST, b"[" * 100_000)), "读不出来"), (raw((MANIFEST, b"[]")), "写得不对"),
    (raw((MANIFEST, b'{"format": 9}')), "另一个版本"),
    (raw(*((f"inputs/sample-{n}.csv", b"") for n in range(2_001))), "个文件"),
])
def test_what_is_no_papers_is_refused_in_one_sentence(content: bytes, told: str) -> None:
    with pytest.raises(WrongUse, match=told):
        paperproof.proved(content)


def test_a_zip_that_unpacks_to_more_than_it_says_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paperfile, "MOST_BYTES", 1 << 20)
    with pytest.raises(WrongUse, match="超过"):
        paperproof.proved(raw((MANIFEST, b"{}"), ("inputs/voucher.csv", b"0" * (2 << 20))))


def test_what_only_one_of_two_finds_is_counted_by_rule(books: Books) -> None:
    whole = auditing.findings(books.view(LOCAL_PAGES), "A-02")
    assert differing(whole, whole) == {}
    assert differing(whole, replace(whole, suspicions=())) == {"a02_duplicate_payment": (1, 0)}
    assert differing(replace(whole, suspicions=()), whole) == {"a02_duplicate_payment": (0, 1)}


def test_the_commands_make_papers_and_prove_them(
    books: Books, tmp_path: Path, capsys: pytest.CaptureFixture[str], few: dict[str, bytes]
) -> None:
    path = tmp_path / "few.zip"
    path.write_bytes(zipped(few))
    assert cli.main(["verify", "--papers", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True
    path.write_bytes(zipped(CHANGES["a lead"][0](few)))
    assert cli.main(["verify", "--papers", str(path)]) == 1
    assert "不符：疑点" in capsys.readouterr().out
    assert cli.main(["papers", "--books", str(books.home), "--period", "2024", "--out", str(path)]) == 2
    assert "已经存在" in capsys.readouterr().err


def test_readers_who_see_no_cases_get_no_papers(books: Books) -> None:
    with pytest.raises(WrongUse, match="只给经审和工作人员"):
        papers(books, "member", "2024")
    assert Reader("member").masked
