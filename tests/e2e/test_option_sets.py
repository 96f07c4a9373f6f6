"""A list of options is made of a field's own, shared by another one, changed for both, and given back to them."""

from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from tests.conftest import Server
from tests.e2e.crm import at_work, origin, read
from tests.e2e.test_accessibility import serious
from tests.e2e.test_design import settings

NAME = {"kind": "text", "key": "name", "label": {"en": "Name"}}


def form(key: str, name: str, field: str) -> dict[str, Any]:
    """A form with a choice of its own, whose options are shown on the canvas."""
    options = [{"key": "good", "label": {"en": "Good"}}, {"key": "bad", "label": {"en": "Bad"}}]
    choice = {"kind": "choice", "key": field, "label": {"en": field.title()}, "display": "radio"}
    fields = [NAME, {**choice, "options": options}]
    return {"key": key, "label": {"en": name}, "title_field": "name", "fields": fields}


async def begin(page: Page, server: Server) -> None:
    """An application with two forms, not published."""
    new = {"key": "parts", "labels": {"zh-CN": "零件", "en": "Parts"}}
    answer = await page.request.post("/api/apps", data=new, headers=origin(server))
    assert answer.ok, await answer.text()
    draft = await read(page.request, "/api/apps/parts/draft")
    forms = [form("part", "Part", "grade"), form("order", "Order", "quality")]
    answer = await page.request.patch(
        "/api/apps/parts/draft",
        data=[{"op": "add", "path": "/forms", "value": forms}],
        headers={**origin(server), "If-Match": str(draft["revision"])},
    )
    assert answer.ok, await answer.text()


async def chosen(page: Page, form: str, field: str) -> Locator:
    """The settings of a field, opened by its address."""
    await page.goto(f"/build/parts?form={form}&field={field}")
    await expect(settings(page).get_by_label("Name of option Bad")).to_be_visible()
    return settings(page)


async def document(page: Page) -> Any:
    """The draft as it is kept, once everything is."""
    await expect(page.get_by_text("Saved as a draft")).to_be_visible()
    return (await read(page.request, "/api/apps/parts/draft"))["definition"]


async def test_options_are_shared_changed_for_all_and_given_back(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "admin") as page:
        await begin(page, crm)
        canvas = page.locator("[data-canvas]")

        # A list is made of a field's own options; one step back and forth.
        panel = await chosen(page, "part", "grade")
        await panel.get_by_role("button", name="Share these options").click()
        await expect(panel.get_by_text("Shared by 1 field.")).to_be_visible()
        await page.get_by_role("button", name="Undo").click()
        await expect(panel.get_by_role("button", name="Share these options")).to_be_visible()
        await page.get_by_role("button", name="Redo").click()
        await expect(panel.get_by_text("Shared by 1 field.")).to_be_visible()
        assert [each["key"] for each in (await document(page))["option_sets"]] == ["grade"]

        # Another field takes its options from there, and what is changed there is changed for both.
        panel = await chosen(page, "order", "quality")
        await panel.get_by_role("combobox", name="Options from").click()
        await page.get_by_title("Shared: Grade").click()
        await expect(panel.get_by_text("Shared by 2 fields, which change together.")).to_be_visible()
        await panel.get_by_label("Name of option Good").fill("Fine")
        await expect(canvas.get_by_text("Fine", exact=True)).to_be_visible()
        left = await document(page)
        assert [field["option_set"] for form in left["forms"] for field in form["fields"][1:]] == [
            "grade"
        ] * 2
        assert all("options" not in field for form in left["forms"] for field in form["fields"])
        await chosen(page, "part", "grade")
        await expect(canvas.get_by_text("Fine", exact=True)).to_be_visible()

        # It has a page of its own, which tells what it is used by; without it each field keeps the options.
        await panel.get_by_role("button", name="Manage").click()
        await expect(panel.get_by_label("Name", exact=True)).to_have_value("Grade")
        await panel.get_by_role("button", name="Used in 2 places").click()
        await expect(panel.get_by_role("link", name="Quality")).to_be_visible()
        assert await serious(page) == []
        await panel.get_by_role("button", name="Remove", exact=True).click()
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_text("keeps the options as its own")).to_have_count(2)
        await dialog.get_by_role("button", name="Remove it everywhere").click()
        await expect(dialog).to_have_count(0)
        await expect(panel.get_by_role("button", name="Add shared options")).to_be_visible()
        left = await document(page)
        assert left["option_sets"] == []
        for form in left["forms"]:
            assert [option["label"]["en"] for option in form["fields"][1]["options"]] == ["Fine", "Bad"]
