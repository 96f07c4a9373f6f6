"""Real files go in through the wizard: into a form that is there, or as a form of their own, and out again."""

import io
import re
import zipfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import APIRequestContext, Browser, FilePayload, Page, expect
from rustpy_xlsxwriter import write_worksheet, write_worksheets

from mortise.imports.reading.process import Source, look
from tests.conftest import Server
from tests.e2e.crm import at_work, origin, read, records_path
from tests.mortise.imports.test_superstore import BROKEN, broken_file, the_file

FOLDER = Path(__file__).parents[1] / "apps" / "superstore"
LINES = "/api/apps/superstore/forms/order_line/records?limit=1&count=true"
LEADS = "/api/apps/crm/forms/lead/records?limit=1&count=true"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONG = 120_000
"""How many milliseconds ten thousand rows may take on a machine that does much else."""


@pytest.fixture
def crm(own_crm: Server) -> Server:
    """Each test changes what the next begins with."""
    return own_crm


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


async def choose(page: Page, name: str, content: bytes, media: str = "text/csv") -> None:
    """Chooses a file, and goes on from its first rows to its columns."""
    file = FilePayload(name=name, mimeType=media, buffer=content)
    await page.locator("input[type=file]").set_input_files(file)
    await page.get_by_role("button", name=re.compile("Next: (columns|fields|forms)")).click()


async def bring(page: Page, text: str) -> None:
    """Chooses the file with its headings as they are, and has it checked."""
    await choose(page, "SampleSuperstore.csv", text.encode())
    await expect(page.get_by_text("13 of 13 columns will be imported")).to_be_visible()
    await page.get_by_role("button", name="Check all rows").click()


async def test_five_broken_rows_are_shown_and_nothing_is_imported_until_they_are_put_right_there(
    browser: Browser, crm: Server
) -> None:
    async with import_page(browser, crm) as page:
        await bring(page, broken_file())
        await expect(page.get_by_role("alert")).to_contain_text("5 rows have mistakes", timeout=LONG)
        rows = page.get_by_role("table").get_by_role("row")
        await expect(rows).to_have_count(6)
        for number, (column, _) in BROKEN.items():
            await expect(rows.filter(has_text=str(number)).filter(has_text=column)).to_have_count(1)
        assert (await read(page.request, LINES))["total"] == 0

        lines = [line.split(",") for line in the_file().splitlines()]
        await page.get_by_role("textbox", name="Sales, row 10").click()
        for number, (column, _) in BROKEN.items():
            await expect(page.get_by_role("textbox", name=f"{column}, row {number}")).to_be_focused()
            await page.keyboard.press("ControlOrMeta+A")
            await page.keyboard.type(lines[number - 1][lines[0].index(column)])
            await page.keyboard.press("Enter")
        await page.get_by_role("button", name="Check 5 corrections").click()
        await page.get_by_role("button", name="Import 9,994 rows").click(timeout=LONG)
        await expect(page.get_by_role("heading", name="imported into Order line")).to_contain_text(
            "9,994", timeout=LONG
        )
        other = await page.request.post(
            LINES.partition("?")[0], data={"city": "X", "sales": "1"}, headers=origin(crm)
        )
        assert other.ok, await other.text()
        await page.get_by_role("link", name="Show the list").click()
        await expect(page.get_by_text("9,994 records")).to_be_visible()


async def every(request: APIRequestContext, form: str, fields: str) -> list[dict[str, Any]]:
    """All records of a form."""
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = await read(
            request, f"/api/apps/superstore/forms/{form}/records?limit=500&fields={fields}&cursor={cursor}"
        )
        found += page["items"]
        if not page["next"]:
            return found
        cursor = page["next"]


