"""The steps of an import over HTTP, as the pages take them."""

import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from rustpy_xlsxwriter import write_worksheet

from mortise.db.database import Database
from tests.conftest import Server, plain_client
from tests.looking import looks
from tests.mortise.imports.test_hostile_workbooks import sheet, workbook
from tests.mortise.imports.test_superstore import document
from tests.mortise.records.conftest import Sales, set_up, sign_in

APP = "/api/apps/superstore"
IMPORTS = f"{APP}/imports"
ROWS: list[dict[str, Any]] = [
    {"品名": "方桌", "价格": 1200.5, "材料": "红木"},
    {"品名": "圆凳", "价格": 80, "材料": "榆木"},
    {"品名": "书柜", "价格": "面议", "材料": "红木"},
]


@pytest.fixture
async def store(database: Database, database_url: str) -> Sales:
    return await set_up(database, database_url, document())


@pytest.fixture
async def client(store: Sales, server: Server) -> AsyncIterator[httpx.Client]:
    await sign_in(store)
    with plain_client(
        server.url,
        headers={"Sec-Fetch-Site": "same-origin"},
        cookies={"sid": "session of manager"},
        timeout=60,
    ) as opened:
        yield opened


def upload(client: httpx.Client) -> int:
    """An uploaded workbook of three pieces of furniture, of which one has no price."""
    out = io.BytesIO()
    write_worksheet([{name: str(value) for name, value in row.items()} for row in ROWS], out)
    answer = client.post(IMPORTS, files={"file": ("家具.xlsx", out.getvalue())})
    assert answer.status_code == 201, answer.text
    number: int = answer.json()["id"]
    return number


def ask(client: httpx.Client, number: int, step: str, **given: Any) -> httpx.Response:
    return client.post(f"{IMPORTS}/{number}/{step}", json=given)


def rest(client: httpx.Client, number: int) -> dict[str, Any]:
    """The import as soon as it rests."""
    for _ in looks():
        told: dict[str, Any] = client.get(f"{IMPORTS}/{number}").json()
        if told["state"] in {"checked", "done", "failed", "undone"}:
            break
    return told


def new_form(told: dict[str, Any], **kinds: str) -> dict[str, Any]:
    """The form that was guessed, with some kinds chosen otherwise."""
    fields = []
    for field in told["new_form"]["fields"]:
        wanted = kinds.get(field["key"])
        chosen = next(each for each in field["candidates"] if wanted in {None, each["kind"]})
        label = {"zh-CN": field["label"]}
        fields.append({**chosen["settings"], "kind": chosen["kind"], "key": field["key"], "label": label})
    return {
        "key": "furniture",
        "label": {"zh-CN": told["new_form"]["label"]},
        "title_field": told["new_form"]["title_field"],
        "fields": fields,
    }


def test_a_workbook_becomes_a_form_and_is_brought_in_given_back_and_undone(client: httpx.Client) -> None:
    number = upload(client)
    told = ask(client, number, "preview").json()
    made = ask(client, number, "form", **new_form(told))
    plan = {"columns": [field["key"] for field in told["new_form"]["fields"]], "when_bad": "ask"}

    checking = ask(client, number, "check", form="furniture", plan=plan)
    checked = rest(client, number)
    wrong = client.get(f"{IMPORTS}/{number}/rows").json()
    ask(client, number, "apply")
    done = rest(client, number)
    again = ask(client, number, "apply")
    records = client.get(f"{APP}/forms/furniture/records").json()["items"]
    ask(client, number, "undo")
    undone = rest(client, number)

    assert told["total"] == 3
    assert [column["label"] for column in told["columns"]] == ["品名", "价格", "材料"]
    assert (made.status_code, made.json()["form"]) == (201, "furniture")
    assert (checking.status_code, checked["state"], checked["new"], checked["bad"]) == (202, "checked", 3, 0)
    assert wrong["status"] == 404
    assert (done["state"], done["created"], again.status_code) == ("done", 3, 409)
    assert [record["title"] for record in records] == [row["品名"] for row in ROWS]
    assert (undone["state"], undone["undo"]["removed"]) == ("undone", 3)


