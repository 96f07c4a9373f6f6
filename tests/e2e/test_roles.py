"""A builder says who may do what by mouse and keyboard, and the people who hold the role get exactly that."""

from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from mortise.db.database import Database
from mortise.identity.people import PersonInput, create_person
from tests.conftest import Server
from tests.e2e.conftest import PASSWORD
from tests.e2e.crm import at_work, origin, read
from tests.e2e.test_accessibility import serious

APP = "/api/apps/visits"
RECORDS = f"{APP}/forms/visit/records"
FORMS = [
    {
        "key": "visit",
        "label": {"zh-CN": "拜访", "en": "Visit"},
        "title_field": "name",
        "fields": [
            {"kind": "text", "key": "name", "label": {"zh-CN": "名称", "en": "Name"}},
            {"kind": "number", "key": "cost", "label": {"zh-CN": "费用", "en": "Cost"}},
        ],
    }
]


@pytest.fixture
async def member(database: Database) -> str:
    """The login of somebody who holds no role yet."""
    async with database.transaction() as tx:
        given = PersonInput(login="mei", name="王梅", name_en="Mei Wang", password=PASSWORD)
        await create_person(tx, None, given, must_change=False)
    return "mei"


def panel(page: Page) -> Locator:
    """What is set of the chosen role or of its rights."""
    return page.get_by_role("complementary").last


def cell(page: Page, said: str) -> Locator:
    return page.get_by_role("button", name=f"Member, Visit: {said}")


async def begin(page: Page, server: Server) -> None:
    """An application with a form and nobody who may use it."""
    given = {"key": "visits", "labels": {"zh-CN": "拜访", "en": "Visits"}}
    made = await page.request.post("/api/apps", data=given, headers=origin(server))
    assert made.ok, await made.text()
    draft: dict[str, Any] = await made.json()
    headers = {**origin(server), "If-Match": f'"{draft["revision"]}"'}
    patch = [{"op": "add", "path": "/forms", "value": FORMS}]
    changed = await page.request.patch(f"{APP}/draft", data=patch, headers=headers)
    assert changed.ok, await changed.text()


async def grant(page: Page) -> None:
    """A role by a preset, then its rights in detail, some of them undone."""
    await page.goto("/build/visits")
    await expect(page.get_by_text("The app has no roles")).to_be_visible()
    await page.get_by_role("link", name="Roles").click()
    await expect(page.get_by_role("heading", name="Add the first role")).to_be_visible()
    await page.get_by_role("button", name="New role").click()
    await page.get_by_label("Name of the role").fill("Member")
    await page.keyboard.press("Enter")
    await expect(panel(page).get_by_label("Name of the role", exact=True)).to_have_value("Member")
    await cell(page, "Add and manage own").click()
    await panel(page).get_by_role("combobox", name="What they may do").click()
    await page.get_by_text("They see every record and change none.").click()
    await expect(cell(page, "View all")).to_be_visible()
    await page.get_by_role("button", name="Undo").click()
    await expect(cell(page, "Add and manage own")).to_be_visible()

    await panel(page).get_by_role("combobox", name="Delete", exact=True).press("Backspace")
    await expect(cell(page, "View: Owned by the person")).to_be_visible()
    await panel(page).get_by_role("radiogroup", name="Cost").get_by_title("Hidden").click()
    await expect(page.get_by_title("1 field is masked or hidden")).to_be_visible()
    assert await serious(page) == []
    await expect(page.get_by_text("Saved as a draft")).to_be_visible()


async def hand_out(page: Page) -> None:
    """Published with a look at who may use what is new, and given to a person."""
    await page.get_by_role("button", name="Publish", exact=True).click()
    news = page.get_by_role("region", name="Who may use what is new")
    await expect(news.get_by_text("New form: Visit")).to_be_visible()
    await page.get_by_role("button", name="Publish version 1").click()
    await expect(page.get_by_text("Version 1 is published")).to_be_visible()
    await expect(news).to_be_hidden()
    # Published is not yet used: what is missing leads to its place.
    idle = page.get_by_role("region", name="Only administrators can open this application")
    await idle.get_by_role("button", name="Give the roles").click()
    await panel(page).get_by_role("combobox", name="Add a person").fill("wangmei")
    await page.locator(".ant-select-item-option").filter(has_text="Mei Wang").click()
    await expect(panel(page).get_by_role("button", name="Take the role from Mei Wang")).to_be_visible()
    await expect(page.get_by_role("columnheader", name="Member Held by 1")).to_be_visible()


async def look(page: Page, server: Server) -> None:
    """The administrator sees what the person sees, asks why, and can change nothing."""
    await page.goto("/build/visits/roles")
    await page.get_by_role("button", name="See the app as somebody else").click()
    await page.get_by_role("combobox", name="Who").fill("wangmei")
    await page.locator(".ant-select-item-option").filter(has_text="Mei Wang").click()
    await page.get_by_role("button", name="See", exact=True).click()
    bar = page.get_by_text("You see this app as Mei Wang. Nothing can be changed.")
    await expect(bar).to_be_visible()
    await page.goto("/apps/visits/visit/1")
    await expect(page.get_by_role("heading", name="First")).to_be_visible()
    await expect(page.get_by_text("Cost")).to_be_hidden()
    refused = await page.request.post(RECORDS, data={"name": "Second"}, headers=origin(server))
    assert (refused.status, (await refused.json())["code"]) == (403, "only_looking")

    await page.get_by_role("button", name="Actions").click()
    await page.get_by_role("menuitem", name="Rights explained").click()
    answer = page.get_by_role("dialog", name="Rights explained")
    await expect(answer.get_by_text("Mei Wang: View is allowed")).to_be_visible()
    await expect(answer.get_by_text("Owned by the person")).to_be_visible()
    await expect(answer.get_by_text("Held in person")).to_be_visible()
    await answer.get_by_role("combobox", name="Field").fill("Cost")
    await page.keyboard.press("Enter")
    await expect(answer.get_by_text("“Cost” is hidden")).to_be_visible()
    assert await serious(page) == []
    await page.keyboard.press("Escape")
    await expect(answer).to_be_hidden()

    await page.get_by_role("button", name="Be myself again").click()
    await expect(bar).to_be_hidden()
    await expect(page.get_by_text("Cost")).to_be_visible()


async def test_rights_are_set_by_page_and_hold_for_who_has_the_role(
    browser: Browser, server: Server, administrator: str, member: str
) -> None:
    async with at_work(browser, server, administrator, viewport={"width": 1440, "height": 900}) as page:
        await begin(page, server)
        await grant(page)
        await hand_out(page)

    async with at_work(browser, server, member) as page:
        [form] = (await read(page.request, APP))["forms"]
        assert [field["key"] for field in form["fields"]] == ["name"]
        assert form["rights"]["actions"] == ["comment", "create", "edit", "press", "print", "view"]
        made = await page.request.post(RECORDS, data={"name": "First"}, headers=origin(server))
        assert made.status == 201
        assert [item["name"] for item in (await read(page.request, RECORDS))["items"]] == ["First"]

    async with at_work(browser, server, administrator, viewport={"width": 1440, "height": 900}) as page:
        await look(page, server)
