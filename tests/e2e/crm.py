"""What the CRM's journeys share: people at work in a browser, records to begin with, and fields by their keys."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

from playwright.async_api import APIRequestContext, Browser, Locator, Page, expect

from tests.conftest import Server
from tests.e2e import conftest

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
}


@asynccontextmanager
async def at_work(
    browser: Browser, server: Server, login: str, language: str = "en", **more: Any
) -> AsyncIterator[Page]:
    """A page of somebody who is signed in and reads a language."""
    async with conftest.opened(browser, server.url, **{"locale": language, **more}) as page:
        answer = await page.request.post(
            "/api/session", data={"login": login, "password": conftest.PASSWORD}, headers=origin(server)
        )
        assert answer.ok, await answer.text()
        for known in ({"language": language, "tour": "home"}, {"tour": "design"}):
            answer = await page.request.patch("/api/me", data=known, headers=origin(server))
            assert answer.ok, await answer.text()
        yield page


def origin(server: Server) -> dict[str, str]:
    """What a browser says of the page that it asks from."""
    return {"Origin": server.url}


def records_path(form: str) -> str:
    """Where a form's records are."""
    return f"/api/apps/crm/forms/{form}/records"


async def read(request: APIRequestContext, path: str) -> Any:
    """What the server answers."""
    answer = await request.get(path)
    assert answer.ok, await answer.text()
    return await answer.json()


async def create(page: Page, server: Server, form: str, values: Mapping[str, object]) -> int:
    """A new record of whoever is signed in; its id."""
    answer = await page.request.post(records_path(form), data=dict(values), headers=origin(server))
    assert answer.ok, await answer.text()
    number: int = (await answer.json())["id"]
    return number


async def own_account(page: Page) -> tuple[int, str, str]:
    """An account that has a contact: its id and the names of both."""
    contacts = await read(
        page.request, f"{records_path('contact')}?limit=1&expand=account&fields=name,account"
    )
    [contact] = contacts["items"]
    return contact["account"]["id"], contact["account"]["title"], contact["name"]


async def product(page: Page, name: str) -> int:
    """The id of a product on sale."""
    found = await read(page.request, f"{records_path('product')}?search={quote(name)}&fields=name")
    [id] = [item["id"] for item in found["items"] if item["name"] == name]
    return int(id)


def control(page: Page, form: str, key: str) -> Locator:
    """The control of a field."""
    return page.locator(f"#field-{form}-{key}")


def note(page: Page, key: str) -> Locator:
    """A field with its label and what is said under it."""
    return page.locator(f"[data-field='{key}']")


async def pick(page: Page, where: Locator, typed: str, option: str) -> None:
    """Chooses by typing, as a person with a keyboard does."""
    await where.click()
    await where.fill(typed)
    await page.locator(".ant-select-item-option-active").filter(has_text=option).wait_for()
    await page.keyboard.press("Enter")
    await expect(page.locator(".ant-select-dropdown:visible")).to_have_count(0)
