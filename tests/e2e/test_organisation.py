"""Who runs the installation keeps departments and people by page."""

from playwright.async_api import Browser, Locator, Page, expect

from tests.conftest import Server
from tests.e2e.crm import at_work, read
from tests.e2e.test_accessibility import serious


def dialog(page: Page, name: str) -> Locator:
    return page.get_by_role("dialog", name=name)


async def add_department(page: Page, name: str, above: str | None = None) -> None:
    button = "Add a department" if above is None else f"Add a department below {above}"
    if above is not None:
        await page.get_by_role("treeitem", name=above).hover()
    await page.get_by_role("button", name=button, exact=True).click()
    await dialog(page, "Add a department").get_by_label("Name", exact=True).fill(name)
    await dialog(page, "Add a department").get_by_role("button", name="Save").click()
    await expect(page.get_by_role("treeitem", name=name)).to_be_visible()
    await expect(dialog(page, "Add a department")).to_be_hidden()


async def departments(page: Page) -> dict[str, str | None]:
    """What each department belongs to."""
    items = (await read(page.request, "/api/departments"))["items"]
    names = {item["id"]: item["name"] for item in items}
    return {item["name"]: names.get(item["parent"]) for item in items if not item["archived"]}


async def test_departments_and_people_are_kept_by_page(
    browser: Browser, server: Server, administrator: str
) -> None:
    async with at_work(browser, server, administrator, viewport={"width": 1440, "height": 900}) as page:
        await page.goto("/people")
        await add_department(page, "Sales")
        await add_department(page, "North", above="Sales")
        await add_department(page, "Service")
        assert await departments(page) == {"Sales": None, "North": "Sales", "Service": None}
        moved = page.get_by_role("treeitem", name="North").get_by_text("North")
        async with page.expect_response(
            lambda answer: '"parent"' in (answer.request.post_data or "")
        ) as told:
            # Further to the right is further down in the tree, as the line under the pointer shows.
            service = page.get_by_role("treeitem", name="Service")
            await moved.drag_to(service, target_position={"x": 200, "y": 14})
        assert (await told.value).ok
        assert await departments(page) == {"Sales": None, "North": "Service", "Service": None}

        await page.get_by_role("treeitem", name="North").get_by_text("North").click()
        await expect(page.get_by_role("heading", name="Nobody found")).to_be_visible()
        await page.get_by_role("button", name="Add a person").click()
        await dialog(page, "Add a person").get_by_label("Name", exact=True).fill("王梅")
        await dialog(page, "Add a person").get_by_label("Login").fill("mei")
        assert await serious(page) == []
        await dialog(page, "Add a person").get_by_role("button", name="Add and invite").click()
        await expect(dialog(page, "Help 王梅 back in")).to_be_visible()
        await dialog(page, "Help 王梅 back in").get_by_role("button", name="Cancel").click()
        await expect(page.get_by_role("row").filter(has_text="王梅")).to_contain_text("Active")

        await page.get_by_role("button", name="Edit 王梅").click()
        await page.get_by_role("button", name="Disable", exact=True).click()
        await page.get_by_role("tooltip").get_by_role("button", name="Disable").click()
        await expect(page.get_by_role("row").filter(has_text="王梅")).to_contain_text("Has left")
        [person] = (await read(page.request, "/api/people?search=wm&inactive=true"))["items"]
        assert (person["active"], person["department"]["title"]) == (False, "North")
