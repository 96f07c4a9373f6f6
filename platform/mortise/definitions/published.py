"""Published versions of applications, compiled once and kept: what every request about records works with."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from engines.form.schema import Schema
from mortise.db.statements import prepare
from mortise.db.tables.applications import app, app_version
from mortise.db.transaction import Reader
from mortise.definitions.app import AppDefinition
from mortise.definitions.check import check_app
from mortise.definitions.reading import read_definition
from mortise.errors import NotFound

MOST_KEPT: Final = 200

CURRENT: Final = prepare(
    sa.select(app.c.id, app.c.published_version).where(
        app.c.key == sa.bindparam("key", type_=sa.Text), app.c.published_version.is_not(None)
    )
)
CURRENT_OF: Final = prepare(
    sa.select(app.c.published_version).where(app.c.id == sa.bindparam("app", type_=sa.BigInteger))
)
VERSION: Final = prepare(
    sa.select(app_version.c.definition).where(
        app_version.c.app_id == sa.bindparam("app"), app_version.c.version == sa.bindparam("version")
    )
)


@dataclass(frozen=True, slots=True, eq=False)
class PublishedApp:
    """One version of an application. It never changes, so what is computed from it may be kept beside it."""

    id: int
    key: str
    version: int
    definition: AppDefinition
    schema: Schema


class PublishedApps:
    """The versions that one process works with, by (id, version): a publication is a new version, so nothing here
    is ever out of date."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], PublishedApp] = OrderedDict()

    async def load(self, reader: Reader, key: str) -> PublishedApp:
        """The published version of the application with that key; NotFound where nothing is published."""
        row = await reader.fetchrow(CURRENT, {"key": key})
        if row is None:
            raise NotFound
        return await self.of(reader, row["id"], row["published_version"])

    async def of(self, reader: Reader, app_id: int, version: int) -> PublishedApp:
        """That version of the application with that id."""
        kept = self._kept.get((app_id, version))
        if kept is None:
            document = await reader.fetchval(VERSION, {"app": app_id, "version": version})
            if document is None:
                raise NotFound
            kept = compile_app(app_id, version, document)
            self._kept[app_id, version] = kept
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return kept

    def kept(self, app_id: int, version: int) -> PublishedApp | None:
        """The version, if it was asked for before: no statement, no waiting."""
        return self._kept.get((app_id, version))


async def current_version(reader: Reader, app_id: int) -> int | None:
    """The version of an application that is published now."""
    version = await reader.fetchval(CURRENT_OF, {"app": app_id})
    return version if isinstance(version, int) else None


def compile_app(app_id: int, version: int, document: object) -> PublishedApp:
    """A stored document as what requests work with; ValueError when this release cannot read it."""
    definition = read_definition(document)
    if isinstance(definition, tuple):
        raise ValueError(f"application {app_id} version {version}: {definition[0]}")
    verdict = check_app(definition)
    if verdict.schema is None:
        raise ValueError(f"application {app_id} version {version}: {verdict.issues[0]}")
    return PublishedApp(app_id, definition.key, version, definition, verdict.schema)
