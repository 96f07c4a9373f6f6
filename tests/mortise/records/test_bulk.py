"""Many records are changed by one request: as one after the other, whole or not at all, in as many statements for one
as for hundreds."""

from typing import Any

import asyncpg
import pytest

from mortise.db.connections import counting
from mortise.errors import Invalid
from mortise.records.bulk.carrying_out import change_many
from mortise.records.bulk.request import MOST, read_bulk
from tests.mortise.records.conftest import Sales


async def bulk(sales: Sales, login: str, form: str, **document: object) -> dict[str, Any]:
    request = read_bulk(document)
    context = sales.context(login)
    if request.preview:
        async with sales.database.read() as reader:
            return dict(await change_many(reader, context, form, request))
    return dict(await sales.run(lambda tx: change_many(tx, context, form, request)))


async def refused(sales: Sales, login: str, form: str, **document: object) -> Invalid:
    with pytest.raises(Invalid) as found:
        await bulk(sales, login, form, **document)
    return found.value


def codes(found: Invalid) -> list[tuple[str, str]]:
    return sorted((issue.code, issue.pointer) for issue in found.issues)


async def deals(sales: Sales, login: str, count: int, **values: object) -> list[dict[str, Any]]:
    return [await sales.create(login, "deal", name=f"D{number}", **values) for number in range(count)]


def ids(items: list[dict[str, Any]]) -> list[int]:
    return [item["id"] for item in items]


async def stored(sales: Sales) -> list[asyncpg.Record]:
    """Everything that a write could touch."""
    return await sales.fetch(
        "SELECT to_jsonb(d)::text FROM app_sales.deal d UNION ALL SELECT to_jsonb(a)::text FROM app_sales.account a "
        "UNION ALL SELECT to_jsonb(c)::text FROM mortise.record_change c "
        "UNION ALL SELECT to_jsonb(o)::text FROM mortise.outbox o ORDER BY 1"
    )


# Setting values ---------------------------------------------------------------------------------------------------


async def test_the_same_values_are_set_in_all_with_one_batch_in_the_log(sales: Sales) -> None:
    made = await deals(sales, "north", 3, probability=10)

    answer = await bulk(sales, "north", "deal", ids=ids(made[:2]), values={"probability": 60, "stage": "won"})

    assert (answer["count"], answer["done"], answer["unchanged"], answer["refused"]) == (2, 2, 0, [])
    after = [await sales.get("north", "deal", item["id"]) for item in made]
    assert [(item["probability"], item["stage"], item["version"]) for item in after] == [
        (60, "won", 2),
        (60, "won", 2),
        (10, "open", 1),
    ]
    log = await sales.fetch(
        "SELECT record_id, batch_id, version, actor_id, cause->>'reason' AS reason, old->>'probability' AS old, "
        "new->>'probability' AS new FROM mortise.record_change WHERE form = 'deal' AND action = 'update' ORDER BY 1"
    )
    assert [tuple(row) for row in log] == [
        (number, answer["batch"], 2, sales.people["north"], "bulk", "10", "60") for number in ids(made[:2])
    ]
    events = await sales.fetch(
        "SELECT record_id AS id FROM mortise.record_change WHERE action = 'update' AND told_in IS NOT NULL"
    )
    assert sorted(row["id"] for row in events) == ids(made[:2])


async def test_each_record_takes_its_own_values_and_is_answered_as_it_is_then(sales: Sales) -> None:
    made = await deals(sales, "north", 3, probability=10)
    records = [
        {"id": item["id"], "version": 1, "values": values}
        for item, values in zip(
            made, ({"name": "first"}, {"probability": 20, "tags": ["won"]}, {"probability": 10}), strict=True
        )
    ]

    answer = await bulk(sales, "north", "deal", records=records)

    assert (answer["done"], answer["unchanged"]) == (2, 1)
    assert [(item["title"], item["probability"], item["version"]) for item in answer["records"]] == [
        ("first", 10, 2),
        ("D1", 20, 2),
        ("D2", 10, 1),
    ]
    for item in answer["records"]:
        one = await sales.get("north", "deal", item["id"])
        assert {key: one[key] for key in item} == item


async def four_deals(sales: Sales, account: int) -> list[dict[str, Any]]:
    return [
        await sales.create(
            "manager",
            "deal",
            name=f"D{number}",
            account=account,
            probability=50,
            lines=[{"quantity": number + 1, "price": "10"}],
        )
        for number in range(4)
    ]


