"""A unit's packet: what leaves, what the level above takes in, and what it refuses."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import frictionless
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks import desk, packet, query
from openbooks.access import LOCAL_PAGES, LOCAL_STAFF
from openbooks.agenda import commit_all, plan, try_all
from openbooks.books import Books
from openbooks.card import HELD, READY
from openbooks.cli import main
from openbooks.errors import FileRefused, WrongUse
from openbooks.governing import close, set_two_person
from openbooks.handover import pack
from openbooks.history import Settings
from openbooks.intake import Answers
from openbooks.original import around
from openbooks.receipt import Receipt
from openbooks.received import receive
from openbooks.undoing import undo
from tests.door import AT, books_of, kept, load, own_books, rows

MEMBERS = """
会员编号,姓名,性别,单位,人员类别,是否会员,入会日期
1001,{a},男,{unit},在职,是,2020-09-01
1002,{b},女,{unit},在职,是,2021-09-01
"""
DUES = """
会员编号,所属月份,应缴会费,实缴会费
1001,2024-03,20.00,{paid}
1002,2024-03,25.00,25.00
合计,,45.00,45.00
"""
VOUCHERS = """
日期,凭证号,摘要,科目编码,借方金额,贷方金额
2024-03-05,记-1,收会费,102,{paid},
2024-03-05,记-1,收会费,401,,{paid}
2024-03-06,记-2,=SUM(A1)慰问,50101,{spent},
2024-03-06,记-2,=SUM(A1)慰问,102,,{spent}
"""


def founded(folder: Path, union: str) -> Books:
    """Own books of a union, as 建我的账 opens them: their only unit is `1`."""
    return own_books(folder / union, Settings(union, "安徽", "2010", 1, False), "测试")


def filled(folder: Path, union: str, paid: str, spent: str, names: tuple[str, str]) -> Books:
    """Own books with two members, their dues and two vouchers."""
    books = founded(folder, union)
    said = {"paid": paid, "spent": spent, "a": names[0], "b": names[1], "unit": "1"}
    load(books, folder, "member", MEMBERS.format(**said), f"{union}名册.csv")
    load(books, folder, "dues", DUES.format(**said), f"{union}三月会费.csv")
    load(books, folder, "voucher", VOUCHERS.format(**said), f"{union}凭证.csv")
    return books


def packed(books: Books, out: Path, unit: str = "1", code: str = "", role: Any = LOCAL_STAFF) -> Path:
    """The packet of a unit as a file."""
    pack(books.view(role), unit, out, code)
    return out


def taken(books: Books, path: Path) -> list[Receipt]:
    """The receipts of loading a packet."""
    return receive(books, path, Answers(), "测试", AT)


def asked(books: Books, name: str, **given: Any) -> list[dict[str, Any]]:
    """The rows of a query as staff see them."""
    return list(query.rows(query.ask(books.view(LOCAL_STAFF), name, given)))


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """Two unions with the same numbers for different people, as offices have them, made once."""
    def files(*given: Any) -> dict[str, bytes]:
        return kept(lambda home: filled(tmp_path_factory.mktemp("made"), *given))

    return {
        "甲小学工会": files("甲小学工会", "20.00", "300.50", ("张三", "李四")),
        "乙中学工会": files("乙中学工会", "19.50", "99.99", ("王五", "赵六")),
    }


@pytest.fixture
def two(pair: dict[str, dict[str, bytes]], tmp_path: Path) -> tuple[Books, Books]:
    """A fresh copy of each."""
    first, second = (books_of(files, tmp_path / union) for union, files in pair.items())
    return first, second


def test_two_units_packets_load_without_a_question_and_add_up(
    tmp_path: Path, two: tuple[Books, Books]
) -> None:
    above = founded(tmp_path, "临江街道总工会")
    listed = "单位编号,单位名称,组织类型,上级单位编号\nU07,甲小学工会,基层工会,1"
    load(above, tmp_path, "unit", listed, "名录.csv")
    for at, books in enumerate(two):
        found = taken(above, packed(books, tmp_path / f"{at}.zip"))
        assert found and all(not each.refused and not each.duplicates for each in found), found
    months = {"from": "2024-01", "to": "2025-01"}
    for name, measures in (
        ("dues_by_month", ("due_fen", "paid_fen")), ("finance_by_account", ("amount_fen",)),
    ):
        mine = asked(above, name, **months)
        theirs = [row for books in two for row in asked(books, name, **months)]
        for measure in (each for each in measures if mine and each in mine[0]):
            assert sum(row[measure] for row in mine) == sum(row[measure] for row in theirs) != 0
    counts = "select count(*), sum(due_fen)::bigint, sum(paid_fen)::bigint from dues"
    assert rows(above, counts) == [(4, 9000, 8950)]
    by_unit = "select unit_id, sum(paid_fen)::bigint from dues group by 1 order by 1"
    assert rows(above, by_unit) == [("U07", 4500), ("乙中学工会", 4450)]  # the list above knows 甲
    assert rows(above, "select count(distinct member_id) from member") == [(4,)]


def test_a_figure_opens_to_the_packets_line_which_names_the_units_own_file_and_line(
    tmp_path: Path, two: tuple[Books, Books]
) -> None:
    above = founded(tmp_path, "临江街道总工会")
    taken(above, packed(two[0], tmp_path / "甲.zip"))
    ((batch, line),) = rows(
        above, "select batch, line from dues where member_id like '%1002' and month = '2024-03'"
    )
    shown = around(above.view(LOCAL_STAFF), batch, line)
    (marked,) = [each for each in shown.lines if each.here]
    cells = dict(zip([each.header for each in shown.columns], marked.cells, strict=False))
    assert (cells["来源文件"], cells["来源行"]) == ("甲小学工会三月会费.csv", "3")
    ((own,),) = rows(two[0], "select batch from dues where member_id = '1002'")
    assert cells["来源装载号"] == str(own)


def test_the_same_packet_twice_adds_nothing(tmp_path: Path, two: tuple[Books, Books]) -> None:
    above = founded(tmp_path, "临江街道总工会")
    path = packed(two[0], tmp_path / "甲.zip")
    taken(above, path)
    events = len(above.events)
    again = taken(above, path)
    assert again and all(each.already for each in again) and len(above.events) == events
    second = packed(two[0], tmp_path / "甲2.zip")
    assert all(each.already for each in taken(above, second)) and len(above.events) == events


def test_a_newer_packet_takes_the_place_of_the_earlier_ones(
    tmp_path: Path, two: tuple[Books, Books]
) -> None:
    above, below = founded(tmp_path, "临江街道总工会"), two[0]
    paths = [packed(below, tmp_path / "1.zip")]
    load(below, tmp_path, "dues", "会员编号,所属月份,应缴会费,实缴会费\n1001,2024-04,20,20", "四月.csv")
    paths.append(packed(below, tmp_path / "2.zip"))
    (first,) = [b.number for b in below.state().living("dues") if "三月" in b.file]
    mended = "会员编号,所属月份,应缴会费,实缴会费\n1001,2024-03,20,15\n1002,2024-03,25,25"
    load(below, tmp_path, "dues", mended, "三月更正.csv", supersede=first)
    paths.append(packed(below, tmp_path / "3.zip"))
    wanted = "select month, paid_fen from dues order by month, paid_fen"
    for path in paths:
        found = taken(above, path)
        assert all(not each.refused for each in found)
    assert rows(above, wanted) == rows(below, wanted) == [
        ("2024-03", 1500), ("2024-03", 2500), ("2024-04", 2000)
    ]
    with pytest.raises(WrongUse, match="更新的包"):
        taken(above, paths[0])


def test_what_is_gone_from_a_newer_packet_is_taken_back(
    tmp_path: Path, two: tuple[Books, Books], capsys: pytest.CaptureFixture[str]
) -> None:
    above, below = founded(tmp_path, "临江街道总工会"), two[0]
    taken(above, packed(below, tmp_path / "1.zip"))
    (number,) = [b.number for b in below.state().living("voucher")]
    assert main(["undo", str(number), "--reason", "错账套", "--books", str(below.home)]) == 0
    taken(above, packed(below, tmp_path / "2.zip"))
    assert rows(above, "select count(*) from voucher") == [(0,)]
    assert rows(above, "select count(*) from dues") == [(2,)]


@pytest.mark.parametrize("rule", ["two", "closed"])
def test_a_packet_of_which_a_part_may_not_enter_leaves_nothing(
    tmp_path: Path, two: tuple[Books, Books], rule: str
) -> None:
    above, below = founded(tmp_path, "临江街道总工会"), two[0]
    taken(above, packed(below, tmp_path / "1.zip"))
    undo(below, below.state().living("dues")[0].number, "错账套", "测试", AT)
    load(below, tmp_path, "voucher", VOUCHERS.format(paid="1", spent="2").replace("-03-", "-04-"), "四月.csv")
    newer = packed(below, tmp_path / "2.zip")
    if rule == "two":
        set_two_person(above, "dues", True, "内控要求", "主席", AT)
    else:
        close(above, "2024-03", "2024-04", "结账", "主席", AT)
    events = len(above.events)
    with pytest.raises(WrongUse, match=r"上报包里已没有这份台账的行.*会费缴纳.*整个包没有装载"):
        taken(above, newer)
    assert len(above.events) == events and rows(above, "select count(*) from voucher") == [(4,)]
    at = desk.open_desk(above)
    with pytest.raises(WrongUse, match="请先在“装载记录”撤销"):
        desk.hand_in(at, [("2.zip", newer.read_bytes())], above)


def test_a_newer_packet_may_come_twice(tmp_path: Path, two: tuple[Books, Books]) -> None:
    above, below = founded(tmp_path, "临江街道总工会"), two[0]
    taken(above, packed(below, tmp_path / "1.zip"))
    load(below, tmp_path, "dues", "会员编号,所属月份,应缴会费,实缴会费\n1001,2024-04,20,20", "四月.csv")
    newer = packed(below, tmp_path / "2.zip")
    taken(above, newer)
    assert rows(above, "select count(*) from dues") == [(3,)]
    events = len(above.events)
    assert all(each.already for each in taken(above, newer)) and len(above.events) == events


def test_a_packet_waits_for_nobody_while_an_earlier_one_waits_for_a_second_person(
    tmp_path: Path, two: tuple[Books, Books]
) -> None:
    above, below = founded(tmp_path, "临江街道总工会"), two[0]
    set_two_person(above, "dues", True, "内控要求", "主席", AT)
    first = packed(below, tmp_path / "1.zip")
    taken(above, first)
    assert any(each.already and each.pending for each in taken(above, first))
    undo(below, below.state().living("dues")[0].number, "错账套", "测试", AT)
    with pytest.raises(WrongUse, match=r"第8版，第\d+号录入.*还在等待复核"):
        taken(above, packed(below, tmp_path / "2.zip"))


def test_whole_rows_take_the_place_of_masked_ones_of_the_same_moment(
    tmp_path: Path, two: tuple[Books, Books]
) -> None:
    above, below = founded(tmp_path, "临江街道总工会"), two[0]
    taken(above, packed(below, tmp_path / "1.zip", role=LOCAL_PAGES))
    taken(above, packed(below, tmp_path / "2.zip"))
    for ledger, count in (("member", 2), ("dues", 2), ("voucher", 4)):
        assert rows(above, f"select count(*) from {ledger}") == [(count,)], ledger


def test_books_take_no_packet_of_their_own(tmp_path: Path, two: tuple[Books, Books]) -> None:
    own = two[0]
    path, masked = packed(own, tmp_path / "1.zip"), packed(own, tmp_path / "2.zip", role=LOCAL_PAGES)
    load(own, tmp_path, "dues", "会员编号,所属月份,应缴会费,实缴会费\n1001,2024-04,20,20", "四月.csv")
    for each in (path, masked):
        with pytest.raises(WrongUse, match="本账自己打的"):
            taken(own, each)
    assert rows(own, "select count(*) from dues") == [(3,)]


def test_a_packet_is_its_own_units_and_nobody_elses(
    tmp_path: Path, two: tuple[Books, Books]
) -> None:
    above = founded(tmp_path, "临江街道总工会")
    load(above, tmp_path, "unit", "单位编号,单位名称,组织类型\nU08,乙中学工会,基层工会", "名录.csv")
    whole = packed(two[0], tmp_path / "1.zip", code="U07").read_bytes()

    def others(said: str) -> Callable[[dict[str, bytes]], None]:
        def changed(files: dict[str, bytes]) -> None:
            files["data/dues.csv"] = files["data/dues.csv"].replace(b",U07,", f",{said},".encode(), 1)
        return changed

    def claiming(files: dict[str, bytes]) -> None:
        files["datapackage.json"] = files["datapackage.json"].replace(b'"unit": "U07"', b'"unit": "U08"')

    path = tmp_path / "x.zip"
    for change, said in (
        (others("U08"), "“会费缴纳”第2行是“U08”的"), (others("乙中学工会"), "“乙中学工会”不属于“U07”"),
        (others("1"), "“1”不属于"), (claiming, "单位本级却是“U07”"),
    ):
        path.write_bytes(rezipped(whole, change, True))
        with pytest.raises(WrongUse, match=said):
            taken(above, path)
        with pytest.raises(WrongUse, match=said):
            desk.hand_in(desk.open_desk(above), [("x.zip", path.read_bytes())], above)
    for code in ("1", "临江街道总工会"):
        with pytest.raises(WrongUse, match="就是本账自己的工会"):
            taken(above, packed(two[0], tmp_path / f"as {code}.zip", code=code))
    assert rows(above, "select count(*) from dues") == [(0,)]


def test_a_file_is_no_table_of_a_packet_by_its_name(tmp_path: Path, two: tuple[Books, Books]) -> None:
    above = founded(tmp_path, "临江街道总工会")
    first = packed(two[0], tmp_path / "1.zip")
    taken(above, first)
    name = packet.file_name("甲小学工会", 99, "0" * 64, "dues", False)
    (tmp_path / name).write_text(
        "会员编号,所属月份,应缴会费,实缴会费\n7,2024-05,1,1\n", encoding="utf-8"
    )
    said = Answers(ledger="dues", sets={"unit_id": "1"}, accept=True)
    receive(above, tmp_path / name, said, "测试", AT)
    assert rows(above, "select count(*) from dues") == [(3,)]
    at = desk.hand_in(desk.open_desk(above), [(name, (tmp_path / name).read_bytes())], above)
    assert not packet.NAME.fullmatch(at.handed[0].name)
    assert all(each.already for each in taken(above, first))


def test_a_packet_of_other_books_under_the_same_number_is_refused(
    tmp_path: Path, two: tuple[Books, Books]
) -> None:
    above = founded(tmp_path, "临江街道总工会")
    taken(above, packed(two[0], tmp_path / "1.zip", code="U1"))
    with pytest.raises(WrongUse, match=r"另一套账.*--as"):
        taken(above, packed(two[1], tmp_path / "2.zip", code="U1"))
    assert rows(above, "select count(*) from dues") == [(2,)]


def test_the_upload_page_takes_a_packet_as_its_tables_and_asks_nothing(
    tmp_path: Path, two: tuple[Books, Books]
) -> None:
    above, below = founded(tmp_path, "临江街道总工会"), two[0]
    load(above, tmp_path, "unit", "单位编号,单位名称,组织类型\nU07,甲小学工会,基层工会", "名录.csv")

    def hand(path: Path) -> list[str]:
        at = desk.hand_in(desk.open_desk(above), [("甲.zip", io.BytesIO(path.read_bytes()))], above)
        states = [each.state for each in plan(above, at).cards]
        tried = try_all(above, at, "测试", AT)
        assert tried.whole and all(each.receipt and not each.receipt.refused for each in tried.outcomes)
        commit_all(above, at, tried, "测试", AT)
        return states

    states = hand(packed(below, tmp_path / "1.zip"))
    assert sorted(set(states)) == sorted({HELD, READY}) and states.count(HELD) == 1
    load(below, tmp_path, "dues", "会员编号,所属月份,应缴会费,实缴会费\n1001,2024-03,20,15",
         "更正.csv", supersede=next(b.number for b in below.state().living("dues")))
    hand(packed(below, tmp_path / "2.zip"))
    assert rows(above, "select paid_fen from dues") == [(1500,)]
    assert rows(above, "select unit_id, name from unit where unit_id <> '1'") == [("U07", "甲小学工会")]


def test_every_row_of_an_example_comes_back_as_it_was(
    example_books: Callable[[str], Books], tmp_path: Path
) -> None:
    below = example_books("school")
    settings = below.state().settings
    above = founded(tmp_path, "上级")
    top = rows(below, "select unit_id from unit where parent_id is null")[0][0]
    for each in taken(above, packed(below, tmp_path / "a.zip", top)):
        assert (each.refused, each.duplicates) == (0, 0), (each.ledger, each.problems)
    for ledger in ("member", "dues", "voucher", "balance", "bank", "budget", "assistance",
                   "activity", "participation", "result", "unit"):
        columns = "columns(c -> c not in ('batch', 'row_no', 'line', 'cell'))"
        columns = "* exclude (batch, row_no, line, cell)"
        own = " where unit_id <> '1'" if ledger == "unit" else ""
        mine = rows(below, f"select {columns} from {ledger} order by all")
        assert rows(above, f"select {columns} from {ledger}{own} order by all") == mine, ledger
    assert settings.union


def test_only_the_units_own_rows_leave(example_books: Callable[[str], Books], tmp_path: Path) -> None:
    books = example_books("federation")
    ((unit, name),) = rows(books, """
        select unit_id, name from unit where unit_id in (select unit_id from dues)
        and parent_id is not null order by unit_id limit 1""")
    found = packet.opened(packed(books, tmp_path / "一家.zip", name))
    assert found.unit == unit
    for part in found.parts:
        if part.ledger == "dues":
            table = list(part.content.decode("utf-8-sig").splitlines())
            place = table[0].split(",").index("所属单位")
            units = {line.split(",")[place] for line in table[1:]}
            assert units <= {unit for (unit,) in rows(
                books, f"select unit_id from unit where unit_id = '{unit}' or parent_id = '{unit}'"
            )}
    with zipfile.ZipFile(tmp_path / "一家.zip") as zipped:
        for path in zipped.namelist():
            if path.startswith("receipts/"):  # they speak of other units' rows as well
                assert not any(each["value"] for each in json.loads(zipped.read(path))["problems"])


def test_a_masked_packet_names_nobody_and_still_loads(
    tmp_path: Path, two: tuple[Books, Books]
) -> None:
    books = two[0]
    load(books, tmp_path, "dues", "姓名,所属月份,应缴会费,实缴会费\n欧阳雪松,2024-05,1,1", "欧阳雪松会费.csv")
    path = packed(books, tmp_path / "甲.zip", role=LOCAL_PAGES)
    with zipfile.ZipFile(path) as zipped:
        content = b"".join(zipped.read(each) for each in zipped.namelist())
        assert packet.JOURNAL not in zipped.namelist()
    for name in ("张三", "李四", "欧阳雪松"):
        assert name.encode() not in content
    above = founded(tmp_path, "上级")
    found = {each.ledger: each for each in taken(above, path)}
    assert found["dues"].accepted == 3 and not any(each.refused for each in found.values())


def test_a_packet_is_a_valid_data_package(tmp_path: Path, two: tuple[Books, Books]) -> None:
    with zipfile.ZipFile(packed(two[0], tmp_path / "甲.zip")) as zipped:
        zipped.extractall(tmp_path / "out")
    told = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    told["resources"] = [each for each in told["resources"] if each["format"] == "csv"]
    (tmp_path / "out" / "tables.json").write_text(json.dumps(told), encoding="utf-8")
    report = frictionless.validate(str(tmp_path / "out" / "tables.json"), type="package")
    assert report.flatten(["title", "message"]) == []
    assert report.valid and told["openbooks"]["head"] == two[0].state().head


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A packet, made once for the tests that spoil it."""
    folder = tmp_path_factory.mktemp("made")
    books = filled(folder, "甲小学工会", "20.00", "1.00", ("张三", "李四"))
    return packed(books, folder / "甲.zip").read_bytes()


