"""Contexts of the browser, each lent to one test after the other.

Whoever comes next finds nothing of whoever came before: no page, no cookie, nothing stored. What stays is the process
that draws the pages, kept alive by one that stands still, and with it what that process has compiled already: in a new
one the first page costs half as much again."""

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

from playwright.async_api import Browser, BrowserContext, CDPSession, Page

STILL: Final = "/mark.svg"
"""A file of the front end that runs nothing."""
SAVING: Final = """
  Object.defineProperty(NetworkInformation.prototype, "saveData", { get: () => true })
"""
"""Somebody who saves data: the page brings no parts that it does not need, which are hundreds of files."""


@dataclass
class Lent:
    """A context, the page that stays in it, and a way to its storage."""

    context: BrowserContext
    still: Page
    session: CDPSession

    async def clean(self) -> None:
        """Takes away what a test left."""
        for page in self.context.pages:
            if page is not self.still:
                await page.close()
        await self.context.clear_cookies()
        origin = self.still.url.removesuffix(STILL)
        await self.session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        # The next server at this address has other answers under the same tags.
        await self.session.send("Network.clearBrowserCache")


IDLE: Final[WeakKeyDictionary[Browser, dict[str, list[Lent]]]] = WeakKeyDictionary()


async def made(browser: Browser, settings: dict[str, Any]) -> Lent:
    """A new context that nobody has used."""
    context = await browser.new_context(**settings)
    await context.add_init_script(SAVING)
    still = await context.new_page()
    await still.goto(STILL)
    return Lent(context, still, await context.new_cdp_session(still))


@asynccontextmanager
async def lent(browser: Browser, **settings: Any) -> AsyncIterator[BrowserContext]:
    """A context with these settings, which nobody else uses meanwhile; one whose test failed is given up."""
    idle = IDLE.setdefault(browser, defaultdict(list))[repr(sorted(settings.items()))]
    one = idle.pop() if idle else await made(browser, settings)
    try:
        yield one.context
    except BaseException:
        await one.context.close()
        raise
    await one.clean()
    idle.append(one)
