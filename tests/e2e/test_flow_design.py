"""A flow is drawn by mouse and keyboard, taken back, saved, published, and looked through on a phone."""

from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from tests.conftest import Server
from tests.e2e.crm import PHONE, at_work, origin, read
from tests.e2e.test_accessibility import serious

APP = "/api/apps/deals"
LABEL = {"zh-CN": "合同", "en": "Contract"}
FORMS: list[dict[str, Any]] = [
    {
        "key": "contract",
        "label": LABEL,
        "title_field": "name",
        "fields": [
            {"kind": "text", "key": "name", "label": {"zh-CN": "名称", "en": "Name"}},
            {"kind": "number", "key": "amount", "label": {"zh-CN": "金额", "en": "Amount"}},
        ],
    }
]


async def begin(page: Page, server: Server) -> None:
    """A published application with a form, and no flow yet."""
    made = await page.request.post(
        "/api/apps", data={"key": "deals", "labels": LABEL}, headers=origin(server)
    )
    assert made.ok, await made.text()
    headers = {**origin(server), "If-Match": f'"{(await made.json())["revision"]}"'}
    patch = [{"op": "add", "path": "/forms", "value": FORMS}]
    changed = await page.request.patch(f"{APP}/draft", data=patch, headers=headers)
    assert changed.ok, await changed.text()
    published = await page.request.post(f"{APP}/publish", data={}, headers=origin(server))
    assert published.ok, await published.text()


def node(page: Page, name: str) -> Locator:
    return page.locator("[data-part]").filter(has=page.get_by_text(name, exact=True))


def branch(page: Page, name: str) -> Locator:
    return node(page, name)


def plus(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def settings(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Settings")


async def choose(page: Page, kind: str) -> None:
    """Takes a kind of node from the menu over a way."""
    await page.get_by_role("menuitem", name=kind, exact=True).click()


async def asks(page: Page, name: str) -> None:
    """Names the approval that was just added, and has the superiors asked."""
    await expect(node(page, "Approval")).to_have_attribute("aria-pressed", "true")
    field = settings(page).get_by_label("Name", exact=True)
    await field.fill(name)
    await expect(node(page, name)).to_be_visible()
    await settings(page).get_by_role("button", name="Add people · Approvers").click()
    await page.get_by_role("menuitem", name="Superiors", exact=True).click()
    await expect(node(page, name)).to_contain_text("Superiors")


async def draw(page: Page) -> None:
    """Start, an approval, a condition, in one of whose branches two approve side by side, and the end."""
    palette = page.get_by_role("region", name="Add nodes")
    await palette.get_by_role("button", name="Approval", exact=True).drag_to(plus(page, "Add behind Start"))
    await asks(page, "Lead")

    await node(page, "Lead").click()
    await page.keyboard.press("/")
    await choose(page, "Condition")
    await branch(page, "Branch 1").click()
    await settings(page).get_by_label("Name", exact=True).fill("Large")
    when = settings(page).get_by_role("group", name="Taken when")
    await when.get_by_role("button", name="Add a condition").click()
    await when.get_by_role("combobox", name="Field").click()
    await page.locator(".ant-select-item-option:visible").filter(has_text="Amount").first.click()
    await when.get_by_role("combobox", name="Comparison").click()
    await page.locator(".ant-select-item-option:visible").filter(has_text="is greater than").click()
    await when.locator("input").last.fill("1000")
    await page.keyboard.press("Tab")
    await expect(branch(page, "Large")).to_contain_text("Amount > 1000")

    await plus(page, "Add in branch Large").click()
    await choose(page, "Parallel")
    await plus(page, "Add in branch Branch 1").click()
    await choose(page, "Approval")
    await asks(page, "Legal")
    await plus(page, "Add in branch Branch 2").click()
    await choose(page, "Approval")
    await asks(page, "Finance")


async def change(page: Page) -> None:
    """Nodes are walked to, copied, removed with what leads to them, and brought back."""
    await page.get_by_role("button", name="Fit", exact=True).click()
    await node(page, "Start").click()
    await page.keyboard.press("ArrowDown")
    await expect(node(page, "Lead")).to_have_attribute("aria-pressed", "true")
    await page.keyboard.press("Control+c")
    await page.keyboard.press("Control+v")
    await expect(node(page, "Lead")).to_have_count(2)
    await page.keyboard.press("Control+z")
    await expect(node(page, "Lead")).to_have_count(1)
    await node(page, "Parallel").click()
    await page.keyboard.press("Delete")
    await expect(node(page, "Legal")).to_have_count(0)
    await page.get_by_role("button", name="Undo").click()
    await expect(node(page, "Finance")).to_be_visible()
    await expect(page.get_by_role("status").filter(has_text="Saved as a draft")).to_be_visible()


def shape(flow: dict[str, Any]) -> dict[str, object]:
    """Where each node leads."""
    return {
        each["key"]: [
            *(branch["next"] for branch in each.get("branches", ())),
            *(each[way] for way in ("otherwise", "next", "meets") if each.get(way)),
        ]
        for each in flow["nodes"]
    }


async def test_a_flow_is_drawn_published_and_looked_through_on_a_phone(
    browser: Browser, server: Server, administrator: str
) -> None:
    async with at_work(browser, server, administrator, viewport={"width": 1440, "height": 900}) as page:
        await begin(page, server)
        await page.goto("/build/deals/flows")
        await page.get_by_role("button", name="New flow").click()
        await page.get_by_label("Name of the flow").fill("Approval of contracts")
        await page.keyboard.press("Enter")
        await draw(page)
        await change(page)
        assert await serious(page) == []

        await page.reload()
        await expect(node(page, "Legal")).to_be_visible()
        [flow] = (await read(page.request, f"{APP}/draft"))["definition"]["flows"]
        assert shape(flow) == {
            "start": ["approve"],
            "approve": ["condition"],
            "condition": ["parallel", "end"],
            "parallel": ["approve_2", "approve_3", "end"],
            "approve_2": ["end"],
            "approve_3": ["end"],
            "end": [],
        }

        await page.get_by_role("radiogroup", name="How it is shown").get_by_text("List").click()
        await plus(page, "Add behind Legal").click()
        await choose(page, "Copy to")
        await page.get_by_role("button", name="1 problem").click()
        await page.get_by_role("link", name="Nobody").click()
        await expect(node(page, "Copy to")).to_have_attribute("aria-pressed", "true")
        await settings(page).get_by_role("button", name="Remove", exact=True).click()
        await expect(page.get_by_role("button", name="Check", exact=True)).to_be_visible()

        await page.get_by_role("button", name="Publish").click()
        await page.get_by_role("button", name="Publish version 2").click()
        await expect(page.get_by_text("Version 2 is published")).to_be_visible()

    async with at_work(browser, server, administrator, **PHONE) as page:
        await page.goto(f"/build/deals/flows/{flow['key']}")
        await node(page, "Finance").tap()
        await expect(page.get_by_role("dialog").get_by_label("Name", exact=True)).to_have_value("Finance")
        assert await serious(page) == []
