"""What the books already hold that a new file may refer to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa


@dataclass(frozen=True)
class Known:
    """What the books already hold that a file may refer to; each an Arrow table of text columns.

    units (unit_id, name, kind) · members (member_id, name, unit_id, unit_name) · accounts (code, name,
    nature), the union's own chart first, those of other charts without their codes, since a code
    means nothing outside its chart · activities (activity_id, title).
    """

    units: pa.Table
    members: pa.Table
    kin: pa.Table
    accounts: pa.Table
    activities: pa.Table


def read(cursor: Any, live: str, chart: str) -> Known:
    """What the living rows of a version hold; `live` is their schema, `chart` the union's own."""
    def table(sql: str, *values: object) -> pa.Table:
        return cursor.sql(sql, params=list(values)).to_arrow_table()

    return Known(
        table(f"select unit_id, name, kind from {live}.unit"),
        table(
            f"select m.member_id, m.name, m.unit_id, u.name as unit_name "
            f"from {live}.member m left join {live}.unit u on u.unit_id = m.unit_id"
        ),
        table(f"select one, other from {live}.kin"),
        table(
            f"select case when chart_version = $1 then code end as code, name, nature "
            f"from {live}.account order by chart_version = $1 desc, chart_version, code",
            chart,
        ),
        table(f"select activity_id, title from {live}.activity"),
    )


def nothing_known() -> Known:
    """Empty books."""
    def empty(*names: str) -> pa.Table:
        return pa.table({name: pa.array([], pa.string()) for name in names})

    return Known(
        empty("unit_id", "name", "kind"),
        empty("member_id", "name", "unit_id", "unit_name"),
        empty("one", "other"),
        empty("code", "name", "nature"),
        empty("activity_id", "title"),
    )


def nature_of(known: Known) -> Callable[[str, str], str]:
    """A function (code, name) → nature of the account, "" when the chart does not hold it."""
    accounts = known.accounts.to_pylist()
    by_code = {row["code"]: row["nature"] for row in accounts if row["code"]}
    by_name = {row["name"]: row["nature"] for row in reversed(accounts)}

    def nature(code: str, name: str) -> str:
        for level in (name, *reversed(name.split("/"))):
            if level in by_name:
                return by_name[level] or ""
        bare = code.replace(".", "")
        for length in range(len(bare), 2, -1):
            if bare[:length] in by_code:
                return by_code[bare[:length]] or ""
        return ""

    return nature
