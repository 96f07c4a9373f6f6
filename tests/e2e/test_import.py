"""A real file goes in through the import page, or comes back with its mistakes."""

import io
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, FilePayload, Page, expect

from tests.conftest import Server
from tests.e2e.crm import at_work, origin, read
from tests.mortise.imports.test_superstore import BROKEN, broken_file, the_file

FOLDER = Path(__file__).parents[1] / "apps" / "superstore"
LINES = "/api/apps/superstore/forms/order_line/records?limit=1&count=true"


def package() -> bytes:
    """The application that the file goes into, as a zip file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in FOLDER.rglob("*.json"):
            archive.write(path, path.relative_to(FOLDER).as_posix())
    return packed.getvalue()


@asynccontextmanager
async def import_page(browser: Browser, server: Server) -> AsyncIterator[Page]:
    """The import page of the application, open to an administrator."""
    async with at_work(browser, server, "admin") as page:
        content = FilePayload(name="superstore.zip", mimeType="application/zip", buffer=package())
        answer = await page.request.post("/api/packages", multipart={"file": content}, headers=origin(server))
        assert answer.ok, await answer.text()
        await page.goto("/apps/superstore/order_line/import")
        yield page


async def bring(page: Page, text: str) -> None:
    """Chooses a file and begins its import."""
    content = FilePayload(name="SampleSuperstore.csv", mimeType="text/csv", buffer=text.encode())
    await page.locator("input[type=file]").set_input_files(content)
    await expect(page.get_by_text("13 of 13 columns will be imported")).to_be_visible()
    await page.get_by_role("button", name="Check and import").click()


async def test_five_broken_cells_are_shown_and_nothing_is_imported_until_they_are_right(
    browser: Browser, crm: Server
) -> None:
    async with import_page(browser, crm) as page:
        await bring(page, broken_file())
        await expect(page.get_by_role("alert")).to_contain_text("5 cells need correction", timeout=60_000)
        rows = page.get_by_role("table").get_by_role("row")
        await expect(rows).to_have_count(6)
        for number, (column, _) in BROKEN.items():
            await expect(rows.filter(has_text=str(number)).filter(has_text=column)).to_have_count(1)
        assert (await read(page.request, LINES))["total"] == 0

        await page.get_by_role("button", name="Choose the corrected file").click()
        await bring(page, the_file())
        await expect(page.get_by_role("heading", name="imported into Order line")).to_contain_text(
            "9994", timeout=60_000
        )
        await page.get_by_role("link", name="Show the list").click()
        await expect(page.get_by_text("9,994 records")).to_be_visible()
