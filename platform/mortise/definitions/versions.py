"""Published versions: never changed, listed, and brought back as drafts."""

from typing import Final

import sqlalchemy as sa

from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables.applications import app, app_version
from mortise.db.tables.people import person
from mortise.db.transaction import Reader
from mortise.definitions.upgrades import readable
from mortise.errors import NotFound

APP: Final = sa.bindparam("app", type_=sa.BigInteger)

LIST: Final = prepare(
    sa.select(
        app_version.c.version,
        app_version.c.published_at,
        app_version.c.note,
        person.c.id.label("person"),
        person.c.name,
        person.c.name_en,
        (app_version.c.version == app.c.published_version).label("is_current"),
    )
    .select_from(
        app_version.join(app, app.c.id == app_version.c.app_id).outerjoin(
            person, person.c.id == app_version.c.published_by
        )
    )
    .where(app_version.c.app_id == APP)
    .order_by(app_version.c.version.desc())
    .limit(500)
)
DOCUMENT: Final = prepare(
    sa.select(app_version.c.definition).where(
        app_version.c.app_id == APP, app_version.c.version == sa.bindparam("version")
    )
)
ADD: Final = prepare(
    sa.insert(app_version).values(
        app_id=sa.bindparam("app"),
        version=sa.bindparam("version"),
        definition=sa.bindparam("definition"),
        published_by=sa.bindparam("person"),
        note=sa.bindparam("note"),
    )
)
IS_THE_DRAFT: Final = app.c.draft_revision == sa.bindparam("revision", type_=sa.Integer)
SWITCH: Final = prepare(
    sa.update(app)
    .where(app.c.id == APP)
    .values(
        published_version=sa.bindparam("version", type_=sa.Integer),
        # A draft that was changed while its earlier state was prepared goes on as a draft.
        draft=sa.case((IS_THE_DRAFT, sa.null()), else_=app.c.draft),
        draft_take_back=sa.case((IS_THE_DRAFT, sa.null()), else_=app.c.draft_take_back),
        draft_revision=app.c.draft_revision + 1,
        draft_base_version=sa.case(
            (IS_THE_DRAFT, sa.bindparam("version", type_=sa.Integer)), else_=app.c.draft_base_version
        ),
        labels=sa.bindparam("labels"),
        icon=sa.bindparam("icon"),
        colour=sa.bindparam("colour"),
    )
)


async def list_versions(reader: Reader, app_id: int) -> list[Record]:
    """The versions, newest first."""
    return await reader.fetch(LIST, {"app": app_id})


async def read_version(reader: Reader, app_id: int, version: int) -> object:
    """A version's document."""
    document = await reader.fetchval(DOCUMENT, {"app": app_id, "version": version})
    if document is None:
        raise NotFound
    return readable(document)
