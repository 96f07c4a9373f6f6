"""When a page has read all that it asks for, the stream of events apart, which is never over; and ways between pages
that do not load the whole anew."""

import asyncio
from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Final
from weakref import WeakKeyDictionary

from playwright.async_api import Page, Request

PATIENCE: Final = 20.0
DRAWN: Final = """() => new Promise((drawn) =>
  requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(drawn, { timeout: 1000 }))))"""
"""Waits until what has come is drawn, and whatever it asks for has been asked."""


class Listener:
    """Told of a request. It says what it takes, which is worked out anew for each event of who does not."""

    __signature__: Final = Signature([Parameter("request", Parameter.POSITIONAL_OR_KEYWORD)])

    def __init__(self, act: Callable[[Request], None]) -> None:
        self.act = act

    def __call__(self, request: Request) -> None:
        self.act(request)


class Traffic:
    """The requests of a page that are not answered yet."""

    def __init__(self, page: Page) -> None:
        self.open: set[Request] = set()
        self.is_idle = asyncio.Event()
        self.is_idle.set()
        ended = Listener(self.end)
        page.on("request", Listener(self.begin))
        page.on("requestfinished", ended)
        page.on("requestfailed", ended)

    def begin(self, request: Request) -> None:
        if request.resource_type != "eventsource":
            self.open.add(request)
            self.is_idle.clear()

    def end(self, request: Request) -> None:
        self.open.discard(request)
        if not self.open:
            self.is_idle.set()


WATCHED: Final[WeakKeyDictionary[Page, Traffic]] = WeakKeyDictionary()


def watch(page: Page) -> None:
    """Begins to count; before the page goes anywhere."""
    WATCHED[page] = Traffic(page)


async def quiet(page: Page) -> None:
    """Waits until the page asks for nothing any more."""
    traffic = WATCHED[page]
    in_a_row = 0
    async with asyncio.timeout(PATIENCE):
        while in_a_row < 2:
            await traffic.is_idle.wait()
            await page.evaluate(DRAWN)
            in_a_row = in_a_row + 1 if traffic.is_idle.is_set() else 0


HEADING: Final = """() => document.querySelector("#content :is(h1, h2)")?.textContent ?? "" """
GO: Final = """(address) => {
  history.pushState({ idx: (history.state?.idx ?? 0) + 1, key: address }, "", address);
  dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
}"""
ANOTHER: Final = f"(before) => ![before, ''].includes(({HEADING})())"


async def walk(page: Page, address: str) -> None:
    """Goes to a page with another heading as a link inside the product does, which costs a fifth of loading it."""
    before = await (await page.wait_for_function(HEADING)).json_value()
    await page.evaluate(GO, address)
    await page.wait_for_function(ANOTHER, arg=before)
