"""Many records go into the recycle bin by one request, and come back with what belongs to them."""

from tests.mortise.records.conftest import Sales
from tests.mortise.records.test_bulk import bulk, codes, ids, refused


async def test_many_go_into_the_recycle_bin_and_return_with_what_belongs_to_them(sales: Sales) -> None:
    accounts = [await sales.create("manager", "account", name=f"A{number}") for number in range(3)]
    for account in accounts:
        await sales.create("manager", "deal", name="D", account=account["id"])

    preview = await bulk(sales, "manager", "account", action="delete", ids=ids(accounts[:2]), preview=True)
    answer = await bulk(sales, "manager", "account", action="delete", ids=ids(accounts[:2]))
    left = (await sales.titles("manager", "account"), await sales.titles("manager", "deal"))
    restored = await bulk(sales, "manager", "account", action="restore", ids=ids(accounts[:2]))

    assert (preview["done"], preview["along"]) == (answer["done"], answer["along"]) == (2, {"deal": 2})
    assert left == (["A2"], ["D"])
    assert (restored["done"], restored["along"]) == (2, {"deal": 2})
    assert len(await sales.titles("manager", "deal")) == 3
    batches = await sales.fetch(
        "SELECT action, count(*) AS count FROM mortise.record_change WHERE batch_id IS NOT NULL "
        "GROUP BY action, batch_id ORDER BY 1"
    )
    assert [tuple(row) for row in batches] == [("delete", 4), ("restore", 4)]
    assert [(await sales.get("manager", "account", account["id"]))["deal_count"] for account in accounts] == [
        1,
        1,
        1,
    ]


async def test_what_others_link_to_stays_and_keeps_what_links_to_them(sales: Sales) -> None:
    """grand ← parent ← child block each other upwards; where all go, nothing blocks."""
    grand = await sales.create("manager", "account", name="Grand")
    parent = await sales.create("manager", "account", name="Parent", parent_account=grand["id"])
    child = await sales.create("manager", "account", name="Child", parent_account=parent["id"])
    free = await sales.create("manager", "account", name="Free")

    found = await refused(sales, "manager", "account", action="delete", ids=ids([grand, parent, free]))
    some = await bulk(
        sales, "manager", "account", action="delete", ids=ids([grand, parent, free]), partial=True
    )
    rest = await bulk(sales, "manager", "account", action="delete", ids=ids([grand, parent, child]))

    assert codes(found) == [
        ("delete_blocked", "/records/0/parent_account"),
        ("delete_blocked", "/records/1/parent_account"),
    ]
    assert (some["done"], [each["title"] for each in some["refused"]]) == (1, ["Grand", "Parent"])
    assert rest["done"] == 3


async def test_a_restored_record_whose_unique_value_is_taken_stays_in_the_bin(sales: Sales) -> None:
    first = await sales.create("manager", "account", name="One")
    await bulk(sales, "manager", "account", action="delete", ids=[first["id"]])
    second = await sales.create("manager", "account", name="One")
    await bulk(sales, "manager", "account", action="delete", ids=[second["id"]])

    both = await refused(sales, "manager", "account", action="restore", ids=ids([first, second]))
    await sales.create("manager", "account", name="One")
    taken = await refused(sales, "manager", "account", action="restore", ids=[first["id"]])

    assert codes(both) == [("bulk_value_twice", "/records/1/values/name")]
    assert codes(taken) == [("already_exists", "/records/0/values/name")]
