"""Files are brought in as a whole, or not at all with the reason at each cell."""

from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest

from mortise.db.database import Database
from mortise.db.failpoints import STATEMENT, FailpointError, failing
from mortise.errors import Forbidden
from mortise.imports import arriving
from tests.mortise.imports.conftest import Importing, problems
from tests.mortise.records.conftest import give_roles, set_up
from tests.mortise.records.teams import TEAMS


async def count(importing: Importing, table: str) -> int:
    rows = await importing.sales.fetch(f"SELECT count(*) FROM {table}")
    return int(rows[0]["count"])


async def leftovers(importing: Importing) -> list[str]:
    """Staging tables that are still there."""
    rows = await importing.sales.fetch(
        r"SELECT relname FROM pg_class WHERE relname LIKE 'import\_%' AND relkind = 'r' "
        "AND relname <> 'import_batch' ORDER BY 1"
    )
    return [row["relname"] for row in rows]


@pytest.mark.parametrize("when_bad", ["stop", "skip"])
async def test_a_cell_may_list_several_records_people_and_departments(
    database: Database, database_url: str, tmp_path: Path, when_bad: str
) -> None:
    sales = await set_up(database, database_url, TEAMS)
    await give_roles(sales)
    one = await sales.create("manager", "expert", name="One", fee=10)
    both = await sales.create("manager", "expert", name="Two, both", fee=20)

    told = await Importing(sales, tmp_path).bring(
        "manager",
        "project",
        'name,experts,crew,hosts\nP,One,张伟、王芳,north\nQ,"Two, both",,\nR,"One；One",王芳,"north, south"\nS,,,\n',
        when_bad=when_bad,
    )

    assert (told["state"], told["created"], problems(told)) == ("done", 4, [])
    made = {each["name"]: each for each in (await sales.page("manager", "project"))["items"]}
    people, departments = sales.people, sales.departments
    assert [made[name]["experts"] for name in "PQRS"] == [[one["id"]], [both["id"]], [one["id"]], None]
    assert made["P"]["crew"] == [people["north"], people["south"]]
    assert made["R"]["hosts"] == [departments["north"], departments["south"]]
    assert (made["Q"]["fees"], made["Q"]["names"], made["S"]["expert_count"]) == ("20.00", ["Two, both"], 0)
    assert (await sales.get("manager", "expert", one["id"]))["project_names"] == ["P", "R"]


async def test_columns_find_their_fields_and_links_their_records_by_title(importing: Importing) -> None:
    sales = importing.sales
    account = await sales.create("manager", "account", name="大华", industry="steel")
    await sales.create("manager", "deal", name="Before")

    told = await importing.bring(
        "manager",
        "deal",
        "Name,stage,ACCOUNT,probability,closes_on,seller,team,tags,hot,budget\n"
        'Bridge,won,大华,50,2026/12/1,张伟,north,"won, open",yes,"¥1,234.50"\n'
        "Tower,,,,,,,,,\n",
    )

    assert (told["state"], told["created"], problems(told)) == ("done", 2, [])
    bridge, tower = [await sales.get("manager", "deal", number) for number in (2, 3)]
    assert {key: bridge[key] for key in ("code", "title", "stage", "account", "account_industry")} == {
        "code": "D-2026-0002",
        "title": "Bridge",
        "stage": "won",
        "account": account["id"],
        "account_industry": "steel",
    }
    assert (bridge["seller"], bridge["team"]) == (sales.people["north"], sales.departments["north"])
    assert (bridge["tags"], bridge["hot"], bridge["closes_on"].isoformat()) == (
        ["won", "open"],
        True,
        "2026-12-01",
    )
    assert bridge["budget"]["amount"] == "1234.50"
    assert (tower["code"], tower["stage"], tower["seller"]) == (
        "D-2026-0003",
        "open",
        sales.people["manager"],
    )
    assert (await sales.get("manager", "account", account["id"]))["deal_count"] == 1
    assert (await sales.create("manager", "deal", name="After"))["code"] == "D-2026-0004"
    log = await sales.fetch(
        "SELECT record_id, action, new ->> 'name' AS name, count(*) OVER (PARTITION BY batch_id) AS together "
        "FROM mortise.record_change WHERE action = 'import' ORDER BY record_id"
    )
    assert [tuple(row) for row in log] == [(2, "import", "Bridge", 2), (3, "import", "Tower", 2)]
    assert await leftovers(importing) == []


async def test_rows_are_looked_at_some_at_a_time_as_if_all_were_one(
    importing: Importing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "CHUNK", 2)
    sales = importing.sales
    one, two = [(await sales.create("manager", "account", name=name))["id"] for name in ("One", "Two")]

    told = await importing.bring(
        "manager",
        "deal",
        "name,account\nA,One\nB,Two\nC,One\n,One\nE,Nobody\nF,Two\nG,\n",
        when_bad="skip",
    )
    again = await importing.bring("manager", "account", "name\nThree\nFour\nFive\nThree\n", when_bad="skip")

    assert problems(told) == [(5, "name", "", "required"), (6, "account", "Nobody", "name_unknown")]
    assert (told["total"], told["done"], told["created"], told["bad"]) == (7, 7, 5, 2)
    made = await sales.fetch("SELECT name, account, code FROM app_sales.deal ORDER BY id")
    assert [(row["name"], row["account"]) for row in made] == [
        ("A", one),
        ("B", two),
        ("C", one),
        ("F", two),
        ("G", None),
    ]
    assert [row["code"] for row in made] == [f"D-2026-000{number}" for number in (1, 2, 3, 6, 7)]
    assert problems(again) == [(5, "name", "Three", "import_value_twice")]


