"""Values that a conversion could not carry over, listed for builders and put right one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from engines.form.compiled import SubTable
from engines.form.field import Field
from engines.form.schema import Form
from engines.form.steps import Convert
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.statements import prepare
from mortise.db.tables.applications import unconverted
from mortise.db.transaction import Reader, Tx
from mortise.definitions.published import PublishedApps
from mortise.errors import Invalid, NotFound
from mortise.publishing.live import read_tables
from mortise.publishing.names import names_for
from mortise.publishing.parked import Shelf, parked_columns
from mortise.publishing.shown import shown_rows
from mortise.records.patching import patch_record

MOST: Final = 100

APP: Final = sa.bindparam("app", type_=sa.BigInteger)
PLACES: Final = prepare(
    sa.select(unconverted.c.form, unconverted.c.field, unconverted.c.version)
    .where(unconverted.c.app_id == APP, unconverted.c.settled_at.is_(None))
    .distinct()
    .order_by(unconverted.c.form, unconverted.c.field, unconverted.c.version)
)
ONE: Final = prepare(
    sa.select(unconverted).where(
        unconverted.c.app_id == APP,
        unconverted.c.id == sa.bindparam("id", type_=sa.BigInteger),
        unconverted.c.settled_at.is_(None),
    )
)
SETTLE: Final = prepare(
    sa.update(unconverted)
    .where(unconverted.c.id == sa.bindparam("id", type_=sa.BigInteger))
    .values(settled_at=sa.func.now(), settled_by=sa.bindparam("person", type_=sa.BigInteger))
)


@dataclass(frozen=True, slots=True)
class Place:
    """A field of the published version whose conversion in `version` left values behind: the field then and now, and
    where the old values stand."""

    form: str
    field: str
    version: int
    source: Form | SubTable
    before: Field
    after: Field
    columns: Mapping[str, str]

    def is_open(self) -> Sequence[sa.ColumnElement[bool]]:
        """What nobody has settled, or filled in otherwise."""
        return (
            unconverted.c.app_id == APP,
            unconverted.c.form == self.form,
            unconverted.c.field == self.field,
            unconverted.c.version == self.version,
            unconverted.c.settled_at.is_(None),
            self.source.table.c[self.after.key].is_(None),
        )

    def open_rows(self) -> sa.Select[Any]:
        """The rows of that."""
        table = self.source.table
        joined = sa.select(unconverted).join(table, table.c.id == unconverted.c.row_id)
        return joined.where(*self.is_open())


@dataclass(frozen=True, slots=True)
class Repair:
    """A value to be put right: its record, the old value as far as it may be seen, and the reason."""

    id: int
    record: int | None
    row: int
    title: str | None
    text: str | None
    reason: Issue


async def list_places(reader: Reader, context: Context, apps: PublishedApps) -> list[tuple[Place, int]]:
    """The fields with values to be put right, and how many those are."""
    shelf = await shelf_of(reader, context, apps)
    found = []
    for row in await reader.fetch(PLACES, {"app": context.app.id}):
        place = await find_place(shelf, context, row["form"], row["field"], row["version"])
        if place is not None and row["version"] <= context.app.version:
            counted = sa.select(sa.func.count()).select_from(place.open_rows().subquery())
            count = await reader.fetchval(prepare(counted), {"app": context.app.id})
            if isinstance(count, int) and count:
                found.append((place, count))
    return found


async def list_repairs(
    reader: Reader, context: Context, apps: PublishedApps, form: str, field: str, after: int
) -> list[Repair]:
    """The next values of a field behind the number `after`."""
    found: list[Repair] = []
    for place in await places_of(reader, context, apps, form, field):
        found += await repairs_of(reader, context, place, after, MOST - len(found))
    return found


async def places_of(
    reader: Reader, context: Context, apps: PublishedApps, form: str, field: str
) -> list[Place]:
    """The conversions of one field that left values behind."""
    versions = {
        row["version"]
        for row in await reader.fetch(PLACES, {"app": context.app.id})
        if (row["form"], row["field"]) == (form, field) and row["version"] <= context.app.version
    }
    shelf = await shelf_of(reader, context, apps)
    places = [await find_place(shelf, context, form, field, version) for version in sorted(versions)]
    return [place for place in places if place is not None]


async def repairs_of(
    reader: Reader, context: Context, place: Place, after: int, limit: int
) -> Sequence[Repair]:
    """The values that one conversion of a field left behind."""
    if limit <= 0:
        return ()
    chosen = place.open_rows().where(unconverted.c.id > sa.bindparam("after", type_=sa.BigInteger))
    statement = prepare(chosen.order_by(unconverted.c.id).limit(limit))
    rows = await reader.fetch(statement, {"app": context.app.id, "after": after})
    names = await names_for(reader, context.app.schema, step_of(place), place.source.table)
    ids = [row["row_id"] for row in rows]
    shown = await shown_rows(reader, context, place.source, place.before, place.columns, ids, names)
    return [
        Repair(
            row["id"],
            seen.record if seen is not None else None,
            row["row_id"],
            seen.title if seen is not None else None,
            seen.text if seen is not None else None,
            # What was written stands in some reasons: whoever may not read the value reads no reason either.
            Issue(row["code"], "", row["params"])
            if seen is not None and seen.text is not None
            else Issue("conversion_unseen"),
        )
        for row in rows
        for seen in [shown.get(row["row_id"])]
    ]


async def repair(
    tx: Tx, context: Context, apps: PublishedApps, number: int, given: Mapping[str, object]
) -> None:
    """Puts a value right: `value` as JSON has it, or `text` as a person writes it; without either it stays blank."""
    row = await tx.fetchrow(ONE, {"app": context.app.id, "id": number})
    if row is None or row["version"] > context.app.version:
        raise NotFound
    shelf = await shelf_of(tx, context, apps)
    place = await find_place(shelf, context, row["form"], row["field"], row["version"])
    if place is None:
        raise NotFound
    if given:
        value = await wanted(tx, place, given)
        version, raw = await patch_of(tx, place, row["record_id"], row["row_id"], value)
        await patch_record(tx, context, place.form, row["record_id"], version, raw)
    await tx.execute(SETTLE, {"id": number, "person": context.principal.person})


async def wanted(tx: Tx, place: Place, given: Mapping[str, object]) -> object:
    """The new value as JSON has it."""
    if "value" in given:
        return given["value"]
    names = await names_for(tx, None, step_of(place), place.source.table)
    found = place.after.parse_text(str(given["text"]), names)
    if isinstance(found, Issue):
        raise Invalid([found.under("/text")])
    return place.after.to_json(found)


async def patch_of(
    tx: Tx, place: Place, record: int, row: int, value: object
) -> tuple[int, Mapping[str, object]]:
    """The record's version, and the change of it that sets one value: in a sub-table all other rows stay."""
    source = place.source
    table = source.table
    if not isinstance(source, SubTable):
        version = await tx.fetchval(versions(table), {"id": record})
        raw: Mapping[str, object] = {place.after.key: value}
    else:
        parent = next(iter(table.c.parent.foreign_keys)).column.table
        version = await tx.fetchval(versions(parent), {"id": record})
        every = sa.select(table.c.id).where(table.c.parent == sa.bindparam("id", type_=sa.BigInteger))
        kept = await tx.fetch(prepare(every.order_by(table.c.position)), {"id": record})
        raw = {
            source.key: [
                {"id": each["id"], place.after.key: value} if each["id"] == row else {"id": each["id"]}
                for each in kept
            ]
        }
    if not isinstance(version, int):
        raise NotFound
    return version, raw


