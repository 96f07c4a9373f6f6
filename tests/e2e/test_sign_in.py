"""Coming in."""

from playwright.async_api import Page, expect

from tests.e2e.conftest import PASSWORD
from tests.e2e.crm import read


async def test_a_wrong_password_is_told_and_the_right_one_lasts_over_a_reload(
    page: Page, administrator: str
) -> None:
    await page.goto("/")
    await page.get_by_role("button", name="简体中文").click()
    await page.get_by_role("button", name="English").click()
    await page.get_by_label("Login").fill(administrator)
    await page.get_by_label("Password", exact=True).fill("wrong " + PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_be_visible()

    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.keyboard.press("Enter")

    await expect(page.get_by_label("Password", exact=True)).to_be_hidden()
    await expect(page.get_by_role("heading", name="Hello, Administrator")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("heading", name="Hello, Administrator")).to_be_visible()
    person = (await read(page.request, "/api/me"))["person"]
    assert (person["language"], person["has_chosen_language"]) == ("en", True)
