"""A field of another kind keeps every value: converted, or kept aside and accepted as such."""

from typing import Any

import pytest

from mortise.db.failpoints import failing
from mortise.publishing.losses import LossesUnaccepted
from mortise.publishing.reasons import read_reason

from .conftest import Workshop
from .test_preparation import MANY, busy, logged, quiet, state, work
from .test_publish import PLACE, VISIT, columns, field, without

pytestmark = pytest.mark.anyio

__all__ = ["busy", "quiet"]

SIZES = "INSERT INTO app_visits.place (name, title, phone) VALUES "


@pytest.fixture
async def phones(workshop: Workshop) -> Workshop:
    """Places with a text that is a number in some of them."""
    await workshop.change(field(PLACE, "phone", kind="text"))
    await workshop.publish()
    await workshop.run(
        SIZES + "('a', 'a', '12'), ('b', 'b', 'twelve'), ('c', 'c', NULL), ('d', 'd', '1,300')"
    )
    await workshop.change(field(PLACE, "phone", kind="number", decimals=0))
    return workshop


async def kept_aside(workshop: Workshop) -> list[tuple[Any, ...]]:
    return await workshop.rows(
        "SELECT version, form, field, record_id, row_id, code FROM mortise.unconverted ORDER BY row_id"
    )


async def test_a_dry_run_over_every_row_tells_which_values_do_not_fit(phones: Workshop) -> None:
    (loss,) = await phones.losses()

    assert (loss.path, loss.count, loss.total) == ("place.phone", 1, 3)
    assert [(each.id, each.issue.code) for each in loss.first] == [(2, "not_number")]
    assert await phones.rows("SELECT phone FROM app_visits.place ORDER BY id LIMIT 2") == [
        ("12",),
        ("twelve",),
    ]


async def test_nothing_is_published_until_the_loss_is_accepted(phones: Workshop) -> None:
    before = await columns(phones)

    with pytest.raises(LossesUnaccepted) as refused:
        await phones.publish()

    path = {"zh-CN": "地点 › 名", "en": "Place › name"}
    assert [issue.params for issue in refused.value.issues] == [{"path": path, "count": 1}]
    assert await columns(phones) == before
    await phones.publish(accept=await phones.losses())
    assert await phones.rows("SELECT phone::text, phone__parked_3 FROM app_visits.place ORDER BY id") == [
        ("12", "12"),
        (None, "twelve"),
        (None, None),
        ("1300", "1,300"),
    ]
    assert await kept_aside(phones) == [(3, "place", "phone", 2, 2, "not_number")]


async def test_what_was_accepted_is_what_was_shown(phones: Workshop) -> None:
    losses = await phones.losses()
    await phones.run("UPDATE app_visits.place SET phone = 'none' WHERE id = 1")

    with pytest.raises(LossesUnaccepted):
        await phones.publish(accept=losses)

    assert (await phones.published()).version == 2
    await phones.publish(accept=await phones.losses())
    assert [row[3] for row in await kept_aside(phones)] == [1, 2]


async def test_other_settings_of_the_same_kind_convert_nothing(workshop: Workshop) -> None:
    await workshop.run("INSERT INTO app_visits.place (name, area) VALUES ('a', 1.25)")
    await workshop.change(field(PLACE, "area", decimals=0, maximum="1"))

    assert await workshop.losses() == []
    await workshop.publish()

    assert await workshop.rows("SELECT area::text FROM app_visits.place") == [("1.25",)]


async def test_options_that_records_hold_go_only_when_that_is_accepted(workshop: Workshop) -> None:
    await workshop.run("INSERT INTO app_visits.place (name, size) VALUES ('a', 'small'), ('b', 'large')")
    options = (await workshop.published()).definition.forms[PLACE].fields[1].option_labels()
    assert options is not None
    kept = [{"key": "small", "label": {"zh-CN": "小", "en": "Small"}}]
    await workshop.change(field(PLACE, "size", options=kept))

    with pytest.raises(LossesUnaccepted):
        await workshop.publish()
    (loss,) = await workshop.losses()
    await workshop.publish(accept=[loss])

    assert (loss.path, loss.count, loss.told.params["options"]) == ("place.size", 1, "large")
    assert await workshop.rows("SELECT size FROM app_visits.place ORDER BY id") == [("small",), ("large",)]


def linked(document: dict[str, Any]) -> None:
    """A link of places to places, as a new field or a changed one."""
    field(PLACE, "after", kind="link")(document)
    document["forms"][PLACE]["fields"][-1]["form"] = "place"


async def test_people_and_records_are_found_by_their_names(workshop: Workshop) -> None:
    await workshop.change(field(PLACE, "helper", kind="person"))
    await workshop.change(linked)
    await workshop.publish()
    await workshop.run(
        "INSERT INTO mortise.person (login, name, name_en) VALUES ('li', '李雷', 'Li Lei');"
        "INSERT INTO app_visits.place (name, title, helper, after) SELECT 'a', 'Aachen', id, 1 FROM mortise.person;"
    )
    for key in ("helper", "after"):
        await workshop.change(field(PLACE, key, kind="text"))
    await workshop.change(lambda document: document["forms"][PLACE]["fields"][-1].pop("form"))
    await workshop.publish()
    assert await workshop.rows("SELECT helper, after FROM app_visits.place") == [("李雷", "Aachen")]

    await workshop.run("UPDATE app_visits.place SET helper = 'Li Lei'")
    await workshop.change(field(PLACE, "helper", kind="person"))
    await workshop.change(linked)
    await workshop.publish()

    assert await workshop.rows("SELECT helper::int, after::int FROM app_visits.place") == [(1, 1)]


