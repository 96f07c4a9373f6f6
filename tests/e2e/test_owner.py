"""A record changes hands from its page."""

from playwright.async_api import Browser, expect

from tests.conftest import Server
from tests.e2e.crm import at_work, control, create, pick, read, records_path


async def test_a_manager_shares_an_account_then_hands_it_over_and_the_history_tells_why(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "chen.jing") as page:
        number = await create(page, crm, "account", {"name": "Handed over"})
        await page.goto(f"/apps/crm/account/{number}")

        await page.get_by_role("button", name="More actions").click()
        await page.get_by_role("menuitem", name="Share").click()
        sharing = page.get_by_role("dialog", name="Share “Handed over”")
        await sharing.get_by_label("Share with").fill("zhangwei")
        await page.locator(".ant-select-item-option", has_text="Zhang Wei").click()
        await sharing.get_by_role("button", name="Share", exact=True).click()
        taking_part = sharing.get_by_role("region", name="Who takes part")
        await expect(taking_part.get_by_role("listitem")).to_contain_text("Zhang Wei")
        await expect(taking_part.get_by_role("listitem")).not_to_contain_text("does not see")
        await sharing.get_by_role("button", name="Close", exact=True).last.click()
        history = page.get_by_role("region", name="History")
        await expect(history.get_by_text("shared this record with")).to_be_visible()

        await page.get_by_role("button", name="More actions").click()
        await page.get_by_role("menuitem", name="Transfer").click()
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_role("button", name="Transfer")).to_be_disabled()
        await pick(page, dialog.get_by_role("combobox"), "zhangwei", "Zhang Wei")
        await dialog.get_by_label("Reason").fill("On leave until March")
        await dialog.get_by_role("button", name="Transfer").click()

        await expect(page.get_by_text("Handed over to Zhang Wei")).to_be_visible()
        await expect(history.get_by_text("On leave until March")).to_be_visible()
        told = await read(page.request, f"{records_path('account')}/{number}?expand=owner")
        assert told["owner"]["title"] == "Zhang Wei"


async def test_who_may_not_transfer_is_not_offered_it(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        number = await create(page, crm, "account", {"name": "Stays"})
        await page.goto(f"/apps/crm/account/{number}")

        await page.get_by_role("button", name="More actions").click()

        await expect(page.get_by_role("menuitem", name="Copy link")).to_be_visible()
        await expect(page.get_by_role("menuitem", name="Transfer")).to_have_count(0)


async def test_a_link_is_found_by_the_initials_of_its_pinyin(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "chen.jing") as page:
        await create(page, crm, "account", {"name": "浙江杰明科技"})
        await page.goto("/apps/crm/contact/new")

        field = page.locator("#field-contact-account")
        await pick(page, field, "zjjm", "浙江杰明科技")

        await expect(page.locator("[data-field='account']").get_by_text("浙江杰明科技")).to_be_visible()


async def test_what_is_typed_in_a_drawer_is_not_lost_by_the_way_back(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "chen.jing") as page:
        await page.goto("/apps/crm/contact")
        await page.get_by_role("link", name="Account", exact=True).click()
        # The page before has rows to open, too.
        await expect(page.get_by_role("columnheader", name="Industry")).to_be_visible()
        await page.get_by_role("button", name="Open", exact=True).first.click()
        drawer = page.get_by_role("dialog", name="Details")
        await drawer.get_by_role("button", name="Edit", exact=True).click()
        await control(page, "account", "name").fill("Half typed")
        here = page.url
        leaving = page.get_by_role("dialog", name="Leave without saving?")

        # Two steps at once: the second comes before the page is back from the first.
        for steps in ("history.back(); history.back()", "history.back()"):
            await page.evaluate(steps)
            await leaving.get_by_role("button", name="Keep editing").click()
            await expect(leaving).to_be_hidden()
            await expect(page).to_have_url(here)
            await expect(control(page, "account", "name")).to_have_value("Half typed")

        await page.evaluate("history.back()")
        await leaving.get_by_role("button", name="Leave").click()
        await expect(drawer).to_be_hidden()
        await expect(page).to_have_url(f"{crm.url}/apps/crm/account")
