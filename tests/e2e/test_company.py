"""An administrator says what the company is called and what money is worth."""

import re

from playwright.async_api import Browser, expect

from tests.conftest import Server
from tests.e2e.crm import at_work, origin, read
from tests.mortise.files.conftest import picture


async def test_the_company_is_renamed_and_a_rate_is_set_replaced_and_taken_away(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "admin") as page:
        await page.goto("/company")

        await page.get_by_label("Name", exact=True).fill("大华机床")
        await page.get_by_label("Name", exact=True).press("Enter")
        await expect(page.get_by_role("banner").get_by_role("link", name="大华机床")).to_be_visible()
        await expect(page.get_by_label("Base currency")).to_be_disabled()

        light = page.get_by_role("group", name="On light pages")
        async with page.expect_file_chooser() as chooser:
            await light.get_by_role("button", name="Choose a picture").click()
        await (await chooser.value).set_files(
            {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}
        )
        await expect(light.get_by_role("alert")).to_contain_text("An SVG may bear scripts")
        async with page.expect_file_chooser() as chooser:
            await light.get_by_role("button", name="Choose a picture").click()
        await (await chooser.value).set_files(
            {"name": "logo.png", "mimeType": "image/png", "buffer": picture(size=(300, 100))}
        )
        await expect(light.get_by_role("img")).to_be_visible()
        corner = page.get_by_role("navigation", name="Main menu").locator("img")
        await expect(corner).to_have_js_property("naturalWidth", 300)
        await expect(page.locator("link[rel=icon]")).to_have_attribute("href", re.compile("^data:image/png"))
        strangers = await browser.new_context(base_url=crm.url)
        outside = await strangers.new_page()
        await outside.goto("/")
        await expect(outside.locator("main img")).to_have_js_property("naturalWidth", 300)
        await strangers.close()
        await light.get_by_role("button", name="Remove").click()
        await expect(corner).to_have_count(0)

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

        for label, choice in (("Weeks begin on", "Sunday"), ("Fiscal year begins in", "October")):
            await page.get_by_label(label).click()
            await page.get_by_title(choice, exact=True).click()
        await expect(
            page.get_by_text(re.compile(r"^FY\d{4}: Oct 1, \d{4} – Sep 30, \d{4}\. "))
        ).to_be_visible()
        await page.get_by_role("button", name="Save", exact=True).click()
        january = page.get_by_role("region", name="January").locator("[aria-hidden] span")
        await expect(january).to_have_text(list("SMTWTFS"))

        name = page.get_by_label("Name", exact=True)
        await name.fill("大华")
        theirs = {
            "name": "小华",
            "time_zone": "Asia/Shanghai",
            "base_currency": "CNY",
            "week_start": "sunday",
            "fiscal_start": 4,
        }
        faster = await page.request.put("/api/settings/company", data=theirs, headers=origin(crm))
        assert faster.ok, await faster.text()
        await name.press("Enter")
        await expect(page.get_by_text("There now: 小华")).to_be_visible()
        await expect(name).to_have_value("大华")
        await page.get_by_role("button", name="Save mine over it").click()
        await expect(page.get_by_role("banner").get_by_role("link", name="大华")).to_be_visible()

        await page.goto("/me")
        await page.get_by_role("button", name="Show", exact=True).click()
        await expect(page.get_by_role("region", name="January")).to_be_visible()
        year = page.get_by_role("region", name="Working calendar").get_by_text(re.compile(r"^\d{4}$"))
        now = int(await year.inner_text())
        await page.get_by_role("button", name="Year after").click()
        await expect(year).to_have_text(str(now + 1))
