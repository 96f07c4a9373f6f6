"""The screens that have a picture: where each is, who sees it, and what is done there before it is taken."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from playwright.sync_api import Page

from tools.picture_imports import (
    check_file,
    choose_file,
    describe_file,
    import_all,
    import_good,
    import_nothing,
    match_columns,
    undo_import,
    work_long,
)
from tools.picture_pressing import Deed, found, press
from tools.pictured import ADMINISTRATOR, APPROVER, NEWCOMER, PERSON, STRANGER

KINDS: Final = Path(__file__).parents[1] / "tests" / "apps" / "kinds"
"""An application with a field of every kind."""

EDIT: Final = re.compile("^(编辑|Edit)$")
FILTER: Final = re.compile("筛选|filter", re.IGNORECASE)
VIEWS: Final = ("codes", "texts", "words", "figures", "times", "places", "files")
FILTERS: Final = ("filters_words", "filters_figures", "filters_places", "filters_files")


@dataclass(frozen=True)
class Screen:
    """A screen, and where it is."""

    name: str
    address: str
    deed: Deed | None = None
    """What is done there before the picture is taken."""
    whole: bool = False
    """Whether the page is taken down to its end, rather than what a screen shows of it."""
    login: str = PERSON


def begin_edit(page: Page) -> None:
    """Presses what makes a record editable."""
    page.get_by_role("button", name=EDIT).first.click()
    page.locator("[contenteditable=true][id^=field-]").first.wait_for()


def open_filter(page: Page) -> None:
    """Presses what shows a list's conditions."""
    page.get_by_role("toolbar").get_by_role("button", name=FILTER).first.click()


def talk(page: Page) -> None:
    """Goes to what is said about a record; on a phone that is a tab."""
    tab = found(page, "tab", "History|动态")
    if tab.count():
        tab.click()
    page.get_by_role("textbox", name=re.compile("^(Comment|发表评论)$")).wait_for()


def mention(page: Page) -> None:
    """Begins to name a colleague."""
    talk(page)
    page.get_by_role("textbox", name=re.compile("^(Comment|发表评论)$")).press_sequentially("请看一下 @z")
    page.get_by_role("option").first.wait_for()


def look_for(text: str) -> Deed:
    """Types into the search over everything."""

    def typed(page: Page) -> None:
        page.keyboard.press("Control+k")
        page.get_by_role("combobox").fill(text)
        if text:
            # What was opened last is listed until there is an answer.
            hit = page.locator("[role=option] mark")
            hit.or_(page.get_by_role("status").filter(has_text=text)).first.wait_for()

    return typed


def open_first_task(page: Page) -> None:
    """Opens the first of what somebody is asked for."""
    page.get_by_role("main").get_by_role("listitem").first.click()
    found(page, "button", "Approve|同意").wait_for()


def choose_rows(page: Page) -> None:
    """Chooses some rows of a list."""
    every = page.get_by_label(re.compile("^(Select the rows in sight|选择当前可见的行)$"))
    if every.count():
        every.check()
        return
    found(page, "button", "Select|选择").click()
    for place in (1, 2):
        page.locator("main input[type=checkbox]").nth(place).check()


def change_rows(page: Page) -> None:
    """Begins to change some rows at once."""
    choose_rows(page)
    found(page, "button", ".*(Change|批量修改)").click()


def save_nothing(page: Page) -> None:
    """Saves a form in which nothing was filled in."""
    found(page, "button", "Save|保存").click()


def edit_lines(page: Page) -> None:
    """Adds a row to those of a record, and saves the record without it being filled in."""
    found(page, "button", "Edit|编辑").click()
    found(page, "button", ".*(Add a row|添加一行)").click()
    done = found(page, "button", "Done|完成")
    if page.get_by_role("dialog").count():
        done.click()
        page.get_by_role("dialog").wait_for(state="hidden")
    found(page, "button", "Save|保存").click()
    found(page, "button", "[0-9]+ (problems?|处需要修改)").wait_for()


def edit_cell(page: Page) -> None:
    """Begins to write into a row of a record: where it stands, or in a sheet."""
    found(page, "button", "Edit|编辑").click()
    rows = page.get_by_role("grid", name=re.compile("^(Product lines|产品明细)$"))
    if rows.count():
        rows.get_by_role("gridcell").nth(2).dblclick()
    else:
        rows = page.get_by_role("group", name=re.compile("^(Product lines|产品明细)$"))
        rows.get_by_role("button").first.click()
        page.get_by_role("dialog").wait_for()


