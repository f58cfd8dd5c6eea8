"""The command line: exit codes, the JSON that scripts rely on, and sentences instead of tracebacks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from openbooks.cli import main
from tests.door import written

ROOT = Path(__file__).resolve().parent.parent
DUES = """
会员编号,姓名,所属月份,应缴会费,实缴会费
1001,张三,2024-03,20.00,20.00
1002,李四,2024-03,25.00,25.005
合计,,,45.00,45.00
"""


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON of a command."""
    code = main([*map(str, words), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_inspect_needs_no_books_and_prints_sums_as_decimal_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "会费.csv", DUES, "gb18030")
    code, found = run(capsys, "inspect", path)
    (table,) = found["tables"]
    assert (code, found["encoding"], found["delimiter"]) == (0, "gb18030", ",")
    assert (table["header_line"], table["rows"]) == (1, 2)
    assert {"line": 4, "reason": "合计行"} in [
        {"line": each["line"], "reason": each["reason"]} for each in table["dropped"]
    ]
    assert {s["column"]: s["sum"] for s in table["sums"]}["应缴会费"] == "45.00"
    assert not (tmp_path / "books").exists()


def test_load_says_what_was_refused_and_exits_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "会费.csv", DUES)
    home = tmp_path / "books"
    code, found = run(capsys, "load", path, "--ledger", "dues", "--books", home)
    (receipt,) = found["receipts"]
    assert code == 1
    assert receipt["records"] == sum(
        receipt[part] for part in ("accepted", "duplicates", "superseded", "refused", "dropped")
    )
    assert (receipt["accepted"], receipt["refused"], receipt["dropped"]) == (1, 1, 2)
    (problem,) = [each for each in receipt["problems"] if each["severity"] == "row"]
    assert (problem["line"], problem["column"], problem["value"]) == (3, "实缴会费", "25.005")
    assert problem["code"] == "amount_over_two_places" and "第3行" in problem["message"]
    paid = {each["column"]: each for each in receipt["sums"]}["paid"]
    assert (paid["in"], paid["accepted"], paid["refused"], paid["unreadable"]) == (
        "20.00", "20.00", "0.00", 1
    )
    assert found["version"] == receipt["batch"]


@pytest.mark.parametrize(("header", "bad"), [("会费实缴", "三十块"), ("3月", "25.005")])
def test_cells_that_cannot_be_read_are_counted_under_whatever_header_they_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], header: str, bad: str
) -> None:
    path = written(tmp_path, "2024年会费.csv", f"""
    姓名,会费应缴,{header}
    张三,20.00,20.00
    李四,25.00,{bad}
    """)
    home = tmp_path / "books"
    said = ("--set", "unit_id=1") + ("--set", "month=2024-03") * (header == "会费实缴")
    _, found = run(capsys, "load", path, "--ledger", "dues", *said, "--yes", "--books", home)
    sums = {each["column"]: each for each in found["receipts"][0]["sums"]}
    assert (sums["paid"]["in"], sums["paid"]["unreadable"]) == ("20.00", 1)
    assert (sums["due"]["in"], sums["due"]["unreadable"]) == ("45.00", 0)


