"""A person's own page, and the way back in for who forgot the password."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from tests.conftest import Server
from tests.e2e.conftest import PASSWORD, opened
from tests.e2e.crm import at_work, read

CHOSEN = "Labskaus-9-mit-Rollmops"


@pytest.fixture
def crm(own_crm: Server) -> Server:
    """Each test changes what the next begins with."""
    return own_crm


async def open_settings(page: Page) -> None:
    await page.goto("/")
    await page.get_by_role("button", name="Zhang Wei").click()
    await page.get_by_role("button", name="My settings").click()
    await expect(page.get_by_role("heading", name="Zhang Wei")).to_be_visible()


async def test_a_session_elsewhere_is_ended_from_the_own_page(browser: Browser, crm: Server) -> None:
    async with (
        at_work(browser, crm, "zhang.wei") as here,
        at_work(browser, crm, "zhang.wei") as there,
    ):
        await open_settings(here)
        sessions = here.get_by_role("region", name="Where you are signed in")
        await expect(sessions.get_by_role("listitem")).to_have_count(2)
        await expect(sessions.get_by_role("listitem").first).to_contain_text("This device")

        await sessions.get_by_role("button", name="Sign out of").click()

        await expect(sessions.get_by_role("listitem")).to_have_count(1)
        assert (await there.request.get("/api/me")).status == 401


async def test_the_password_is_changed_on_the_own_page(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        await open_settings(page)
        await page.get_by_role("button", name="Change password").click()
        await page.get_by_label("Current password").fill("not the password")
        await page.get_by_label("New password").fill(CHOSEN)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alert")).to_contain_text("not your current password")

        await page.get_by_label("Current password").fill(PASSWORD)
        await page.keyboard.press("Enter")

        await expect(page.get_by_text("Your password is changed.")).to_be_visible()


async def test_a_token_is_shown_once_works_and_is_revoked(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        await open_settings(page)
        await page.get_by_role("button", name="New token").click()
        await page.get_by_label("What for").fill("Nightly report")
        await page.get_by_label("Reach").click()
        await page.get_by_title("CRM: read only").click()
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Make the token").click()
        token = await page.get_by_role("textbox", name="Token", exact=True).input_value()
        await page.get_by_role("button", name="I have kept it").click()

        tokens = page.get_by_role("region", name="API tokens")
        await expect(tokens.get_by_role("listitem")).to_contain_text("CRM: read only")
        async with opened(
            browser, crm.url, extra_http_headers={"Authorization": f"Bearer {token}"}
        ) as program:
            assert (await read(program.request, "/api/me"))["person"]["login"] == "zhang.wei"
            await tokens.get_by_role("button", name="Revoke").click()
            await page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
            await expect(tokens.get_by_role("listitem")).to_have_count(0)
            assert (await program.request.get("/api/me")).status == 401


async def test_who_forgot_the_password_comes_back_by_a_link(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "admin") as admin:
        await admin.goto("/people")
        await admin.get_by_label("Name, login, position or group").fill("zhangwei")
        await admin.get_by_role("button", name="Password link for Zhang Wei").click()
        await admin.get_by_role("button", name="Make the link").click()
        address = await admin.get_by_role("textbox", name="Password link").input_value()

    async with opened(browser, crm.url) as page:
        await page.goto(address)
        await expect(page.get_by_text("zhang.wei")).to_be_visible()
        await page.get_by_label("New password").fill(CHOSEN)
        await page.keyboard.press("Enter")
        await expect(
            page.get_by_role("button", name="张伟").or_(page.get_by_role("button", name="Zhang Wei"))
        ).to_be_visible()
        await expect(page).not_to_have_url(re.compile("#"))

    async with opened(browser, crm.url) as again:
        await again.goto(address)
        await expect(again.get_by_role("heading", name="This link no longer works")).to_be_visible()
        await again.get_by_role("button", name="Go to sign-in").click()
        await expect(again.get_by_role("heading", name="Sign in")).to_be_visible()


async def test_people_is_not_for_who_does_not_run_the_installation(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        await page.goto("/people")

        await expect(page.get_by_role("heading", name="Not allowed")).to_be_visible()
