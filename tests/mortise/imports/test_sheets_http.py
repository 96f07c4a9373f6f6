"""A workbook whose sheets become forms that link to each other, over HTTP."""

import io
from typing import Any

import httpx
import pytest
from rustpy_xlsxwriter import write_worksheets

from mortise.imports.reading.overlaps import compared
from tests.mortise.imports.test_wizard_http import APP, IMPORTS, ask, client, rest, store

__all__ = ["client", "store"]

CUSTOMERS = [{"名称": f"客户{number}", "城市": "上海" if number % 2 else "北京"} for number in range(6)]
CONTACTS = [
    {"姓名": f"联系人{number}", "所属公司": f"客户{number % 6}", "年龄": str(20 + number)}
    for number in range(12)
]
ORDERS = [
    {"单号": f"D-{number}", "客户名称": f"客户{number % 3}", "联系": f"联系人{number}"} for number in range(5)
]

NOTE = {"kind": "text", "key": "note", "label": {"zh-CN": "备注"}}


def upload(client: httpx.Client, sheets: dict[str, list[dict[str, str]]]) -> int:
    out = io.BytesIO()
    write_worksheets(list(sheets.items()), out)
    answer = client.post(IMPORTS, files={"file": ("公司.xlsx", out.getvalue())})
    assert answer.status_code == 201, answer.text
    number: int = answer.json()["id"]
    return number


def looked_at(client: httpx.Client, number: int, names: list[str], **more: Any) -> list[dict[str, Any]]:
    answer = ask(client, number, "sheets", sheets=[{"sheet": name, **more} for name in names])
    assert answer.status_code == 200, answer.text
    sheets: list[dict[str, Any]] = answer.json()["sheets"]
    return sheets


