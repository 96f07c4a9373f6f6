"""The page of a record is laid out by mouse and keyboard, published, and shows each reader what they may see."""

from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from tests.conftest import Server
from tests.e2e.crm import at_work, origin, read
from tests.e2e.test_accessibility import serious

APP = "/api/apps/visits"
LABEL = {"zh-CN": "拜访", "en": "Visit"}
FORMS: list[dict[str, Any]] = [
    {
        "key": "place",
        "label": {"zh-CN": "地点", "en": "Place"},
        "title_field": "name",
        "fields": [
            {"kind": "text", "key": "name", "label": {"zh-CN": "名称", "en": "Name"}},
            {"kind": "number", "key": "area", "label": {"zh-CN": "面积", "en": "Area"}},
        ],
    },
    {
        "key": "visit",
        "label": LABEL,
        "title_field": "name",
        "fields": [
            {"kind": "text", "key": "name", "label": {"zh-CN": "主题", "en": "Subject"}},
            {"kind": "number", "key": "cost", "label": {"zh-CN": "费用", "en": "Cost"}},
            {
                "kind": "link",
                "key": "place",
                "form": "place",
                "label": {"zh-CN": "地点", "en": "Place"},
                "inverse": {"key": "visits", "label": {"zh-CN": "拜访", "en": "Visits"}},
            },
        ],
    },
]
MOST_STATEMENTS = 12
"""How many statements a request of a record's page may take, however many records it shows."""


async def send(page: Page, server: Server, path: str, body: object) -> Any:
    answer = await page.request.post(path, data=body, headers=origin(server))
    assert answer.ok, await answer.text()
    return await answer.json()


async def begin(page: Page, server: Server) -> int:
    """A published application with a place that was visited twice; the id of the place."""
    draft = await send(page, server, "/api/apps", {"key": "visits", "labels": LABEL})
    headers = {**origin(server), "If-Match": f'"{draft["revision"]}"'}
    patch = [{"op": "add", "path": "/forms", "value": FORMS}]
    changed = await page.request.patch(f"{APP}/draft", data=patch, headers=headers)
    assert changed.ok, await changed.text()
    await send(page, server, f"{APP}/publish", {})
    place = (await send(page, server, f"{APP}/forms/place/records", {"name": "Depot", "area": "40"}))["id"]
    for name, cost in (("First visit", "100"), ("Second visit", "250")):
        await send(page, server, f"{APP}/forms/visit/records", {"name": name, "cost": cost, "place": place})
    return int(place)


def blocks(page: Page) -> Locator:
    """The blocks on the canvas in the order of reading."""
    return page.locator("[data-block]")


def block(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=f"Block {name}", exact=True)


