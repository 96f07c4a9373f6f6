"""Newcomers are offered a tour once; it is walked by the keyboard, left at any time, and taken again when wanted."""

from playwright.async_api import Browser, Page, expect

from tests.conftest import Server
from tests.e2e import conftest
from tests.e2e.crm import at_work, origin, read
from tests.e2e.test_accessibility import serious


async def told(page: Page, title: str) -> None:
    """Waits until the step with this title is shown, and has the keyboard."""
    await expect(page.locator(".ant-tour-title")).to_have_text(title)
    await expect(page.locator(".ant-tour-next-btn")).to_be_focused()


async def test_a_newcomer_is_led_through_the_first_page_once(browser: Browser, crm: Server) -> None:
    async with conftest.opened(browser, crm.url, locale="en") as page:
        person = {"login": "zhang.wei", "password": conftest.PASSWORD}
        assert (await page.request.post("/api/session", data=person, headers=origin(crm))).ok
        await page.goto("/")
        assert await serious(page) == []
        await page.get_by_role("button", name="Begin").click()

        await told(page, "Menu")
        await expect(page.get_by_role("status").filter(has_text="Step 1 of 7: Menu.")).to_have_count(1)
        await page.keyboard.press("Enter")
        await told(page, "For you")
        await page.keyboard.press("ArrowLeft")
        await told(page, "Menu")
        async with page.expect_response(lambda answer: answer.request.method == "PATCH"):
            await page.keyboard.press("Escape")
        await expect(page.locator(".ant-tour")).to_have_count(0)
        assert (await read(page.request, "/api/me"))["person"]["tours"] == ["home"]

        await page.reload()
        await expect(page.locator("#apps")).to_be_visible()
        await expect(page.get_by_role("region", name="Tour")).to_have_count(0)
        await page.get_by_role("button", name="personal menu").click()
        await page.get_by_role("button", name="Take the tour").click()
        await told(page, "Menu")
        for title in ("For you", "Apps", "Opened last", "Search everything", "Notifications", "Me"):
            await page.keyboard.press("Enter")
            await told(page, title)
        await page.keyboard.press("Enter")
        await expect(page.locator(".ant-tour")).to_have_count(0)


async def test_the_designer_is_shown_step_by_step(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "admin", viewport={"width": 1440, "height": 900}) as page:
        await page.goto("/build/crm")
        await page.get_by_role("button", name="Take the tour").click()
        steps = ("Fields", "The form", "Settings", "Views", "Parts of the app", "Preview", "Publish")
        for number, title in enumerate(steps):
            await told(page, title)
            assert await page.evaluate(
                "(() => { const box = document.querySelector('.ant-tour-section').getBoundingClientRect();"
                " return box.top >= 0 && box.left >= 0 && box.right <= 1440 && box.bottom <= 900; })()"
            ), title
            if number < len(steps) - 1:
                await page.keyboard.press("ArrowRight")
