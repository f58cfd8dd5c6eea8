"""Cells in their plain form, and the SQL that takes them: what the fast road may read by itself.

For a cell of which the whole is its pattern (RE2), the SQL gives what the Python readers give; a
test proves it. Everything else is left to them.
"""

from __future__ import annotations

from openbooks.contract import Column, Ledger
from openbooks.dates import PLAIN_DATE, PLAIN_MONTH
from openbooks.mapping import Link
from openbooks.money import PLAIN_MONEY
from openbooks.naming import literal, quoted

_HAN = r"\x{4e00}-\x{9fff}"
# Signs that stay as they are inside a text; no delimiter and no quote is among them.
_INNER = rf"0-9A-Za-z{_HAN}（）()、，。：《》“”·/.+&%#@*×~—－_\-"
PLAIN_TEXT = rf"[0-9A-Za-z{_HAN}](?:[{_INNER} ]*[{_INNER}])?"
PLAIN_NAME = rf"[{_HAN}]+"
PLAIN_IDENTIFIER = r"[0-9A-Za-z][0-9A-Za-z_-]{0,14}|[0-9]{3,6}(?:\.[0-9]{1,4}){1,4}"
PLAIN_INTEGER = r"-?[0-9]{1,15}"
PLAIN_ID_NUMBER = r"[0-9]{17}[0-9X]"
PLAIN_VOUCHER = rf"[{_HAN}]{{1,3}}-[0-9]{{1,8}}"

HOWS = frozenset({"cell", "word_part", "number_part"})
TYPES = frozenset({"money", "date", "month", "integer", "name", "identifier", "text", "list"})
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643


def plain(column: Column, link: Link) -> tuple[str, str]:
    """The pattern of a cell in its plain form, and SQL of its value."""
    cell = cell_of(link)
    if link.how == "word_part":
        return PLAIN_VOUCHER, f"split_part({cell}, '-', 1)"
    if link.how == "number_part":
        return PLAIN_VOUCHER, f"split_part({cell}, '-', 2)"
    if column.name == "id_number":
        return PLAIN_ID_NUMBER, f"case when {_checked(cell)} then {cell} end"
    match column.type:
        case "money":
            return PLAIN_MONEY, f"(try_cast({cell} as decimal(16, 2)) * 100)::bigint"
        case "date":
            return PLAIN_DATE, f"try_cast({cell} as date)"
        case "month":
            return PLAIN_MONTH, cell
        case "integer":
            return PLAIN_INTEGER, f"try_cast({cell} as bigint)"
        case "name":
            return PLAIN_NAME, cell
        case "identifier":
            return PLAIN_IDENTIFIER, cell
    return PLAIN_TEXT, cell


def cell_of(link: Link) -> str:
    """SQL of the one cell that a link takes."""
    return f"c{link.cells[0]}"


def _checked(cell: str) -> str:
    """SQL condition: the last sign of an ID number is its check digit."""
    digits = " + ".join(
        f"{weight} * try_cast({cell}[{place}] as integer)"
        for place, weight in enumerate(_WEIGHTS, 1)
    )
    return f"{cell}[18] = '10X98765432'[1 + ({digits}) % 11]"


def demands(column: Column) -> list[str]:
    """SQL of what makes a value one that cannot be taken without a look."""
    name = quoted(column.stored)
    found = []
    if column.required:
        found.append(f"{name} is null")
    if column.allowed:
        listed = ", ".join(map(literal, column.allowed))
        found.append(f"({name} is not null and {name} not in ({listed}))")
    factor = 100 if column.type == "money" else 1
    if column.minimum is not None and column.type in {"money", "integer"}:
        found.append(f"coalesce({name} < {int(column.minimum * factor)}, false)")
    if column.maximum is not None and column.type in {"money", "integer"}:
        found.append(f"coalesce({name} > {int(column.maximum * factor)}, false)")
    return found


def finish_voucher(values: dict[str, str], linked: frozenset[str], ledger: Ledger) -> list[str]:
    """Debit and credit from each other or from amount and side, year and period from the date, as
    `rows` finishes a voucher line; changes `values` (stored column → SQL), and returns SQL of what
    has to be looked at."""
    misses = []
    for name in ("year", "month"):
        said = ledger.column(name).stored
        of_date = f"{name}({values['voucher_date']})::bigint"
        if name in linked:
            misses.append(f"({quoted(said)} is distinct from {of_date})")
        elif values[said].startswith("null"):
            values[said] = of_date
    debit, credit, amount = (values[f"{name}_fen"] for name in ("debit", "credit", "amount"))
    if linked & {"debit", "credit"}:
        values["debit_fen"] = f"coalesce({debit}, case when {credit} is not null then 0 end)"
        values["credit_fen"] = f"coalesce({credit}, case when {debit} is not null then 0 end)"
    elif {"amount", "direction"} <= linked:
        side = values["direction"]
        values["debit_fen"] = f"case {side} when '借' then {amount} when '贷' then 0 end"
        values["credit_fen"] = f"case {side} when '贷' then {amount} when '借' then 0 end"
    misses.append("(debit_fen is null or credit_fen is null)")
    return misses
