"""What the command line understands: every command with its options (design.md §8)."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from openbooks import casefile, contract
from openbooks.access import ROLES
from openbooks.errors import WrongUse
from openbooks.export import FORMATS
from openbooks.history import CHARTS
from openbooks.home import WHO
from openbooks.sample import METHODS, VERDICTS
from openbooks.setting import SETTINGS

# What argparse says of words that it cannot take → the same for our users.
_FAULTS = (
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 不能是 \2，可以是：\3"),
    (r"argument (.+?): invalid \w+ value: (.+)", r"\1 要写数字，收到的是 \2"),
    (r"argument (.+?): expected .+", r"\1 后面少了值"),
    (r"the following arguments are required: (.+)", r"还要写 \1"),
    (r"unrecognized arguments: (.+)", r"不认识 \1"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 不止一种意思：\2"),
)


class _Parser(argparse.ArgumentParser):
    """A parser that raises WrongUse, with a sentence, instead of ending the process."""

    def error(self, message: str) -> NoReturn:
        for found, said in _FAULTS:
            message = re.sub(found, said, message, flags=re.DOTALL)
        raise WrongUse(f"命令写得不对：{message}。写法见 {self.prog} -h。")


def parser() -> argparse.ArgumentParser:
    """All commands and their options. Parsing raises WrongUse for words that it cannot take."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--books", metavar="DIR", help="账本文件夹")
    shared.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    top = _Parser(prog="openbooks", description="阳光账本命令行", parents=[])
    commands = top.add_subparsers(required=True, metavar="命令", dest="command")

    def command(name: str, about: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=about, description=about, parents=[shared])

    new = command("new", "建账：开一套新的账本")
    new.add_argument("--union", help="工会名称")
    new.add_argument("--province", default="", help="省份")
    new.add_argument("--chart", choices=sorted(CHARTS), default="2010", help="科目表")
    new.add_argument("--fiscal-start", type=int, default=1, metavar="月", help="会计年度起始月")
    new.add_argument("--example", metavar="ID", help="装入虚构的示例工会")
    command("inspect", "看一个文件里有什么，不需要账本").add_argument("file", type=Path)
    load = command("load", "装载文件")
    load.add_argument("files", nargs="+", type=Path, metavar="FILE")
    load.add_argument("--ledger", default="", choices=["", *contract.ledgers()], metavar="L")
    load.add_argument("--map", action="append", default=[], metavar="COL=HEADER")
    load.add_argument("--set", action="append", default=[], metavar="COL=VALUE")
    load.add_argument("--mends", type=Path, metavar="FILE.json|.csv", help="按清单更正单元格")
    load.add_argument("--mapping", type=Path, metavar="FILE.json", help="用保存的映射")
    load.add_argument("--sheet", default="", help="只装这张工作表")
    load.add_argument("--supersede", type=int, metavar="BATCH", help="取代那次装载")
    load.add_argument("--yes", action="store_true", help="按建议回答需要确认的问题")
    load.add_argument("--dry-run", action="store_true", help="只看回执，不写入")
    load.add_argument("--who", default=WHO, help="经办人")
    box = command("inbox", "收件箱：装载放进账本文件夹 inbox 里的文件")
    box.add_argument("--once", action="store_true", help="只收一次就结束；不写就一直看着")
    box.add_argument("--every", type=float, default=10, metavar="SECONDS", help="隔几秒看一次")
    box.add_argument("--who", default=WHO, help="经办人")
    back = command("undo", "撤销一次装载")
    back.add_argument("batch", type=int)
    back.add_argument("--reason", required=True, help="原因")
    back.add_argument("--who", default=WHO, help="经办人")
    back.add_argument("--second", default="", metavar="NAME", help="复核人（两人制的台账）")
    _govern(command)
    _release(command)
    _casework(command)
    _sample(command)
    command("batches", "装载记录")
    command("journal", "全部事件")
    ask = command("query", "运行一个查询")
    ask.add_argument("name")
    ask.add_argument("-p", action="append", default=[], metavar="k=v", dest="parameters")
    ask.add_argument("--as-of", type=int, metavar="N")
    ask.add_argument("--role", default="staff", choices=sorted(ROLES))
    leads = command("audit", "疑点：规则查出要问的事，重要的在前")
    leads.add_argument("--rule", default="", metavar="ID", help="只用一条规则，如 A-02")
    leads.add_argument("--as-of", type=int, metavar="N")
    leads.add_argument("--role", default="staff", choices=sorted(ROLES))
    check = command("verify", "核对账本是否被改动")
    check.add_argument("folder", nargs="?", metavar="FOLDER")
    check.add_argument("--reread", action="store_true", help="用今天的程序重读原件")
    check.add_argument("--papers", type=Path, metavar="FILE.zip", help="核对并重算一份审计底稿，不用账本")
    command("rebuild", "重建派生的东西，真账不动")
    out = command("export", "导出 CSV 与 datapackage.json")
    out.add_argument("--out", required=True, type=Path, metavar="FOLDER")
    out.add_argument("--format", default="csv", choices=FORMATS, help="CSV 或 Parquet")
    out.add_argument("--role", default="staff", choices=sorted(ROLES))
    packet = command("packet", "上报包：一个单位的台账、回执和日志，交上级装载")
    packet.add_argument("--unit", required=True, metavar="U", help="单位编号或名称")
    packet.add_argument("--out", required=True, type=Path, metavar="FILE.zip")
    packet.add_argument("--as", default="", dest="code", metavar="CODE", help="上级给本单位的编号")
    packet.add_argument("--role", default="staff", choices=sorted(ROLES))
    told = command("report", "报告：演示文稿、纸质、表格、放映网页、图、公开网页包")
    told.add_argument("name", metavar="NAME", help="报告的名称，例如 finance 或 工会财务工作报告")
    told.add_argument("--period", required=True, metavar="2025H1", help="期间")
    told.add_argument("--unit", default="", metavar="U", help="单位编号或名称；不写是全部单位")
    told.add_argument("--out", required=True, type=Path, metavar="FILE.pdf|.pptx|.png|.xlsx|.html|FOLDER",
                      help="写到哪里；写文件夹名，就每一种都出")
    told.add_argument("--template", type=Path, metavar="FILE.pptx", help="演示文稿用的母版")
    told.add_argument("--as-of", type=int, metavar="N")
    told.add_argument("--role", default="audit", choices=sorted(ROLES))
    work = command("papers", "审计底稿：一个压缩包，带报告草稿和重算要用的一切")
    work.add_argument("--period", required=True, metavar="2025", help="期间")
    work.add_argument("--unit", default="", metavar="U", help="单位编号或名称；不写是全部单位")
    work.add_argument("--out", required=True, type=Path, metavar="FILE.zip")
    work.add_argument("--who", default="", metavar="NAME", help="编制人")
    work.add_argument("--as-of", type=int, metavar="N")
    work.add_argument("--role", default="audit", choices=("staff", "audit"))
    paper = command("receipt", "一次装载的回执，写成 PDF 或 JSON")
    paper.add_argument("batch", type=int)
    paper.add_argument("--out", required=True, type=Path, metavar="FILE.pdf|.json")
    paper.add_argument("--role", default="staff", choices=sorted(ROLES))
    back = command("refused", "拒收的行：改好后交回来，恰好顶替这些行")
    back.add_argument("batch", type=int)
    back.add_argument("--out", required=True, type=Path, metavar="FILE.csv|.xlsx")
    form = command("template", "空白模板：填好后交回来不用再问")
    form.add_argument("ledger", choices=[*contract.ledgers()], metavar="L")
    form.add_argument("--out", required=True, type=Path, metavar="FILE.csv|.xlsx")
    return top