def as_forms(sheets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The forms that were guessed."""
    found = []
    for sheet in sheets:
        guess = sheet["new_form"]
        fields = [
            {
                **field["candidates"][0]["settings"],
                "kind": field["candidates"][0]["kind"],
                "key": field["key"],
                "label": {"zh-CN": field["label"]},
            }
            for field in guess["fields"]
        ]
        form = {
            "key": guess["key"],
            "label": {"zh-CN": guess["label"]},
            "title_field": guess["title_field"],
            "fields": fields,
        }
        columns = [field["key"] for field in guess["fields"]]
        found.append({"sheet": sheet["sheet"], "header": sheet["header"], "form": form, "columns": columns})
    return found


def links_of(sheets: list[dict[str, Any]]) -> list[tuple[str, str, int, int]]:
    """Column, form that it names, and how many of its cells do, for every link that is likely."""
    return [
        (field["label"], first["settings"]["form"], first["matched"], first["filled"])
        for sheet in sheets
        for field in sheet["new_form"]["fields"]
        if "matched" in (first := field["candidates"][0])
    ]


def test_sheets_become_forms_that_link_to_each_other_and_are_undone_together(client: httpx.Client) -> None:
    # The sheet that the others name stands last: nothing hangs on the order in the file.
    number = upload(client, {"订单": ORDERS, "联系人": CONTACTS, "客户": CUSTOMERS})
    sheets = looked_at(client, number, ["订单", "联系人", "客户"])

    made = ask(client, number, "forms", sheets=as_forms(sheets))
    assert made.status_code == 202, made.text
    checked = rest(client, number)
    ask(client, number, "apply")
    done = rest(client, number)
    records = {
        sheet["form"]: client.get(
            f"{APP}/forms/{sheet['form']}/records", params={"expand": "*", "sort": "id"}
        ).json()["items"]
        for sheet in done["sheets"]
    }
    led = done["sheets"][1]["id"]
    alone = [ask(client, led, step).status_code for step in ("undo", "apply")]
    ask(client, number, "undo")
    undone = rest(client, number)

    assert links_of(sheets) == [
        ("客户名称", "ke_hu", 5, 5),
        ("联系", "lian_xi_ren", 5, 5),
        ("所属公司", "ke_hu", 12, 12),
    ]
    assert (made.status_code, len(made.json()["imports"])) == (202, 3)
    assert [(sheet["sheet"], sheet["new"], sheet["bad"]) for sheet in checked["sheets"]] == [
        ("客户", 6, 0),
        ("联系人", 12, 0),
        ("订单", 5, 0),
    ]
    assert [sheet["created"] for sheet in done["sheets"]] == [6, 12, 5]
    assert [record["suo_shu_gong_si"]["title"] for record in records["lian_xi_ren"]] == [
        row["所属公司"] for row in CONTACTS
    ]
    assert [record["lian_xi"]["title"] for record in records["ding_dan"]] == [row["联系"] for row in ORDERS]
    assert alone == [409, 409]
    assert (undone["state"], undone["undo"]["removed"], undone["undo"]["kept"]) == ("undone", 23, 0)
    assert client.get(f"{APP}/forms/ke_hu/records").json()["items"] == []


def test_a_row_that_names_nobody_is_told_with_its_sheet_and_corrected_or_left_out(
    client: httpx.Client,
) -> None:
    contacts = [*CONTACTS, {"姓名": "孤儿", "所属公司": "没有的公司", "年龄": "30"}]
    number = upload(client, {"客户": CUSTOMERS, "联系人": contacts})
    ask(client, number, "forms", sheets=as_forms(looked_at(client, number, ["客户", "联系人"])))
    checked = rest(client, number)
    [_, led] = checked["sheets"]
    wrong = client.get(f"{IMPORTS}/{led['id']}/rows").json()["items"]

    ask(client, led["id"], "corrections", cells=[{"row": wrong[0]["row"], "column": 1, "text": "客户5"}])
    right = rest(client, number)
    ask(client, led["id"], "corrections", cells=[{"row": wrong[0]["row"], "column": 1, "text": "谁"}])
    rest(client, number)
    ask(client, number, "apply")
    done = rest(client, number)

    assert (led["sheet"], led["bad"], led["new"]) == ("联系人", 1, 12)
    assert [(each["row"], each["issues"][0]["column"], each["issues"][0]["value"]) for each in wrong] == [
        (14, "所属公司", "没有的公司")
    ]
    assert [(sheet["new"], sheet["bad"]) for sheet in right["sheets"]] == [(6, 0), (13, 0)]
    assert [(sheet["state"], sheet["created"]) for sheet in done["sheets"]] == [("done", 6), ("done", 12)]


def test_a_row_is_found_by_what_its_cell_says_however_its_title_is_written(client: httpx.Client) -> None:
    mails = [f"Anna.{number}@Example.com" for number in range(6)]
    number = upload(
        client, {"邮箱": [{"邮箱": mail} for mail in mails], "来信": [{"谁": mail} for mail in mails[2:]]}
    )
    sheets = as_forms(looked_at(client, number, ["邮箱", "来信"]))
    sheets[1]["form"].update(title_field="note", fields=[*sheets[1]["form"]["fields"], NOTE])
    made = ask(client, number, "forms", sheets=sheets)
    assert made.status_code == 202, made.text
    rest(client, number)
    ask(client, number, "apply")
    done = rest(client, number)

    titles = client.get(f"{APP}/forms/{sheets[0]['form']['key']}/records").json()["items"]
    assert {record["title"] for record in titles} == {mail.lower() for mail in mails}
    assert [(sheet["created"], sheet["bad"]) for sheet in done["sheets"]] == [(6, 0), (4, 0)]


def test_links_in_a_circle_and_sheets_that_are_not_there_are_refused_before_anything_is_made(
    client: httpx.Client,
) -> None:
    number = upload(client, {"客户": CUSTOMERS, "联系人": CONTACTS})
    sheets = as_forms(looked_at(client, number, ["客户", "联系人"]))
    link = next(field for field in sheets[1]["form"]["fields"] if field["key"] == "suo_shu_gong_si")
    sheets[0]["form"]["fields"][1] = {**link, "key": "cheng_shi", "form": "lian_xi_ren", "inverse": None}

    circle = ask(client, number, "forms", sheets=sheets)
    twice = ask(client, number, "forms", sheets=[sheets[1], sheets[1]])
    missing = ask(client, number, "sheets", sheets=[{"sheet": "客户"}, {"sheet": "没有"}])
    bare = upload(client, {"客户": CUSTOMERS, "空": []})
    told = looked_at(client, bare, ["客户", "空"])
    seen = ask(client, bare, "preview").json()

    assert [issue["code"] for issue in circle.json()["issues"]] == ["import_sheets_in_circle"]
    assert "客户" in circle.json()["issues"][0]["message"]
    assert [issue["code"] for issue in twice.json()["issues"]] == ["key_twice"]
    assert [(issue["code"], issue["pointer"]) for issue in missing.json()["issues"]] == [
        ("import_no_sheet", "/sheets/1")
    ]
    assert rest_state(client, number) == "uploaded"
    assert [sheet["sheet"] for sheet in told] == ["客户"]
    assert (seen["sheets"], seen["blank"]) == (["客户", "空"], ["空"])


def rest_state(client: httpx.Client, number: int) -> str:
    return str(client.get(f"{IMPORTS}/{number}").json()["state"])


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["a", "b", "a", ""], {"filled": 3, "matched": 3, "different": 2}),
        (["a", "x"], {"filled": 2, "matched": 1, "different": 1}),
        (["x", "y"], None),
    ],
)
def test_cells_that_are_titles_of_another_sheet_are_counted(
    cells: list[str], found: dict[str, int] | None
) -> None:
    titles = [(row, [text]) for row, text in enumerate(("a", "b", "b"), 2)]
    rows = [(row, [text]) for row, text in enumerate(cells, 2)]

    told = compared([(lambda: iter(rows), None), (lambda: iter(titles), 0)])

    whole = (
        None if found is None else {"sheet": 0, "place": 0, "target": 1, "titles": 2, "titled": 3, **found}
    )
    assert told == ([] if whole is None else [whole])
