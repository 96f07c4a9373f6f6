"""Publishing makes the tables what the definition says, all of it or nothing."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from mortise.db.failpoints import FailpointError, failing
from mortise.definitions.versions import list_versions
from mortise.errors import Invalid
from mortise.publishing.bringing_back import restore_version
from mortise.publishing.publish import AlreadyPublishing, NothingToPublish, lock_name

from .conftest import Workshop

pytestmark = pytest.mark.anyio

Document = dict[str, Any]
VISIT, PLACE = 0, 1
LABEL = {"zh-CN": "名", "en": "name"}


def field(form: int, key: str, **settings: Any) -> Callable[[Document], None]:
    """Changes settings of a field, or adds a field when it is not there."""

    def change(document: Document) -> None:
        fields = document["forms"][form]["fields"]
        found = next((each for each in fields if each["key"] == key), None)
        if found is None:
            fields.append({"key": key, "label": LABEL, **settings})
        else:
            found.update(settings)

    return change


def without(form: int, key: str) -> Callable[[Document], None]:
    """Removes a field with its place in the layout, and the pages of its form, which may show it."""

    def change(document: Document) -> None:
        found = document["forms"][form]
        found["fields"] = [each for each in found["fields"] if each["key"] != key]
        document["pages"] = [page for page in document.get("pages", ()) if page["form"] != found["key"]]
        for section in found["layout"]["sections"]:
            section["cells"] = [cell for cell in section["cells"] if cell["field"] != key]

    return change


async def columns(workshop: Workshop) -> list[tuple[Any, ...]]:
    """Everything that the database says of the application's tables, their indexes and constraints."""
    return await workshop.rows(
        """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), c.relkind::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE n.nspname = 'app_visits'
        UNION ALL
        SELECT t.relname, c.conname, pg_get_constraintdef(c.oid), c.convalidated::text
        FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
        WHERE n.nspname = 'app_visits'
        ORDER BY 1, 2, 3, 4
        """
    )


async def test_a_first_publication_makes_tables_and_version_one(begun: Workshop) -> None:
    outcome = await begun.publish()

    assert (outcome.version, outcome.is_published) == (1, True)
    assert (await begun.published()).version == 1
    await begun.run("INSERT INTO app_visits.place (name, title) VALUES ('a', 'a')")
    await begun.run("INSERT INTO app_visits.visit (subject, place) VALUES ('v', 1)")
    tables = {row[0] for row in await columns(begun)}
    assert {"place", "visit", "visit__lines"} <= tables


async def test_after_a_publication_the_draft_is_the_published_document(workshop: Workshop) -> None:
    draft = await workshop.draft()

    assert not draft.is_changed
    assert draft.published_version == draft.base_version == 1


async def test_an_added_field_is_there_at_once(workshop: Workshop) -> None:
    await workshop.run("INSERT INTO app_visits.place (name) VALUES ('a')")
    await workshop.change(field(PLACE, "floor", kind="number"))

    outcome = await workshop.publish()

    assert outcome.version == 2
    await workshop.run("UPDATE app_visits.place SET floor = 3")
    assert await workshop.rows("SELECT floor::text FROM app_visits.place") == [("3",)]


async def test_a_removed_field_is_parked_with_its_values(workshop: Workshop) -> None:
    await workshop.run("INSERT INTO app_visits.visit (subject, notes) VALUES ('a', 'kept')")
    await workshop.change(without(VISIT, "notes"))
    await workshop.change(lambda document: document["forms"][VISIT].update(validations=[]))

    await workshop.publish()

    assert await workshop.rows("SELECT notes__parked_2 FROM app_visits.visit") == [("kept",)]


async def test_a_parked_field_comes_back_with_its_values_when_they_are_wanted(workshop: Workshop) -> None:
    await workshop.run("INSERT INTO app_visits.visit (subject, notes) VALUES ('a', 'kept')")
    await workshop.change(without(VISIT, "notes"))
    await workshop.change(lambda document: document["forms"][VISIT].update(validations=[]))
    await workshop.publish()
    await workshop.change(field(VISIT, "notes", kind="long_text"))

    await workshop.publish("visit.notes")

    assert await workshop.rows("SELECT notes FROM app_visits.visit") == [("kept",)]


@pytest.mark.parametrize("wanted", [[], ["visit.notes"]])
async def test_a_field_that_comes_back_begins_without_grants(workshop: Workshop, wanted: list[str]) -> None:
    """A role written for the earlier field of that key must not open the later one."""
    await workshop.change(without(VISIT, "notes"))
    await workshop.change(lambda document: document["forms"][VISIT].update(validations=[]))
    await workshop.publish()
    await workshop.change(field(VISIT, "notes", kind="long_text"))
    await workshop.change(lambda document: document["roles"][0]["grants"][0]["fields"].update(notes="write"))

    await workshop.publish(*wanted)

    definition = (await workshop.published()).definition
    grants = [grant for role in definition.roles for grant in role.grants if grant.form == "visit"]
    assert [grant.fields.get("notes") for grant in grants] == ["hidden", "hidden"]

    await workshop.change(lambda document: document["roles"][0]["grants"][0]["fields"].update(notes="write"))
    await workshop.publish()
    granted = (await workshop.published()).definition.roles[0].grants[0]
    assert granted.fields["notes"] == "write"


