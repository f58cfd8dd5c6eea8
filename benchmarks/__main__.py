"""`python -m benchmarks`: the table of ratios; exit code 1 when one is over its limit.

    load      1,000,000 clean dues lines read, validated and committed, against DuckDB's typed COPY
              of the same CSV to Parquet; limit 4
    page      the script of a page over books of 1,000,000 dues lines and as many voucher lines,
              against the same page over 10,000 of each; limit 3
    audit     all audit rules over 2,000,000 voucher lines and 1,000,000 dues lines, against one full
              scan of both (every column of every line read and hashed); limit 40

Times are the median of `--times` runs; both sides of a ratio take turns.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import duckdb

from benchmarks import audit_files
from benchmarks.ledger_files import dues, vouchers
from openbooks import auditing
from openbooks.access import LOCAL_STAFF
from openbooks.books import Books, View, open_books
from openbooks.founding import found_own
from openbooks.history import Settings
from openbooks.intake import Answers, load_file

ROOT = Path(__file__).resolve().parent.parent
AT = datetime(2025, 12, 31, tzinfo=UTC)
SCAN = "select count(*), max(hash(record)) from {} as record"  # a name that no column has: the whole row
PAGES = ("members/overview.py", "members/dues.py", "members/funds.py", "audit/rows.py")
COPY = (
    "copy (select * from read_csv($1, header = true, columns = {{'member_id': 'varchar', "
    "'month': 'varchar', 'unit_id': 'varchar', 'base': 'decimal(18,2)', 'due': 'decimal(18,2)', "
    "'paid': 'decimal(18,2)', 'paid_date': 'date', 'channel': 'varchar'}})) "
    "to '{target}' (format parquet)"
)


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def loading(folder: Path, lines: int, times: int) -> tuple[float, float]:
    """Median seconds of a whole load, and of DuckDB's typed COPY, of the same file."""
    path = dues(folder / f"dues-{lines}.csv", lines)
    ours, theirs = [], []
    for turn in range(times):
        books = open_books(folder / f"load-{turn}")
        ours.append(seconds(
            lambda: load_file(books, path, Answers(ledger="dues"), "基准", AT)  # noqa: B023
        ))
        target = folder / f"copy-{turn}.parquet"
        con = duckdb.connect(":memory:", config={"threads": os.cpu_count() or 1})
        theirs.append(seconds(
            lambda: con.execute(COPY.format(target=target), [str(path)])  # noqa: B023
        ))
        con.close()
        books.connection.close()
    return statistics.median(ours), statistics.median(theirs)


def home_with(folder: Path, lines: int) -> Path:
    """Own books holding a dues file and a journal of that length."""
    home = folder / f"home-{lines}"
    books = open_books(home)
    found_own(books, Settings("基准工会", "安徽", "2010", 1, False), "基准", AT)
    for ledger, path in (
        ("dues", dues(folder / f"dues-{lines}.csv", lines)),
        ("voucher", vouchers(folder / f"voucher-{lines}.csv", lines)),
    ):
        load_file(books, path, Answers(ledger=ledger), "基准", AT)
    return home


def auditing_seconds(folder: Path, lines: int, times: int) -> tuple[float, float]:
    """Median seconds of all audit rules, marts included, over twice `lines` voucher lines and `lines`
    dues lines, and of a full scan of both, in the same process."""
    home = folder / "audit"
    books = open_books(home)
    found_own(books, Settings("基准工会", "安徽", "2010", 1, False), "基准", AT)
    for ledger, path in (
        ("unit", audit_files.units(folder / "audit-unit.csv")),
        ("voucher", audit_files.vouchers(folder / "audit-voucher.csv", 2 * lines)),
        ("dues", dues(folder / "audit-dues.csv", lines)),
    ):
        load_file(books, path, Answers(ledger=ledger, accept=True), "基准", AT)
    ours, scans = [], []
    for _ in range(times):
        view = Books(home).view(LOCAL_STAFF)  # a database of its own, without the marts of the last turn
        scans.append(seconds(partial(scan, view)))
        ours.append(seconds(partial(auditing.findings, view)))
    return statistics.median(ours), statistics.median(scans)


def scan(view: View) -> None:
    """Read every column of every line of both ledgers."""
    with view.cursor() as cursor:
        for name in ("voucher", "dues"):
            cursor.execute(SCAN.format(name)).fetchall()


def page_seconds(page: str, home: Path, times: int) -> float:
    """Median seconds of a page's script over the books of `home`, no answer kept from before."""
    import streamlit as st
    from streamlit.testing.v1 import AppTest

    os.environ["OPENBOOKS_HOME"] = str(home)
    found = []
    for turn in range(times + 1):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        app.query_params["books"] = "own"
        app.run()
        app.switch_page(f"pages/{page}")
        st.cache_data.clear()
        found.append(seconds(app.run))
        if app.exception:
            raise SystemExit(f"{page}: {app.exception[0].value}")
        if turn == 0:
            found.clear()
    return statistics.median(found)


def main() -> int:
    """Measure and print; 1 when a ratio is over its limit."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=5)
    options.add_argument("--lines", type=int, default=1_000_000)
    given = options.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, theirs = loading(folder, given.lines, given.times)
        rows.append((f"load {given.lines:,} dues lines", ours, "typed COPY", theirs, 4.0))
        large, small = home_with(folder, given.lines), home_with(folder, given.lines // 100)
        for page in PAGES:
            slow = page_seconds(page, large, given.times)
            quick = page_seconds(page, small, given.times)
            rows.append((f"page {page}", slow, f"{given.lines // 100:,} lines", quick, 3.0))
        ours, once = auditing_seconds(folder, given.lines, given.times)
        rows.append(("audit rules", ours, "one scan", once, 40.0))
    print(f"{'what':<34} {'seconds':>8}  {'beside':<16} {'seconds':>8} {'ratio':>6} {'limit':>6}")
    for what, ours, beside, theirs, limit in rows:
        print(f"{what:<34} {ours:>8.3f}  {beside:<16} {theirs:>8.3f} {ours / theirs:>6.2f} {limit:>6}")
    return int(any(ours / theirs > limit for _, ours, _, theirs, limit in rows))


if __name__ == "__main__":
    sys.exit(main())
