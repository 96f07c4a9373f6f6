"""A Chromium, pages in it, and what they complain about."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Final

import pytest
from playwright.async_api import Browser, Page, async_playwright

from mortise.db.database import Database
from mortise.edge.pages import FOLDER
from mortise.identity.first_start import create_administrator
from tests.conftest import Server
from tools.browser import BROWSERS

FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PASSWORD: Final = "Grünkohl-7-mit-Pinkel"
PATIENCE: Final = 20_000
"""How many milliseconds a page may take to show what is awaited, on a machine that does much else."""


@pytest.fixture(scope="session")
async def browser(anyio_backend: object) -> AsyncIterator[Browser]:
    """The machine's Chromium, without a window."""
    assert (FOLDER / "index.html").exists(), "The front end is not built: run `python tools/web.py build`."
    program = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    assert program is not None, "There is no Chromium: run `python tools/browser.py`."
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield running
        await running.close()


@dataclass
class Complaints:
    """What a page told its console, and what it threw."""

    told: list[str] = field(default_factory=list)

    def of(self, page: Page) -> "Complaints":
        """Begins to listen."""
        page.on("pageerror", lambda error: self.told.append(str(error)))
        page.on("console", lambda line: self.told.append(line.text) if line.type == "error" else None)
        return self

    @property
    def serious(self) -> list[str]:
        """Without the browser's notes on answers that the page expects, such as nobody being signed in."""
        return [line for line in self.told if not line.startswith("Failed to load resource")]


@pytest.fixture
async def page(browser: Browser, server: Server) -> AsyncIterator[Page]:
    """A page of a browser that prefers English; what it complains about fails the test."""
    context = await browser.new_context(
        base_url=server.url, locale="en-GB", viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    opened = await context.new_page()
    complaints = Complaints().of(opened)
    yield opened
    await context.close()
    assert complaints.serious == []


@pytest.fixture
async def administrator(database: Database) -> str:
    """The login of an administrator, whose password is PASSWORD."""
    async with database.transaction() as tx:
        await create_administrator(tx, PASSWORD)
    return "admin"
