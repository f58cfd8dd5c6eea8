"""One event of the journal as a line of JSON that holds the hash of the line before.

Conventions: `seq` counts events from 1 without gaps. No cell text stands in an event.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openbooks.errors import BooksDamaged
from openbooks.store import HASH

FORMAT = 1
START = "0" * 64
FIELDS = frozenset({"seq", "at", "kind", "who", "prev", "body", "digest"})
HEADED = {"at": str, "kind": str, "who": str, "prev": str, "body": dict, "digest": str}
_FILE = {
    "file": str, "sheet": str, "header_line": int, "original": str, "mapping": dict, "ledger": str,
    "digest": str, "receipt": str, "counts": dict, "sums": list,
}
_STEP = {"release": int, "note": str}
_CASE = {"case": str, "subject": str, "unit": str, "note": str, "files": list}
_RESTS = {**_CASE, "rules": list, "rows": dict, "version": int}  # a stage of a case rests on rows
NEEDED: dict[str, dict[str, type]] = {
    "open": {"union": str, "province": str, "chart": str, "fiscal_start": int, "example": bool},
    "load": _FILE, "enter": _FILE, "undo": {"batch": int}, "reject": {"entry": int, "reason": str},
    "close": {"start": str, "end": str, "reason": str}, "reopen": {"closing": int},
    "rule": {"ledger": str, "two_person": bool},
    "edition": {"report": str, "unit": str, "digest": str},
    "setting": {"name": str, "value": str, "reason": str},
    "draft": {
        "report": str, "period": str, "unit": str, "version": int, "head": str, "document": str,
        "smallest": int, "note": str,
    },
    "publish": {**_STEP, "files": dict},
    "review": _STEP, "approve": _STEP, "return": _STEP, "withdraw": _STEP,
    "case_ask": _RESTS, "case_explain": _RESTS, "case_dismiss": _RESTS, "case_mend": _RESTS,
    "case_mended": _RESTS, "case_reopen": {**_CASE, "changes": list}, "case_assign": {**_CASE, "to": str},
    "case_sign": {**_CASE, "role": str}, "case_return": _CASE,
    "sample": {
        "query": str, "amount": str, "parameters": dict, "method": str, "seed": int, "size": int,
        "interval": int, "stratum": str, "limits": list, "weight": str, "confidence": int,
        "tolerable_fen": int, "expected_fen": int, "tolerable_rate": str, "expected_rate": str,
        "version": int, "rows": int, "total_fen": int, "chosen": int, "drawn": str,
    },
    "sample_result": {"sample": int, "results": list},
    "reveal": {"case": str, "purpose": str, "rows": dict, "fields": list, "version": int},
}
UNREADABLE = (ValueError, RecursionError)  # no JSON, or JSON that only an attacker nests so deep


@dataclass(frozen=True)
class Event:
    """One thing that happened; `body` by its kind.

    open                settings of the books
    load, undo          rows come and go: these make versions
    enter, reject       two-person rule: handed in; turned down (approved: a load with `again`)
    close, reopen       months that nothing may change; no longer so
    rule                a ledger is under the two-person rule, or no longer
    setting             what the union sets for its releases (`setting`)
    draft … withdraw    a report on its way to the public (`publication`)
    edition             a report is worded otherwise (`digest` of its file; "": as shipped again)
    case_…              a step with one subject of the audit's list (`casestep`)
    sample, …_result    rows drawn for the audit; what was found of them (`sample`)
    reveal              somebody looked at names that are masked for them (`reveal`)
    """

    seq: int
    at: str
    kind: str
    who: str
    prev: str
    digest: str
    body: dict[str, Any]


def canonical(value: dict[str, Any]) -> bytes:
    """The one spelling of a JSON object: sorted keys, no blanks, UTF-8."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest_of(said: dict[str, Any]) -> str:
    """The hash of an event without its own `digest`, 64 hex digits."""
    return hashlib.new(HASH, canonical(said)).hexdigest()


def line_of(seq: int, at: datetime, kind: str, who: str, prev: str, body: dict[str, Any]) -> bytes:
    """An event as the line that is appended, line feed included."""
    said = {
        "seq": seq,
        "at": at.isoformat(timespec="seconds"),
        "kind": kind,
        "who": who,
        "format": FORMAT,
        "hash": HASH,
        "prev": prev,
        "body": body,
    }
    return canonical({**said, "digest": digest_of(said)}) + b"\n"


def _is_whole(said: dict[str, Any], needed: dict[str, type]) -> bool:
    return all(type(said.get(name)) is kind for name, kind in needed.items())


def require_whole(event: Event) -> Event:
    """The event. Raises BooksDamaged where it lacks what one of its kind says: its hash holds, but no
    program of ours wrote it."""
    try:
        datetime.fromisoformat(event.at)
    except ValueError:
        raise BooksDamaged(f"日志第{event.seq}条的时间读不出来，日志已被改动。") from None
    if not _is_whole(event.body, NEEDED.get(event.kind, {})):
        raise BooksDamaged(f"日志第{event.seq}条（{event.kind}）缺少必要内容，日志已被改动。")
    return event


def event_of(line: bytes, seq: int, prev: str) -> Event:
    """The event on a line, checked against its place in the chain.

    Raises BooksDamaged, naming the event, when the line is no event, is out of order, was changed
    after it was written, or follows another event than the one before it.
    """
    where = f"日志第{seq}条"
    try:
        found = json.loads(line)
    except UNREADABLE:
        raise BooksDamaged(f"{where}不是完整的事件，日志已被改动。") from None
    if not isinstance(found, dict) or not found.keys() >= FIELDS or not _is_whole(found, HEADED):
        raise BooksDamaged(f"{where}缺少必要字段，日志已被改动。")
    if found.get("format") != FORMAT or found.get("hash") != HASH:
        raise BooksDamaged(f"{where}的格式号或摘要算法本程序不认识，请用更新的版本打开。")
    if type(found["seq"]) is not int or found["seq"] != seq:
        raise BooksDamaged(f"{where}的编号是{found['seq']}，有事件被删除或插入。")
    if found["prev"] != prev:
        raise BooksDamaged(f"{where}与前一条不衔接，前面的事件已被改动。")
    said = {key: value for key, value in found.items() if key != "digest"}
    try:
        digest, written = digest_of(said), canonical(found)
    except UNREADABLE:  # nothing that `canonical` has ever written
        digest = written = b""
    if digest != found["digest"]:
        raise BooksDamaged(f"{where}的内容与摘要不符，此条已被改动。")
    if written != line.removesuffix(b"\n"):
        raise BooksDamaged(f"{where}的写法不是写入时的写法，此条已被改动。")
    return Event(
        seq, found["at"], found["kind"], found["who"], prev, found["digest"], found["body"]
    )