def come_home(page: Page) -> None:
    """Goes to the first page after having looked at a record."""
    page.goto("/")


def choose_deleted(page: Page) -> None:
    """Chooses a record of the recycle bin."""
    page.get_by_role("row").nth(1).get_by_role("checkbox").check()


def open_day(page: Page) -> None:
    """Opens a day of the working calendar."""
    page.locator("[data-day$='-03-11']").click()


TRANSFER: Final = press(("button", "More actions|更多操作"), ("menuitem", "Transfer|转交"))
NEW_TOKEN: Final = press(("button", "New token|新建令牌"))
ALL_VIEWS: Final = press(("button", "All views|全部视图"))
NEW_VIEW: Final = press(("button", "All views|全部视图"), ("button", ".*(New Board|新建看板)"))
VIEW_MENU: Final = press(("button", "Menu of view .*|视图“.*”的菜单"))
VIEW_SETTINGS: Final = press(
    ("button", "Menu of view .*|视图“.*”的菜单"),
    ("menuitem", ".*(Name, sharing, settings…|名称、共享与设置…)"),
)
CHANGE_PASSWORD: Final = press(("button", "Change password|修改密码"))
PASSWORD_LINK: Final = press(
    ("button", "Password link.*|为.*生成重设密码链接"), ("button", "Make the link|生成链接")
)
BELL: Final = press(("button", "Notifications.*|通知.*"))
FOLLOWERS: Final = press(("button", "(You follow|Follow) this record.*|.*关注.*这条记录.*|.*关注.*"))
INTERACTIONS: Final = press(("tab", "Interactions|往来"))
A_BLOCK: Final = press(("button", "(Block|区块：).*(Opportunities|商机)"))
PICTURE: Final = press(("button", "Look at .*|查看.*png"))
NEXT_STAGE: Final = press(("button", ".*Needs analysis.*|.*需求分析.*"))
BY_ONE: Final = press(("button", "What changed in version 2|查看变更：版本 2"))


def filtered(view: str) -> str:
    """The address of a list that bears the conditions of a view as one's own."""
    told = json.loads((KINDS / "views" / f"{view}.json").read_text("utf-8"))
    return f"/apps/kinds/specimen?filter={quote(json.dumps(told['filter']))}"


