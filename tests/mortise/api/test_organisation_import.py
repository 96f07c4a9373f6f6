"""An organisation out of a table of people, by HTTP."""

import io
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from python_calamine import CalamineWorkbook
from rustpy_xlsxwriter import write_worksheet

from mortise.db.connections import counting
from mortise.db.database import Database
from mortise.identity.first_start import SampleCompany
from mortise.imports.organisation.bringing import Table, bring_in, judge
from mortise.imports.organisation.columns import COLUMNS, HEADINGS, Column, match
from tests.mortise.api.conftest import SignIn
from tests.mortise.identity.test_principals import principal
from tests.mortise.imports.test_hostile_workbooks import sheet
from tests.mortise.imports.test_hostile_workbooks import workbook as workbook_of

Row = dict[str, str]
HEAD: dict[str, str] = {column: each.words["zh-CN"] for column, each in HEADINGS.items()}


def workbook(*rows: Row) -> dict[str, Any]:
    """A file of rows that are given by column."""
    names = [HEAD.get(column, column) for column in dict.fromkeys(key for row in rows for key in row)]
    out = io.BytesIO()
    filled = [{HEAD.get(key, key): value for key, value in row.items()} for row in rows]
    write_worksheet([dict.fromkeys(names, "") | row for row in filled], out)
    return {"file": ("people.xlsx", out.getvalue())}


def tried(client: httpx.Client, file: dict[str, Any]) -> Any:
    answer = client.post("/api/organisation/import/check", files=file)
    assert answer.status_code == 200, answer.text
    return answer.json()


def brought(client: httpx.Client, file: dict[str, Any], which: str = "all", **more: object) -> httpx.Response:
    wish = {"which": which, "digest": tried(client, file)["digest"], **more}
    return client.post("/api/organisation/import", files=file, data={"wish": json.dumps(wish)})


def problems(told: Any) -> set[tuple[int, str, str]]:
    return {
        (line["row"], problem["column"], problem["message"])
        for line in told["lines"]
        for problem in line["problems"]
    }


def test_a_company_is_built_from_one_table(
    sign_in: SignIn, http: httpx.Client, company: SampleCompany, club: int
) -> None:
    administrator = sign_in("admin")
    file = workbook(
        {"name": "吴敏", "login": "wu.min", "department": "总经办/市场部/品牌组", "position": "品牌经理"}
        | {"manager": "钱玉", "groups": "大客户组；值班组", "roles": "club/销售", "head": "是"},
        {"name": "钱玉", "login": "qian.yu", "department": "市场部", "email": "qian.yu@example.com"}
        | {"position": "总监", "manager": "boss", "head": "是", "groups": "值班组"},
        {"login": "REP", "mobile": "13800138000", "position": "总监", "department": "南区", "备注": "调岗"},
    )

    trial = tried(administrator, file)
    untouched = administrator.get("/api/people", params={"search": "吴敏"}).json()["items"]
    answer = brought(administrator, file, invite=True)
    assert answer.status_code == 200, answer.text
    done = answer.json()
    again = tried(administrator, file)

    assert trial["counts"] == {"new": 2, "changed": 1, "unchanged": 0, "bad": 0}
    assert trial["ignored"] == ["备注"]
    assert {what: set(names) for what, names in trial["creates"].items()} == {
        "departments": {"南区", "总经办/市场部", "总经办/市场部/品牌组"},
        "positions": {"品牌经理", "总监"},
        "groups": {"值班组", "大客户组"},
    }
    assert untouched == []
    [rep] = [line for line in trial["lines"] if line["login"] == "REP"]
    assert {(each["column"], each["before"], each["after"]) for each in rep["changes"]} == {
        ("mobile", "", "13800138000"),
        ("position", "", "总监"),
        ("department", "总经办/销售部/北区", "南区"),
    }
    assert again["counts"] == {"new": 0, "changed": 0, "unchanged": 3, "bad": 0}
    [wu] = administrator.get("/api/people", params={"search": "wumin"}).json()["items"]
    assert (wu["department"]["title"], wu["position"]["title"]) == ("品牌组", "品牌经理")
    record = administrator.get(f"/api/people/{wu['id']}").json()
    [qian] = administrator.get("/api/people", params={"search": "qianyu"}).json()["items"]
    assert record["manager"] == qian["id"]
    departments = {each["name"]: each for each in administrator.get("/api/departments").json()["items"]}
    assert departments["品牌组"]["head"] == wu["id"]
    held = administrator.get("/api/apps/club/roles/seller/members").json()["people"]
    assert held == [{"id": wu["id"], "title": "吴敏"}]
    on_call = administrator.get("/api/people", params={"search": "值班组"}).json()["items"]
    assert {each["title"] for each in on_call} == {"吴敏", "钱玉"}
    assert {each["login"] for each in done["invitations"]} == {"wu.min", "qian.yu"}
    secret = done["invitations"][0]["path"].partition("#")[2]
    http.headers["Sec-Fetch-Site"] = "same-origin"
    opened = http.post("/api/password-links/read", json={"secret": secret})
    assert (opened.status_code, opened.json()["first"]) == (200, True)