def settings(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Settings")


async def stand(page: Page, *names: str) -> None:
    """Waits until the canvas shows exactly these blocks."""
    await expect(blocks(page)).to_have_count(len(names))
    for place, name in enumerate(names):
        await expect(blocks(page).nth(place)).to_have_accessible_name(f"Block {name}")


async def take(page: Page, box: str, option: str) -> None:
    """Adds a field to a list of fields."""
    await settings(page).get_by_role("combobox", name=f"Add to {box}", exact=True).click()
    await page.locator(".ant-select-item-option:visible").filter(has_text=option).click()
    await expect(settings(page).get_by_role("list", name=box, exact=True)).to_contain_text(option)


async def lay_out(page: Page) -> None:
    """Blocks are begun with, dragged, set, moved by the keyboard, copied, and taken back."""
    await page.get_by_role("button", name="Begin with the usual page").click()
    await stand(page, "All fields", "Visits", "Timeline")
    figures = page.get_by_role("region", name="Add blocks").get_by_role("button", name="Key figures")
    await figures.drag_to(page.get_by_text("Figures or progress, across the whole page"))
    await stand(page, "Key figures", "All fields", "Visits", "Timeline")

    await expect(page.locator("main").get_by_text("Choose what it shows")).to_be_visible()

    # What the check finds leads to the block.
    await block(page, "Timeline").click()
    await page.get_by_role("button", name="Check").click()
    await page.get_by_role("link", name="This block has nothing to show yet").click()
    await expect(block(page, "Key figures")).to_have_attribute("aria-pressed", "true")
    await take(page, "Figures", "Area")
    await expect(page.locator("main").get_by_text("40.00", exact=True).first).to_be_visible()

    await block(page, "Visits").click()
    await take(page, "Columns", "Cost")
    await take(page, "Added up beside the name", "Cost")
    await expect(page.locator("main").get_by_text("350.00")).to_be_visible()

    await block(page, "Visits").focus()
    await page.keyboard.press("Alt+ArrowUp")
    await stand(page, "Key figures", "Visits", "All fields", "Timeline")
    await block(page, "Visits").focus()
    await page.keyboard.press("Control+d")
    await expect(block(page, "Visits")).to_have_count(2)
    await page.get_by_role("button", name="Undo").click()
    await stand(page, "Key figures", "Visits", "All fields", "Timeline")

    await page.get_by_role("tab", name="Details").click()
    columns = settings(page).get_by_role("radiogroup", name="Columns")
    await columns.get_by_title("2:1").click()
    await block(page, "All fields").drag_to(page.get_by_text("Drag a block here"))
    await expect(page.get_by_text("Drag a block here")).to_have_count(0)
    await stand(page, "Key figures", "Visits", "All fields", "Timeline")

    await page.get_by_role("button", name="Add tab").click()
    name = settings(page).get_by_label("Name", exact=True)
    await expect(name).to_be_focused()
    await name.fill("Hints")
    await page.get_by_role("region", name="Add blocks").get_by_role("button", name="Text").click()
    await settings(page).get_by_label("Text", exact=True).fill("Mind the **step**")
    shown = settings(page).get_by_role("group", name="Shown only when")
    await shown.get_by_role("button", name="Add a condition").click()
    await shown.get_by_role("combobox", name="Field").click()
    await page.locator(".ant-select-item-option:visible").filter(has_text="Area").first.click()
    await shown.get_by_role("combobox", name="Comparison").click()
    await page.locator(".ant-select-item-option:visible").filter(has_text="is greater than").click()
    await shown.locator("input").last.fill("10")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("status").filter(has_text="Saved as a draft")).to_be_visible()


async def test_a_page_is_laid_out_published_and_shown(
    browser: Browser, server: Server, administrator: str
) -> None:
    async with at_work(browser, server, administrator, viewport={"width": 1440, "height": 900}) as page:
        place = await begin(page, server)
        await page.goto("/build/visits/pages?form=place")
        await lay_out(page)
        assert await serious(page) == []

        await page.get_by_role("radiogroup", name="How it looks").get_by_text("Phone").click()
        preview = page.get_by_role("region", name="Preview on a phone")
        await expect(preview.get_by_role("tab")).to_have_text(["Details", "Hints", "History"])
        await preview.get_by_role("tab", name="Hints").click()
        await expect(preview.get_by_text("Mind the step")).to_be_visible()

        await page.get_by_role("button", name="Publish").click()
        await expect(page.get_by_text("The record page “Record page” is added")).to_be_visible()
        await page.get_by_role("button", name="Publish version 2").click()
        await expect(page.get_by_text("Version 2 is published")).to_be_visible()
        [laid_out] = (await read(page.request, APP))["pages"]
        assert [column["width"] for column in laid_out["tabs"][0]["columns"]] == [2, 1]
        assert list(laid_out["trees"]) == ["text"]

        server.events.clear()
        await page.goto(f"/apps/visits/place/{place}")
        visits = page.get_by_role("region", name="Visits")
        await expect(visits.get_by_role("row")).to_have_count(3)
        await expect(visits.get_by_role("definition")).to_have_text("350.00")
        history = page.get_by_role("region", name="History and comments")
        await expect(history.get_by_role("listitem").filter(has_text="Second visit")).to_be_visible()
        asked = [event for event in server.events if str(event.get("path", "")).startswith(f"{APP}/forms/")]
        assert asked
        assert max(int(str(event["statements"])) for event in asked) <= MOST_STATEMENTS
        await visits.get_by_role("button", name="New Visit").click()
        begun = page.get_by_role("dialog", name="New Visit")
        await begun.get_by_label("Subject").fill("Third visit")
        await begun.get_by_label("Cost").fill("50")
        await begun.get_by_role("button", name="Save", exact=True).click()
        await expect(visits.get_by_role("definition")).to_have_text("400.00")
        await page.get_by_role("tab", name="Hints").click()
        await expect(page.get_by_text("Mind the step")).to_be_visible()
        assert await serious(page) == []
