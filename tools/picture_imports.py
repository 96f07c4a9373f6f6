"""The steps of an import, as far as a picture shows them."""

import json
from itertools import count
from typing import Final
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import FilePayload, Page

from tools.picture_pressing import Deed, found

NEXT: Final = "Next: (columns|fields)|下一步：(对应列|确定字段)"
BROKEN: Final = """公司名称,联系人,手机,省份
潍坊鸢都食品有限公司,张桂芳,13812345678,山东
,李建国,13912345678,山东
临沂沂蒙建材有限公司,王秀英,12345,山东
"""
"""Leads, of whom one lacks a company and one can hardly be called; nobody says where they came from."""
VISITORS: Final = {
    "济南恒通物流有限公司": "王建军",
    "青岛海润食品有限公司": "刘秀兰",
    "烟台金桥机械有限公司": "赵志强",
}
"""Who left a card at the fair, by company."""
NUMBERS: Final = count(13_500_000_001)
"""Nobody who comes a second time may be called as before."""


def choose_file(page: Page) -> None:
    """Gives the wizard a file."""
    give(page, BROKEN)
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


def give(page: Page, text: str) -> None:
    """Gives the wizard a file, and waits until it is read."""
    file: FilePayload = {"name": "展会线索.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(file)
    found(page, "button", NEXT).wait_for()


def forget_people(page: Page) -> None:
    """Deletes whom an earlier picture brought in, so that no list fills with them."""
    before = [{"field": "company", "operator": "is", "value": company} for company in VISITORS]
    deed = {"action": "delete", "filter": {"any": before}, "partial": True}
    answer = page.request.post(
        "/api/apps/crm/forms/lead/records/bulk", data=deed, headers={"Origin": page.url.split("/apps/")[0]}
    )
    assert answer.ok, answer.text()


def check_people(page: Page, *, with_mistakes: bool) -> None:
    """Has a file checked that brings three leads, and two more that cannot come in where there are to be mistakes."""
    forget_people(page)
    rows = [f"{company},{name},{next(NUMBERS)},山东,展会" for company, name in VISITORS.items()]
    if with_mistakes:
        rows += [",李建国,13912345678,山东,展会", "临沂沂蒙建材有限公司,王秀英,12345,山东,路演"]
    give(page, "\n".join(["公司名称,联系人,手机,省份,来源", *rows]))
    found(page, "button", NEXT).click()
    found(page, "button", "Check all rows|检查所有行").click()


def import_all(page: Page) -> None:
    """Brings in a file without mistakes."""
    check_people(page, with_mistakes=False)
    found(page, "button", "Import [0-9]+ rows|导入 [0-9]+ 行").click()
    found(page, "button", ".*(Undo the import|撤销导入)").wait_for()


def import_good(page: Page) -> None:
    """Brings in what is right of a file."""
    check_people(page, with_mistakes=True)
    found(page, "button", "Import [0-9]+ good rows|只导入正确的 [0-9]+ 行").click()
    found(page, "button", ".*(Undo the import|撤销导入)").wait_for()


def undo_import(page: Page) -> None:
    """Brings in a file, and takes it back."""
    import_all(page)
    found(page, "button", ".*(Undo the import|撤销导入)").click()
    found(page, "button", "Undo|撤销|撤 销").click()
    page.get_by_role("heading", name="The import was undone").or_(
        page.get_by_role("heading", name="已撤销导入")
    ).wait_for()


def import_nothing(page: Page) -> None:
    """Gives the wizard a file that nobody can read."""
    file: FilePayload = {
        "name": "展会线索.xlsx",
        "mimeType": "application/zip",
        "buffer": b"PK\x03\x04 no workbook",
    }
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("alert").first.wait_for()


def work_long(**told: object) -> Deed:
    """Has the server say that it is still at it."""
    begun = {"state": "checking", "total": 100_000, "done": 41_200, **told}

    def work(page: Page) -> None:
        match_columns(page)
        [batch] = parse_qs(urlsplit(page.url).query)["batch"]
        report = page.request.get(f"/api/apps/crm/imports/{batch}").json()
        answer = json.dumps({**report, **begun})
        page.route(
            "**/api/apps/crm/imports/*",
            lambda route: route.fulfill(body=answer, content_type="application/json"),
        )
        found(page, "button", "Check all rows|检查所有行").click()
        page.locator("main [role=status] h2").wait_for()

    return work