def _govern(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The commands of `cli_governing`."""
    again = command("redo", "重做一次撤销了的装载")
    again.add_argument("batch", type=int)
    again.add_argument("--second", default="", metavar="NAME", help="复核人（两人制的台账）")
    passed = command("approve", "复核通过一份录入，计入账")
    passed.add_argument("entry", type=int)
    back = command("reject", "退回一份录入，不计入账")
    back.add_argument("entry", type=int)
    shut = command("close", "结账：这些月份不再改动")
    shut.add_argument("--from", required=True, dest="start", metavar="2024-01", help="起月")
    shut.add_argument("--to", required=True, dest="end", metavar="2024-07", help="止月的下一个月")
    wide = command("reopen", "重新开账")
    wide.add_argument("closing", type=int, metavar="EVENT", help="结账的号")
    rule = command("rule", "一种台账是否要录入、复核两人办")
    rule.add_argument("ledger", choices=[*contract.ledgers()], metavar="L")
    rule.add_argument("--two-person", required=True, choices=("on", "off"))
    for each in (back, shut, wide, rule):
        each.add_argument("--reason", required=True, help="原因")
    for each in (again, passed, back, shut, wide, rule):
        each.add_argument("--who", default=WHO, help="经办人")


def _release(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The commands of `cli_release`."""
    rule = command("setting", "工会的规则设置：最小公开人数，会费与行政拨款的区分办法")
    rule.add_argument("name", choices=[*SETTINGS])
    rule.add_argument("value", metavar="VALUE")
    rule.add_argument("--reason", required=True, help="原因")
    rule.add_argument("--who", required=True, metavar="NAME", help="姓名")
    below = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    below.add_argument("--books", metavar="DIR", help="账本文件夹")
    below.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="输出一个 JSON 对象")
    steps = command("release", "公开报告：起草、审阅、批准、公布，退回、撤下").add_subparsers(
        required=True, metavar="步骤", dest="action"
    )

    def step(name: str, about: str) -> argparse.ArgumentParser:
        found = steps.add_parser(name, help=about, description=about, parents=[below])
        if name not in {"draft", "list"}:
            found.add_argument("release", type=int, metavar="RELEASE", help="公开报告的号")
        if name not in {"list", "save"}:
            found.add_argument("--who", required=True, metavar="NAME", help="姓名")
            found.add_argument(
                "--note", "--reason", dest="note", default="", help="意见或原因",
                required=name in {"return", "withdraw"},
            )
        return found

    new = step("draft", "起草：生成报告并冻结")
    new.add_argument("report", help="报告")
    new.add_argument("--period", required=True, metavar="2025H1", help="期间")
    new.add_argument("--unit", default="", metavar="U", help="单位编号或名称，不写是全部")
    for name, about in (
        ("review", "经审会审阅"), ("approve", "主席批准"), ("publish", "公布，冻结全部文件"),
        ("return", "退回草稿"), ("withdraw", "从公开栏撤下"), ("list", "全部公开报告"),
    ):
        step(name, about)
    step("save", "把冻结的文件写出来").add_argument(
        "--out", required=True, type=Path, metavar="FOLDER"
    )


