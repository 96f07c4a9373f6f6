"""The screens that have a picture: where each is, who sees it, and what is done there before it is taken."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal
from urllib.parse import quote

from playwright.sync_api import FilePayload, Locator, Page

from tools.pictured import ADMINISTRATOR, NEWCOMER, PERSON, STRANGER

KINDS: Final = Path(__file__).parents[1] / "tests" / "apps" / "kinds"
"""An application with a field of every kind."""

EDIT: Final = re.compile("^(编辑|Edit)$")
FILTER: Final = re.compile("筛选|filter", re.IGNORECASE)
VIEWS: Final = ("words", "figures", "times", "places", "files")
FILTERS: Final = ("filters_words", "filters_figures", "filters_places", "filters_files")
NEXT: Final = "Next: (columns|fields)|下一步：(对应列|确定字段)"
BROKEN: Final = """公司名称,联系人,手机,省份
潍坊鸢都食品有限公司,张桂芳,13812345678,山东
,李建国,13912345678,山东
临沂沂蒙建材有限公司,王秀英,12345,山东
"""
"""Leads, of whom one lacks a company and one can hardly be called; nobody says where they came from."""

Deed = Callable[[Page], None]


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


def found(page: Page, role: Literal["button", "menuitem", "tab"], name: str) -> Locator:
    """What bears a role and one of the names that are told apart by a bar."""
    return page.get_by_role(role, name=re.compile(f"^({name})$")).first


def press(*steps: tuple[Literal["button", "menuitem", "tab"], str]) -> Deed:
    """Presses one after the other: roles, and names in either language."""

    def pressed(page: Page) -> None:
        for role, name in steps:
            found(page, role, name).click()

    return pressed


def talk(page: Page) -> None:
    """Goes to what is said about a record; on a phone that is a tab."""
    tab = found(page, "tab", "History|动态")
    if page.get_by_role("tablist").count():
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


def choose_file(page: Page) -> None:
    """Gives the wizard a file."""
    file: FilePayload = {"name": "展会线索.csv", "mimeType": "text/csv", "buffer": BROKEN.encode()}
    page.locator("input[type=file]").set_input_files(file)
    found(page, "button", NEXT).wait_for()


def match_columns(page: Page) -> None:
    """Goes on to the columns of the file."""
    choose_file(page)
    found(page, "button", NEXT).click()
    found(page, "button", "Check all rows|检查所有行").wait_for()


def describe_file(page: Page) -> None:
    """Goes on to what a file becomes that has no form yet."""
    choose_file(page)
    found(page, "button", NEXT).click()
    found(page, "button", "Create the form and check|新建表单并检查").wait_for()


def check_file(page: Page) -> None:
    """Goes on to the rows of the file of which something is wrong."""
    match_columns(page)
    found(page, "button", "Check all rows|检查所有行").click()
    page.locator("[data-cell]").first.wait_for()


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
    Screen("notifications", "/", BELL),
    Screen("notifications-none", "/", BELL, login=ADMINISTRATOR),
    Screen("search", "/", look_for("公司")),
    Screen("search-nothing", "/", look_for("没有这样的东西")),
    Screen("search-begin", OPPORTUNITIES + "/{opportunity}", look_for("")),
    Screen("transfer", OPPORTUNITIES + "/{opportunity}", TRANSFER),
    Screen("new", f"{OPPORTUNITIES}/new"),
    Screen("new-problems", f"{OPPORTUNITIES}/new", save_nothing),
    Screen("import", "/apps/crm/lead/import"),
    Screen("import-look", "/apps/crm/lead/import", choose_file),
    Screen("import-match", "/apps/crm/lead/import", match_columns, whole=True),
    Screen("import-check", "/apps/crm/lead/import", check_file),
    Screen("import-new", "/apps/crm/import-file", describe_file, whole=True, login=ADMINISTRATOR),
    Screen("bin", "/apps/crm/account/bin"),
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
)