def versions(table: Any) -> Any:
    """The version of a record."""
    return prepare(sa.select(table.c.version).where(table.c.id == sa.bindparam("id", type_=sa.BigInteger)))


def step_of(place: Place) -> Convert:
    """The conversion that left the values behind."""
    table = place.source.table
    return Convert(
        schema=str(table.schema),
        table=table.name,
        before=place.before,
        after=place.after,
        parked=place.columns,
        comes_back=True,
    )


async def shelf_of(reader: Reader, context: Context, apps: PublishedApps) -> Shelf:
    """What the application has parked."""
    return Shelf(reader, apps, context.app.id, await read_tables(reader, context.app.key))


async def find_place(shelf: Shelf, context: Context, form: str, field: str, version: int) -> Place | None:
    """Where a conversion left values behind, if the field is still there and so are they."""
    outer, _, inner = field.partition(".")
    found = context.app.schema.forms.get(form)
    source = found if found is None or not inner else found.sub_tables.get(outer)
    key = inner or outer
    if source is None or key not in source.fields or source.table.name not in shelf.live:
        return None
    columns = parked_columns(shelf.live[source.table.name]).get(key, {}).get(version)
    earlier = None if columns is None else (await shelf.before(version)).sources.get(source.table.name)
    before, after = None if earlier is None else earlier.fields.get(key), source.fields[key]
    if before is None or columns is None or after.computed or not after.columns():
        return None
    return Place(form, field, version, source, before, after, columns)
