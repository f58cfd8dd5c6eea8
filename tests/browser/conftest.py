"""A server of our own on a free loopback port, and a real browser that may ask nothing else.

`serve(home)` starts a server on a books folder; `server` is one on empty books, shared by a
module. `open_page(path, server)` gives a page. After each test: no request left 127.0.0.1, no
error was thrown in the page; after each server: its log holds no traceback.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import run
from tests.browser.resting import follow

PATIENCE = 60_000  # milliseconds: a machine that does other work beside is slow, not wrong
expect.set_options(timeout=PATIENCE)
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# traps.md's list for Debian's Chromium; the last one lets no name resolve but the address itself.
CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {run.HOST}",
]


@dataclass(frozen=True)
class Server:
    """One running server: its address, the books it serves, its log, its process id."""

    url: str
    home: Path
    log: Path
    pid: int


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder `browser`."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


def free_port() -> int:
    """A port that nobody listens on at this moment, on loopback."""
    with socket.socket() as probe:
        probe.bind((run.HOST, 0))
        return probe.getsockname()[1]


@contextmanager
def serving(home: Path, log: Path, app: Path = ROOT / "app.py") -> Iterator[Server]:
    """Serve `app` on the books in `home` while the block runs; fails when the log has a traceback.

    The server is ended by its process id whatever happens in the block.
    """
    port = free_port()
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("STREAMLIT_")},
        "OPENBOOKS_HOME": str(home),
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
    }
    with log.open("wb") as sink:
        process = subprocess.Popen(
            run.server_command(Path(sys.executable), port, app),
            cwd=app.parent,
            env=environment,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    try:
        if not run.await_ready(process, port):
            pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")
        yield Server(f"http://{run.HOST}:{port}", home, log, process.pid)
    finally:
        process.terminate()
        run.end(process)
    said = log.read_text(encoding="utf-8", errors="replace")
    assert "Traceback (most recent call last)" not in said, said[-3000:]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for the folder (not the session: playwright's loop must not outlive it).

    Skips where no Chromium is found, and fails there when CI is set.
    """
    path = run.chromium()
    if not path:
        told = f"no Chromium found; {run.CHROMIUM_VARIABLE} may name one"
        (pytest.fail if run.on_ci() else pytest.skip)(told)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def serve(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """`serve(home)` starts one more server for this test; `serve(home, app)` another app file."""
    number = count(1)
    with ExitStack() as running:

        def start(home: Path, app: Path = ROOT / "app.py") -> Server:
            log = tmp_path / f"server-{next(number)}.log"
            return running.enter_context(serving(home, log, app))

        yield start


@pytest.fixture(scope="module")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the module, on a books folder that does not exist yet."""
    folder = tmp_path_factory.mktemp("browser")
    with serving(folder / "books", folder / "server.log") as running:
        yield running


@pytest.fixture
def open_page(
    browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """`open_page(path="", server=None, width=1280, height=900)` opens an address of the server.

    Without `server` it is the module's. Each page has a context of its own (no shared cookies).
    """
    contexts, asked, thrown = [], [], []

    def opened(
        path: str = "", server: Server | None = None, width: int = 1280, height: int = 900
    ) -> Page:
        base = (server or request.getfixturevalue("server")).url
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        follow(page)
        context.on("request", lambda one: asked.append(one.url))
        page.on("websocket", lambda one: asked.append(one.url))
        page.on("pageerror", lambda error: thrown.append(str(error)))
        page.goto(f"{base}/{path.lstrip('/')}")
        return page

    yield opened
    for context in contexts:
        context.close()
    outside = [url for url in asked if urlsplit(url).hostname not in (None, run.HOST)]
    assert not outside, f"the browser was sent outside: {outside[:10]}"
    assert not thrown, f"errors in the page: {thrown[:5]}"
