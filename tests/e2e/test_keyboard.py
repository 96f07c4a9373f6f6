"""The main ways by keyboard alone: into what opens, and back to where one was."""

from playwright.async_api import Browser, expect

from tests.conftest import Server
from tests.e2e.crm import at_work, create, own_account


async def test_what_opens_takes_the_keyboard_in_and_gives_it_back(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        account, _, _ = await own_account(page)
        values = {"name": "键盘项目", "account": account, "close_date": "2027-03-31"}
        number = await create(page, crm, "opportunity", values)
        await page.goto("/apps/crm/opportunity")
        cell = page.locator("textarea")
        await expect(cell).to_be_focused()

        sort = page.get_by_role("button", name="Sort", exact=True)
        await sort.focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("dialog", name="Sort")).to_be_focused()
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("combobox", name="Sort by").first).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(sort).to_be_focused()

        await cell.focus()
        await page.keyboard.press("Control+Enter")
        await expect(cell).not_to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await expect(cell).to_be_focused()

        await page.goto(f"/apps/crm/opportunity/{number}")
        stage = page.get_by_role("button", name="Needs analysis")
        await stage.focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("dialog")).to_contain_text("Still blank")
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await expect(stage).to_be_focused()
