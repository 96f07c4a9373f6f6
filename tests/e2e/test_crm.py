"""The CRM as its people use it."""

from playwright.async_api import Browser, expect

from tests.conftest import Server
from tests.e2e.conftest import opened, sign_in


async def test_a_salesperson_finds_the_menu_and_the_records_of_the_role(
    browser: Browser, crm: Server
) -> None:
    async with opened(browser, crm.url) as page:
        await sign_in(page, "zhang.wei")
        await page.goto("/apps/crm/opportunity")

        await expect(page.get_by_role("grid").or_(page.get_by_role("table")).first).to_be_visible()