PROPOSED: Final = {"field": "stage", "operator": "is", "value": "proposal"}
OPPORTUNITIES: Final = "/apps/crm/opportunity"
SCREENS: Final = (
    Screen("home", "/"),
    Screen("home-new", "/", login=ADMINISTRATOR),
    Screen("home-recent", OPPORTUNITIES + "/{lined}", come_home),
    Screen("list", OPPORTUNITIES),
    Screen("leads", "/apps/crm/lead"),
    Screen("list-empty", f"{OPPORTUNITIES}?search=没有这样的商机"),
    Screen("filter", f"{OPPORTUNITIES}?filter={quote(json.dumps(PROPOSED))}", open_filter),
    Screen("rows", OPPORTUNITIES, choose_rows),
    Screen("bulk", OPPORTUNITIES, change_rows),
    Screen("views", f"{OPPORTUNITIES}?sort=-amount", ALL_VIEWS),
    Screen("new-view", OPPORTUNITIES, NEW_VIEW),
    Screen("view-edited", OPPORTUNITIES + "?view={view}&sort=-amount"),
    Screen("view-menu", OPPORTUNITIES + "?view={view}", VIEW_MENU),
    Screen("view-settings", OPPORTUNITIES + "?view={view}", VIEW_SETTINGS),
    Screen("board", f"{OPPORTUNITIES}?view=opportunity_board"),
    Screen("record", OPPORTUNITIES + "/{opportunity}"),
    Screen("stage", OPPORTUNITIES + "/{early}", NEXT_STAGE),
    Screen("talk", "/apps/crm/account/{talked}", talk),
    Screen("mention", "/apps/crm/account/{talked}", mention),
    Screen("followers", "/apps/crm/account/{talked}", FOLLOWERS),
    Screen("drawer", "/apps/crm/account?record={talked}"),
    Screen("page", "/apps/crm/account/{talked}", whole=True),
    Screen("page-interactions", "/apps/crm/account/{talked}", INTERACTIONS),
    Screen("notifications", "/", BELL),
    Screen("notifications-none", "/", BELL, login=ADMINISTRATOR),
    Screen("search", "/", look_for("公司")),
    Screen("search-nothing", "/", look_for("没有这样的东西")),
    Screen("search-begin", OPPORTUNITIES + "/{opportunity}", look_for("")),
    Screen("transfer", OPPORTUNITIES + "/{opportunity}", TRANSFER),
    Screen("lines", OPPORTUNITIES + "/{lined}", edit_lines, whole=True),
    Screen("lines-cell", OPPORTUNITIES + "/{lined}", edit_cell),
    Screen("new", f"{OPPORTUNITIES}/new"),
    Screen("new-problems", f"{OPPORTUNITIES}/new", save_nothing),
    Screen("import", "/apps/crm/lead/import"),
    Screen("import-look", "/apps/crm/lead/import", choose_file),
    Screen("import-match", "/apps/crm/lead/import", match_columns, whole=True),
    Screen("import-check", "/apps/crm/lead/import", check_file),
    Screen("import-new", "/apps/crm/import-file", describe_file, whole=True, login=ADMINISTRATOR),
    Screen("import-running", "/apps/crm/lead/import", work_long()),
    Screen("import-saving", "/apps/crm/lead/import", work_long(state="applying", done=100_000)),
    Screen("import-interrupted", "/apps/crm/lead/import", work_long(attempts=1, is_waiting=True)),
    Screen("import-done", "/apps/crm/lead/import", import_all),
    Screen("import-partly", "/apps/crm/lead/import", import_good),
    Screen("import-undone", "/apps/crm/lead/import", undo_import),
    Screen("import-unreadable", "/apps/crm/lead/import", import_nothing),
    Screen("bin", "/apps/crm/account/bin"),
    Screen("bin-chosen", "/apps/crm/account/bin", choose_deleted),
    Screen("empty-bin", "/apps/crm/contact/bin"),
    Screen("me", "/me", whole=True),
    Screen("me-password", "/me", CHANGE_PASSWORD),
    Screen("token", "/me", NEW_TOKEN),
    Screen("missing", "/no/such/page"),
    Screen("people", "/people", login=ADMINISTRATOR),
    Screen("people-link", "/people", PASSWORD_LINK, login=ADMINISTRATOR),
    Screen("company", "/company", login=ADMINISTRATOR),
    Screen("company-day", "/company", open_day, login=ADMINISTRATOR),
    Screen("versions", "/apps/calls/app-admin", BY_ONE, login=ADMINISTRATOR),
    Screen("publish", "/apps/calls/app-admin/publish", whole=True, login=ADMINISTRATOR),
    Screen("publish-nothing", "/apps/crm/app-admin/publish", login=ADMINISTRATOR),
    Screen("losses", "/apps/calls/app-admin/losses", login=ADMINISTRATOR),
    Screen("losses-none", "/apps/crm/app-admin/losses", login=ADMINISTRATOR),
    Screen("parked", "/apps/calls/app-admin/parked", login=ADMINISTRATOR),
    Screen("choose-password", "/", login=NEWCOMER),
    Screen("password-link", "/password#{link}", login=STRANGER),
    Screen("password-link-spent", "/password#none", login=STRANGER),
    Screen("sign-in", "/", login=STRANGER),
    *(
        Screen(f"kinds-cell-{view}", f"/apps/kinds/specimen?view={view}", login=ADMINISTRATOR)
        for view in VIEWS
    ),
    Screen("kinds-read", "/apps/kinds/specimen/{specimen}", whole=True, login=ADMINISTRATOR),
    Screen("kinds-edit", "/apps/kinds/specimen/{specimen}", begin_edit, whole=True, login=ADMINISTRATOR),
    Screen("kinds-picture", "/apps/kinds/specimen/{specimen}", PICTURE, login=ADMINISTRATOR),
    *(Screen(f"kinds-{view}", filtered(view), open_filter, login=ADMINISTRATOR) for view in FILTERS),
    Screen("design", "/build/crm?form=opportunity&field=stage", login=ADMINISTRATOR),
    Screen("design-form", "/build/crm?form=opportunity", login=ADMINISTRATOR),
    Screen("design-new", "/build", login=ADMINISTRATOR),
    Screen("design-roles", "/build/crm/roles?role=salesperson&form=opportunity", login=ADMINISTRATOR),
    Screen("design-page", "/build/crm/pages?form=account", A_BLOCK, login=ADMINISTRATOR),
    Screen("design-page-none", "/build/crm/pages?form=contact", login=ADMINISTRATOR),
    Screen("design-publish", "/build/crm/publish", login=ADMINISTRATOR),
    Screen("flow-design", "/build/crm/flows/quote_approval", login=ADMINISTRATOR),
    Screen("inbox", "/inbox", open_first_task, login=APPROVER),
)
