"""Builders publish, put lost values right, bring removed parts back and restore versions; administrators keep the
working calendar: all of it by page."""

import json
import re
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from tests.conftest import Server
from tests.e2e.crm import PHONE, at_work, create, origin, read, records_path
from tests.e2e.quiet import quiet
from tests.e2e.test_accessibility import serious
from tests.e2e.visits import publish

APP = "/api/apps/crm"
ODD = "by fax only"
SAME = "ask reception"
COUNTED = re.compile(r"^\d+ working days$")


async def draft(page: Page, server: Server) -> None:
    """A draft in which the phone of accounts is a number, and their note, the page that shows it and the flows that
    write a phone are gone."""
    definition = (await read(page.request, f"{APP}/draft"))["definition"]
    revision = (await read(page.request, f"{APP}/draft"))["revision"]
    place, form = next((at, each) for at, each in enumerate(definition["forms"]) if each["key"] == "account")
    fields = [field["key"] for field in form["fields"]]
    phone = form["fields"][fields.index("phone")]
    operations: list[dict[str, Any]] = [
        {
            "op": "replace",
            "path": f"/forms/{place}/fields/{fields.index('phone')}",
            "value": {"kind": "number", "key": "phone", "label": phone["label"], "decimals": 0},
        },
        {"op": "remove", "path": f"/forms/{place}/fields/{fields.index('note')}"},
    ]
    for number, section in enumerate(form["layout"]["sections"]):
        for at, cell in enumerate(section.get("cells", [])):
            if cell.get("field") == "note":
                operations.append(
                    {"op": "remove", "path": f"/forms/{place}/layout/sections/{number}/cells/{at}"}
                )
    shown = [at for at, page_ in enumerate(definition.get("pages", ())) if page_["form"] == "account"]
    operations += [{"op": "remove", "path": f"/pages/{at}"} for at in reversed(shown)]
    flows = [at for at, flow in enumerate(definition["flows"]) if '"field": "phone"' in json.dumps(flow)]
    operations += [{"op": "remove", "path": f"/flows/{at}"} for at in reversed(flows)]
    headers = {**origin(server), "If-Match": f'"{revision}"'}
    answer = await page.request.patch(f"{APP}/draft", data=operations, headers=headers)
    assert answer.ok, await answer.text()


def line(page: Page, text: str) -> Locator:
    return page.get_by_role("listitem").filter(has_text=text)


async def test_a_builder_publishes_repairs_and_restores_by_page(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "admin") as page:
        for number, phone in enumerate((ODD, SAME, SAME, "5551234")):
            await create(
                page, crm, "account", {"name": f"Told of {number}", "phone": phone, "note": f"n{number}"}
            )
        await draft(page, crm)
        await page.goto("/apps/crm")
        await page.get_by_role("link", name="Manage this app").click()
        await expect(page.get_by_text("There is an unpublished draft")).to_be_visible()
        await page.get_by_role("button", name="See what it does").click()

        loss = page.get_by_role("region", name="Account › Phone", exact=True)
        await expect(loss).to_contain_text("cannot be converted")
        await expect(page.get_by_role("button", name="Publish version 2")).to_be_disabled()
        await expect(page.get_by_role("region", name="Needs a decision")).to_contain_text("was Text")
        assert await serious(page) == []
        await page.get_by_label("What this version is about").fill("Phones are numbers")
        await publish(page, 2)
        await page.get_by_role("button", name="What changed in version 2").click()
        await expect(line(page, "Phones are numbers")).to_contain_text("Becomes Number, was Text")

        await page.get_by_role("link", name="Unconverted values").click()
        await page.get_by_label("Find an old value").fill("RECEPTION")
        assert await serious(page) == []
        same = line(page, SAME)
        await expect(page.get_by_role("listitem").filter(has=page.get_by_role("button"))).to_have_count(1)
        await same.get_by_role("textbox").fill("none")
        await same.get_by_role("textbox").press("Enter")
        await expect(same.get_by_role("alert")).to_contain_text("number")
        await same.get_by_role("textbox").fill("5,000")
        await same.get_by_role("button", name="Save in all 2").click()
        await expect(page.get_by_text("2 values are settled")).to_be_visible()
        await expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
        await page.get_by_text("One by one").click()
        await expect(line(page, ODD).get_by_role("link", name="Told of 0")).to_be_visible()
        await line(page, ODD).get_by_role("button", name="Leave blank: Told of 0").click()
        await page.get_by_role("tooltip").get_by_role("button", name="Leave blank").click()
        await expect(line(page, ODD)).to_have_count(0)
        told = await read(
            page.request, f"{records_path('account')}?search=Told+of&sort=name&fields=name,phone"
        )
        assert [item["phone"] for item in told["items"]] == [None, 5000, 5000, 5551234]

        await page.get_by_role("link", name="Removed parts").click()
        await page.get_by_role("checkbox", name="Account › Note").check()
        await page.get_by_role("button", name="Put 1 back into the draft").click()
        await expect(page.get_by_role("region", name="Values that can come back")).to_be_visible()
        await page.get_by_role("button", name="Publish version 3").click()
        await expect(line(page, "Version 3Current")).to_be_visible()

        await page.get_by_role("button", name="Restore version 1").click()
        await page.get_by_role("tooltip").get_by_role("button", name="Restore").click()
        await expect(page.get_by_text("This becomes version 4.")).to_be_visible()
        await expect(page.get_by_text("Becomes Text, was Number")).to_be_visible()
        await page.get_by_role("link", name="Versions").click()
        await page.get_by_role("button", name="Discard the draft").click()
        await page.get_by_role("tooltip").get_by_role("button", name="Discard the draft").click()
        await expect(page.get_by_text("There is an unpublished draft")).to_have_count(0)

        told = await read(page.request, f"{APP}/draft")
        place = next(at for at, each in enumerate(told["definition"]["forms"]) if each["key"] == "account")
        broken = {"op": "add", "path": f"/forms/{place}/sort", "value": [{"field": "tel"}]}
        headers = {**origin(crm), "If-Match": f'"{told["revision"]}"'}
        answer = await page.request.patch(f"{APP}/draft", data=[broken], headers=headers)
        assert answer.ok, await answer.text()
        await page.reload()
        await expect(page.get_by_role("alert")).to_contain_text("Account: There is no field with the key")
        await page.get_by_role("button", name="See what it does").click()
        await expect(page.get_by_role("alert")).to_contain_text("Account: There is no field with the key")
        await page.goto("/apps/crm/app-admin")
        await page.get_by_role("button", name="Discard the draft").click()
        await page.get_by_role("tooltip").get_by_role("button", name="Discard the draft").click()
        await expect(page.get_by_text("There is an unpublished draft")).to_have_count(0)
        await page.get_by_role("link", name="Publish", exact=True).click()
        await expect(page.get_by_role("heading", name="Nothing to publish")).to_be_visible()

    async with at_work(browser, crm, "zhang.wei") as page:
        await page.goto("/apps/crm/app-admin")
        await expect(page.get_by_role("heading", name="Not allowed")).to_be_visible()