def test_bad_cells_are_corrected_and_checked_again_without_another_upload(client: httpx.Client) -> None:
    number = upload(client)
    told = ask(client, number, "preview").json()
    form = new_form(told)
    form["fields"][1] = {"kind": "number", "key": "jia_ge", "label": {"zh-CN": "价格"}}
    ask(client, number, "form", **form)
    plan = {"columns": [field["key"] for field in told["new_form"]["fields"]], "when_bad": "ask"}
    ask(client, number, "check", form="furniture", plan=plan)
    first = rest(client, number)
    wrong = client.get(f"{IMPORTS}/{number}/rows").json()["items"]

    beyond = ask(client, number, "corrections", cells=[{"row": 4, "column": 3, "text": "5"}])
    ask(client, number, "corrections", cells=[{"row": 4, "column": 1, "text": "on request"}])
    still = rest(client, number)
    as_written = client.get(f"{IMPORTS}/{number}/rows").json()["items"]
    ask(client, number, "corrections", cells=[{"row": 4, "column": 1, "text": " 5,600 "}])
    ask(client, number, "check", form="furniture", plan=plan)
    second = rest(client, number)
    ask(client, number, "apply")
    done = rest(client, number)
    records = client.get(f"{APP}/forms/furniture/records").json()["items"]
    number = upload(client)
    ask(client, number, "check", form="furniture", plan=plan)
    rest(client, number)
    ask(client, number, "apply")
    without = rest(client, number)
    given = client.get(f"{IMPORTS}/{number}/rows/xlsx").headers["Content-Disposition"]
    upload(client)
    begun = client.get(IMPORTS, params={"form": "furniture"}).json()["items"]
    elsewhere = client.get(IMPORTS, params={"form": "order_line"}).json()["items"]

    assert (first["bad"], [row["row"] for row in wrong], wrong[0]["cells"][1]) == (1, [4], "面议")
    assert (beyond.status_code, beyond.json()["issues"][0]["pointer"]) == (422, "/cells/0/column")
    assert (still["bad"], as_written[0]["cells"][1]) == (1, "on request")
    assert (second["new"], second["bad"], done["created"]) == (3, 0, 3)
    assert (without["total"], without["created"]) == (3, 2)
    assert unquote(given).endswith("家具-1.xlsx")
    assert [(each["id"], each["state"], each["written"], each["bad"]) for each in begun] == [
        (number, "done", 2, 1),
        (done["id"], "done", 3, 0),
    ]
    assert elsewhere == []
    assert sorted(float(record["jia_ge"]) for record in records) == [80, 1200.5, 5600]
    assert ask(client, number, "corrections", cells=[{"row": 4, "column": 1, "text": "1"}]).status_code == 409


def test_an_error_value_says_so_until_it_is_corrected_and_leaves_the_kind_of_its_column(
    client: httpx.Client, tmp_path: Path
) -> None:
    def text(value: str) -> str:
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    rows = [
        text("品名") + text("价格"),
        text("方桌") + "<c><v>1200.5</v></c>",
        '<c t="e"><v>#N/A</v></c><c t="e"><f>B2/0</f><v>#DIV/0!</v></c>',
        text("圆凳") + "<c><f>B2*2</f></c>",
        text("#N/A?") + "<c><v>80</v></c>",
    ]
    path = workbook(tmp_path, sheet=sheet("".join(f"<row>{row}</row>" for row in rows)))
    number = client.post(IMPORTS, files={"file": ("家具.xlsx", path.read_bytes())}).json()["id"]

    told = ask(client, number, "preview").json()
    form = new_form(told)
    ask(client, number, "form", **form)
    plan = {"columns": [field["key"] for field in form["fields"]], "when_bad": "ask"}
    early = ask(client, number, "preview", form="furniture", columns=plan["columns"]).json()["columns"]
    ask(client, number, "check", form="furniture", plan=plan)
    first = rest(client, number)
    wrong = client.get(f"{IMPORTS}/{number}/rows").json()["items"]
    cells = [{"row": 3, "column": 0, "text": "书柜"}, {"row": 3, "column": 1, "text": "7"}]
    ask(client, number, "corrections", cells=[*cells, {"row": 4, "column": 1, "text": "2401"}])
    second = rest(client, number)
    typed = client.post(IMPORTS, files={"file": ("b.csv", "品名,价格\n#N/A,1\nB,#N/A\n")}).json()["id"]
    ask(client, typed, "check", form="furniture", plan=plan)
    of_text = rest(client, typed)

    assert [field["kind"] for field in form["fields"]] == ["text", "number"]
    assert [column["warning"]["value"] for column in early] == ["#N/A", "#DIV/0!"]
    assert "#N/A" in early[0]["warning"]["message"]
    assert [(issue["row"], issue["column"], issue["value"], issue["code"]) for issue in first["issues"]] == [
        (3, "品名", "#N/A", "import_error_value"),
        (3, "价格", "#DIV/0!", "import_error_value"),
        (4, "价格", "=B2*2", "import_not_calculated"),
    ]
    assert [row["cells"] for row in wrong] == [["#N/A", "#DIV/0!"], ["圆凳", "=B2*2"]]
    assert (second["new"], second["bad"]) == (4, 0)
    assert (of_text["new"], of_text["bad"], of_text["issues"][0]["row"]) == (1, 1, 3)