async def test_rows_of_a_sub_table_are_kept_aside_with_their_record(workshop: Workshop) -> None:
    await workshop.run(
        "INSERT INTO app_visits.visit (subject) VALUES ('v'), ('w');"
        "INSERT INTO app_visits.visit__lines (parent, position, item) VALUES (2, 0, '4'), (2, 1, 'four')"
    )
    lines = next(
        each for each in (await workshop.published()).definition.forms[VISIT].fields if each.key == "lines"
    )
    assert "item" in {each.key for each in lines.row_fields() or ()}

    def retype(document: dict[str, Any]) -> None:
        outer = next(each for each in document["forms"][VISIT]["fields"] if each["key"] == "lines")
        inner = next(each for each in outer["fields"] if each["key"] == "item")
        for name in list(inner):
            if name not in {"key", "label"}:
                del inner[name]
        inner.update(kind="number", decimals=0)

    await workshop.change(retype)
    await workshop.publish(accept=await workshop.losses())

    assert await kept_aside(workshop) == [(2, "visit", "lines.item", 2, 2, "not_number")]


@pytest.fixture
async def many_codes(busy: Workshop) -> Workshop:
    """A large table with a text of digits, which becomes a number."""
    await busy.change(field(PLACE, "code", kind="text"))
    await busy.publish()
    await work(busy)
    await busy.run(
        "UPDATE app_visits.place SET code = id::text || CASE WHEN id % 4000 = 0 THEN 'x' ELSE '' END"
    )
    await busy.change(field(PLACE, "code", kind="number", decimals=0))
    return busy


async def test_a_large_table_is_converted_beside_its_writers(many_codes: Workshop) -> None:
    losses = await many_codes.losses()
    assert [(loss.count, loss.total) for loss in losses] == [(3, MANY)]

    outcome = await many_codes.publish(accept=losses)
    assert not outcome.is_published
    with failing("publish.fill", 3):
        await work(many_codes)
    await many_codes.run(
        "UPDATE app_visits.place SET code = '77' WHERE id IN (5, 8000);" + logged(5) + logged(8000)
    )
    await many_codes.run("INSERT INTO app_visits.place (name, code) VALUES ('late', '9');" + logged(MANY + 1))
    await many_codes.run("UPDATE app_visits.place SET code = NULL WHERE id = 6;" + logged(6))
    await work(many_codes)

    assert await state(many_codes) == ("done", None)
    assert await many_codes.rows(
        "SELECT id::int, code::text FROM app_visits.place WHERE code IS DISTINCT FROM id ORDER BY id"
    ) == [(5, "77"), (6, None), (4000, None), (8000, "77"), (12000, None), (12001, "9")]
    assert [row[3] for row in await kept_aside(many_codes)] == [4000, 12000]
    assert await many_codes.rows("SELECT code__parked_3 FROM app_visits.place WHERE id = 4000") == [
        ("4000x",)
    ]


async def test_more_losses_than_were_accepted_end_the_publication(many_codes: Workshop) -> None:
    before = await columns(many_codes)
    await many_codes.publish(accept=await many_codes.losses())
    await many_codes.run("UPDATE app_visits.place SET code = 'new' WHERE id = 7;" + logged(7))

    await work(many_codes)

    ended, kept = await state(many_codes)
    assert (ended, "that was not accepted" in read_reason(kept, "en")) == ("failed", True)
    assert await columns(many_codes) == before
    assert await kept_aside(many_codes) == []
    assert (await many_codes.published()).version == 2


async def test_an_earlier_version_comes_back_with_the_values_of_its_kinds(phones: Workshop) -> None:
    await phones.publish(accept=await phones.losses())
    await phones.run("UPDATE app_visits.place SET phone = 15 WHERE id = 1")
    await phones.change(without(PLACE, "opened_on"))
    await phones.publish()

    await phones.restore(2)
    await phones.publish()

    assert await phones.rows("SELECT phone FROM app_visits.place ORDER BY id") == [
        ("15",),
        ("twelve",),
        (None,),
        ("1,300",),
    ]


async def test_a_removed_field_comes_back_with_the_version_that_had_it(workshop: Workshop) -> None:
    await workshop.run("INSERT INTO app_visits.place (name, opened_on) VALUES ('a', '2026-01-02')")
    await workshop.change(without(PLACE, "opened_on"))
    await workshop.publish()

    await workshop.restore(1)
    assert (await workshop.draft()).take_back == {"place.opened_on"}
    await workshop.publish()

    assert await workshop.rows("SELECT opened_on::text FROM app_visits.place") == [("2026-01-02",)]
    assert (await workshop.draft()).take_back == frozenset()
