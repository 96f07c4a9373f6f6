"""Many records are changed at once, after a look at what would come of it."""

import pytest
from playwright.async_api import Browser, Page, expect

from tests.conftest import Server
from tests.e2e.crm import PHONE, at_work, create, read, records_path

NAMES = tuple(f"批量试点 {number}" for number in range(1, 5))


@pytest.fixture
def crm(own_crm: Server) -> Server:
    """Each test changes what the next begins with."""
    return own_crm


async def make_leads(page: Page, crm: Server) -> list[int]:
    """Four leads that nobody else has."""
    return [
        await create(
            page,
            crm,
            "lead",
            {"company": name, "name": f"联系人 {place}", "mobile": f"1390531111{place}", "source": "website"},
        )
        for place, name in enumerate(NAMES)
    ]


async def statuses(page: Page) -> list[str]:
    found = await read(page.request, f"{records_path('lead')}?search=批量试点&sort=id&fields=source")
    return [item["source"] for item in found["items"]]


async def test_checked_rows_are_changed_after_a_preview_and_changed_back(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "chen.jing") as page:
        await make_leads(page, crm)
        await page.goto("/apps/crm/lead?search=批量试点")
        await expect(page.get_by_role("row").filter(has_text="批量试点")).to_have_count(4)
        await page.get_by_label("Select the rows in sight").check()
        bar = page.get_by_role("toolbar", name="4 rows selected")
        await bar.get_by_role("button", name="Change").click()
        dialog = page.get_by_role("dialog", name="Change 4 records")
        await dialog.get_by_label("Field").click()
        await page.keyboard.type("Source")
        await page.keyboard.press("Enter")
        await dialog.get_by_label("New value of Source").click()
        await page.get_by_title("Referral").click()
        await dialog.get_by_role("button", name="Preview").click()
        await expect(dialog.get_by_text("4 records will be changed.")).to_be_visible()
        assert await statuses(page) == ["website"] * 4
        await dialog.get_by_role("button", name="Change 4 records").click()
        await expect(page.get_by_text("4 records changed.")).to_be_visible()
        assert await statuses(page) == ["referral"] * 4

        await page.get_by_role("button", name="Undo").click()

        await expect(page.get_by_text("4 records changed.")).to_have_count(0)
        await expect(page.get_by_role("gridcell").filter(has_text="Website")).to_have_count(4)


async def test_cards_are_selected_and_deleted_on_a_phone(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "chen.jing", **PHONE) as page:
        numbers = await make_leads(page, crm)
        await page.goto("/apps/crm/lead?search=批量试点")
        await page.get_by_role("button", name="Select", exact=True).click()
        for number in (0, 1):
            await page.get_by_role("listitem").filter(has_text="批量试点").nth(number).click()
        await page.get_by_role("button", name="Delete").click()
        sheet = page.get_by_role("dialog")
        await expect(sheet.get_by_text("2 records go into the recycle bin.")).to_be_visible()
        await sheet.get_by_role("button", name="Delete 2 records").click()
        await expect(page.get_by_text("2 records moved to the recycle bin.")).to_be_visible()

        left = await read(page.request, f"{records_path('lead')}?search=批量试点&count=true")

        assert left["total"] == len(numbers) - 2