def rezipped(
    whole: bytes, change: Callable[[dict[str, bytes]], None], honest: bool = False
) -> bytes:
    """The packet with its files changed; `honest`: the descriptor's hashes are brought up."""
    with zipfile.ZipFile(io.BytesIO(whole)) as zipped:
        files = {each: zipped.read(each) for each in zipped.namelist()}
    change(files)
    if honest:
        told = json.loads(files["datapackage.json"])
        for each in told["resources"]:
            if each["path"] in files:
                each["hash"] = f"sha256:{hashlib.sha256(files[each['path']]).hexdigest()}"
        files["datapackage.json"] = json.dumps(told).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return out.getvalue()


def _dearer(files: dict[str, bytes]) -> None:
    files["data/dues.csv"] = files["data/dues.csv"].replace(b"20.00", b"21.00")


def _journal(files: dict[str, bytes]) -> None:
    files["chain/journal.jsonl"] = files["chain/journal.jsonl"].replace("测试".encode(), "别人".encode())


def _marked(files: dict[str, bytes]) -> None:
    head, *rows = files["data/dues.csv"].decode("utf-8-sig").splitlines()
    marked = [f"{head},原件位置", *(f"{row},{'a' * 16}-2-{'b' * 8}" for row in rows)]
    files["data/dues.csv"] = "\r\n".join(marked).encode()