def test_every_bad_cell_is_told_with_its_reason(sign_in: SignIn, company: SampleCompany, club: int) -> None:
    administrator = sign_in("admin")
    administrator.patch(f"/api/people/{company.people['boss']}", json={"active": False})
    told = tried(
        administrator,
        workbook(
            {"name": "", "login": "new.one", "email": "x", "mobile": "abc", "head": "也许"},
            {"name": "A", "login": "坏 登录", "roles": "club/none", "manager": "nobody"},
            {"name": "B", "login": "same", "manager": "c.c"},
            {"name": "C", "login": "SAME"},
            {"name": "D", "login": "c.c", "manager": "same"},
            {"name": "E", "login": "e.e", "head": "是"},
            {"login": "boss"},
            {"name": "没有登录名"},
        ),
    )

    found = {(row, column) for row, column, _ in problems(told)}
    assert found == {
        (2, "name"),
        (2, "email"),
        (2, "mobile"),
        (2, "head"),
        (3, "login"),
        (3, "roles"),
        (3, "manager"),
        (4, "manager"),
        (5, "login"),
        (6, "manager"),
        (7, "head"),
        (8, "login"),
        (9, "login"),
    }
    assert told["counts"]["bad"] == 8
    assert all(
        problem["message"] and problem["hint"] for line in told["lines"] for problem in line["problems"]
    )


def test_an_error_value_of_a_workbook_is_what_is_wrong_with_its_cell(
    sign_in: SignIn, company: SampleCompany, tmp_path: Path
) -> None:
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("登录名", "姓名", "手机"))
    line = '<c t="inlineStr"><is><t>a.a</t></is></c><c t="inlineStr"><is><t>A</t></is></c><c t="e"><v>#N/A</v></c>'
    path = workbook_of(tmp_path, sheet=sheet(f"<row>{cells}</row><row>{line}</row>"))

    told = tried(sign_in("admin"), {"file": ("people.xlsx", path.read_bytes())})

    [problem] = told["lines"][0]["problems"]
    assert (problem["column"], problem["value"], told["counts"]["bad"]) == ("mobile", "#N/A", 1)
    assert "#N/A" in problem["message"]


