"""A real file of 9,994 rows, as its publisher wrote it, through the page's own addresses."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
import pytest

from mortise.db.database import Database
from tests.conftest import Server, plain_client
from tests.looking import looks
from tests.mortise.records.conftest import Sales, set_up, sign_in

LINES = "/api/apps/superstore/forms/order_line"
BROKEN = {
    10: ("Sales", "twelve"),
    500: ("Quantity", "0"),
    4_000: ("Ship Mode", "By Mule"),
    7_777: ("Discount", "1.5"),
    9_995: ("City", ""),
}
"""Row as a spreadsheet numbers it → the column that is broken, and what stands there."""


def the_file() -> str:
    packed = files("bokeh_sampledata").joinpath("_data", "SampleSuperstore.csv.gz").read_bytes()
    return gzip.decompress(packed).decode("utf-8-sig")


def broken_file() -> str:
    rows = [line.split(",") for line in the_file().splitlines()]
    for number, (column, value) in BROKEN.items():
        rows[number - 1][rows[0].index(column)] = value
    return "\n".join(",".join(row) for row in rows)


def document() -> dict[str, Any]:
    """The application of one form that the file goes into."""
    folder = Path(__file__).parents[2] / "apps" / "superstore"
    parts: dict[str, Any] = json.loads((folder / "app.json").read_text("utf-8"))
    form = json.loads((folder / "forms" / "order_line.json").read_text("utf-8"))
    return {**parts, "menu": [], "forms": [form], "roles": ROLES_OF_FILE}


ROLES_OF_FILE = [
    {"key": role, "label": {"zh-CN": role, "en": role}, "administrator": True}
    for role in ("manager", "seller")
]


@pytest.fixture
async def store(database: Database, database_url: str) -> Sales:
    return await set_up(database, database_url, document())


@pytest.fixture
async def client(store: Sales, server: Server) -> AsyncIterator[httpx.Client]:
    await sign_in(store)
    headers = {"Sec-Fetch-Site": "same-origin"}
    with plain_client(
        server.url, headers=headers, cookies={"sid": "session of manager"}, timeout=60
    ) as opened:
        yield opened


def fetch(store: Sales, *parts: str) -> list[Any]:
    return asyncio.run(store.fetch(" ".join(parts)))


def bring(client: httpx.Client, text: str) -> dict[str, Any]:
    """Uploads a file and waits until its import is over."""
    begun = client.post(f"{LINES}/imports", files={"file": ("SampleSuperstore.csv", text)})
    assert begun.status_code == 202, begun.text
    for _ in looks():
        told: dict[str, Any] = client.get(f"{LINES}/imports/{begun.json()['id']}").json()
        if told["state"] in {"done", "failed"}:
            break
    return told


def test_the_whole_file_comes_in_and_its_sums_are_right(client: httpx.Client, store: Sales) -> None:
    told = bring(client, the_file())

    assert (told["state"], told["created"], told["total"], told["issues"]) == ("done", 9_994, 9_994, [])
    (sums,) = fetch(
        store,
        "SELECT count(*), sum(sales) AS sales, sum(profit) AS profit",
        "FROM app_superstore.order_line",
    )
    assert tuple(sums) == (9_994, Decimal("2297200.8603"), Decimal("286397.0217"))
    (logged,) = fetch(
        store,
        "SELECT count(*), count(DISTINCT batch_id) FROM mortise.record_change",
        "WHERE action = 'import'",
    )
    assert tuple(logged) == (9_994, 1)
    page = client.get(
        f"{LINES}/records", params={"count": "true", "filter": 'category = "technology"'}
    ).json()
    assert page["total"] == 1_847


def test_five_broken_cells_come_back_and_nothing_else_happens(client: httpx.Client, store: Sales) -> None:
    told = bring(client, broken_file())

    assert (told["state"], told["created"], told["issue_count"]) == ("failed", 0, 5)
    found = {issue["row"]: (issue["column"], issue["value"]) for issue in told["issues"]}
    assert found == BROKEN
    assert all(issue["message"] for issue in told["issues"])
    assert fetch(store, "SELECT 1 FROM app_superstore.order_line") == []
    (logged,) = fetch(store, "SELECT count(*) FROM mortise.record_change WHERE form = 'order_line'")
    assert logged["count"] == 0


def test_an_import_is_told_to_its_own_person_alone(client: httpx.Client, server: Server) -> None:
    number = client.post(f"{LINES}/imports", files={"file": ("a.csv", "city,sales\nx,1\n")}).json()["id"]

    other = httpx.get(
        f"{server.url}{LINES}/imports/{number}",
        headers=dict(client.headers),
        cookies={"sid": "session of north"},
    )

    assert other.status_code == 404


@pytest.mark.parametrize(
    ("sent", "status", "pointer"),
    [
        ({"data": {"mapping": "{}"}, "files": {"other": ("a.csv", "x")}}, 422, "/file"),
        ({"data": {"mapping": "[1]"}, "files": {"file": ("a.csv", "x")}}, 422, "/mapping"),
        ({"json": {}}, 415, None),
    ],
)
def test_an_upload_that_is_none_is_refused(
    client: httpx.Client, sent: dict[str, Any], status: int, pointer: str | None
) -> None:
    answer = client.post(f"{LINES}/imports", **sent)

    assert answer.status_code == status
    assert [issue["pointer"] for issue in answer.json()["issues"]] == ([pointer] if pointer else [])