async def test_a_bulk_edit_is_what_the_same_patches_are_one_after_the_other(sales: Sales) -> None:
    accounts = [await sales.create("manager", "account", name=f"A{number}") for number in range(4)]
    groups = [await four_deals(sales, accounts[number]["id"]) for number in (0, 2)]
    moved: list[dict[str, object]] = [
        {"stage": "won"},
        {"account": 1, "budget": "12.50", "hot": True, "closes_on": "2027-01-01"},
        {"account": None, "tags": ["won", "lost"], "meets_at": "2027-01-01T08:00:00+08:00"},
        {"name": "Other", "stage": "won", "probability": 75},
    ]

    def values(number: int, half: int) -> dict[str, object]:
        given = dict(moved[number])
        return {**given, "account": accounts[2 * half + 1]["id"]} if given.get("account") else given

    for number, item in enumerate(groups[0]):
        await sales.patch("manager", "deal", item, **values(number, 0))
    await bulk(
        sales,
        "manager",
        "deal",
        records=[{"id": item["id"], "values": values(n, 1)} for n, item in enumerate(groups[1])],
    )

    one, other = [
        [
            {
                key: value
                for key, value in (await sales.get("manager", "deal", item["id"])).items()
                if key not in {"id", "code", "account", "lines"}
            }
            for item in group
        ]
        for group in groups
    ]
    assert one == other
    sums = [await sales.get("manager", "account", account["id"]) for account in accounts]
    assert [(a["deal_count"], a["won_total"], a["label_text"][2:]) for a in sums[:2]] == [
        (a["deal_count"], a["won_total"], a["label_text"][2:]) for a in sums[2:]
    ]
    assert [(a["deal_count"], a["won_total"]) for a in sums[2:]] == [(2, "50.00"), (1, None)]


@pytest.mark.parametrize("preview", [False, True])
async def test_hundreds_take_as_many_statements_as_one(sales: Sales, preview: bool) -> None:
    accounts = [(await sales.create("manager", "account", name=name))["id"] for name in ("A", "B")]
    await sales.fetch(
        "INSERT INTO app_sales.deal (name, title, account, probability, owner, created_by, department) "
        "SELECT 'D' || n, 'D' || n, $1, 10, $2, $2, $3 FROM generate_series(1, 501) n",
        accounts[0],
        sales.people["manager"],
        sales.departments["sales"],
    )
    counts = []
    for chosen in ([1], list(range(2, 502))):
        records = [{"id": n, "values": {"probability": n % 90, "account": accounts[1]}} for n in chosen]
        works: list[dict[str, object]] = [
            {"records": records},
            {"ids": chosen, "values": {"stage": "won"}},
            {"action": "transfer", "ids": chosen, "owner": sales.people["north"]},
            {"action": "delete", "ids": chosen},
            {"action": "restore", "ids": chosen},
        ]
        own = []
        for work in works[: 4 if preview else 5]:
            with counting() as count:
                answer = await bulk(sales, "manager", "deal", **work, preview=preview)
            assert answer["done"] == len(chosen)
            own.append((count.statements, count.transactions))
        counts.append(own)

    assert counts[0] == counts[1]
    assert max(statements for statements, _ in counts[0]) <= 15


# Refusals ---------------------------------------------------------------------------------------------------------


async def test_all_problems_of_all_records_come_at_once_and_nothing_is_kept(sales: Sales) -> None:
    made = await deals(sales, "manager", 4)
    await sales.patch("manager", "deal", made[2], notes="mine")
    before = await stored(sales)

    found = await refused(
        sales,
        "manager",
        "deal",
        records=[
            {"id": made[0]["id"], "values": {"probability": 120, "nonsense": 1}},
            {"id": made[1]["id"], "values": {"stage": "quote", "hot": True, "account": 99}},
            {"id": made[2]["id"], "version": 1, "values": {"probability": 5}},
            {"id": made[3]["id"], "values": {"probability": 5}},
            {"id": 999, "values": {"probability": 5}},
        ],
    )

    assert codes(found) == [
        ("number_above_maximum", "/records/0/values/probability"),
        ("record_missing", "/records/4/id"),
        ("record_stale", "/records/2/version"),
        ("reference_unknown", "/records/1/values/account"),
        ("unknown_field", "/records/0/values/nonsense"),
        ("validation", "/records/1/values/closes_on"),
    ]
    told: Any = found.extra["refused"]
    stale = next(each for each in told if each["id"] == made[2]["id"])
    assert (stale["version"], stale["fields"], stale["current"]) == (2, ["notes"], {"notes": "mine"})
    assert await stored(sales) == before