def test_the_good_lines_come_in_without_those_that_hang_on_bad_ones(
    sign_in: SignIn, company: SampleCompany
) -> None:
    administrator = sign_in("admin")
    file = workbook(
        {"name": "甲", "login": "jia", "email": "x"},
        {"name": "乙", "login": "yi", "manager": "jia"},
        {"name": "丙", "login": "bing", "manager": "yi"},
        {"name": "丁", "login": "ding", "manager": "boss", "department": "销售部/南区"},
    )

    creates = tried(administrator, file)["creates"]["departments"]
    refused = brought(administrator, file)
    nobody = administrator.get("/api/people", params={"search": "ding"}).json()["items"]
    done = brought(administrator, file, "good").json()

    assert [issue["code"] for issue in refused.json()["issues"]] == ["organisation_bad_lines"]
    assert nobody == []
    assert creates == ["总经办/销售部/南区"], "the beginning of a path names a department as its end does"
    assert done["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "bad": 3}
    assert done["invitations"] == []
    logins = ("jia", "yi", "bing", "ding")
    found = [
        len(administrator.get("/api/people", params={"search": each}).json()["items"]) for each in logins
    ]
    assert found == [0, 0, 0, 1]


def test_a_blank_cell_leaves_what_is_there_and_nobody_is_removed(
    sign_in: SignIn, company: SampleCompany
) -> None:
    administrator = sign_in("admin")
    rep = f"/api/people/{company.people['rep']}"
    before = administrator.get(rep).json()
    everybody = len(administrator.get("/api/people").json()["items"])

    done = brought(
        administrator,
        workbook({"login": "rep", "name": "", "email": "rep@example.com", "manager": "", "department": ""}),
    ).json()

    assert done["counts"]["changed"] == 1
    assert administrator.get(rep).json() == {**before, "email": "rep@example.com"}
    assert len(administrator.get("/api/people").json()["items"]) == everybody


def test_what_changed_since_the_trial_is_not_done(sign_in: SignIn, company: SampleCompany) -> None:
    administrator = sign_in("admin")
    file = workbook({"login": "rep", "mobile": "13800138000"})
    wish = {"which": "all", "digest": tried(administrator, file)["digest"]}
    administrator.patch(f"/api/people/{company.people['rep']}", json={"mobile": "13900139000"})

    answer = administrator.post("/api/organisation/import", files=file, data={"wish": json.dumps(wish)})

    assert (answer.status_code, answer.json()["code"]) == (409, "organisation_moved")
    assert administrator.get(f"/api/people/{company.people['rep']}").json()["mobile"] == "13900139000"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import_empty"),
        (b"PK\x03\x04 no archive", "import_not_a_table"),
        ("姓名,部门\n张三,销售部\n".encode(), "organisation_no_login_column"),
        ("姓名,登录名\n".encode(), "organisation_empty"),
    ],
)
def test_a_file_that_is_no_table_of_people_is_refused(sign_in: SignIn, content: bytes, code: str) -> None:
    answer = sign_in("admin").post("/api/organisation/import/check", files={"file": ("a.csv", content)})

    assert answer.status_code == 422
    assert [issue["code"] for issue in answer.json()["issues"]] == [code]


def test_the_template_is_understood_as_it_is(sign_in: SignIn) -> None:
    administrator = sign_in("admin")
    for language in ("zh-CN", "en"):
        administrator.patch("/api/me", json={"language": language})
        content = administrator.get("/api/organisation/template").content
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        [head, *_] = book.get_sheet_by_index(0).to_python()

        places, ignored = match([str(cell) for cell in head])

        assert (list(places), list(ignored)) == (list(COLUMNS), [])
        assert len(book.get_sheet_by_index(1).to_python()) == len(COLUMNS) + 1


async def test_many_people_take_no_more_statements_than_few(
    database: Database, company: SampleCompany
) -> None:
    async with database.transaction() as tx:
        await tx.run("UPDATE mortise.person SET is_administrator = true WHERE login = 'boss'")
    boss = await principal(database, company.people["boss"])

    async def statements(prefix: str, count: int) -> int:
        rows: list[tuple[int, dict[Column, str]]] = [
            (
                number + 2,
                {
                    "name": f"张{number}",
                    "login": f"{prefix}{number}",
                    "department": f"{prefix}/{number % 20}",
                    "position": f"{prefix}{number % 7}",
                    "manager": f"{prefix}{number // 10}" if number else "boss",
                    "groups": f"{prefix}{number % 5}",
                },
            )
            for number in range(count)
        ]
        table = Table({}, (), rows)
        async with database.read() as reader:
            judged = await judge(reader, boss, table)
        assert not [line for line in judged.lines if line.problems]
        async with database.transaction() as tx:
            with counting() as counted:
                _, made = await bring_in(tx, boss, table, "all", judged.digest)
        assert len(made) == count
        return counted.statements

    assert await statements("few", 5) == await statements("many", 2_000)
