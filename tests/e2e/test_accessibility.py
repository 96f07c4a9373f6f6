"""No page keeps out who cannot see, cannot point or cannot tell colours apart: axe finds nothing serious."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Browser, FilePayload, Page, expect

from tests.conftest import Server
from tests.e2e.conftest import opened
from tests.e2e.crm import at_work, create, origin, read, records_path
from tests.e2e.quiet import quiet, walk
from tests.e2e.test_files import photo
from tools.picture_screens import KINDS
from tools.pictures import packed

AXE: Final = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS: Final = {"serious", "critical"}

MILD: Final = (
    "aria-allowed-role",
    "empty-heading",
    "empty-table-header",
    "form-field-multiple-labels",
    "heading-order",
    "image-redundant-alt",
    "landmark-banner-is-top-level",
    "landmark-contentinfo-is-top-level",
    "landmark-main-is-top-level",
    "landmark-no-duplicate-banner",
    "landmark-no-duplicate-contentinfo",
    "landmark-no-duplicate-main",
    "landmark-one-main",
    "landmark-unique",
    "page-has-heading-one",
    "presentation-role-conflict",
    "region",
    "skip-link",
)
"""Rules that axe itself holds to be of moderate or minor weight: what they find is not asked for."""

RUN: Final = """async ([rules, over, mild]) => {
  const only = rules
    ? { runOnly: { type: "rule", values: rules } }
    : { rules: Object.fromEntries(mild.map((id) => [id, { enabled: false }])) };
  const place = over ? { exclude: ["#root"] } : document;
  // The style sheets would be fetched once more for rules that are not among these.
  const { violations } = await axe.run(place, { resultTypes: ["violations"], preload: false, ...only });
  return violations.map(({ id, impact, nodes }) => ({
    id, impact, nodes: nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`),
  }));
}"""

STILL: Final = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const moving = () => document.getAnimations()
    .filter((each) => Number.isFinite(each.effect.getComputedTiming().endTime) && each.playState === "running");
  for (let calm = 0; calm < 3; calm += 1) {
    await frame();
    const found = moving();
    if (found.length > 0) calm = -1;
    await Promise.all(found.map((each) => each.finished.catch(() => null)));
  }
}"""
"""Waits for what fades in or out, whose colours are none of the theme's, and for what begins to fade thereafter."""

OF_COLOURS: Final = ["color-contrast", "link-in-text-block"]
RULES: Final = {"dark": OF_COLOURS, "light": None}
"""What is looked for in each theme: the dark one can do wrong only with its colours what the light one does right."""
ADDRESSES: Final = (
    "/",
    "/me",
    "/apps/crm/opportunity?view=opportunity_board",
    "/apps/crm/opportunity/{opportunity}",
    "/apps/crm/opportunity/new",
    "/apps/crm/lead/import",
    "/apps/crm/account/bin",
    "/no/such/page",
)
OF_ADMINISTRATORS: Final = ("/people", "/company", "/apps/crm/app-admin")


async def serious(page: Page, *, over: bool = False) -> list[str]:
    """What axe finds on the page as it stands, in either theme, and where; `over`: only in what stands over the page,
    which is looked at by itself elsewhere."""
    await quiet(page)
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE.read_text("utf-8"))
    told = []
    standing = await page.locator("html").get_attribute("data-theme")
    # A page that changes its theme is drawn anew: it is looked at first in the one that the last look left.
    for theme, rules in sorted(RULES.items(), key=lambda each: each[0] != standing):
        if theme != standing:
            await page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            await expect(page.locator("html")).to_have_attribute("data-theme", theme)
        await page.evaluate(STILL)
        found: list[dict[str, Any]] = await page.evaluate(RUN, [rules, over, MILD])
        told += [f"{theme} {each['id']}: {each['nodes'][:3]}" for each in found if each["impact"] in SERIOUS]
    return told


async def begin(page: Page, address: str) -> None:
    """Goes to a page as it is at first, even if one stands on it with something open."""
    await walk(page, "/no/such/page")
    await walk(page, address)


async def check_a_file(page: Page) -> list[str]:
    """Goes on to where the mistakes of a file are corrected; what is wrong on the way there."""
    text = b"Company,Contact name,Mobile\nOne,A,12345\n"
    file = FilePayload(name="a.csv", mimeType="text/csv", buffer=text)
    await page.locator("input[type=file]").set_input_files(file)
    await page.get_by_role("button", name="Next: columns").click()
    await page.get_by_text("Required fields without a column").wait_for()
    found = await serious(page)
    await page.get_by_role("button", name="Check all rows").click()
    await page.get_by_role("textbox", name="Mobile, row 2").fill("13812345678")
    await page.get_by_role("textbox", name="Source, row 2").fill("Exhibition")
    return found


async def specimen(page: Page, crm: Server) -> int:
    """A record with a value of every kind, a picture among them."""
    file = FilePayload(name="kinds.zip", mimeType="application/zip", buffer=packed(KINDS))
    await page.request.post("/api/packages", multipart={"file": file, "sample": "true"}, headers=origin(crm))
    path = "/api/apps/kinds/forms/specimen/records"
    [one] = (await read(page.request, f"{path}?limit=1&sort=id&fields=name"))["items"]
    picture = await page.request.post(
        "/api/files?picture=true", multipart={"file": photo("site.jpg")}, headers=origin(crm)
    )
    change = {"version": one["version"], "photos": [await picture.json()]}
    answer = await page.request.patch(f"{path}/{one['id']}", data=change, headers=origin(crm))
    assert answer.ok, await answer.text()
    return int(one["id"])


async def talked_about(page: Page, crm: Server) -> int:
    """An account about which something is said."""
    number = await create(page, crm, "account", {"name": "Talked about"})
    comments = f"{records_path('account')}/{number}/comments"
    for said in ("Please call them.", "I did."):
        answer = await page.request.post(
            comments, data={"body": [{"text": said}], "reply_to": None}, headers=origin(crm)
        )
        assert answer.ok, await answer.text()
    return number


async def view_of_ones_own(page: Page, crm: Server) -> int:
    """A view that is shared with everybody."""
    definition = {"kind": "grid", "sort": [{"field": "close_date", "descending": False}]}
    view = {"form": "opportunity", "label": {"en": "Mine"}, "shared": True, "definition": definition}
    answer = await page.request.post("/api/apps/crm/views", data=view, headers=origin(crm))
    assert answer.ok, await answer.text()
    return int((await answer.json())["id"])


async def test_nothing_serious_is_wrong_on_any_page(browser: Browser, crm: Server) -> None:
    found: dict[str, list[str]] = {}
    async with at_work(browser, crm, "zhou.mingyuan") as page:
        [one] = (await read(page.request, f"{records_path('opportunity')}?limit=1"))["items"]
        number = await create(page, crm, "account", {"name": "In the bin"})
        deleted = await page.request.delete(f"{records_path('account')}/{number}", headers=origin(crm))
        assert deleted.ok, await deleted.text()
        await page.goto("/people")
        for address in ADDRESSES:
            await walk(page, address.format(opportunity=one["id"]))
            if address.endswith("/import"):
                found["columns of a file"] = await check_a_file(page)
            found[address] = await serious(page)
    async with at_work(browser, crm, "admin") as page:
        await page.goto("/me")
        for address in OF_ADMINISTRATORS:
            await walk(page, address)
            found[address] = await serious(page)
            if address == "/company":
                await page.locator("[data-day$='-03-11']").click()
                found["day"] = await serious(page)
        await walk(page, f"/apps/kinds/specimen/{await specimen(page, crm)}")
        await page.get_by_role("button", name="Look at site.jpg").click()
        await page.locator(".ant-image-preview-img").wait_for()
        found["picture"] = await serious(page)
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Edit", exact=True).click()
        await page.locator("[contenteditable=true][id^=field-]").wait_for()
        found["every kind"] = await serious(page)

    assert {address: told for address, told in found.items() if told} == {}


async def test_nothing_serious_is_wrong_with_what_opens_over_a_page(browser: Browser, crm: Server) -> None:
    found: dict[str, list[str]] = {}
    async with at_work(browser, crm, "zhou.mingyuan") as page:
        [one] = (await read(page.request, f"{records_path('opportunity')}?limit=1"))["items"]
        opening: dict[str, tuple[str, Callable[[], Any]]] = {
            "person": ("/", lambda: page.get_by_role("button", name="Zhou Mingyuan").click()),
            "filter": ("/apps/crm/opportunity", lambda: page.get_by_role("button", name="Filter").click()),
            "columns": ("/apps/crm/opportunity", lambda: page.get_by_role("button", name="Columns").click()),
            "views": (
                "/apps/crm/opportunity?sort=-amount",
                lambda: page.get_by_role("button", name="All views").click(),
            ),
            "token": ("/me", lambda: page.get_by_role("button", name="New token").click()),
            "password": ("/me", lambda: page.get_by_role("button", name="Change password").click()),
        }
        await page.goto("/")
        for name, (address, act) in opening.items():
            await begin(page, address)
            await act()
            found[name] = await serious(page, over=True)
            if name == "columns":
                await page.keyboard.press("Escape")
                await page.get_by_label("Select the rows in sight").check()
                chosen = page.get_by_role("toolbar", name="rows selected")
                await chosen.get_by_role("button", name="Change").click()
                await page.get_by_role("dialog").wait_for()
                found["bulk"] = await serious(page, over=True)
        await begin(page, "/apps/crm/opportunity")
        await page.get_by_role("button", name="All views").click()
        await page.get_by_role("button", name="New Board").click()
        found["new view"] = await serious(page, over=True)
        await page.goto(f"/apps/crm/opportunity?view={await view_of_ones_own(page, crm)}&sort=-amount")
        await page.get_by_role("button", name="Menu of view Mine").click()
        await page.get_by_role("menuitem", name="Name, sharing, settings…").click()
        await page.get_by_role("dialog").wait_for()
        await page.get_by_role("menuitem").first.wait_for(state="hidden")
        found["view"] = await serious(page, over=True)
        await begin(page, f"/apps/crm/account/{await talked_about(page, crm)}")
        await page.get_by_role("button", name="You follow this record").click()
        await page.get_by_role("list", name="Followers").wait_for()
        await page.get_by_role("textbox", name="Comment").press_sequentially("@z")
        await page.get_by_role("option").first.wait_for()
        found["talk"] = await serious(page)
        await page.keyboard.press("Control+k")
        await page.get_by_role("combobox", name="Search everything").fill("公司")
        await page.get_by_role("option").first.wait_for()
        found["search"] = await serious(page, over=True)
        await page.goto("/")
        await page.get_by_role("button", name="Notifications").click()
        await page.get_by_role("dialog").wait_for()
        found["notifications"] = await serious(page, over=True)
        await page.goto(f"/apps/crm/opportunity/{one['id']}")
        await page.get_by_role("button", name="More actions").click()
        found["menu"] = await serious(page, over=True)
        await page.get_by_role("menuitem", name="Transfer").click()
        await page.get_by_role("menuitem", name="Transfer").wait_for(state="hidden")
        found["transfer"] = await serious(page, over=True)

    assert {name: told for name, told in found.items() if told} == {}


async def test_nothing_serious_is_wrong_at_the_front_door(browser: Browser, crm: Server) -> None:
    async with opened(browser, crm.url) as page:
        await page.goto("/")
        door = await serious(page)
        await page.goto("/password#nothing")
        spent = await serious(page)

    assert (door, spent) == ([], [])
