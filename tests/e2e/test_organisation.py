"""Who runs the installation keeps departments and people by page."""

import json
from urllib.parse import quote

from playwright.async_api import Browser, FilePayload, Locator, Page, expect

from tests.conftest import Server
from tests.e2e.conftest import opened
from tests.e2e.crm import at_work, origin, read, records_path
from tests.e2e.test_accessibility import serious
from tests.e2e.test_files import content

CHOSEN = "Labskaus-9-mit-Rollmops"


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
        await expect(page.get_by_role("heading", name="Nobody belongs here yet.")).to_be_visible()
        await page.get_by_role("button", name="Add somebody here").click()
        await dialog(page, "Add a person").get_by_label("Name", exact=True).fill("王梅")
        await dialog(page, "Add a person").get_by_label("Login").fill("mei")
        assert await serious(page) == []
        await dialog(page, "Add a person").get_by_role("button", name="Add and invite").click()
        await dialog(page, "Invite 王梅").get_by_role("button", name="Make the link").click()
        made = dialog(page, "Invitation for 王梅")
        invitation = await made.get_by_label("Password link").input_value()
        await made.get_by_role("button", name="I have copied it").click()
        await expect(page.get_by_role("row").filter(has_text="王梅")).to_contain_text("No password yet")
        await follow(browser, server, invitation)
        await page.reload()
        await expect(page.get_by_role("row").filter(has_text="王梅")).to_contain_text("Active")

        await page.get_by_role("button", name="Edit 王梅").click()
        await page.get_by_role("button", name="Disable", exact=True).click()
        await page.get_by_role("tooltip").get_by_role("button", name="Disable").click()
        await expect(page.get_by_role("row").filter(has_text="王梅")).to_contain_text("Has left")
        [person] = (await read(page.request, "/api/people?search=wm&inactive=true"))["items"]
        assert (person["active"], person["department"]["title"]) == (False, "North")


async def follow(browser: Browser, server: Server, invitation: str) -> None:
    """Who is invited chooses a password and is in; the link works no second time."""
    async with opened(browser, server.url) as page:
        await page.goto(invitation)
        await expect(page.get_by_role("heading", name="Welcome, 王梅")).to_be_visible()
        await page.get_by_label("New password").fill(CHOSEN)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="Hello, 王梅")).to_be_visible()

        await page.goto("about:blank")
        await page.goto(invitation)
        await expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()


async def add_named(page: Page, what: str, name: str) -> None:
    """A position or a group by its page; the dialog is left open for the rest."""
    await page.get_by_role("button", name=f"Add a {what}").click()
    await dialog(page, f"Add a {what}").get_by_label("Name", exact=True).fill(name)


async def choose(page: Page, field: Locator, typed: str, title: str) -> None:
    """Chooses from what a field offers."""
    await field.fill(typed)
    await page.locator(".ant-select-item-option").filter(has_text=title).click()


async def test_a_position_and_a_group_bring_their_people_a_role(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "admin") as page:
        await page.goto("/people")
        await page.get_by_role("link", name="Positions").click()
        await expect(page.get_by_role("heading", name="There are no positions yet")).to_be_visible()
        await add_named(page, "position", "Key account lead")
        await dialog(page, "Add a position").get_by_role("button", name="Save").click()
        await expect(page.get_by_role("row").filter(has_text="Key account lead")).to_contain_text("0 people")
        await page.get_by_role("link", name="Groups").click()
        await add_named(page, "group", "Task force")
        await choose(page, dialog(page, "Add a group").get_by_label("People"), "qianyu", "Qian Yu")
        assert await serious(page) == []
        await dialog(page, "Add a group").get_by_role("button", name="Save").click()
        await page.get_by_role("link", name="1 person").click()
        await expect(page.get_by_text("Group: Task force")).to_be_visible()
        await expect(page.get_by_role("row")).to_have_count(2)

        await page.get_by_role("button", name="Edit Qian Yu").click()
        person = page.get_by_role("dialog", name="Edit")
        await choose(page, person.get_by_role("combobox", name="Position"), "lead", "Key account lead")
        await person.get_by_role("button", name="Save").click()
        await expect(page.get_by_role("row").filter(has_text="Qian Yu")).to_contain_text("Key account lead")

        await page.goto("/build/crm/roles?role=sales_director")
        panel = page.get_by_role("complementary").last
        await choose(page, panel.get_by_role("combobox", name="Add a group"), "task", "Task force")
        await expect(panel.get_by_text("Group Task force")).to_be_visible()
        await choose(page, panel.get_by_role("combobox", name="Add a position"), "lead", "Key account lead")
        await expect(panel.get_by_text("Position Key account lead")).to_be_visible()

        [who] = (await read(page.request, "/api/people?search=qianyu"))["items"]
        asked = f"form=account&record=1&person={who['id']}"
        told = (await read(page.request, f"/api/apps/crm/explain?{asked}"))["roles"]
        [director] = [role["held_by"] for role in told if role["role"] == "sales_director"]
        assert {(way["kind"], way["title"]) for way in director} == {
            ("groups", "Task force"),
            ("positions", "Key account lead"),
        }
        for name in ("Task force", "Key account lead"):
            await panel.get_by_role("button", name=f"Take the role from {name}").click()
            await expect(panel.get_by_role("button", name=f"Take the role from {name}")).to_be_hidden()


