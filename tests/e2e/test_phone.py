"""The same work on a telephone."""

from playwright.async_api import Browser, expect

from tests.conftest import Server
from tests.e2e.crm import (
    PHONE,
    at_work,
    control,
    create,
    note,
    own_account,
    pick,
    product,
    read,
    records_path,
)


async def test_a_lead_is_created_and_corrected_on_a_phone(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "zhang.wei", **PHONE) as page:
        await page.goto("/apps/crm/lead")
        await page.get_by_role("button", name="New").or_(page.get_by_role("link", name="New")).tap()
        await control(page, "lead", "company").fill("济南千佛山轴承有限公司")
        await control(page, "lead", "name").fill("曾子舆")
        await control(page, "lead", "mobile").fill("1390")
        await pick(page, control(page, "lead", "source"), "exhib", "Exhibition")
        await page.get_by_role("button", name="Save", exact=True).tap()
        await expect(note(page, "mobile")).to_contain_text("11-digit mobile number")
        await expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()

        await control(page, "lead", "mobile").fill("13905310002")
        await page.get_by_role("button", name="Save", exact=True).tap()

        await expect(page.get_by_role("heading", name="济南千佛山轴承有限公司")).to_be_visible()
        across = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert across[0] <= across[1]


async def test_an_opportunity_line_is_edited_in_a_sheet_and_the_total_follows_on_a_phone(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "zhang.wei", **PHONE) as page:
        account, _, _ = await own_account(page)
        line = {"product": await product(page, "条码打印机"), "quantity": "2", "unit_price": "100"}
        number = await create(
            page, crm, "opportunity", {"name": "On the road", "account": account, "lines": [line]}
        )
        await page.goto(f"/apps/crm/opportunity/{number}")
        await page.get_by_role("button", name="Edit", exact=True).tap()
        await page.get_by_role("group", name="Product lines").get_by_role("button", name="条码打印机").tap()
        sheet = page.get_by_role("dialog", name="Row 1")
        await sheet.get_by_label("Quantity").tap()
        await page.keyboard.press("Control+A")
        await page.keyboard.type("7")
        await sheet.get_by_role("button", name="Done").tap()

        await expect(control(page, "opportunity", "amount")).to_have_text("700.00")
        # The frame of the page stays where it is: only what is in it scrolls.
        down = await page.evaluate("[document.documentElement.scrollHeight, innerHeight]")
        assert down[0] <= down[1]
        await page.get_by_role("button", name="Save", exact=True).tap()
        await expect(page.get_by_role("button", name="Edit", exact=True)).to_be_visible()
        stored = await read(page.request, f"{records_path('opportunity')}/{number}")
        assert stored["amount"] == "700.00"
