"""Who was given a password chooses one before anything else, and then goes on where the way led."""

from playwright.async_api import Browser, Page, expect

from tests.conftest import Server
from tests.e2e.conftest import opened
from tests.e2e.crm import at_work, origin, read

GIVEN = "Heringssalat-4-mit-Gurke"
CHOSEN = "Labskaus-9-mit-Rollmops"


async def give_password(browser: Browser, crm: Server) -> None:
    """An administrator gives a salesperson a password."""
    async with at_work(browser, crm, "admin") as admin:
        [person] = (await read(admin.request, "/api/people?search=zhang.wei"))["items"]
        answer = await admin.request.patch(
            f"/api/people/{person['id']}", data={"password": GIVEN, "language": "en"}, headers=origin(crm)
        )
        assert answer.ok, await answer.text()


async def come_in(page: Page, password: str) -> None:
    await page.get_by_label("Login").fill("zhang.wei")
    await page.get_by_label("Password", exact=True).fill(password)
    await page.keyboard.press("Enter")


async def test_a_given_password_is_replaced_before_anything_else_is_seen(
    browser: Browser, crm: Server
) -> None:
    await give_password(browser, crm)
    async with opened(browser, crm.url) as page:
        await page.goto("/apps/crm/contact")
        await come_in(page, GIVEN)

        await expect(page.get_by_role("heading", name="Choose your password")).to_be_visible()
        await expect(page.get_by_role("navigation")).to_have_count(0)
        await expect(page.get_by_label("Current password")).to_have_count(0)
        await page.get_by_label("New password").fill("short")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alert")).to_contain_text("at least 12 characters")
        await page.get_by_label("New password").fill(CHOSEN)
        await page.keyboard.press("Enter")

        await expect(page.get_by_role("heading", name="Contact")).to_be_visible()


async def test_after_a_reload_the_given_password_is_asked_for_again(browser: Browser, crm: Server) -> None:
    await give_password(browser, crm)
    async with opened(browser, crm.url) as page:
        await page.goto("/")
        await come_in(page, GIVEN)
        await expect(page.get_by_role("heading", name="Choose your password")).to_be_visible()
        await page.reload()

        await page.get_by_label("Current password").fill(GIVEN)
        await page.get_by_label("New password").fill(CHOSEN)
        await page.keyboard.press("Enter")

        await expect(page.get_by_role("heading", name="Hello, Zhang Wei")).to_be_visible()
