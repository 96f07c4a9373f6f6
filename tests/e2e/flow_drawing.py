"""How the approval of contracts is drawn by hand: by mouse and keyboard, on the canvas and in the list."""

from playwright.async_api import Locator, Page, expect


def node(page: Page, name: str) -> Locator:
    """The card of a node, or of a branch."""
    return page.locator("[data-part]").filter(has=page.get_by_text(name, exact=True))


def plus(page: Page, name: str) -> Locator:
    """The round button of a way."""
    return page.get_by_role("button", name=name, exact=True)


def settings(page: Page) -> Locator:
    """The panel of what is chosen."""
    return page.get_by_role("complementary", name="Settings")


async def choose(page: Page, kind: str) -> None:
    """Takes a kind of node from the menu over a way."""
    await page.get_by_role("menuitem", name=kind, exact=True).click()


async def name_approval(page: Page, english: str, chinese: str, approvers: str) -> None:
    """Names the approval that was just added, and says by what its approvers are found."""
    await expect(node(page, "Approval")).to_have_attribute("aria-pressed", "true")
    await settings(page).get_by_label("Name", exact=True).fill(english)
    await settings(page).get_by_placeholder("Chinese (optional)").fill(chinese)
    await expect(node(page, english)).to_be_visible()
    await settings(page).get_by_role("button", name="Add people · Approvers").click()
    await page.get_by_role("menuitem", name=approvers, exact=True).click()
    await expect(node(page, english)).to_contain_text(approvers)


async def name_person(page: Page, at: str, typed: str, title: str) -> None:
    """Names somebody who approves at a node."""
    await settings(page).get_by_role("combobox", name="People").fill(typed)
    await page.locator(".ant-select-item-option:visible").filter(has_text=title).click()
    await expect(node(page, at)).to_contain_text(title)


async def limit_time(page: Page, at: str) -> None:
    """One working day; a reminder two hours before, and the superior told after another day."""
    panel = settings(page)
    await panel.get_by_role("tab", name="Time").click()
    await panel.get_by_role("switch", name="Time limit").check()
    await panel.get_by_role("button", name="Add a reminder").click()
    await panel.get_by_role("spinbutton", name="Reminders 1 · amount").fill("2")
    await panel.get_by_role("combobox", name="Reminders 1 · unit").click()
    await page.get_by_title("hours", exact=True).click()
    await panel.get_by_role("switch", name="Tell the superior when overdue by").check()
    await expect(node(page, at)).to_contain_text("within 1 working day")


async def draw(page: Page) -> None:
    """Superiors, then legal and finance side by side where much is at stake, and a review with a time limit."""
    palette = page.get_by_role("region", name="Add nodes")
    await palette.get_by_role("button", name="Approval", exact=True).drag_to(plus(page, "Add behind Start"))
    await name_approval(page, "Lead", "主管", "Superiors")

    await node(page, "Lead").click()
    await page.keyboard.press("/")
    await choose(page, "Condition")
    await node(page, "Branch 1").click()
    await settings(page).get_by_label("Name", exact=True).fill("Large")
    when = settings(page).get_by_role("group", name="Taken when")
    await when.get_by_role("button", name="Add a condition").click()
    await when.get_by_role("combobox", name="Field").click()
    await page.locator(".ant-select-item-option:visible").filter(has_text="Amount").first.click()
    await when.get_by_role("combobox", name="Comparison").click()
    await page.locator(".ant-select-item-option:visible").filter(has_text="is greater than").click()
    await when.locator("input").last.fill("1000")
    await page.keyboard.press("Tab")
    await expect(node(page, "Large")).to_contain_text("Amount > 1000")

    await plus(page, "Add in branch Large").click()
    await choose(page, "Parallel")
    await plus(page, "Add in branch Branch 1").click()
    await choose(page, "Approval")
    await name_approval(page, "Legal", "法务", "Named people")
    await name_person(page, "Legal", "zhao", "Zhao Min")
    await plus(page, "Add in branch Branch 2").click()
    await choose(page, "Approval")
    await name_approval(page, "Finance", "财务", "Named people")
    await name_person(page, "Finance", "zhou", "Zhou Ming")
    await plus(page, "Add behind Parallel").click()
    await choose(page, "Approval")
    await name_approval(page, "Review", "复核", "Person in a field")
    await limit_time(page, "Review")


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
