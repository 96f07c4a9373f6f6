"""Documents of older formats mean what they meant, wherever they are read; those of later releases are refused."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from engines.issues import Issue
from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.tables.applications import app
from mortise.definitions.app import FORMAT, AppDefinition
from mortise.definitions.applications import add_app
from mortise.definitions.drafts import patch_draft, read_draft
from mortise.definitions.reading import read_definition
from mortise.definitions.upgrades import STEPS, upgraded
from mortise.packages.layout import read_package

FOLDER = Path(__file__).parent / "upgrades"


def case(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))


def old_document() -> Any:
    document = case("from_1.before.json")
    del document["forms"][0]["gates"]
    return document


def test_there_is_a_step_from_every_earlier_format() -> None:
    assert sorted(STEPS) == list(range(1, FORMAT))


@pytest.mark.parametrize("begin", sorted(STEPS))
def test_every_step_turns_its_document_before_into_the_one_after(begin: int) -> None:
    document = case(f"from_{begin}.before.json")
    kept = copy.deepcopy(document)

    STEPS[begin](document)

    document["format"] = begin + 1
    assert document == case(f"from_{begin}.after.json")
    assert document != kept


def test_an_older_document_is_brought_all_the_way_and_itself_stays_as_it_was() -> None:
    document = case("from_1.before.json")

    found = upgraded(document)

    assert isinstance(found, dict)
    assert found["format"] == FORMAT
    assert document == case("from_1.before.json")


def test_a_document_of_a_later_release_is_refused_in_so_many_words() -> None:
    refused = read_definition({**old_document(), "format": FORMAT + 1})

    assert refused == (Issue("format_newer", "/format", {"format": FORMAT + 1, "known": FORMAT}),)


@pytest.mark.parametrize(
    "document", [None, [], {"format": "1"}, {"format": True}, {"format": 0}, {"format": 1, "forms": 7}]
)
def test_what_is_no_document_is_left_to_its_reader(document: Any) -> None:
    assert isinstance(read_definition(document), tuple)


def test_a_package_of_an_older_format_is_read() -> None:
    document = old_document()
    forms = document.pop("forms")
    files: dict[str, bytes] = {"app.json": json.dumps(document).encode()}
    files |= {f"forms/{form['key']}.json": json.dumps(form).encode() for form in forms}

    package = read_package(files)

    assert not isinstance(package, tuple), package
    assert package.definition.format == FORMAT


@pytest.mark.anyio
async def test_a_draft_of_an_older_format_is_read_and_changed_in_the_present_one(database: Database) -> None:
    definition = read_definition(old_document())
    assert isinstance(definition, AppDefinition)
    async with database.transaction() as tx:
        number = await add_app(tx, definition, None)
        old = sa.update(app).values(draft=sa.bindparam("document")).where(app.c.id == sa.bindparam("app"))
        await tx.execute(prepare(old), {"app": number, "document": case("from_1.before.json")})

        draft = await read_draft(tx, number)
        changed = await patch_draft(
            tx, number, draft.revision, [{"op": "replace", "path": "/label/en", "value": "Store"}]
        )

    assert draft.document == case("from_1.after.json")
    assert changed.document == {**case("from_1.after.json"), "label": {"zh-CN": "店", "en": "Store"}}
