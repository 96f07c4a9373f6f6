"""Builders change one draft together and never overwrite each other."""

import asyncio

import pytest

from engines.definition import Label
from mortise.db.database import Database
from mortise.definitions.applications import NewApp, create_app, find_app
from mortise.definitions.drafts import (
    Draft,
    DraftChanged,
    PatchConflict,
    RevisionRequired,
    patch_draft,
    read_draft,
)
from mortise.errors import Invalid, NotFound

pytestmark = pytest.mark.anyio

NEW = NewApp(key="visits", labels=Label(zh_cn="拜访", en="Visits"))


async def begun(database: Database) -> int:
    """An application with a fresh draft."""
    async with database.transaction() as tx:
        return await create_app(tx, NEW)


async def patched(database: Database, app: int, revision: int | None, *operations: object) -> Draft:
    """The draft after a patch in a transaction of its own."""
    async with database.transaction() as tx:
        return await patch_draft(tx, app, revision, list(operations))


async def read(database: Database, app: int) -> Draft:
    """The draft as everybody sees it."""
    async with database.read() as reader:
        return await read_draft(reader, app)


def icon(name: str) -> dict[str, object]:
    """A patch's operation that sets the icon."""
    return {"op": "add", "path": "/icon", "value": name}


async def test_a_new_application_has_an_empty_draft(database: Database) -> None:
    app = await begun(database)

    draft = await read(database, app)
    assert draft.document == {"key": "visits", "label": {"zh-CN": "拜访", "en": "Visits"}, "format": 2}
    assert (draft.revision, draft.published_version, draft.is_changed) == (1, None, True)


async def test_a_key_is_taken_once(database: Database) -> None:
    await begun(database)

    with pytest.raises(Invalid) as refused:
        await begun(database)
    assert [(issue.code, issue.pointer) for issue in refused.value.issues] == [("app_key_taken", "/key")]


async def test_an_application_that_is_not_there_is_not_found(database: Database) -> None:
    async with database.read() as reader:
        with pytest.raises(NotFound):
            await find_app(reader, "visits")


async def test_a_patch_changes_the_draft_and_its_revision(database: Database) -> None:
    app = await begun(database)

    draft = await patched(database, app, 1, icon("a"))

    assert draft.revision == 2
    assert await read(database, app) == draft
    assert isinstance(draft.document, dict)
    assert draft.document["icon"] == "a"


async def test_a_patch_on_an_old_revision_is_refused_and_changes_nothing(database: Database) -> None:
    app = await begun(database)
    after = await patched(database, app, 1, icon("a"))

    with pytest.raises(DraftChanged) as refused:
        await patched(database, app, 1, icon("b"))

    assert refused.value.status == 412
    assert refused.value.extra == {"revision": 2}
    assert await read(database, app) == after


async def test_a_patch_must_name_its_revision(database: Database) -> None:
    app = await begun(database)

    with pytest.raises(RevisionRequired):
        await patched(database, app, None, icon("a"))


async def test_of_parallel_patches_on_one_revision_one_is_kept(database: Database) -> None:
    app = await begun(database)

    results = await asyncio.gather(
        *(patched(database, app, 1, icon(f"i{number}")) for number in range(8)), return_exceptions=True
    )

    kept = [result for result in results if isinstance(result, Draft)]
    assert [type(result) for result in results if result not in kept] == [DraftChanged] * 7
    assert await read(database, app) == kept[0]


async def test_a_test_that_fails_is_a_conflict(database: Database) -> None:
    app = await begun(database)

    with pytest.raises(PatchConflict) as refused:
        await patched(database, app, 1, icon("a"), {"op": "test", "path": "/key", "value": "other"})

    assert refused.value.status == 409
    assert (await read(database, app)).revision == 1


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ({"op": "replace", "path": "/key", "value": "other"}, "key_final"),
        ({"op": "remove", "path": "/key"}, "key_final"),
        ({"op": "replace", "path": "", "value": [1]}, "draft_not_an_object"),
        ({"op": "add", "path": "/icon", "value": "a\0b"}, "text_with_nul"),
        ({"op": "add", "path": "/icon", "value": 1, "from": 2, "op2": 3}, None),
        ({"op": "grow", "path": "/icon"}, "patch_operation_malformed"),
    ],
)
async def test_what_no_draft_can_be_is_refused(
    database: Database, operation: object, code: str | None
) -> None:
    app = await begun(database)

    if code is None:
        assert (await patched(database, app, 1, operation)).revision == 2
        return
    with pytest.raises(Invalid) as refused:
        await patched(database, app, 1, operation)
    assert [issue.code for issue in refused.value.issues] == [code]
    assert (await read(database, app)).revision == 1


async def test_odd_texts_are_kept_as_they_are(database: Database) -> None:
    app = await begun(database)
    odd = "'\";--$$\\ \u202e\u0301 😀 ￥ " + "字" * 63

    draft = await patched(database, app, 1, {"op": "add", "path": "/label/en", "value": odd})

    assert isinstance(draft.document, dict)
    assert draft.document["label"]["en"] == odd
