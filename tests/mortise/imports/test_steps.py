"""An import step by step: it is checked, its person is asked, it is brought in, and taken back."""

from datetime import timedelta
from typing import Any

from mortise.imports.bad_rows import headings, read_bad_rows, text_file, workbook
from mortise.imports.batches import read_batch
from mortise.imports.plans import Plan
from mortise.imports.reading.process import Source, look
from mortise.imports.starting import check, file_of, go_on, leave, undo, upload
from mortise.imports.sweeping import import_sweep
from tests.mortise.imports.conftest import Importing, problems
from tests.mortise.records.conftest import NOW


async def step(importing: Importing, number: int, form: str, way: Any) -> dict[str, Any]:
    """Takes a step and lets the worker carry it out."""
    context = importing.sales.context("manager")
    await importing.sales.run(lambda tx: way(tx, context, number))
    await importing.worker().drain()
    return await importing.told("manager", form, number)


async def brought(importing: Importing, form: str, text: str, **plan: Any) -> dict[str, Any]:
    """A file checked and its good rows brought in."""
    number = await importing.begin("manager", form, text.encode(), when_bad="skip", **plan)
    await importing.worker().drain()
    return await importing.told("manager", form, number)


async def rows(importing: Importing, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await importing.sales.fetch(query)]


ACCOUNTS = "SELECT name, industry FROM app_sales.account WHERE deleted_at IS NULL ORDER BY id"


async def test_a_checked_file_waits_for_its_person_and_then_gives_its_good_rows(importing: Importing) -> None:
    number = await importing.begin(
        "manager", "account", b"name,industry\nA,steel\n,steel\nB,\n", when_bad="ask"
    )
    await importing.worker().drain()

    checked = await importing.told("manager", "account", number)
    untouched = await rows(importing, ACCOUNTS)
    done = await step(importing, number, "account", go_on)

    assert (checked["state"], checked["new"], checked["bad"]) == ("checked", 2, 1)
    assert problems(checked) == [(3, "name", "", "required")]
    assert untouched == []
    assert (done["state"], done["created"], done["bad"]) == ("done", 2, 1)
    assert await rows(importing, ACCOUNTS) == [("A", "steel"), ("B", None)]


async def test_whatever_waited_for_its_person_is_made_and_changed_when_it_is_brought_in(
    importing: Importing,
) -> None:
    await importing.sales.create("manager", "account", name="Old", industry="steel")
    text = b"name,industry\nOld,food\nNew,food\n"
    number = await importing.begin("manager", "account", text, when_bad="ask", mode="both", key="name")
    await importing.worker().drain()
    importing.now += timedelta(hours=2)

    done = await step(importing, number, "account", go_on)

    moments = await rows(importing, "SELECT name, created_at, updated_at FROM app_sales.account ORDER BY id")
    assert done["finished_at"] == importing.now
    assert moments == [("Old", NOW, importing.now), ("New", importing.now, importing.now)]


async def test_what_others_wrote_meanwhile_is_checked_again_before_anything_is_brought_in(
    importing: Importing,
) -> None:
    number = await importing.begin("manager", "account", b"name\nA\nB\n", when_bad="ask")
    await importing.worker().drain()
    await importing.sales.create("manager", "account", name="B")

    done = await step(importing, number, "account", go_on)

    assert (done["state"], done["created"], done["bad"]) == ("done", 1, 1)
    assert problems(done) == [(3, "name", "B", "already_exists")]


async def test_rows_change_the_records_that_bear_their_key_and_make_the_others(importing: Importing) -> None:
    old = await importing.sales.create("manager", "account", name="Old", industry="steel")
    await importing.sales.create("manager", "account", name="Same", industry="steel")
    text = "name,industry\nOld,food\nSame,steel\nNew,food\n"

    both = await brought(importing, "account", text, mode="both", key="name")
    only = await brought(
        importing, "account", "name,industry\nOld,steel\nNobody,x\n", mode="update", key="name"
    )

    counts = ("new", "changed", "unchanged", "bad", "created", "updated")
    assert [both[name] for name in counts] == [1, 1, 1, 0, 1, 1]
    assert [only[name] for name in counts] == [0, 1, 0, 1, 0, 1]
    assert problems(only)[0][3] == "import_no_such_record"
    assert await rows(importing, ACCOUNTS) == [("Old", "steel"), ("Same", "steel"), ("New", "food")]
    log = await rows(
        importing,
        f"SELECT action, version, old ->> 'industry', new ->> 'industry' FROM mortise.record_change "
        f"WHERE form = 'account' AND record_id = {old['id']} ORDER BY id",
    )
    assert log == [
        ("create", 1, None, "steel"),
        ("update", 2, "steel", "food"),
        ("update", 3, "food", "steel"),
    ]


async def test_rows_that_end_a_link_say_so_in_the_log(importing: Importing) -> None:
    one, other = [await importing.sales.create("manager", "account", name=name) for name in ("One", "Other")]
    deal = await importing.sales.create("manager", "deal", name="A", account=one["id"])

    told = await brought(
        importing, "deal", f"code,account\n{deal['code']},Other\n", mode="update", key="code"
    )

    assert told["updated"] == 1
    log = "SELECT new -> 'account', unlinked FROM mortise.record_change WHERE form = 'deal' ORDER BY id"
    assert await rows(importing, log) == [
        (str(one["id"]), None),
        (str(other["id"]), f'{{"account": {one["id"]}}}'),
    ]


