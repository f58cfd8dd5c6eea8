"""Work papers proved: their hashes, then everything in them asked again of the rows in them, without the
books.

A statement that is not this program's own runs all the same where its parse tree allows it: papers of last
year say what last year's rules said. That it differs is told, and is no fault.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import pyarrow as pa

from openbooks import __version__, auditrule, contract, paperfile, paperresult, query, statement
from openbooks.errors import EngineFailed, WrongUse
from openbooks.packet import BROKEN
from openbooks.paperfile import MANIFEST, PARAMETERS, RESULTS, SCHEMA, SEEDS, json_of
from openbooks.paperresult import Facts
from openbooks.reenactment import World, fields
from openbooks.sample import Sample
from openbooks.statement import Query

SHOWN = 12  # differences of one kind that are told one by one
SAID = {"rules": "规则", "subjects": "对象数", "suspicions": "疑点", "ledgers": "台账", "tie_out": "对账",
        "samples": "样本"}


@dataclass(frozen=True)
class Proof:
    """What was found: sentences about what agrees, what differs, and what is to be known besides. `digest` is
    that of the whole zip."""

    agrees: tuple[str, ...]
    differs: tuple[str, ...]
    notes: tuple[str, ...]
    digest: str

    @property
    def ok(self) -> bool:
        """Whether nothing differs."""
        return not self.differs


def proved(content: bytes) -> Proof:
    """Papers checked and asked again. Raises WrongUse for a file that is no papers, or has in it what none
    have."""
    files = paperfile.opened(content)
    digest = hashlib.sha256(content).hexdigest()
    told = _object(json_of(files, MANIFEST), MANIFEST)
    if told.get("format") != paperfile.FORMAT:
        raise WrongUse("这份底稿是另一个版本的程序做的，本程序不认识它的写法。请用做底稿的那个版本核对。")
    agrees, differs = _hashes(files, told.get("files"))
    notes = _notes(told)
    try:
        again = asked(files)
    except (WrongUse, EngineFailed) as fault:
        return Proof(agrees, (*differs, f"没有重算：{fault}"), notes, digest)
    except BROKEN as fault:
        said = f"没有重算：底稿的参数或种子写得不对（{type(fault).__name__}）。"
        return Proof(agrees, (*differs, said), notes, digest)
    same, other = _compared(_object(json_of(files, RESULTS), RESULTS), again)
    return Proof((*agrees, *same), (*differs, *other), (*notes, *_drift(files)), digest)


def _object(said: Any, name: str) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise WrongUse(f"底稿里的 {name} 写得不对。")
    return said


def _hashes(files: Mapping[str, bytes], listed: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The files against their hashes in the manifest."""
    listed = listed if isinstance(listed, dict) else {}
    there = set(files) - {MANIFEST}
    wrong = [f"{name} 不在清单里。" for name in sorted(there - set(listed))]
    wrong += [f"少了 {str(name)[:80]}。" for name in sorted(set(listed) - there)]
    wrong += [f"{name} 被改动过（与清单里的 sha256 不同）。" for name in sorted(there & set(listed))
              if hashlib.sha256(files[name]).hexdigest() != listed[name]]
    return () if wrong else (f"{len(there)} 个文件都与清单相符。",), tuple(wrong)


def _notes(told: Mapping[str, Any]) -> tuple[str, ...]:
    notes = []
    if told.get("program") != __version__:
        notes.append(f"底稿是 OpenBooks {str(told.get('program'))[:20]} 做的，现在的程序是 {__version__}。")
    unequal = told.get("unequal")
    if isinstance(unequal, dict) and unequal:
        notes.append(f"做底稿时就已写明：人名换成代号以后，{'、'.join(sorted(map(str, unequal)))[:400]} "
                     "的结果与账里的不完全相同；下面核对的是代号底稿上的结果。")
    return tuple(notes)


def asked(files: Mapping[str, bytes]) -> Facts:
    """Everything asked again. Raises WrongUse, EngineFailed, or one of BROKEN for values of another kind."""
    said = _object(json_of(files, PARAMETERS), PARAMETERS)
    schema = _object(json_of(files, SCHEMA), SCHEMA)
    texts = _texts(files)
    tables = {name: _table(files, name, told["columns"]) for name, told in sorted(schema.items())}
    variables = {**said["variables"], "today": date.fromisoformat(said["variables"]["today"])}

    def once(*, cautious: bool) -> Facts:
        world = World(texts, cautious=cautious)
        try:
            world.fill(tables, variables)
            return paperresult.recomputed(world, world.findings(), tables, _samples(files), said["tie_out"])
        finally:
            world.close()

    try:
        return once(cautious=False)
    except EngineFailed:  # the same rows planned in the same way would meet the same fault again
        return once(cautious=True)


