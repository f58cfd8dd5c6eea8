"""When a page is at rest, and acts that a page in motion would lose.

Streamlit 1.67 says on `stApp` whether a script runs (`data-test-script-state`), but that alone is no
proof of rest: after a press it reads notRunning until the server's first word has come, and again
between a run that ended in `st.rerun` and the next. So rest is read from what the page and its
server say to each other: the last run that was asked for has ended, and not to begin anew.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from playwright.sync_api import Locator, Page, Request, TimeoutError, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

TRIES = 5
BRIEF = 4_000  # milliseconds in which a list that stays open has shown its options
FITTED = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")].every(
    each => each.scrollWidth <= innerWidth)"""
# What was received is drawn, and a scroll that was asked for has happened, after two frames.
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass
class Talk:
    """What a page and its server last said: the socket (None before it opens), whether all is run."""

    socket: WebSocket | None = None
    resting: bool = False


_TALKS: WeakKeyDictionary[Page, Talk] = WeakKeyDictionary()


def follow(page: Page) -> None:
    """Listen to what the page says to its server from now on; before its first address."""
    talk = _TALKS.setdefault(page, Talk())

    def left(request: Request) -> None:
        if request.is_navigation_request():
            talk.socket, talk.resting = None, False

    def opened(socket: WebSocket) -> None:
        talk.socket, talk.resting = socket, False

        def sent(payload: str | bytes) -> None:
            if socket is talk.socket and BackMsg.FromString(payload).HasField("rerun_script"):
                talk.resting = False

        def received(payload: str | bytes) -> None:
            message = ForwardMsg.FromString(payload)
            if socket is talk.socket and message.WhichOneof("type") == "script_finished":
                talk.resting = message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

        socket.on("framesent", sent)
        socket.on("framereceived", received)

    page.on("request", left)
    page.on("websocket", opened)


def settled(page: Page) -> Page:
    """The page when every run that it asked for has ended and is drawn."""
    talk = _TALKS[page]
    page.evaluate(DRAWN)  # what an act made the page say is heard before the answer to this
    while not talk.resting:
        if talk.socket is None:
            page.wait_for_event("websocket")
        else:
            talk.socket.wait_for_event("framereceived")
        if talk.resting:
            page.evaluate(DRAWN)
    page.wait_for_selector(
        '[data-testid="stApp"][data-test-script-state="notRunning"]', state="attached"
    )
    return page


def pick(box: Locator, option: str = "") -> None:
    """Choose an option of a list by typing it (only what fits the window is drawn); without a name
    the first. A list closes whenever the page scrolls under it, also when the browser brings the
    box into view: it is brought there first, and opened again if something moved it all the same."""
    page = box.page
    shown = page.get_by_role("option", name=option or None, exact=bool(option)).first
    for _ in range(TRIES):
        box.scroll_into_view_if_needed()
        settled(page)
        box.click()
        if option:
            box.clear()
            box.fill(option)
        with suppress(TimeoutError):
            shown.click(timeout=BRIEF)
            break
    else:
        expect(shown).to_be_visible()
    settled(page)


def unfold(expander: Locator) -> None:
    """Open an expander, found by its `details`, which is closed."""
    settled(expander.page)
    expander.locator("summary").click()
    expect(expander).to_have_attribute("open", "")


def fits(page: Page) -> None:
    """Wait until the page is no wider than its window: its parts are fitted one after another."""
    page.wait_for_function(FITTED)