def _shorter(files: dict[str, bytes]) -> None:
    lines = files["chain/journal.jsonl"].splitlines(True)[:-1]
    files["chain/journal.jsonl"], files["chain/head"] = b"".join(lines), lines[-1]


def _receipt(files: dict[str, bytes]) -> None:
    name = next(each for each in files if each.startswith("receipts/"))
    files[name] = files[name].replace(b'"refused": 0', b'"refused": 1')


def _described(change: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, bytes]], None]:
    def changed(files: dict[str, bytes]) -> None:
        told = json.loads(files["datapackage.json"])
        change(told)
        files["datapackage.json"] = json.dumps(told).encode()
    return changed


@pytest.mark.parametrize(("change", "honest", "said"), [
    (_dearer, False, "被改动过"),
    (lambda f: f.update({"../../evil.csv": b"x"}), False, "不该有的文件"),
    (lambda f: f.update({"/etc/passwd": b"x"}), False, "不该有的文件"),
    (lambda f: f.update({"data/..\\x.csv": b"x"}), False, "不该有的文件"),
    (lambda f: f.pop("data/dues.csv"), False, "有增减"),
    (lambda f: f.update({"data/bank.csv": b"x"}), False, "有增减"),
    (lambda f: f.update({"datapackage.json": b"{"}), False, "说明文件已损坏"),
    (lambda f: f.update({"datapackage.json": b"[" * 100_000}), False, "说明文件已损坏"),
    (lambda f: f.update({"datapackage.json": b"[]"}), False, "说明文件已损坏"),
    (_journal, True, "被改动"),
    (_marked, True, "表头与本程序的不同"),
    (_shorter, True, "链首不符"),
    (_receipt, True, "不是日志所记的"),
    (_described(lambda told: told["openbooks"].update(head="0" * 64)), False, "链首不符"),
    (_described(lambda told: told["openbooks"].update(version=9**9)), False, "链首不符"),
    (_described(lambda told: told["openbooks"].update(format=9)), False, "另一个版本的程序"),
    (_described(lambda told: told["resources"][0].update(ledger="nothing")), False, "没有台账"),
    (_described(lambda told: told["resources"][0].update(rows=True)), False, "说明文件已损坏"),
    (_described(lambda told: told["resources"][0].update(rows=float("inf"))), False, "说明文件已损坏"),
    (_described(lambda told: told["openbooks"].update(version=float("-inf"))), False, "说明文件已损坏"),
    (_described(lambda told: told["openbooks"].update(unit=None)), False, "说明文件已损坏"),
    (_described(lambda told: told["openbooks"].update(unit=" ")), False, "没有写明单位"),
    (_described(lambda told: told["openbooks"].update(role=["audit"])), False, "说明文件已损坏"),
])
def test_a_packet_that_was_changed_is_refused_in_one_sentence(
    tmp_path: Path, whole: bytes, change: Any, honest: bool, said: str
) -> None:
    path = tmp_path / "甲.zip"
    path.write_bytes(rezipped(whole, lambda files: None, honest))
    assert packet.unpacked(path)
    path.write_bytes(rezipped(whole, change, honest))
    with pytest.raises(FileRefused, match=said) as refusal:
        packet.unpacked(path)
    assert "重新打包" in str(refusal.value) and "甲.zip" in str(refusal.value)