def _texts(files: Mapping[str, bytes]) -> dict[str, Query]:
    """The statements of the papers by name; WrongUse for one that is no file of ours, or is there twice."""
    found: dict[str, Query] = {}
    for name, content in files.items():
        if name.startswith("queries/"):
            path = PurePosixPath(name)
            each = statement.parse(content.decode("utf-8"), path)
            if each.name in found or each.name in contract.ledgers():
                raise WrongUse(f"{name}：同名的查询有两份，或者与台账同名。")
            if each.folder == "audit":
                auditrule.of(each)
            found[each.name] = each
    return found


def _table(files: Mapping[str, bytes], name: str, columns: Mapping[str, str]) -> pa.Table:
    """The rows of a ledger, which must be those that the schema tells of."""
    types = {each: kind for each, kind in fields(contract.ledger(name)).items() if each in columns}
    if set(columns) - set(types) or any(str(types[each]) != kind for each, kind in columns.items()):
        raise WrongUse(f"台账“{contract.ledger(name).title}”的列与本程序的不同，不能重算。")
    return paperfile.rows_of(files[f"inputs/{name}.csv"], f"inputs/{name}.csv", types)


def _samples(files: Mapping[str, bytes]) -> list[tuple[Sample, pa.Table]]:
    found = []
    for said in json_of(files, SEEDS):
        each = paperresult.sample_of(said)
        name = f"inputs/sample-{each.seq}.csv"
        found.append((each, paperfile.rows_of(files[name], name, paperresult.OF_SAMPLE)))
    return found


def _compared(told: Facts, found: Facts) -> tuple[list[str], list[str]]:
    """What the papers say against what comes of asking again."""
    agrees: list[str] = []
    differs: list[str] = []
    again = paperfile.json_of({RESULTS: paperfile.as_json(found)}, RESULTS)
    for part, name in SAID.items():
        one, other = _named(told.get(part)), _named(again[part])
        wrong = sorted(each for each in {*one, *other} if one.get(each) != other.get(each))
        if not wrong and told.get(part) == again[part]:
            agrees.append(f"{name}：{len(other)} 项重算相符。" if other else f"{name}：没有。")
        elif not wrong:
            differs.append(f"{name}：次序与重算的不同。")
        for each in wrong[:SHOWN]:
            what = "底稿里没有" if each not in one else "重算没有" if each not in other else "与重算的不同"
            differs.append(f"{name} {each[:200]}：{what}{_where(one.get(each), other.get(each))}。")
        if len(wrong) > SHOWN:
            differs.append(f"{name}：另有 {len(wrong) - SHOWN} 项不同。")
    return agrees, differs


def _named(said: Any) -> dict[str, Any]:
    """The entries of a part of the results, each by what it is about."""
    if isinstance(said, dict):
        return {str(name): each for name, each in said.items()}
    found: dict[str, Any] = {}
    for each in said if isinstance(said, list) else ():
        held = each if isinstance(each, dict) else {}
        rules = held.get("leads") if isinstance(held.get("leads"), list) else ()
        told = "、".join(str(one.get("rule")) for one in rules or () if isinstance(one, dict))
        name = f"第{held['sample']}号" if "sample" in held else (
            f"{str(held.get('subject')).replace(chr(31), '/')}（{told}）")
        found[name if name not in found else f"{name}·{len(found)}"] = each
    return found


def _where(one: Any, other: Any) -> str:
    """In which of its facts an entry differs."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return ""
    names = sorted(str(name) for name in {*one, *other} if one.get(name) != other.get(name))
    return f"（{'、'.join(names[:8])[:200]}）" if names else ""


def _drift(files: Mapping[str, bytes]) -> Iterable[str]:
    """Which statements this program has otherwise by now, or no longer, or besides."""
    own = {f"queries/{each.folder}/{each.name}.sql": each.path for each in query.catalogue().values()}
    there = {name for name in files if name.startswith("queries/")}
    changed = [name for name in there & set(own) if files[name] != own[name].read_bytes()]
    new = [name for name in set(own) - there if name.startswith("queries/audit/")]
    for found, said in ((changed, "与现在程序里的不同"), (there - set(own), "现在的程序里没有"),
                        (new, "是做底稿以后才有的规则")):
        names = [PurePosixPath(name).stem for name in sorted(found)]
        if names:
            more = f"等 {len(names)} 个" if len(names) > SHOWN else ""
            yield f"{'、'.join(names[:SHOWN])}{more}{said}；重算用的是底稿里的原文。"