TABLE = """姓名,登录名,部门,职位,直属上级,备注
林静,lin.jing,总部/销售部,总监,,a
高远,gao.yuan,总部/销售部/华东,销售,lin.jing,b
没有登录名,,总部,,,c
"""


async def test_a_table_of_people_is_tried_and_brought_in(
    browser: Browser, server: Server, administrator: str
) -> None:
    async with at_work(browser, server, administrator) as page:
        await page.goto("/people")
        await page.get_by_role("button", name="Import from Excel").click()
        await expect(page.get_by_role("link", name="Download the template")).to_be_visible()
        file: FilePayload = {"name": "people.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
        await page.locator("input[type=file]").set_input_files(file)
        await expect(page.get_by_text("There is neither a login nor an e-mail.")).to_be_visible()
        await expect(page.get_by_text("are ignored: 备注")).to_be_visible()
        await expect(page.get_by_text("总部, 总部/销售部, 总部/销售部/华东")).to_be_visible()
        await page.get_by_text("2 new").click()
        await expect(page.get_by_role("listitem").filter(has_text="Row 3")).to_contain_text("销售部/华东")
        assert await serious(page) == []
        assert await departments(page) == {}
        await page.get_by_role("button", name="Bring only the 2 good lines in").click()
        await expect(page.get_by_role("heading", name="Done: 2 new, 0 changed")).to_be_visible()
        async with page.expect_download() as begun:
            await page.get_by_role("button", name="Download", exact=True).click()
        given = content(await (await begun.value).path()).decode("utf-8-sig").splitlines()
        assert [line.split(",")[:2] for line in given[1:]] == [["林静", "lin.jing"], ["高远", "gao.yuan"]]
        await page.get_by_role("button", name="To the people").click()
        await expect(page.get_by_role("row").filter(has_text="高远")).to_contain_text("华东")
        assert await departments(page) == {"总部": None, "销售部": "总部", "华东": "销售部"}


async def owned(page: Page, person: int, form: str = "opportunity", *, deleted: str = "false") -> int:
    """How many records somebody owns."""
    given = json.dumps({"field": "owner", "operator": "is", "value": person})
    path = f"{records_path(form)}?filter={quote(given)}&count=true&limit=1&deleted={deleted}"
    total: int = (await read(page.request, path))["total"]
    return total


async def test_what_somebody_has_in_hand_is_given_to_another_before_they_leave(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "admin") as page:
        [leaver, heir] = [
            (await read(page.request, f"/api/people?search={login}"))["items"][0]["id"]
            for login in ("zhang.wei", "he.rui")
        ]
        [below] = (await read(page.request, "/api/people?search=yangfan"))["items"]
        reports = await page.request.patch(
            f"/api/people/{below['id']}", data={"manager": leaver}, headers=origin(crm)
        )
        assert reports.ok, await reports.text()
        given = quote(json.dumps({"field": "owner", "operator": "is", "value": leaver}))
        [gone] = (await read(page.request, f"{records_path('activity')}?filter={given}&limit=1"))["items"]
        binned = await page.request.delete(f"{records_path('activity')}/{gone['id']}", headers=origin(crm))
        assert binned.ok, await binned.text()
        mine, theirs = await owned(page, leaver), await owned(page, heir)
        assert mine > 0
        await page.goto("/people")
        await page.get_by_role("button", name="Edit Zhang Wei").click()
        await page.get_by_role("button", name="Hand over…").click()
        handing = page.get_by_role("dialog", name="Hand over what 张伟 has in hand")
        await expect(handing.get_by_text(f"CRM › Opportunity: {mine} records")).to_be_visible()
        await expect(handing.get_by_text("CRM: the role Salesperson")).to_be_visible()
        await expect(handing.get_by_text("1 person reports here")).to_be_visible()
        await expect(handing.get_by_text("CRM › Activity: 1 record in the recycle bin")).to_be_visible()
        await handing.get_by_role("checkbox", name="CRM › Lead").uncheck()
        await handing.get_by_role("combobox", name="To", exact=True).fill("herui")
        await page.locator(".ant-select-item-option").filter(has_text="He Rui").click()
        assert await serious(page) == []
        await handing.get_by_role("button", name="Hand over").click()
        await expect(handing.get_by_text(f"{mine} handed over")).to_be_visible()
        await handing.get_by_role("button", name="Close").last.click()

        await expect(page.get_by_role("row").filter(has_text="Zhang Wei")).to_contain_text("Has left")
        assert (await owned(page, leaver), await owned(page, heir)) == (0, mine + theirs)
        assert await owned(page, leaver, "activity", deleted="true") == 0
        assert await owned(page, heir, "activity", deleted="true") == 1
        roles = (await read(page.request, "/api/apps/crm/roles"))["items"]
        held = {role["key"]: {person["id"] for person in role["people"]} for role in roles}
        assert heir in held["salesperson"]
        assert leaver not in held["salesperson"]
        assert (await read(page.request, f"/api/people/{below['id']}"))["manager"] == heir