async def test_missing_linked_records_are_made_where_that_was_chosen(importing: Importing) -> None:
    await importing.sales.create("manager", "account", name="There", industry="food")
    text = "name,account,stage\nA,There,open\nB,Fresh,open\nC,Fresh,open\nD,Unused,nonsense\n"

    told = await brought(importing, "deal", text, create_linked=("account",))

    assert (told["created"], told["linked"], told["bad"]) == (3, 1, 1)
    assert await rows(importing, ACCOUNTS) == [("There", "food"), ("Fresh", None)]
    counted = await rows(importing, "SELECT name, deal_count FROM app_sales.account ORDER BY id")
    assert [(name, int(count)) for name, count in counted] == [("There", 1), ("Fresh", 2)]


async def test_bad_rows_come_back_with_their_reasons_as_a_file(importing: Importing) -> None:
    text = "name,industry,note\nA,steel,1\n,=cmd(),2\nA,food,-3\n"
    told = await brought(importing, "account", text)
    async with importing.sales.database.read() as reader:
        batch = await read_batch(reader, told["id"])
        assert batch is not None
        bad = await read_bad_rows(reader, batch, "en")

    names = headings(batch, "en")
    csv = text_file(names, bad).decode("utf-8-sig").splitlines()
    path = importing.data / "bad.xlsx"
    path.write_bytes(workbook(names, bad))
    seen = await look(Source(path))

    assert [row.row for row in bad] == [3, 4]
    assert csv[0] == "name,industry,note,Row in the file,What is wrong"
    assert csv[1].startswith(",'=cmd(),2,3,name: ")
    assert csv[2].startswith("A,food,-3,4,")
    assert seen["labels"] == names
    assert [row["cells"][1] for row in seen["head"][1:]] == ["=cmd()", "food"]


async def test_undoing_removes_what_was_made_and_restores_what_was_changed(importing: Importing) -> None:
    await importing.sales.create("manager", "account", name="Old", industry="steel")
    text = "name,industry\nOld,food\nNew,food\n"
    told = await brought(importing, "account", text, mode="both", key="name")

    undone = await step(importing, told["id"], "account", undo)

    assert (undone["state"], undone["undo"]["removed"], undone["undo"]["restored"]) == ("undone", 1, 1)
    assert undone["undo"]["kept"] == 0
    assert await rows(importing, ACCOUNTS) == [("Old", "steel")]


async def test_undoing_keeps_what_was_touched_since_and_says_so(importing: Importing) -> None:
    told = await brought(importing, "account", "name,industry\nA,steel\nB,steel\nC,steel\n")
    sales = importing.sales
    first = (await rows(importing, "SELECT id, version FROM app_sales.account ORDER BY id"))[0]
    record = await sales.get("manager", "account", first[0])
    await sales.patch("manager", "account", record, industry="food")

    undone = await step(importing, told["id"], "account", undo)

    assert (undone["undo"]["removed"], undone["undo"]["kept"]) == (2, 1)
    assert [(row["title"], row["reason"]) for row in undone["undo"]["rows"]] == [("A", "changed")]
    assert await rows(importing, ACCOUNTS) == [("A", "food")]


async def test_an_uploaded_file_can_be_checked_again_and_left(importing: Importing) -> None:
    source = importing.data / "uploaded"
    source.write_bytes(b"Firma\nA\n")
    context = importing.sales.context("manager")
    sales = importing.sales
    number = await sales.run(lambda tx: upload(tx, context, importing.data, source, "firms.csv"))

    async def checked(*columns: str | None) -> dict[str, Any]:
        plan = Plan(columns=columns, when_bad="ask")
        await sales.run(lambda tx: check(tx, context, number, "account", plan))
        await importing.worker().drain()
        return await importing.told("manager", "account", number)

    assert [(await checked(key))["state"] for key in ("industry", "name")] == ["checked", "checked"]
    await sales.run(lambda tx: leave(tx, context, number, importing.data))
    assert not file_of(importing.data, number).exists()
    assert await rows(importing, ACCOUNTS) == []


async def test_what_nobody_went_on_with_is_swept_away(importing: Importing) -> None:
    forgotten = await importing.begin("manager", "account", b"name\nA\n", when_bad="ask")
    fresh = await importing.begin("manager", "account", b"name\nB\n", when_bad="ask")
    failed = (await brought(importing, "account", "name,industry\n,steel\nC,\n"))["id"]
    await importing.worker().drain()
    await importing.sales.fetch(
        f"UPDATE mortise.import_batch SET created_at = now() - interval '3 days' * (id <> {fresh})::int, "
        "finished_at = finished_at - interval '20 days' RETURNING id"
    )
    # What is old is told by the database's clock, which is not that of the imports.
    await importing.sales.fetch(
        f"UPDATE mortise.import_batch SET created_at = now() WHERE id = {fresh} RETURNING id"
    )

    await importing.sales.run(import_sweep(importing.data))

    states = dict(await rows(importing, "SELECT id, state FROM mortise.import_batch"))
    kept = await rows(
        importing, "SELECT tablename FROM pg_tables WHERE tablename ~ '^import_[0-9]+_' ORDER BY 1"
    )
    assert states == {forgotten: "left", fresh: "checked", failed: "done"}
    assert {name.split("_")[1] for (name,) in kept} == {str(fresh)}
    assert [file_of(importing.data, number).exists() for number in (forgotten, fresh)] == [False, True]
