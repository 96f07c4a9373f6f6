"""An administrator says what the company is called and what money is worth."""

from playwright.async_api import Browser, expect

from tests.conftest import Server
from tests.e2e.crm import at_work, read


async def test_the_company_is_renamed_and_a_rate_is_set_replaced_and_taken_away(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "admin") as page:
        await page.goto("/company")

        await page.get_by_label("Name", exact=True).fill("大华机床")
        await page.get_by_label("Name", exact=True).press("Enter")
        await expect(page.get_by_role("banner").get_by_role("link", name="大华机床")).to_be_visible()
        await expect(page.get_by_label("Base currency")).to_be_disabled()

        for typed, worth in (("7.1", "1 USD = 7.1 CNY"), ("7.25", "1 USD = 7.25 CNY")):
            await page.get_by_role("button", name="Add a rate").click()
            await page.get_by_label("Currency", exact=True).fill("US Dollar (USD)")
            await page.get_by_label("Currency", exact=True).press("Enter")
            await page.get_by_label("1 USD is worth").fill(typed)
            await page.get_by_label("1 USD is worth").press("Enter")
            await expect(page.get_by_text(worth)).to_be_visible()
        await expect(page.get_by_text("1 USD = 7.1 CNY")).to_have_count(0)
        assert (await read(page.request, "/api/me"))["company"]["rates"] == {"USD": "7.2500000000"}

        await page.get_by_role("button", name="Update the rate of USD").click()
        await page.get_by_label("1 USD is worth").fill("0")
        await page.get_by_label("1 USD is worth").press("Enter")
        await expect(page.get_by_text("This is no exchange rate")).to_be_visible()
        await page.get_by_role("button", name="Cancel").click()

        await page.get_by_role("button", name="Remove the rate of USD").click()
        await page.get_by_role("tooltip").get_by_role("button", name="Remove").click()
        await expect(page.get_by_text("No rates yet.")).to_be_visible()