def test_a_required_field_without_a_column_is_filled_alike_or_row_by_row(client: httpx.Client) -> None:
    number = upload(client)
    told = ask(client, number, "preview").json()
    form = new_form(told)
    code = {"kind": "text", "key": "code", "label": {"zh-CN": "货号", "en": "Code"}, "required": True}
    ask(client, number, "form", **{**form, "fields": [*form["fields"], code]})
    plan = {"columns": [field["key"] for field in told["new_form"]["fields"]], "when_bad": "ask"}

    def checked(*filled: dict[str, str]) -> dict[str, Any]:
        ask(client, number, "check", form="furniture", plan={**plan, "filled": filled})
        return rest(client, number)

    unknown = checked({"field": "nothing", "text": "A"})
    assert (unknown["state"], unknown["issues"][0]["code"]) == ("failed", "unknown_field")
    number = upload(client)
    blank = checked({"field": "code", "text": " "})
    wrong = client.get(f"{IMPORTS}/{number}/rows").json()
    ask(client, number, "corrections", cells=[{"row": 3, "column": 3, "text": "B-3"}])
    corrected = rest(client, number)
    alike = checked({"field": "code", "text": "A-1"})
    ask(client, number, "apply")
    done = rest(client, number)
    records = client.get(f"{APP}/forms/furniture/records?sort=id").json()["items"]

    assert (blank["new"], blank["bad"], wrong["columns"][3:]) == (0, 3, ["货号"])
    assert {issue["column"] for row in wrong["items"] for issue in row["issues"]} == {"货号"}
    assert (corrected["new"], corrected["bad"], alike["new"], done["created"]) == (1, 2, 3, 3)
    assert [record["code"] for record in records] == ["A-1", "B-3", "A-1"]


def test_a_form_is_not_made_while_others_changes_wait_to_be_published(client: httpx.Client) -> None:
    number = upload(client)
    told = ask(client, number, "preview").json()
    draft = client.get(f"{APP}/draft")
    client.patch(
        f"{APP}/draft",
        json=[{"op": "replace", "path": "/label/en", "value": "Shop"}],
        headers={"If-Match": draft.headers["etag"]},
    )

    refused = ask(client, number, "form", **new_form(told))

    assert (refused.status_code, refused.json()["code"]) == (409, "draft_has_changes")
    assert all(form["key"] != "furniture" for form in client.get(APP).json()["forms"])


def test_a_form_that_would_not_stand_is_refused_with_its_problems_and_leaves_no_draft(
    client: httpx.Client,
) -> None:
    number = upload(client)
    form = new_form(ask(client, number, "preview").json())
    form["fields"][0]["key"] = form["fields"][1]["key"]

    refused = ask(client, number, "form", **form)

    assert refused.status_code == 422
    assert refused.json()["issues"]
    assert client.get(f"{APP}/draft").json()["is_changed"] is False


def test_columns_are_matched_by_word_by_pinyin_and_by_likeness_with_early_warnings(
    client: httpx.Client,
) -> None:
    text = "City,xiaoshoue,Ship  Mode,Profits,Quantity,Quantty\nA,1,By Mule,12,3,4\n"
    number = client.post(IMPORTS, files={"file": ("orders.csv", text)}).json()["id"]

    told = ask(client, number, "preview", form="order_line").json()
    columns = {column["label"]: column for column in told["columns"]}

    assert [columns[name]["field"] for name in ("City", "Ship Mode", "Quantity")] == [
        "city",
        "ship_mode",
        "quantity",
    ]
    assert columns["Quantity"]["confidence"] == "exact"
    assert [(columns[name]["field"], columns[name]["confidence"]) for name in ("xiaoshoue", "Profits")] == [
        ("sales", "likely"),
        ("profit", "likely"),
    ]
    assert columns["Ship Mode"]["warning"]["value"] == "By Mule"
    assert columns["City"]["warning"] is None
    assert columns["Quantty"]["field"] is None


def test_a_file_that_cannot_be_read_is_refused_in_words_and_another_encoding_can_be_chosen(
    client: httpx.Client,
) -> None:
    number = client.post(IMPORTS, files={"file": ("a.csv", b"\xff\xff\xff")}).json()["id"]

    refused = ask(client, number, "preview", form="order_line")
    chosen = ask(client, number, "preview", form="order_line", encoding="windows-1252", header=0)

    assert (refused.status_code, refused.json()["issues"][0]["code"]) == (422, "import_encoding")
    assert chosen.json()["rows"][0]["cells"] == ["ÿÿÿ"]


def test_an_upload_is_its_own_persons_alone(client: httpx.Client, server: Server) -> None:
    number = upload(client)

    for step in ("preview", "apply", "undo"):
        other = httpx.post(
            f"{server.url}{IMPORTS}/{number}/{step}",
            json={},
            headers=dict(client.headers),
            cookies={"sid": "session of north"},
        )
        assert other.status_code == 404
    ask(client, number, "check", form="order_line", plan={"columns": [], "when_bad": "ask"})
    rest(client, number)
    own = client.get(IMPORTS).json()["items"]
    client.cookies["sid"] = "session of north"
    of_another = client.get(IMPORTS).json()["items"]
    assert ([each["id"] for each in own], of_another) == ([number], [])