async def test_a_new_formula_is_computed_for_every_record(workshop: Workshop) -> None:
    await workshop.run(
        "INSERT INTO app_visits.place (name, area) SELECT 'p' || n, n FROM generate_series(1, 12000) n"
    )
    await workshop.change(field(PLACE, "double_area", kind="formula", formula="area * 2", decimals=1))
    await workshop.change(
        field(PLACE, "size_text", kind="formula", formula='IF(double_area > 10, "big", "small")')
    )

    await workshop.publish()

    (row,) = await workshop.rows(
        "SELECT count(*) FILTER (WHERE double_area = area * 2), count(*) FILTER (WHERE size_text = 'big'), "
        "count(*) FILTER (WHERE size_text__sort IS NOT NULL) FROM app_visits.place"
    )
    assert row == (12000, 11995, 12000)


async def test_a_required_field_over_blank_records_is_refused_with_their_number(workshop: Workshop) -> None:
    await workshop.run("INSERT INTO app_visits.place (name, area) VALUES ('a', NULL), ('b', 1), ('c', NULL)")
    await workshop.run("INSERT INTO app_visits.place (name, deleted_at) VALUES ('gone', now())")
    await workshop.change(field(PLACE, "area", required=True))
    before = await columns(workshop)

    with pytest.raises(Invalid) as refused:
        await workshop.publish()

    errors = [issue for issue in refused.value.issues if issue.severity == "error"]
    assert [(issue.code, issue.pointer, issue.params["count"]) for issue in errors] == [
        ("plan_blank_rows", "/forms/1/fields/4/required", 2)
    ]
    assert await columns(workshop) == before
    assert (await workshop.published()).version == 1


async def test_a_unique_field_over_duplicates_is_refused_with_their_number(workshop: Workshop) -> None:
    await workshop.run(
        "INSERT INTO app_visits.visit (subject) VALUES ('a'), ('a'), ('b'), ('c'), ('c '), (NULL), (NULL)"
    )
    await workshop.change(field(VISIT, "subject", unique=True))
    before = await columns(workshop)

    with pytest.raises(Invalid) as refused:
        await workshop.publish()

    (error,) = [issue for issue in refused.value.issues if issue.severity == "error"]
    assert (error.code, error.pointer, error.params["count"]) == (
        "plan_duplicates",
        "/forms/0/fields/1/unique",
        2,
    )
    assert await columns(workshop) == before


async def test_a_draft_that_does_not_hold_together_is_refused(workshop: Workshop) -> None:
    await workshop.change(field(VISIT, "total", formula="SUM(lines.nothing)"))

    with pytest.raises(Invalid):
        await workshop.publish()


@pytest.mark.parametrize("passage", [1, 2, 3, 4])
@pytest.mark.parametrize("place", ["publish.step", "publish.version", "publish.commit"])
async def test_a_failure_on_the_way_leaves_everything_as_it_was(
    workshop: Workshop, place: str, passage: int
) -> None:
    await workshop.run("INSERT INTO app_visits.place (name, area) VALUES ('a', 4)")
    await workshop.change(without(PLACE, "opened_on"))
    await workshop.change(field(PLACE, "double_area", kind="formula", formula="area * 2"))
    await workshop.change(field(PLACE, "code", kind="text", unique=True))
    before, draft = await columns(workshop), await workshop.draft()

    with failing(place, passage):
        try:
            await workshop.publish()
        except FailpointError:
            assert await columns(workshop) == before
            assert await workshop.draft() == draft
            assert (await workshop.published()).version == 1
        else:
            assert passage > 1

    if (await workshop.published()).version == 1:
        await workshop.publish()
    assert (await workshop.published()).version == 2


async def test_one_application_has_one_publisher(workshop: Workshop) -> None:
    await workshop.change(field(PLACE, "floor", kind="number"))

    async with workshop.database.alone(lock_name(workshop.app_id)) as lock:
        assert lock is not None
        with pytest.raises(AlreadyPublishing):
            await workshop.publish()

    assert (await workshop.publish()).version == 2


async def test_parallel_publications_make_one_version(workshop: Workshop) -> None:
    await workshop.change(field(PLACE, "floor", kind="number"))

    results = await asyncio.gather(*(workshop.publish() for _ in range(5)), return_exceptions=True)

    versions = [result for result in results if not isinstance(result, BaseException)]
    assert versions
    assert all(
        isinstance(result, AlreadyPublishing | NothingToPublish)
        for result in results
        if isinstance(result, BaseException)
    )
    assert len({outcome.version for outcome in versions}) == len(versions)


async def test_an_earlier_version_comes_back_as_a_draft(workshop: Workshop) -> None:
    first = (await workshop.published()).definition
    await workshop.change(field(PLACE, "floor", kind="number"))
    await workshop.publish()

    async with workshop.database.transaction() as tx:
        await restore_version(tx, workshop.apps, workshop.app_id, 1)
    assert (await workshop.draft()).is_changed
    await workshop.publish()

    assert (await workshop.published()).definition == first
    async with workshop.database.read() as reader:
        versions = await list_versions(reader, workshop.app_id)
    assert [(row["version"], row["is_current"]) for row in versions] == [(3, True), (2, False), (1, False)]


async def test_names_that_sql_reserves_are_ordinary_keys(workshop: Workshop) -> None:
    for key in ("user", "order", "select", "group", "x" * 40):
        await workshop.change(field(PLACE, key, kind="text", unique=True))

    await workshop.publish()

    names = {row[1] for row in await columns(workshop)}
    assert {"user", "order", "select", "group", "x" * 40} <= names