def test_a_zip_that_swells_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "甲.zip"
    monkeypatch.setattr(packet, "MOST_BYTES", 1 << 20)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("datapackage.json", b"{}")
        zipped.writestr("data/dues.csv", b"0" * (2 << 20))
    lying = out.getvalue().replace((2 << 20).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    for content in (out.getvalue(), lying):
        path.write_bytes(content)
        with pytest.raises(FileRefused, match=r"解开后超过|已损坏"):
            packet.unpacked(path)


def test_a_zip_packed_in_another_way_and_torn_is_refused_in_one_sentence(
    tmp_path: Path, whole: bytes
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    content = bytearray(out.getvalue())
    content[80:160] = bytes(80)
    (tmp_path / "甲.zip").write_bytes(content)
    with pytest.raises(FileRefused, match="已损坏"):
        packet.unpacked(tmp_path / "甲.zip")


@given(st.data())
def test_a_packet_with_any_bytes_changed_is_refused_or_the_same(
    tmp_path_factory: pytest.TempPathFactory, whole: bytes, data: st.DataObject
) -> None:
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.none(), st.integers(0, len(content))))
    path = tmp_path_factory.mktemp("x") / "a.zip"
    path.write_bytes(bytes(content[:cut]))
    if packet.is_packet(path):
        try:
            found = packet.unpacked(path)
        except FileRefused:
            return
        first = path.with_name("b.zip")
        first.write_bytes(whole)
        assert found == packet.unpacked(first)


def test_a_packet_overwrites_nothing_and_a_unit_that_is_not_there_is_said(
    tmp_path: Path, two: tuple[Books, Books], capsys: pytest.CaptureFixture[str]
) -> None:
    out, home = tmp_path / "甲.zip", str(two[0].home)
    words = ["packet", "--unit", "1", "--out", str(out), "--books", home, "--json"]
    assert main(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["head"] == two[0].state().head and told["rows"]["dues"] == 2
    before = out.read_bytes()
    assert main(words) == 2 and out.read_bytes() == before
    assert main(["packet", "--unit", "没有", "--out", str(tmp_path / "b.zip"), "--books", home]) == 2
    said = capsys.readouterr()
    assert "已经存在" in said.out and "没有单位" in said.err
    assert [path.name for path in tmp_path.glob("*.zip")] == ["甲.zip"]
    above = tmp_path / "上级"
    assert main(["new", "--union", "上级", "--books", str(above)]) == 0
    assert main(["load", str(out), "--books", str(above)]) == 0
