"""Applications of this installation: which there are, and a new one, empty or from a document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

import asyncpg
import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, StringConstraints

from engines.definition import LOCALES, Key, Label
from engines.issues import Issue
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables.applications import app
from mortise.db.transaction import Reader, Tx
from mortise.definitions.app import AppDefinition
from mortise.definitions.drafts import check_storable
from mortise.definitions.reading import write_document
from mortise.errors import Invalid, NotFound


class NewApp(BaseModel):
    """What an application is begun with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: Key
    labels: Label
    icon: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{0,60}$")] = ""
    colour: Annotated[str, StringConstraints(pattern=r"^(#[0-9a-f]{6})?$")] = ""


@dataclass(frozen=True, slots=True)
class App:
    """An application as the installation knows it, whatever is in it."""

    id: int
    key: str
    published_version: int | None


LIST: Final = prepare(
    sa.select(app.c.id, app.c.key, app.c.published_version, app.c.labels, app.c.icon, app.c.colour)
    .order_by(app.c.created_at, app.c.id)
    .limit(1000)
)
FIND: Final = prepare(
    sa.select(app.c.id, app.c.key, app.c.published_version).where(app.c.key == sa.bindparam("key"))
)
ADD: Final = prepare(
    sa.insert(app)
    .values(
        key=sa.bindparam("key"),
        draft=sa.bindparam("draft"),
        draft_revision=1,
        labels=sa.bindparam("labels"),
        icon=sa.bindparam("icon"),
        colour=sa.bindparam("colour"),
        origin=sa.bindparam("origin"),
    )
    .returning(app.c.id)
)


async def list_apps(reader: Reader) -> list[Record]:
    """Every application, the oldest first."""
    return await reader.fetch(LIST)


async def find_app(reader: Reader, key: str) -> App:
    """The application of that key; NotFound where there is none."""
    row = await reader.fetchrow(FIND, {"key": key})
    if row is None:
        raise NotFound
    return App(row["id"], row["key"], row["published_version"])


async def create_app(tx: Tx, given: NewApp) -> int:
    """An empty application with a draft, in the languages that it has a name in; its id."""
    label = given.labels.model_dump(by_alias=True)
    document = {"format": 1, "key": given.key, "label": label}
    if spoken := [locale for locale in LOCALES if label[locale].strip()]:
        document["locales"] = spoken
    document |= {name: text for name, text in (("icon", given.icon), ("colour", given.colour)) if text}
    return await add_app(tx, AppDefinition.model_validate(document), None)


async def add_app(tx: Tx, definition: AppDefinition, origin: Mapping[str, object] | None) -> int:
    """An application whose draft is `definition`; refused where its key is taken. `origin` says where it came from."""
    document = write_document(definition)
    check_storable(document, definition.key)
    values = {
        "key": definition.key,
        "draft": document,
        "labels": shown(definition),
        "icon": definition.icon,
        "colour": definition.colour,
        "origin": origin,
    }
    try:
        number = await tx.fetchval(ADD, values)
    except asyncpg.UniqueViolationError as taken:
        raise Invalid([Issue("app_key_taken", "/key", {"key": definition.key})]) from taken
    if not isinstance(number, int):
        raise LookupError("the new application has no id")
    return number


def shown(definition: AppDefinition) -> dict[str, object]:
    """What the home page shows of an application."""
    return {
        "label": definition.label.model_dump(by_alias=True),
        "description": definition.description.model_dump(by_alias=True),
    }
