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