async def test_what_was_brought_in_is_found_at_once_and_after_it_was_merged_into_the_index(
    importing: Importing,
) -> None:
    await importing.bring("manager", "account", "name,industry\n重庆长安,steel\nABC Gears,food\n")
    index = importing.sales.app.schema.forms["account"].search.index.name

    merged = []
    for _ in range(2):
        assert await importing.sales.titles("manager", "account", search="长安") == ["重庆长安"]
        assert await importing.sales.titles("manager", "account", search="cqca") == ["重庆长安"]
        found = await importing.sales.fetch(f"SELECT gin_clean_pending_list('app_sales.\"{index}\"')")
        merged.append(found[0][0])
    assert merged == [1, 0]


async def test_every_wrong_cell_comes_back_with_its_reason_and_nothing_is_made(importing: Importing) -> None:
    await importing.sales.create("manager", "account", name="Twin")
    await importing.sales.create("manager", "product", name="x")

    told = await importing.bring(
        "manager",
        "deal",
        "name,stage,probability,account,hot,closes_on\nGood,open,1,,,\n,sold,x,Nobody,,\nHot,open,1,,yes,\n",
    )

    assert told["state"] == "failed"
    assert problems(told) == [
        (3, "stage", "sold", "not_option"),
        (3, "probability", "x", "not_number"),
        (3, "account", "Nobody", "name_unknown"),
        (3, "name", "", "required"),
        (4, "closes_on", "", "validation"),
    ]
    assert all(issue["message"] for issue in told["issues"])
    assert (told["issue_count"], await count(importing, "app_sales.deal")) == (5, 0)
    kept = await importing.sales.fetch("SELECT row FROM mortise.import_1_cells ORDER BY row")
    assert [row["row"] for row in kept] == [3, 4]
    assert await leftovers(importing) == ["import_1_cells", "import_1_issues"]


async def test_values_that_exist_or_stand_twice_are_told(importing: Importing) -> None:
    await importing.sales.create("manager", "account", name="Old")

    told = await importing.bring("manager", "account", "name\nNew\nOld\nnew\nNew\n")

    assert problems(told) == [(3, "name", "Old", "already_exists"), (5, "name", "New", "import_value_twice")]
    assert await count(importing, "app_sales.account") == 1


async def test_a_mapping_sends_columns_where_it_says(importing: Importing) -> None:
    told = await importing.bring(
        "manager",
        "account",
        "Firma,Branche,Notiz\nA,steel,x\n",
        mapping={"Firma": "name", "Branche": "industry"},
    )

    assert (told["state"], problems(told)) == ("done", [(0, "Notiz", "", "import_column_left_out")])
    rows = await importing.sales.fetch("SELECT name, industry FROM app_sales.account")
    assert [tuple(row) for row in rows] == [("A", "steel")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "import_empty"),
        ("x,y\n1,2\n", "import_nothing_matches"),
        ("name,name\na,b\n", "import_column_twice"),
        ("name,industry\na,steel,c\n", "import_row_too_wide"),
    ],
)
async def test_a_file_that_cannot_be_read_says_why(importing: Importing, text: str, code: str) -> None:
    told = await importing.bring("manager", "account", text)

    assert told["state"] == "failed"
    assert code in {issue["code"] for issue in told["issues"]}


async def test_importing_needs_the_right(importing: Importing) -> None:
    with pytest.raises(Forbidden):
        await importing.begin("north", "deal", b"name\nx\n")


BOTH_WAYS: Final = pytest.mark.parametrize(
    ("form", "when_bad"),
    [
        pytest.param("account", "stop", id="first all checked"),
        pytest.param("deal", "skip", id="made while others are checked"),
    ],
)


@pytest.mark.parametrize("place", ["import.staged", "import.checked", "import.applied"])
@BOTH_WAYS
async def test_an_attempt_that_dies_leaves_nothing_and_the_next_one_ends(
    importing: Importing, place: str, form: str, when_bad: str
) -> None:
    number = await importing.begin("manager", form, b"name\nA\nB\n", when_bad=when_bad)

    with failing(place):
        await importing.worker().drain()
    after_death = await count(importing, f"app_sales.{form}")
    state = (await importing.told("manager", form, number))["state"]
    await again(importing)
    told = await importing.told("manager", form, number)

    assert (after_death, state in {"staged", "checking", "applying"}) == (0, True)
    assert (told["state"], told["created"], await count(importing, f"app_sales.{form}")) == ("done", 2, 2)
    assert await leftovers(importing) == []


async def again(importing: Importing) -> None:
    """The next attempt, without its pause."""
    await importing.sales.fetch(
        "UPDATE mortise.outbox SET lease_until = NULL WHERE kind = 'import' RETURNING id"
    )
    await importing.worker().drain()


@BOTH_WAYS
async def test_a_death_before_any_statement_leaves_all_or_nothing(
    importing: Importing, form: str, when_bad: str
) -> None:
    table = f"app_sales.{form}"
    for passage in range(2, 42, 4):
        name = f"N{passage}".encode()
        number = await importing.begin("manager", form, b"name\n" + name + b"\n", when_bad=when_bad)
        before = await count(importing, table)
        with failing(STATEMENT, passage), suppress(FailpointError):
            await importing.worker().drain()
        assert await count(importing, table) - before in {0, 1}
        await again(importing)
        assert (await importing.told("manager", form, number))["state"] == "done"
        assert await count(importing, table) == before + 1
    logged = await importing.sales.fetch("SELECT 1 FROM mortise.record_change WHERE action = 'import'")
    assert len(logged) == await count(importing, table)
