"""What a statement reads and gives, from DuckDB's parse tree (`json_serialize_sql`), and no more.

Functions take the tree as plain dicts and lists and run nothing. Relations of a FROM clause are of
known kinds or a fault: a kind that a later DuckDB adds is refused until it is known here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

RELATIONS = frozenset({
    "BASE_TABLE", "SUBQUERY", "JOIN", "EMPTY", "TABLE_FUNCTION", "EXPRESSION_LIST",
})
TABLE_FUNCTIONS = frozenset({"range", "unnest"})
VARIABLES = frozenset({"today", "chart", "province", "fiscal_start"})
# These read the clock, chance, the settings or a sequence: a query run again must say the same.
UNSTEADY = frozenset({
    "now", "today", "current_date", "current_time", "current_timestamp", "localtime",
    "localtimestamp", "get_current_time", "get_current_timestamp", "transaction_timestamp",
    "random", "setseed", "uuid", "uuidv4", "uuidv7", "gen_random_uuid", "nextval", "currval",
    "current_setting", "getenv", "current_user", "session_user", "current_schema",
    "current_schemas", "current_database", "txid_current", "version", "pg_sleep", "write_log",
})
Node = dict[str, Any]


def nodes(tree: Any) -> Iterator[Node]:
    """Every dict of the tree, outermost first."""
    waiting = [tree]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield each
            waiting.extend(reversed(each.values()))
        elif isinstance(each, list):
            waiting.extend(reversed(each))


def parameters(tree: Any) -> frozenset[str]:
    """Names of the parameters that the statement uses."""
    return frozenset(
        each["identifier"] for each in nodes(tree) if each.get("class") == "PARAMETER"
    )


def relations(tree: Any) -> tuple[frozenset[str], list[str]]:
    """(relations read that no CTE in scope defines, faults of the FROM clauses)."""
    read: set[str] = set()
    faults: list[str] = []
    _walk(tree, frozenset(), read, faults)
    return frozenset(read), faults


def _walk(tree: Any, scope: frozenset[str], read: set[str], faults: list[str]) -> None:
    """Add what `tree` reads; `scope` holds the names of the CTEs that it may mean."""
    if isinstance(tree, list):
        for each in tree:
            _walk(each, scope, read, faults)
    if not isinstance(tree, dict):
        return
    rest = dict(tree)
    held = rest.pop("cte_map", None)
    for entry in held["map"] if held else ():
        body = entry["value"]["query_node"]
        own = {entry["key"]} if body.get("type") == "RECURSIVE_CTE_NODE" else set()
        _walk(entry["value"], scope | own, read, faults)
        scope = scope | {entry["key"]}
    _relation(rest, scope, read, faults)
    for value in rest.values():
        _walk(value, scope, read, faults)


def _relation(node: Node, scope: frozenset[str], read: set[str], faults: list[str]) -> None:
    """Judge one node where it stands in a FROM clause."""
    kind = node.get("type")
    if node.get("sample"):
        faults.append("不得抽样")
    if "sample" not in node or "alias" not in node:
        return
    if kind not in RELATIONS:
        faults.append(f"不认识的关系：{kind}")
    elif kind == "TABLE_FUNCTION":
        name = node["function"].get("function_name", "")
        if name not in TABLE_FUNCTIONS:
            faults.append(f"使用了表函数 {name}，只能用 range 和 unnest")
    elif kind == "BASE_TABLE":
        path = node["qualified_name"]["path"]
        if len(path) > 1 or node["schema_name"] or node["catalog_name"]:
            faults.append(f"引用了别的模式：{'.'.join(path)}")
        elif node["table_name"] not in scope:
            read.add(node["table_name"])
        if node["at_clause"]:
            faults.append("不得使用 at 子句")


def function_faults(tree: Any) -> list[str]:
    """Functions of another schema, unsteady ones, and session variables that are not ours."""
    faults: list[str] = []
    for each in nodes(tree):
        if each.get("class") == "COLUMN_REF":
            name = each["column_names"][-1]
            if len(each["column_names"]) == 1 and name.lower() in UNSTEADY - {"today", "version"}:
                faults.append(f"不得使用 {name}")
        if each.get("class") != "FUNCTION" or "function_name" not in each:
            continue
        name = each["function_name"].lower()
        if len(each["qualified_name"]["path"]) > 1:
            faults.append(f"引用了别的模式的函数：{'.'.join(each['qualified_name']['path'])}")
        if name in UNSTEADY:
            faults.append(f"不得使用函数 {name}")
        if name == "getvariable":
            literal = each["arguments"][0]["expression"].get("literal", {}).get("text")
            if literal not in VARIABLES:
                faults.append(f"没有会话变量 {literal}")
    return faults


def star_faults(tree: Any) -> list[str]:
    """`select *`: a column added to a ledger would change the answer unseen. count(*) may stand."""
    starred = any(
        each.get("class") == "STAR"
        for select in nodes(tree)
        # the list of rows of a VALUES is a select of its own in the tree
        if (select.get("from_table") or {}).get("type") != "EXPRESSION_LIST"
        for each in select.get("select_list", ())
    )
    return ["不得使用 *"] if starred else []


def outputs(node: Node) -> list[str]:
    """Names of the columns of a query node; "" for an expression without a name."""
    while node.get("type") == "SET_OPERATION_NODE":
        node = node["left"] if node.get("left") else node["children"][0]
    return [
        each.get("alias") or (each["column_names"][-1] if "column_names" in each else "")
        for each in node.get("select_list", [])
    ]


def order(node: Node) -> list[str] | None:
    """Names of the columns of the outermost ORDER BY, "" for an expression; None: there is none."""
    for each in node.get("modifiers", []):
        if each.get("type") == "ORDER_MODIFIER":
            return [
                (part["expression"].get("column_names") or [""])[-1] for part in each["orders"]
            ]
    return None
