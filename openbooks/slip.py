"""A receipt as lines of text: for the command line, and beside what came through the inbox."""

from __future__ import annotations

from openbooks import contract
from openbooks.money import yuan
from openbooks.receipt import Receipt


def lines_of(receipt: Receipt) -> list[str]:
    """A receipt as lines: what it is, the records, each sum, each problem."""
    name = contract.ledger(receipt.ledger).title
    head = f"第{receipt.batch}号装载" if receipt.batch else "试装（未写入）"
    if receipt.pending:
        head = f"第{receipt.batch}号录入，等待第二人复核，还不计入账"
    if receipt.already:
        head = f"已装载过：第{receipt.batch}号"
    if receipt.pending:
        done = "同样的内容已录入过" if receipt.already else "已录入"
        head = f"{done}，待复核：第{receipt.batch}号，复核通过后才计入账"
    lines = [
        f"{head}  {receipt.file} {receipt.sheet} → {name}",
        f"  记录 {receipt.records} = 收下 {receipt.accepted} + 重复 {receipt.duplicates} + "
        f"被取代 {receipt.superseded} + 拒收 {receipt.refused} + 未取 {receipt.dropped}",
    ]
    lines += [
        f"  {each.column}：共 {yuan(each.total)} = 收下 {yuan(each.accepted)} + 重复 "
        f"{yuan(each.duplicates)} + 拒收 {yuan(each.refused)}；读不出 {each.unreadable} 格"
        for each in receipt.sums
    ]
    return lines + [f"  {each.message}" for each in receipt.problems]
