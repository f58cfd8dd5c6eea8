"""Which books are open, found by the address: `books` = own, school or federation.

Own books lie in OPENBOOKS_HOME (default: `books` beside the program), each example in the sibling
folder "<name>-example"/<its id>: they never share a folder, a cache key or a page. What a visitor
chose is remembered for the session, since Streamlit's own links carry no parameters; the address
wins wherever it says something.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import streamlit as st

from openbooks import query
from openbooks.access import LOCAL_PAGES
from openbooks.books import Books, View, open_books
from openbooks.errors import WrongUse
from openbooks.founding import finish_own
from openbooks.history import Settings
from openbooks.home import example_home, own_home
from openbooks.query import Result

OWN = "own"
EXAMPLES = {"school": "清溪小学工会", "federation": "临江街道总工会"}
_KEPT = "kept"


@dataclass(frozen=True)
class Opened:
    """The open books of this run: `which` as in the address; `newest`: no later version is."""

    which: str
    books: Books
    view: View
    newest: bool

    @property
    def settings(self) -> Settings:
        """What was set when the books were opened."""
        return self.view.state.settings

    def has(self, *ledgers: str) -> bool:
        """Whether any of these ledgers has a load that was not undone."""
        return any(self.view.state.living(name) for name in ledgers)


def home_of(which: str) -> Path:
    """The folder of own books, or of an example."""
    return own_home() if which == OWN else example_home(which)


def is_founded(which: str) -> bool:
    """Whether there are such books; nothing is made by asking."""
    home = home_of(which)
    return (home / "journal.jsonl").exists() and open_books(home).settings is not None


def chosen() -> str:
    """The books of the address, else of this session, else own ones; "" when there are none.

    Raises WrongUse for an address that names books there cannot be.
    """
    said = st.query_params.get("books") or kept("").get("books", "")
    if said:
        if said != OWN and said not in EXAMPLES:
            raise WrongUse("地址里的账本名称不对。请从“开始”页进入。")
        return said
    return OWN if is_founded(OWN) else ""


def opened() -> Opened | None:
    """The books of the address at the version of the address; None where there are none yet.

    The choice is written into the session and the address. Raises WrongUse for a version that is no
    number or does not exist.
    """
    which = chosen()
    if not which:
        return None
    keep("", books=which)
    if st.query_params.get("books") != which:
        st.query_params["books"] = which
    if not is_founded(which):
        return None
    books = open_books(home_of(which))
    finish_own(books, datetime.now().astimezone())
    said = st.query_params.get("as_of") or kept(which).get("as_of", "")
    if said and not (said.isascii() and said.isdigit() and len(said) < 10):
        raise WrongUse("地址里的版本号不对：它应是一个数字。")
    view = books.view(LOCAL_PAGES, int(said) if said else None)
    newest = not said or view.version == books.version()
    keep(which, as_of="" if newest else said)
    if not newest and st.query_params.get("as_of") != said:
        st.query_params["as_of"] = said
    return Opened(which, books, view, newest)


def to_newest(which: str) -> None:
    """Leave the earlier version that this session looks at."""
    keep(which, as_of="")
    st.query_params.pop("as_of", None)


def as_of(now: Opened) -> str:
    """What a link must say so that it leads to what is looked at here: a page that compares versions
    may show a later one than this session looks at elsewhere; "" for the newest."""
    return str(now.view.version) if kept(now.which).get("as_of") else ""


def kept(which: str) -> dict[str, str]:
    """What this session chose for those books ("" for the choice of the books itself)."""
    return st.session_state.setdefault(_KEPT, {}).setdefault(which, {})


def keep(which: str, **chosen: str) -> None:
    """Remember choices for the rest of the session; an empty text forgets one."""
    known = kept(which)
    for name, value in chosen.items():
        if value:
            known[name] = value
        else:
            known.pop(name, None)


def ask(opened: Opened, name: str, **parameters: Any) -> Result:
    """The answer of a query on the open books; equal questions on equal books run once."""
    given = tuple(sorted((key, value) for key, value in parameters.items() if value is not None))
    return _answer(key_of(opened), name, given, query.query(name).sql, opened.view)


def totals(opened: Opened, name: str, **parameters: Any) -> tuple[int, dict[str, int]]:
    """`query.totals` on the open books; equal questions on equal books run once."""
    given = tuple(sorted((key, value) for key, value in parameters.items() if value is not None))
    return _totals(key_of(opened), name, given, query.query(name).sql, opened.view)


def first(result: Result) -> SimpleNamespace:
    """The first row of an answer, its columns as attributes; of an empty answer all are None."""
    if result.frame.empty:
        return SimpleNamespace(**dict.fromkeys(result.frame.columns))
    return SimpleNamespace(**result.frame.iloc[0].to_dict())


def row(result: Result, column: str, value: Any) -> SimpleNamespace:
    """The first row of an answer whose `column` is `value`, as `first`."""
    return first(only(result, column, value))


def only(result: Result, column: str, value: Any) -> Result:
    """Those rows of an answer whose `column` is `value`."""
    frame = result.frame[result.frame[column] == value].reset_index(drop=True)
    return replace(result, frame=frame)


def without(result: Result, column: str, value: Any) -> Result:
    """Those rows of an answer whose `column` is something else than `value`."""
    kept = (result.frame[column] != value).fillna(True).astype(bool)
    return replace(result, frame=result.frame[kept].reset_index(drop=True))


def key_of(opened: Opened) -> tuple[Any, ...]:
    """What every cached function of a page must hold in its key: folder, version, role, units."""
    home, head, reader = opened.view.key
    return (home, head, reader.role, reader.units)


@st.cache_data(show_spinner=False, max_entries=2000)
def _answer(
    key: tuple[Any, ...], name: str, given: tuple[tuple[str, Any], ...], sql: str, _view: View
) -> Result:
    return query.ask(_view, name, dict(given))


@st.cache_data(show_spinner=False, max_entries=2000)
def _totals(
    key: tuple[Any, ...], name: str, given: tuple[tuple[str, Any], ...], sql: str, _view: View
) -> tuple[int, dict[str, int]]:
    return query.totals(_view, name, dict(given))