async def test_what_nobody_uses_is_seen_and_opened_in_the_designer(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "admin") as page:
        await page.goto("/apps/crm/product")
        await expect(page.get_by_role("row").nth(1)).to_be_visible()
        await page.goto("/apps/crm/app-admin")
        await page.get_by_role("link", name="Usage").click()
        forms = page.get_by_role("table").first
        total = (await read(page.request, f"{records_path('product')}?count=true&limit=1"))["total"]
        await expect(forms.get_by_role("row").filter(has_text="Product")).to_contain_text(str(total))
        region = page.get_by_role("region", name="Views")
        views = region.get_by_role("row")
        await expect(views.nth(1)).to_contain_text("Not opened so far")
        # What was opened last stands on the last page.
        await region.get_by_role("listitem").filter(has_text=re.compile(r"^\d+$")).last.click()
        await expect(views.filter(has_text="All products")).to_contain_text("now")
        fields = page.get_by_role("table").last
        await expect(fields.get_by_role("row").nth(1).get_by_text("0%", exact=True)).to_be_visible()
        assert await serious(page) == []
        await fields.get_by_role("row").nth(1).get_by_role("link").click()
        await expect(page).to_have_url(re.compile(r"/build/crm\?form=\w+&field=\w+$"))


async def test_the_working_calendar_is_changed_day_by_day(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "admin", **PHONE) as page:
        await page.goto("/")
        await page.get_by_role("button", name="Me").click()
        await page.get_by_role("button", name="Company settings").click()
        await expect(page.get_by_role("heading", name="Working calendar")).to_be_visible()
        calendar = page.get_by_role("region", name="Working calendar")
        before = int((await calendar.get_by_text(COUNTED).inner_text()).split()[0])
        year = await calendar.get_by_role("strong").first.inner_text()
        # From day to day by keys: only one day of the year is reached by Tab.
        first = calendar.get_by_role("region", name="March").get_by_role("button").first
        await first.focus()
        await page.keyboard.press("ArrowDown")
        for _ in range(7):
            if "Working day" in str(await page.evaluate("document.activeElement.getAttribute('aria-label')")):
                break
            await page.keyboard.press("ArrowRight")
        label = str(await page.evaluate("document.activeElement.getAttribute('aria-label')"))
        assert label.startswith("Mar ")
        await page.keyboard.press("Enter")
        # The sheet of the person may still be on its way out.
        dialog = page.get_by_role("dialog").filter(has_text="Reason")
        await expect(dialog).to_contain_text("An ordinary working day")
        await dialog.get_by_label("Reason").fill("Founding day")
        await dialog.get_by_label("Reason").press("Enter")

        await expect(calendar.get_by_text(f"{before - 1} working days")).to_be_visible()
        own = calendar.get_by_role("listitem").filter(has_text="Founding day")
        await expect(own).to_contain_text("Day off")
        await quiet(page)
        days = (await read(page.request, f"/api/settings/calendar?year={year}"))["days"]
        assert [day["name"] for day in days if day["is_own"]] == ["Founding day"]
        await own.get_by_role("button", name="Back to the default").click()
        await expect(calendar.get_by_text(f"{before} working days")).to_be_visible()
