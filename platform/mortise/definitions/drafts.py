"""Drafts: the one document of an application that builders change together, each change under a revision."""

from dataclasses import dataclass
from typing import Final

import orjson
import sqlalchemy as sa

from engines.issues import Issue
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables.applications import app, app_version
from mortise.db.tables.people import person
from mortise.db.transaction import Reader, Tx
from mortise.definitions.json_patch import PatchFailed, apply_patch
from mortise.definitions.upgrades import readable
from mortise.errors import Conflict, Invalid, NotFound, UserError

LARGEST: Final = 20_000_000
"""Bytes of a stored document."""


class DraftChanged(UserError):
    """The draft has another revision than the one that the change was made on."""

    code = "draft_changed"
    status = 412


class RevisionRequired(UserError):
    """A change of a draft must say which revision it was made on."""

    code = "revision_required"
    status = 428


class PatchConflict(Conflict):
    """The draft does not hold what the patch supposes."""

    code = "patch_conflict"


@dataclass(frozen=True, slots=True)
class Draft:
    """An application's draft. `base_version` is the published version it was begun from; without changes since,
    it is that version's own document."""

    app_id: int
    key: str
    revision: int
    base_version: int | None
    published_version: int | None
    document: object
    is_changed: bool
    take_back: frozenset[str] = frozenset()
    """The fields and forms whose parked values come back with it (`visit.notes`)."""
    changed_by: Record | None = None
    """Who changed it last, with `person`, `name` and `name_en`; None where that is not known."""


APP: Final = sa.bindparam("app", type_=sa.BigInteger)


PUBLISHED: Final = (
    sa.select(app_version.c.definition)
    .where(app_version.c.app_id == app.c.id, app_version.c.version == app.c.published_version)
    .scalar_subquery()
)


def reading() -> sa.Select[tuple[object, ...]]:
    """A draft, or the published document where there is none."""
    return (
        sa.select(
            app.c.id,
            app.c.key,
            app.c.draft_revision,
            app.c.draft_base_version,
            app.c.published_version,
            app.c.draft.is_not(None).label("is_changed"),
            app.c.draft_take_back,
            sa.func.coalesce(app.c.draft, PUBLISHED).label("document"),
            person.c.id.label("person"),
            person.c.name,
            person.c.name_en,
        )
        .select_from(app.outerjoin(person, person.c.id == app.c.draft_changed_by))
        .where(app.c.id == APP)
    )


READ: Final = prepare(reading())
LOCKED: Final = prepare(reading().with_for_update(of=app))
DOCUMENT: Final = sa.bindparam("document", type_=app.c.draft.type)
TAKE_BACK: Final = sa.bindparam("take_back", type_=app.c.draft_take_back.type)
WRITE: Final = prepare(
    sa.update(app)
    .where(app.c.id == APP)
    .values(
        # What is the published document again, and takes nothing back, is no draft.
        draft=sa.case((TAKE_BACK.is_(None), sa.func.nullif(DOCUMENT, PUBLISHED)), else_=DOCUMENT),
        draft_revision=app.c.draft_revision + 1,
        draft_base_version=sa.bindparam("base", type_=app.c.draft_base_version.type),
        draft_take_back=TAKE_BACK,
        draft_changed_by=sa.bindparam("person", type_=app.c.draft_changed_by.type),
    )
)


async def read_draft(reader: Reader, app_id: int) -> Draft:
    """The draft as it is now."""
    return draft_of(await reader.fetchrow(READ, {"app": app_id}))


async def lock_draft(tx: Tx, app_id: int) -> Draft:
    """The draft, which nobody else changes until the transaction ends."""
    return draft_of(await tx.fetchrow(LOCKED, {"app": app_id}))


def draft_of(row: Record | None) -> Draft:
    """A row of READ as a draft."""
    if row is None:
        raise NotFound
    return Draft(
        app_id=row["id"],
        key=row["key"],
        revision=row["draft_revision"],
        base_version=row["draft_base_version"] if row["is_changed"] else row["published_version"],
        published_version=row["published_version"],
        document=readable(row["document"]),
        is_changed=row["is_changed"],
        take_back=frozenset(row["draft_take_back"] or ()),
        changed_by=None if row["person"] is None else row,
    )


async def patch_draft(
    tx: Tx, app_id: int, revision: int | None, operations: object, changed_by: int | None = None
) -> Draft:
    """The draft after a JSON Patch that a person made on `revision`; refused, and unchanged, when it has moved on."""
    draft = await lock_draft(tx, app_id)
    if revision is None:
        raise RevisionRequired
    if revision != draft.revision:
        raise DraftChanged(extra={"revision": draft.revision})
    try:
        document = apply_patch(draft.document, operations)
    except PatchFailed as failed:
        refusal = PatchConflict if failed.is_conflict else Invalid
        raise refusal([failed.issue], extra={"revision": draft.revision}) from failed
    return await write_draft(tx, draft, document, draft.base_version, changed_by=changed_by)


async def write_draft(
    tx: Tx,
    draft: Draft,
    document: object,
    base: int | None,
    take_back: frozenset[str] | None = None,
    changed_by: int | None = None,
) -> Draft:
    """Makes `document` the draft; what it is about, its key, stays. `take_back` is as it was unless it is given."""
    check_storable(document, draft.key)
    wanted = sorted(draft.take_back if take_back is None else take_back)
    values = {
        "app": draft.app_id,
        "document": document,
        "base": base,
        "take_back": wanted or None,
        "person": changed_by,
    }
    await tx.execute(WRITE, values)
    return await read_draft(tx, draft.app_id)


async def drop_draft(tx: Tx, draft: Draft) -> None:
    """Lets the changes of a draft go: the published document stands in their place."""
    await tx.execute(
        WRITE, {"app": draft.app_id, "document": None, "base": None, "take_back": None, "person": None}
    )


def check_storable(document: object, key: str) -> None:
    """Raises when `document` is no application of that key, or larger than any application needs to be."""
    if not isinstance(document, dict):
        raise Invalid([Issue("draft_not_an_object")])
    if document.get("key") != key:
        raise Invalid([Issue("key_final", "/key", {"key": key})])
    try:
        size = len(orjson.dumps(document))
    except (TypeError, ValueError) as unstorable:
        raise Invalid([Issue("document_unreadable")]) from unstorable
    if size > LARGEST:
        raise Invalid([Issue("document_too_large")])
    where = find_nul(document)
    if where is not None:
        raise Invalid([Issue("text_with_nul", where)])


def find_nul(value: object, place: str = "") -> str | None:
    """The pointer of a text with the character NUL, which PostgreSQL cannot hold."""
    if isinstance(value, str):
        return place if "\0" in value else None
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for name, member in members:
        if "\0" in str(name):
            return place
        found = find_nul(member, f"{place}/{str(name).replace('~', '~0').replace('/', '~1')}")
        if found is not None:
            return found
    return None
