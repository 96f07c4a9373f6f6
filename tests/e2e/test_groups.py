"""Rows gathered in groups, summed up and coloured by a person, kept as a view; and a plan whose bars are moved."""

import re
from datetime import UTC, date, datetime, timedelta

from playwright.async_api import Browser, Page, expect

from tests.conftest import Server
from tests.e2e.crm import at_work, origin, pick, read, records_path
from tests.e2e.quiet import quiet
from tests.e2e.test_accessibility import serious
from tests.e2e.test_design import choose

LIST = "/apps/crm/opportunity"
VIEWS = "/api/apps/crm/views?form="


async def test_rows_are_gathered_summed_up_coloured_and_kept_so(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "sun.lihua", viewport={"width": 1440, "height": 900}) as page:
        await page.goto(f"{LIST}?view=opportunities")
        grid = page.get_by_role("treegrid")
        await page.get_by_role("button", name="Group", exact=True).click()
        panel = page.get_by_role("dialog", name="Group")
        await panel.get_by_role("button", name="Group by a field").click()
        await pick(page, panel.get_by_label("Group by"), "Stage", "Stage")
        told = await read(page.request, f"{records_path('opportunity')}/groups?by=stage&order=value")
        heads = grid.get_by_role("row", expanded=True)
        first = told["groups"][0]
        await expect(heads.first).to_contain_text(str(first["count"]))
        await panel.get_by_role("button", name="Close all").click()
        closed = grid.get_by_role("row", expanded=False)
        await expect(closed).to_have_count(len(told["groups"]))
        await panel.get_by_role("button", name="Open all").click()
        await page.keyboard.press("Escape")
        await expect(panel).to_have_count(0)

        # A column is summed up by its own menu, under it and on each head.
        await grid.get_by_role("columnheader", name=re.compile("^Amount")).click(button="right")
        await page.get_by_role("menuitem", name="Sum up").hover()
        await page.get_by_role("menuitem", name="Sum", exact=True).click()
        foot = page.get_by_role("group", name="Sum up")
        whole = await read(page.request, f"{records_path('opportunity')}/groups?totals=sum:amount")
        total = f"{float(whole['all']['totals']['sum:amount']):,.2f}"
        await expect(foot.get_by_role("button", name="Sum up Amount")).to_contain_text(total)
        await expect(heads.first).to_contain_text("Sum")

        await page.get_by_role("button", name="Colour", exact=True).click()
        colours = page.get_by_role("dialog", name="Colour")
        await colours.get_by_role("button", name="Add a colour rule").click()
        rule = colours.get_by_role("group", name="Rule 1")
        await rule.get_by_role("radio", name="Green").click()
        await choose(page, rule, "Field", "Stage")
        await choose(page, rule, "Comparison", "is not blank")
        await page.keyboard.press("Escape")
        await expect(grid.locator("[data-coloured]").first).to_be_visible()
        assert await serious(page) == []

        await page.get_by_role("button", name="Save as…").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Name").fill("By stage")
        await page.keyboard.press("Enter")
        await expect(dialog).to_have_count(0)
        await expect(heads.first).to_contain_text(str(first["count"]))
        kept = next(
            view
            for view in (await read(page.request, VIEWS + "opportunity"))["items"]
            if view["label"].get("en") == "By stage"
        )
        definition = kept["definition"]
        assert definition["groups"] == [{"field": "stage", "unit": None, "descending": False}]
        assert definition["totals"] == [{"field": "amount", "by": "sum"}]
        assert definition["colours"] == [
            {"when": {"all": [{"field": "stage", "operator": "is_not_blank"}]}, "colour": "green"}
        ]

        # The keyboard goes over heads as over rows, and closes a group.
        await heads.first.get_by_role("button", name="Close").click()
        await expect(closed.first).to_contain_text(str(first["count"]))


async def test_bars_of_a_plan_are_moved_stretched_and_put_back(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "chen.jing", viewport={"width": 1440, "height": 900}) as page:
        today = datetime.now(UTC).date()
        days = {"starts_on": today.isoformat(), "ends_on": (today + timedelta(days=4)).isoformat()}
        answer = await page.request.post(
            records_path("campaign"),
            data={"name": "Moved about", "type": "seminar", **days},
            headers=origin(crm),
        )
        assert answer.ok, await answer.text()
        number = (await answer.json())["id"]
        await page.goto("/apps/crm/campaign?view=campaign_plan&search=Moved")
        await page.get_by_text("Day", exact=True).click()
        bar = page.get_by_role("link", name="Moved about, ")
        await bar.press("Alt+ArrowRight")
        await expect(bar).to_have_attribute("aria-label", bar_of(today, 1, 5))
        await expect(bar).not_to_have_attribute("data-pulled", "true")
        assert await stands(page, number, today) == (1, 5)

        await bar.hover()  # once it stands still
        box = await bar.bounding_box()
        assert box is not None
        await page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 12)
        await page.mouse.down()
        await page.mouse.move(box["x"] + box["width"] + 78, box["y"] + 12, steps=4)
        await page.mouse.up()
        await expect(bar).to_have_attribute("aria-label", bar_of(today, 1, 7))
        await expect(bar).not_to_have_attribute("data-pulled", "true")
        assert await stands(page, number, today) == (1, 7)
        await page.get_by_role("button", name="Undo").last.click()
        await expect(bar).to_have_attribute("aria-label", bar_of(today, 1, 5))
        assert await stands(page, number, today) == (1, 5)
        assert await serious(page) == []

        # Of a long plan only what is near is drawn.
        many = [{"values": {"name": f"Planned {at}", "type": "seminar", **days}} for at in range(130)]
        answer = await page.request.post(
            f"{records_path('campaign')}/bulk",
            data={"action": "create", "records": many},
            headers=origin(crm),
        )
        assert answer.ok, await answer.text()
        await page.goto("/apps/crm/campaign?view=campaign_plan&search=Planned")
        rows = page.locator("[data-gantt]")
        await expect(rows.first).to_be_visible()
        await rows.first.evaluate(TO_THE_END)
        await expect(page.locator("[data-gantt][data-line='129']")).to_be_visible()
        await quiet(page)
        assert await rows.count() < 60


TO_THE_END = """row => {
    let above = row;
    while (getComputedStyle(above).overflowY !== "auto") above = above.parentElement;
    above.scrollTop = above.scrollHeight;
}"""
"""Scrolls what scrolls around a row."""


def bar_of(today: date, first: int, last: int) -> str:
    """How a bar is called that lies on some days from today."""
    days = (today + timedelta(days=each) for each in (first, last))
    return "Moved about, " + " – ".join(f"{day:%b} {day.day}, {day.year}" for day in days)


async def stands(page: Page, number: int, today: date) -> tuple[int, int]:
    """From today, the days on which a campaign begins and ends, once what was done is kept."""
    await quiet(page)
    record = await read(page.request, f"{records_path('campaign')}/{number}")
    first, last = (date.fromisoformat(record[key]) for key in ("starts_on", "ends_on"))
    return (first - today).days, (last - today).days
