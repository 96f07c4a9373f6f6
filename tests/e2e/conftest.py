"""A Chromium, pages in it, and what they complain about."""

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from mortise.db.database import Database
from mortise.db.embedded.cluster import ROLE, Cluster
from mortise.db.embedded.programs import exclusive
from mortise.edge.pages import FOLDER
from mortise.first_start import install_first, make_administrator
from mortise.identity.first_start import create_administrator
from mortise.main import open_host
from mortise.settings import Settings
from tests.conftest import Server, administer, copied, serving
from tests.e2e.contexts import lent
from tests.e2e.quiet import watch
from tools.browser import BROWSERS

FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No page lives long enough to get back what it costs to make its programs quick.
    "--js-flags=--no-opt --no-maglev",
    # The pages of a context share a process, which has compiled what the first of them ran.
    "--renderer-process-limit=1",
)
PASSWORD: Final = "Grünkohl-7-mit-Pinkel"
PATIENCE: Final = 20_000
"""How many milliseconds a page may take to show what is awaited, on a machine that does much else."""

expect.set_options(timeout=PATIENCE)


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


@asynccontextmanager
async def opened(browser: Browser, url: str, **more: Any) -> AsyncIterator[Page]:
    """A page of a browser that prefers English; what it complains about fails the test."""
    settings = {"base_url": url, "locale": "en-GB", "reduced_motion": "reduce", **more}
    size = settings.pop("viewport", {"width": 1280, "height": 800})
    async with lent(browser, **settings) as context:
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        await page.set_viewport_size(size)
        complaints = Complaints().of(page)
        watch(page)
        yield page
    assert complaints.serious == []


@pytest.fixture
async def page(browser: Browser, server: Server) -> AsyncIterator[Page]:
    """A page of a server without applications."""
    async with opened(browser, server.url) as page:
        yield page


@pytest.fixture
async def administrator(database: Database) -> str:
    """The login of an administrator, whose password is PASSWORD."""
    async with database.transaction() as tx:
        await create_administrator(tx, PASSWORD)
    return "admin"


@pytest.fixture(scope="session")
async def crm_template(cluster: Cluster, template: str) -> str:
    """A database in which the CRM is installed with its sample; everybody's password is PASSWORD."""
    name = "template_crm"
    with exclusive(cluster.data / "crm.lock"):
        if not (cluster.data / "crm.done").exists():
            await administer(cluster, f"CREATE DATABASE {name} TEMPLATE {template} OWNER {ROLE}")
            settings = Settings(data=cluster.data / "crm", admin_password=PASSWORD, demo_password=PASSWORD)
            async with open_host(settings, cluster.url(name)) as host:
                await make_administrator(host)
                await install_first(host, "crm")
            (cluster.data / "crm.done").touch()
    return name


@asynccontextmanager
async def serving_crm(cluster: Cluster, crm_template: str) -> AsyncIterator[Server]:
    """A server with the CRM as it was installed."""
    with tempfile.TemporaryDirectory(prefix="mortise-") as folder:
        data = Path(folder, "data")
        shutil.copytree(cluster.data / "crm", data)
        async with copied(cluster, crm_template) as url:
            with serving(url, data) as running:
                yield running


@pytest.fixture(scope="module")
async def crm(cluster: Cluster, crm_template: str) -> AsyncIterator[Server]:
    """A server with the CRM for the tests of a module, which leave alone what the others look at."""
    async with serving_crm(cluster, crm_template) as running:
        yield running


@pytest.fixture
async def own_crm(cluster: Cluster, crm_template: str) -> AsyncIterator[Server]:
    """A server with the CRM that one test may spoil."""
    async with serving_crm(cluster, crm_template) as running:
        yield running


async def sign_in(page: Page, login: str) -> None:
    """Comes in through the page."""
    await page.goto("/")
    await page.get_by_label("Login").fill(login)
    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.keyboard.press("Enter")
    await page.get_by_label("Password", exact=True).wait_for(state="hidden")