async def test_a_file_becomes_a_form_of_its_own_with_its_kinds_and_sums(
    browser: Browser, crm: Server
) -> None:
    lines = [line.split(",") for line in the_file().splitlines()]
    place = lines[0].index("Sales")
    async with import_page(browser, crm) as page:
        await page.get_by_role("link", name="New form from a file").click()
        await expect(page.get_by_role("heading", name="New form from a file")).to_be_visible()
        await choose(page, "Shop orders.csv", the_file().encode())
        await expect(page.get_by_label("Name of the form")).to_have_value("Shop orders")
        await expect(page.get_by_text("13 fields")).to_be_visible()
        for column, kind in {"Segment": "Choice", "Sales": "Number", "City": "Text"}.items():
            row = page.get_by_role("row").filter(has=page.get_by_label(f"Kind of {column}", exact=True))
            await expect(row).to_contain_text(kind)
        await page.get_by_role("radio", name="Country names the record").check()
        await page.get_by_role("button", name="Create the form and check").click()
        await page.get_by_role("button", name="Import 9,994 rows").click(timeout=LONG)
        await expect(page.get_by_role("heading", name="9,994 records")).to_be_visible(timeout=LONG)

        app = await read(page.request, "/api/apps/superstore")
        form = next(each for each in app["forms"] if each["key"] == "shop_orders")
        kinds = {field["key"]: field["kind"] for field in form["fields"]}
        records = await every(page.request, "shop_orders", "sales,quantity,segment")
        assert (kinds["segment"], kinds["sales"], kinds["quantity"]) == ("choice", "number", "number")
        assert form["title_field"] == "country"
        assert sum(Decimal(each["sales"]) for each in records) == sum(
            Decimal(row[place]) for row in lines[1:]
        )
        assert len({each["segment"] for each in records}) == 3

        out = io.BytesIO()
        shops = [{"Shop": f"Shop {number}", "Town": "Bremen"} for number in range(8)]
        clerks = [{"Clerk": f"Clerk {number}", "Works at": f"Shop {number % 9}"} for number in range(18)]
        write_worksheets([("Clerks", clerks), ("Shops", shops)], out)
        await page.get_by_role("link", name="New form from a file").click()
        await choose(page, "company.xlsx", out.getvalue(), WORKBOOK)
        await expect(page.get_by_text("1 link between them was found.")).to_be_visible()
        await expect(page.get_by_text("16 of 18 cells name one of its records")).to_be_visible()
        await page.get_by_role("button", name="Create 2 forms and check").click()
        wrong = page.get_by_role("region", name="Clerks")
        await expect(wrong.get_by_role("heading")).to_have_text("Clerks: 2 rows with mistakes", timeout=LONG)
        for number in (10, 19):
            await wrong.get_by_label(f"Works at, row {number}").fill("Shop 7")
        await wrong.get_by_role("button", name="Check 2 corrections").click()
        await page.get_by_role("button", name="Import all 26 rows").click(timeout=LONG)
        await expect(page.get_by_role("heading", name="26 records in 2 forms")).to_be_visible(timeout=LONG)
        await page.get_by_role("link", name="Clerks").last.click()
        await expect(page.get_by_role("gridcell", name="Shop 7").first).to_be_visible()


def leads(count: int) -> Iterator[dict[str, str]]:
    """A list of leads, of which every two hundredth has an amount that is none; the others of whole hundreds are Sun
    Lihua's."""
    for number in range(1, count + 1):
        yield {
            "Company": f"Company {number}",
            "Contact name": f"Contact {number}",
            "E-mail": f"lead{number}@example.com",
            "Source": "Exhibition",
            "Expected amount": "unknown" if number % 200 == 0 else f"{number}.50",
            "Owner": "" if number % 100 else "sun.lihua",
        }


async def test_of_ten_thousand_leads_the_fifty_bad_ones_come_back_and_the_others_can_be_undone(
    browser: Browser, crm: Server, tmp_path: Path
) -> None:
    out = io.BytesIO()
    write_worksheet(leads(10_000), out)
    async with at_work(browser, crm, "admin") as page:
        before = (await read(page.request, LEADS))["total"]
        await page.goto("/apps/crm/lead/import")
        await choose(page, "leads.xlsx", out.getvalue(), WORKBOOK)
        await expect(page.get_by_text("“unknown” cannot be read")).to_be_visible()
        await expect(page.get_by_text("Record owner")).to_be_visible()
        await expect(page.get_by_text("Where blank, a new record is yours")).to_be_visible()
        await page.get_by_role("button", name="Check all rows").click()
        await expect(page.get_by_role("alert")).to_contain_text("50 rows have mistakes", timeout=LONG)

        async with page.expect_download() as downloading:
            await page.get_by_role("link", name="Download rows with mistakes").click()
        path = tmp_path / "bad.xlsx"
        await (await downloading.value).save_as(path)
        bad = await look(Source(path))
        assert bad["labels"][-2:] == ["Row in the file", "What is wrong"]
        assert bad["columns"][0]["values"] == [f"Company {number}" for number in range(200, 10_001, 200)]
        assert all("number" in reason for reason in bad["columns"][-1]["values"])

        await page.get_by_role("button", name="Import 9,950 good rows").click()
        await expect(page.get_by_role("heading", name="9,950 records")).to_be_visible(timeout=LONG)
        assert (await read(page.request, LEADS))["total"] == before + 9_950
        newest = await read(
            page.request, f"{records_path('lead')}?limit=200&sort=-id&expand=owner&fields=company,owner"
        )
        owners = {item["company"]: item["owner"]["title"] for item in newest["items"]}
        assert owners["Company 9900"] == "Sun Lihua" != owners["Company 9999"]
        await page.get_by_role("button", name="Undo the import").click()
        await page.get_by_role("button", name="Undo", exact=True).click()
        await expect(page.get_by_role("heading", name="The import was undone")).to_be_visible(timeout=LONG)
        assert (await read(page.request, LEADS))["total"] == before