def _casework(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The commands of `cli_casework`."""
    below = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    below.add_argument("--books", metavar="DIR", help="账本文件夹")
    below.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="输出一个 JSON 对象")
    steps = command("case", "疑点的办理：要求说明、说明、排除、整改、指派、签字、退回").add_subparsers(
        required=True, metavar="步骤", dest="action"
    )
    for name in ("list", "show"):
        about = {"list": "全部疑点和办到哪一步", "show": "一个疑点的经过"}[name]
        sight = steps.add_parser(name, help=about, description=about, parents=[below])
        sight.add_argument("--as-of", type=int, metavar="N")
        sight.add_argument("--role", default="staff", choices=("staff", "audit"))
        if name == "show":
            sight.add_argument("case", metavar="CASE", help="疑点的编号")
        else:
            sight.add_argument("--stage", default="", choices=["", *casefile.SAID], help="只看这一步的")
    for name, about in casefile.DONE.items():
        step = steps.add_parser(name, help=about, description=about, parents=[below])
        step.set_defaults(to="", role="")
        step.add_argument("case", metavar="CASE", help="疑点的编号")
        step.add_argument("--who", required=True, metavar="NAME", help="姓名")
        step.add_argument("--note", "--reason", dest="note", default="", help="要写的话，或原因")
        step.add_argument("--file", action="append", default=[], type=Path, metavar="FILE", help="附件")
        if name == "assign":
            step.add_argument("--to", required=True, metavar="NAME", help="交给谁；写空的，就不再指派")
        if name == "sign":
            step.add_argument("--as", required=True, dest="role", choices=tuple(casefile.ROLES), help="身份")


def _sample(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The commands of `cli_sampling`."""
    below = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    below.add_argument("--books", metavar="DIR", help="账本文件夹")
    below.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="输出一个 JSON 对象")
    steps = command("sample", "审计抽样：抽、看、记下核对结果").add_subparsers(
        required=True, metavar="步骤", dest="action"
    )
    new = steps.add_parser("draw", help="抽一份样本；写 --who 就留档", parents=[below])
    new.add_argument("--query", required=True, metavar="NAME", help="从哪个查询的行里抽，例如 finance_rows")
    new.add_argument("-p", action="append", default=[], metavar="k=v", dest="parameters")
    new.add_argument("--amount", default="", metavar="COL", help="金额的列，不写是第一个金额列")
    new.add_argument("--method", required=True, choices=[*METHODS])
    new.add_argument("--seed", required=True, type=int, help="种子")
    new.add_argument("--size", type=int, default=0, help="抽多少行")
    new.add_argument("--interval", default="", metavar="元", help="货币单位抽样的间隔")
    new.add_argument("--by", default="", metavar="COL", help="按哪一列分层")
    new.add_argument("--weight", default="rows", choices=("rows", "amount"), help="各层按行数还是按金额抽")
    new.add_argument("--confidence", type=int, default=95, metavar="%", help="把握")
    new.add_argument("--tolerable", default="", metavar="元", help="可容忍的差错金额")
    new.add_argument("--rate", default="0.05", help="可容忍的差错率")
    new.add_argument("--who", default="", metavar="NAME", help="姓名")
    steps.add_parser("list", help="留档的样本", parents=[below])
    for name, about in (("show", "一份样本：照种子重抽，和它说明什么"), ("record", "记下核对结果")):
        step = steps.add_parser(name, help=about, description=about, parents=[below])
        step.add_argument("sample", type=int, metavar="SAMPLE", help="样本的号")
    step.add_argument("--row", action="append", default=[], metavar="批次:行序", help="不写是其余没有填的行")
    step.add_argument("--verdict", required=True, choices=[*VERDICTS])
    step.add_argument("--audited", default="", metavar="元", help="审定金额")
    step.add_argument("--note", default="", help="说明")
    step.add_argument("--who", required=True, metavar="NAME", help="姓名")
