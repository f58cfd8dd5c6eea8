"""Files spoilt at random: every record is accounted for, every 分 adds up, nothing is thrown."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from openbooks import verification
from openbooks.errors import FileRefused, WrongUse
from openbooks.intake import Answers, load_file
from openbooks.receipt import as_json, from_json
from tests.door import AT, books_in

ROOT = Path(__file__).resolve().parent.parent
SPOILT = [
    b"", b"-", b"10.005", b"\xef\xbf\xa51,234.50", "合计".encode(), "小计".encode(), b'"', b'""',
    b"=cmd|' /C calc'!A0", b"<script>alert(1)</script>", b"\x00", b"\xff\xfe", b"1e400", b"NaN",
    "２０２４－０３－０５".encode(), b"2024-02-30", "一二三".encode("gb18030"), b"\r", b"\n", b",",
    b"6.22E+18", "承前页".encode(), "张三,李四".encode(), b"'007", b"99999999999999999999", b"\t",
]


def mutate(content: bytes, chance: random.Random) -> bytes:
    """The bytes with one to six things done to them."""
    for _ in range(chance.randrange(1, 7)):
        lines = content.split(b"\n")
        at = chance.randrange(len(lines))
        match chance.randrange(9):
            case 0:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 1:
                del lines[at]
            case 2:
                lines[at] = b",".join(
                    chance.choice(SPOILT) if chance.random() < 0.3 else cell
                    for cell in lines[at].split(b",")
                )
            case 3:
                cells = lines[at].split(b",")
                chance.shuffle(cells)
                lines[at] = b",".join(cells)
            case 4:
                lines[at] += b"," + chance.choice(SPOILT)
            case 5:
                lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
            case 6:
                place = chance.randrange(len(content) + 1)
                content = content[:place] + chance.choice(SPOILT) + content[place:]
                continue
            case 7:
                lines = lines[: at + 1]
            case 8:
                lines.insert(at, b",".join([b""] * (lines[at].count(b",") + 1)))
        content = b"\n".join(lines)
    return content


def bases() -> list[tuple[bytes, str]]:
    """Files as they should be, with their ledger: the example's, cut to a length for many tries."""
    found = []
    for name, ledger in (
        ("school/dues_2025.csv", "dues"), ("school/dues_2024.csv", "dues"),
        ("school/voucher_2025.csv", "voucher"), ("school/assistance_2025.csv", "assistance"),
        ("school/bank_2025.csv", "bank"), ("school/member.csv", "member"),
        ("school/participation_2025.csv", "participation"), ("school/balance_2025.csv", "balance"),
        ("school/assistance_2025_spring_festival.csv", "assistance"),
    ):
        content = (ROOT / "data" / "example" / name).read_bytes()
        found.append((b"\n".join(content.split(b"\n")[:60]) + b"\n", ledger))
    return found


def test_every_record_of_a_spoilt_file_is_accounted_for(
    tmp_path: Path, amount: Callable[[int], int]
) -> None:
    chance = random.Random(20251122)
    books = books_in(tmp_path)
    files = bases()
    read = refused = asked = 0
    for turn in range(amount(1000)):
        content, ledger = files[turn % len(files)]
        path = tmp_path / f"spoilt-{turn}.csv"
        path.write_bytes(mutate(content, chance))
        physical = path.read_bytes()
        try:
            receipts = load_file(
                books, path, Answers(ledger=ledger, accept=True), "测试", AT, turn % 4 > 0
            )
        except FileRefused as refusal:
            refused += 1
            assert str(refusal).endswith("。")
        except WrongUse as wrong:
            asked += 1
            assert str(wrong)
        else:
            read += 1
            for receipt in receipts:
                assert receipt.balanced, (turn, receipt)
                assert from_json(as_json(receipt)) == receipt
                lines = physical.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
                assert receipt.records <= lines
                told = {each.line for each in receipt.problems if each.severity == "row"}
                assert len(told) == receipt.refused, (turn, receipt)
        path.unlink()
    assert read > amount(1000) / 2, (read, refused, asked)
    assert verification.verify(books.home).ok