async def test_where_it_is_asked_for_the_good_ones_are_kept(sales: Sales) -> None:
    made = await deals(sales, "manager", 3)

    answer = await bulk(
        sales,
        "manager",
        "deal",
        partial=True,
        records=[
            {"id": n, "values": {"probability": p}} for n, p in zip(ids(made), (5, 120, 7), strict=True)
        ],
    )

    assert (answer["done"], answer["refused_count"]) == (2, 1)
    assert [(each["place"], each["id"], each["title"]) for each in answer["refused"]] == [
        (1, made[1]["id"], "D1")
    ]
    found = [(await sales.get("manager", "deal", number))["probability"] for number in ids(made)]
    assert found == [5, None, 7]


async def test_a_gate_holds_back_only_the_records_that_do_not_pass_it(sales: Sales) -> None:
    account = await sales.create("manager", "account", name="A")
    made = [
        *(await deals(sales, "manager", 1)),
        await sales.create("manager", "deal", name="Ready", account=account["id"]),
    ]

    answer = await bulk(
        sales, "manager", "deal", ids=ids(made), values={"stage": "quote"}, partial=True, preview=True
    )

    assert [[issue["code"] for issue in each["issues"]] for each in answer["refused"]] == [["gate_required"]]
    assert answer["refused"][0]["issues"][0]["pointer"] == "/records/0/values/account"
    assert [sample["title"] for sample in answer["samples"]] == ["Ready"]


async def test_a_unique_value_goes_to_one_record_only(sales: Sales) -> None:
    names = ("One", "Two", "Three")
    made = [await sales.create("manager", "account", name=name) for name in names]

    found = await refused(
        sales,
        "manager",
        "account",
        records=[
            {"id": n, "values": {"name": name}}
            for n, name in zip(ids(made), ("Four", " Four", "One"), strict=True)
        ],
    )
    partial = await bulk(sales, "manager", "account", ids=ids(made), values={"name": "Five"}, partial=True)

    assert codes(found) == [
        ("already_exists", "/records/2/values/name"),
        ("bulk_value_twice", "/records/1/values/name"),
    ]
    assert partial["done"] == 1
    titles = sorted(str(title) for title in await sales.titles("manager", "account"))
    assert titles == ["Five", "Three", "Two"]


async def test_a_preview_tells_all_and_writes_nothing(sales: Sales) -> None:
    made = await deals(sales, "north", 3, probability=10)
    account = await sales.create("north", "account", name="A")
    hidden = await sales.create("south", "deal", name="Hidden")
    before = await stored(sales)

    answer = await bulk(
        sales,
        "north",
        "deal",
        ids=[*ids(made), hidden["id"]],
        values={"probability": 60, "account": account["id"]},
        preview=True,
    )

    assert (answer["count"], answer["done"], answer["refused_count"], answer["batch"]) == (4, 3, 1, None)
    assert [(each["id"], each["title"]) for each in answer["refused"]] == [(hidden["id"], None)]
    assert answer["samples"][0]["title"] == "D0"
    changes = {change["field"]: (change["old"], change["new"]) for change in answer["samples"][0]["changes"]}
    assert changes["probability"] == (10, 60)
    assert changes["account"] == (None, account["id"])
    assert answer["titles"]["account"] == {str(account["id"]): "A"}
    assert await stored(sales) == before


# Choosing by filter, and the bound --------------------------------------------------------------------------------


async def test_a_filter_means_what_the_list_shows(sales: Sales) -> None:
    for name, probability in (("A", 10), ("B", 50), ("C", 90)):
        await sales.create("north", "deal", name=name, probability=probability)
    await sales.create("south", "deal", name="D", probability=90)

    answer = await bulk(sales, "north", "deal", filter="probability > 20", values={"stage": "won"})
    searched = await bulk(sales, "north", "deal", filter=None, search="a", values={"stage": "lost"})

    assert (answer["count"], answer["done"], searched["count"]) == (2, 2, 1)
    assert await sales.titles("manager", "deal", filter='stage = "won"', sort=(("name", False),)) == [
        "B",
        "C",
    ]
    assert await sales.titles("manager", "deal", filter='stage = "lost"') == ["A"]


async def test_more_records_than_the_bound_are_refused(sales: Sales) -> None:
    with pytest.raises(Invalid) as named:
        read_bulk({"ids": list(range(1, MOST + 2)), "values": {"stage": "won"}})
    await sales.fetch(
        f"INSERT INTO app_sales.product (name, title) SELECT 'P' || n, 'P' || n FROM generate_series(1, {MOST + 1}) n"
    )

    found = await refused(sales, "manager", "product", filter=None, values={"price": 1})

    assert codes(named.value) == [("bulk_too_many", "/ids")]
    assert codes(found) == [("bulk_too_many", "/filter")]
