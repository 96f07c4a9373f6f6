"""Titles, numbers and keys that look like SQL are texts wherever they come back from the database."""

import csv
import io
from typing import Any

import pytest

from mortise.db.database import Database
from mortise.definitions.app import AppDefinition
from mortise.definitions.reading import read_definition
from tests.mortise.imports.conftest import Importing
from tests.mortise.records.conftest import give_roles, set_up
from tests.mortise.records.sales import DEAL, SALES

SQL = (
    "'; DROP TABLE app_sales.deal; --",
    '"; DELETE FROM app_sales.account; --',
    "' OR '1'='1",
    "') UNION SELECT password_hash FROM mortise.person --",
    "$1 :name %(x)s {0}",
    "\\'; SELECT pg_sleep(9); --",
    "$$; DROP SCHEMA app_sales CASCADE; $$",
    "Robert'); -- 王秀兰",
)
PATTERN = "D'\"; DROP TABLE x;-- $1 %s-{0000}"


def with_deal(**settings: Any) -> dict[str, Any]:
    """The application with another form of deals."""
    document: dict[str, Any] = dict(SALES)
    forms = [{**DEAL, **settings} if each["key"] == "deal" else each for each in document["forms"]]
    return {**document, "forms": forms}


def with_field(key: str, /, **settings: Any) -> dict[str, Any]:
    """The application with another setting of a field of deals."""
    deal: dict[str, Any] = dict(DEAL)
    return with_deal(fields=[{**each, **settings} if each["key"] == key else each for each in deal["fields"]])


@pytest.fixture
async def hostile(database: Database, database_url: str, tmp_path: Any) -> Importing:
    document = with_field("code", pattern=PATTERN, reset="never")
    assert isinstance(read_definition(document), AppDefinition)
    sales = await set_up(database, database_url, document)
    await give_roles(sales)
    return Importing(sales, tmp_path)


async def test_lists_sums_and_files_give_the_right_rows(hostile: Importing) -> None:
    sales = hostile.sales
    for text in SQL:
        await sales.create("manager", "account", name=text, industry=text)
    content = io.StringIO()
    rows = csv.writer(content)
    rows.writerow(["name", "stage", "account"])
    rows.writerows([text, "won", text] for text in SQL)

    told = await hostile.bring("manager", "deal", content.getvalue())

    assert (told["state"], told["issues"], told["created"]) == ("done", [], len(SQL))
    for text in SQL:
        tree = {"field": "name", "operator": "is", "value": text}
        (deal,) = (await sales.page("manager", "deal", filter=tree, expand=("account",)))["items"]
        assert (deal["name"], deal["account"]["title"], deal["account_industry"]) == (text, text, text)
        assert deal["code"].startswith(PATTERN.removesuffix("{0000}"))
        assert await sales.titles("manager", "account", search=text) == [text]
        (account,) = (await sales.page("manager", "account", filter=tree))["items"]
        assert account["deal_count"] == 1
        assert account["label_text"] == f"{text} (1)"
    assert len(await sales.titles("manager", "deal", sort=(("name", False),))) == len(SQL)
    codes = {row["code"] for row in await sales.fetch("SELECT code FROM app_sales.deal")}
    assert len(codes) == len(SQL)


@pytest.mark.parametrize("text", SQL)
def test_no_key_is_a_text_of_that_kind(text: str) -> None:
    stages = [{"key": text, "label": {"zh-CN": "x", "en": "x"}}]
    for document in (with_field("stage", options=stages), with_field("notes", key=text), with_deal(key=text)):
        refused = read_definition(document)
        assert isinstance(refused, tuple)
        assert any(issue.pointer.endswith("/key") for issue in refused)