def test_undo_batches_journal_and_verify_tell_one_story(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "books"
    path = written(tmp_path, "会费.csv", DUES.replace("25.005", "25.00"))
    assert run(capsys, "load", path, "--ledger", "dues", "--books", home)[0] == 0
    code, found = run(capsys, "undo", "1", "--reason", "录错月份", "--books", home)
    assert (code, found["version"]) == (0, 2)
    _, batches = run(capsys, "batches", "--books", home)
    assert [(b["batch"], b["undone_by"], b["reason"]) for b in batches["batches"]] == [
        (1, 2, "录错月份")
    ]
    _, journal = run(capsys, "journal", "--books", home)
    assert [event["kind"] for event in journal["events"]] == ["load", "undo"]
    code, verdict = run(capsys, "verify", home)
    assert (code, verdict["ok"], verdict["events"]) == (0, True, 2)


def test_a_lost_last_event_does_not_verify_and_rebuild_puts_it_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "books"
    run(capsys, "load", written(tmp_path, "会费.csv", DUES), "--ledger", "dues", "--books", home)
    run(capsys, "undo", "1", "--reason", "录错", "--books", home)
    journal = home / "journal.jsonl"
    whole = journal.read_bytes()
    for lost in (whole.splitlines(True)[0], whole[:-1], whole[:-9]):
        journal.write_bytes(lost)
        code, verdict = run(capsys, "verify", home)
        assert (code, verdict["ok"], verdict["events"], verdict["first_bad"]) == (1, False, 1, 2)
        assert run(capsys, "batches", "--books", home)[0] == 2
        code, found = run(capsys, "rebuild", "--books", home)
        assert (code, found["put_back"], found["version"]) == (0, True, 2)
        assert journal.read_bytes() == whole
    with journal.open("ab") as stream:
        stream.write(b'{"seq":3')  # a writer that was killed
    code, verdict = run(capsys, "verify", home)
    assert (code, verdict["ok"]) == (0, True) and "末行不完整" in verdict["message"]
    (home / "head").unlink()
    code, verdict = run(capsys, "verify", home)
    assert (code, verdict["ok"]) == (0, True) and "没有 head 文件" in verdict["message"]


def test_verify_names_the_first_bad_event(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "books"
    for month in ("03", "04", "05"):
        text = DUES.replace("25.005", "25.00").replace("2024-03", f"2024-{month}")
        path = written(tmp_path, f"{month}.csv", text)
        run(capsys, "load", path, "--ledger", "dues", "--books", home)
    batch = home / "batches" / "000002-dues.parquet"
    content = bytearray(batch.read_bytes())
    content[len(content) // 2] ^= 1
    batch.write_bytes(bytes(content))
    code, verdict = run(capsys, "verify", home)
    assert (code, verdict["ok"], verdict["first_bad"]) == (1, False, 2)
    assert "000002-dues.parquet" in verdict["message"]


@pytest.mark.parametrize(("name", "content", "said"), [
    ("empty.csv", b"", "空"),
    ("header.csv", "会员编号,所属月份,应缴会费,实缴会费\n".encode(), "数据"),
    ("nul.csv", b"a,b\n1,\x002\n", "二进制"),
    ("latin.csv", b"\xff\xfd\xfe\x80,\x81\n\xff\xff,\x80\n", "编码"),
    ("wide.csv", (",".join(f"c{n}" for n in range(300)) + "\n" + ",".join("1" * 300) + "\n").encode(), "列"),
])
def test_a_file_that_cannot_be_read_gets_one_sentence_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    home = tmp_path / "books"
    code, found = run(capsys, "load", path, "--ledger", "dues", "--books", home)
    assert code == 2
    assert found["receipts"] == [] and said in found["problems"][0]["message"]
    assert not (home / "journal.jsonl").exists()
    assert not list((home / "batches").iterdir())


def test_a_path_in_a_file_name_is_cut_off_and_formulas_leave_as_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "books"
    path = written(tmp_path, "a.csv", """
    交易日期,收支,金额,摘要
    2024-03-01,支出,10.00,=cmd|' /C calc'!A0
    2024-03-02,支出,10.00,<script>alert(1)</script>
    """)
    assert run(capsys, "load", path, "--ledger", "bank", "--books", home)[0] == 0
    out = tmp_path / "out"
    assert run(capsys, "export", "--out", out, "--books", home)[0] == 0
    text = (out / "bank.csv").read_text("utf-8-sig")
    assert "'=cmd|' /C calc'!A0" in text and "\n=cmd" not in text and ",=cmd" not in text
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    assert [each["name"] for each in package["resources"]] == ["bank"]


def test_wrong_use_is_a_sentence_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "books"
    path = written(tmp_path, "a.csv", DUES)
    for words in (
        ("load", path, "--ledger", "dues", "--set", "nothing=1", "--books", home),
        ("load", path, "--ledger", "dues", "--map", "paid=没有这列", "--books", home),
        ("load", path, "--ledger", "dues", "--set", "unit_id", "--books", home),
        ("undo", "7", "--reason", "x", "--books", home),
        ("query", "nothing", "--books", home),
    ):
        code, found = run(capsys, *words)
        assert (code, bool(found["error"])) == (2, True), words
    assert not (home / "journal.jsonl").exists()


def test_words_that_cannot_be_taken_are_a_sentence_in_chinese_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, path = tmp_path / "books", written(tmp_path, "a.csv", DUES)
    for words, said in (
        (("undo", "abc", "--reason", "x"), "batch 要写数字，收到的是 'abc'"), ((), "还要写 命令"),
        (("undo", "3"), "还要写 --reason"),
        (("rule", "dues", "--two-person", "x", "--reason", "x"), "可以是"),
        (("undo", "3", "--reason"), "--reason 后面少了值"), (("batches", "--x"), "不认识 --x"),
        (("nothing",), "不能是 'nothing'"), (("load", path, "--set", "unit_id=\udcff"), "不是 UTF-8"),
        (("undo", "3", "--reason", "\udcff"), "reason 的值里有不是 UTF-8"),
        (("new", "--union", "\udcff"), "不是 UTF-8"), (("query", "x", "-p", "unit=\udcff"), "不是 UTF-8"),
        (("packet", "--unit", "1", "--as", "\udcff", "--out", tmp_path / "p.zip"), "不是 UTF-8"),
    ):
        code, found = run(capsys, *words, *(["--books", home] if words else []))
        assert code == 2 and said in found["error"] and found["error"].endswith("。"), words
    assert main(["undo", "abc", "--reason", "x"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not home.exists()


def test_no_name_or_reason_steers_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "books"
    path = written(tmp_path, "会费\x1b[2J\u202e.csv", DUES.replace("1001", "1001\x1b[31m"))
    main(["load", str(path), "--ledger", "dues", "--books", str(home)])
    main(["undo", "1", "--reason", "\x1b]0;x\x07错了\u202e", "--who", "\x9b5m甲", "--books", str(home)])
    for words in (["batches"], ["journal"]):
        assert main([*words, "--books", str(home)]) == 0
    said = capsys.readouterr()
    assert "错了" in said.out and "甲" in said.out
    assert not set("\x1b\x07\x9b\u202e") & set(said.out + said.err)
    main(["new", "--union", " 临溪\n小学 工会 ", "--books", str(tmp_path / "other")])
    assert "“临溪 小学 工会”" in capsys.readouterr().out


def test_what_is_no_file_is_not_waited_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "管道.csv")
    for words in (("inspect",), ("load", "--books", tmp_path / "books")):
        code, found = run(capsys, *words, tmp_path / "管道.csv")
        assert code == 2 and "不是文件，而是文件夹、管道或设备" in found["error"]


def test_a_name_that_is_no_utf_8_and_a_reader_who_had_enough_are_no_fault(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\xbb\xe1\xb7\xd1.csv")
    (tmp_path / name).write_text("a,b\n1,2\n", encoding="utf-8")
    begun = [sys.executable, "-m", "openbooks"]
    for words, code in (
        (["inspect", name], 0), (["inspect", f"没有{name}"], 2),
        (["template", "dues", "--out", f"新{name}"], 0),
        (["template", "dues", "--json", "--out", name], 2),
    ):
        done = subprocess.run(
            [*begun, *words], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True, check=False,
        )
        assert done.returncode == code and b"Traceback" not in done.stderr, done.stderr.decode()
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*begun, "inspect", name], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=writing, stderr=subprocess.PIPE, check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_file_that_is_not_there_is_a_sentence_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, path = tmp_path / "books", written(tmp_path, "a.csv", DUES)
    for words in (
        ("inspect", tmp_path / "没有.csv"), ("inspect", tmp_path),
        ("load", path, "--mapping", tmp_path / "没有.json", "--books", home),
        ("batches", "--books", path), ("export", "--out", path, "--books", home),
    ):
        code, found = run(capsys, *words)
        assert (code, bool(found["error"])) == (2, True), words


def test_a_file_that_fails_keeps_no_receipt_of_another_from_being_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "会费.csv", DUES)
    code, found = run(
        capsys, "load", path, tmp_path / "没有.csv", "--ledger", "dues", "--set", "unit_id=U1",
        "--books", tmp_path / "books",
    )
    assert (code, len(found["receipts"])) == (2, 1) and "没有.csv" in found["error"]


def test_a_batch_that_cannot_be_read_is_damage_and_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "books"
    run(capsys, "new", "--union", "临溪小学工会", "--books", home)
    (batch,) = (home / "batches").glob("*-account.parquet")
    content = bytearray(batch.read_bytes())
    content[4:400] = b"\xff" * 396
    batch.write_bytes(content)
    for words in (("query", "account_rows"), ("export", "--out", tmp_path / "out")):
        code, found = run(capsys, *words, "--books", home)
        assert code == 2 and "verify" in found["error"], words


def test_the_command_runs_as_a_module_from_any_folder(tmp_path: Path) -> None:
    path = written(tmp_path, "会费.csv", DUES)
    done = subprocess.run(
        [sys.executable, "-m", "openbooks", "inspect", str(path), "--json"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["file"] == "会费.csv"
