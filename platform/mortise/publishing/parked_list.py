"""The list of what an application has parked: since when, how many values, how much room they take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from engines.definition import LOCALES, Locale
from engines.form.compiled import Form, SubTable
from engines.form.parking import parked_table_name
from engines.form.tables import schema_name
from mortise.db.statements import prepare
from mortise.db.tables.applications import app_version
from mortise.db.transaction import Reader
from mortise.publishing.live import PARKED
from mortise.publishing.parked import Shelf, parked_columns, path_of

TABLE: Final = "__parked_"

PUBLISHED: Final = prepare(
    sa.select(app_version.c.version, app_version.c.published_at).where(
        app_version.c.app_id == sa.bindparam("app", type_=sa.BigInteger)
    )
)
TABLE_SIZES: Final = prepare(
    sa.text(
        "SELECT c.relname AS name, pg_total_relation_size(c.oid) AS size FROM pg_catalog.pg_class c "
        "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = :schema AND c.relkind = 'r'"
    ).bindparams(sa.bindparam("schema", type_=sa.Text))
)


@dataclass(frozen=True, slots=True)
class ParkedItem:
    """Something that is parked: what it was, the version that parked it and when, how many records hold a value of
    it (or how many rows a table has), and how many bytes it takes."""

    path: str
    kind: str | None
    label: Mapping[Locale, str]
    version: int
    parked_at: Any
    rows: int
    size: int


async def list_parked(reader: Reader, shelf: Shelf, app: str) -> list[ParkedItem]:
    """Everything that is parked, what was parked last first."""
    moments = {
        row["version"]: row["published_at"] for row in await reader.fetch(PUBLISHED, {"app": shelf.app_id})
    }
    found = []
    for version in sorted(moments, reverse=True):
        if version > 1 and is_parked_in(shelf, version):
            for item in await parked_in(reader, shelf, app, version):
                path, kind, label, rows, size = item
                found.append(ParkedItem(path, kind, label, version, moments[version], rows, size))
    return found


def is_parked_in(shelf: Shelf, version: int) -> bool:
    """Whether a version parked anything that is still parked."""
    ending = f"{TABLE}{version}"
    columns = (name for table in shelf.live.values() for name in table.columns)
    numbers = (match["version"] for name in columns if (match := PARKED.fullmatch(name)))
    return any(name.endswith(ending) for name in shelf.live) or str(version) in numbers


async def parked_in(reader: Reader, shelf: Shelf, app: str, version: int) -> Sequence[Any]:
    """What one version parked."""
    found = []
    sizes = {
        row["name"]: row["size"] for row in await reader.fetch(TABLE_SIZES, {"schema": schema_name(app)})
    }
    for name, source in (await shelf.before(version)).sources.items():
        parked = parked_table_name(name, version)
        if parked in shelf.live:
            rows = sa.select(sa.func.count()).select_from(sa.table(parked, schema=schema_name(app)))
            counted = await reader.fetchval(prepare(rows))
            found.append((path_of(source), None, label_of(source), counted, sizes[parked]))
        if name in shelf.live:
            found += await fields_in(reader, shelf, app, source, version)
    return found


async def fields_in(
    reader: Reader, shelf: Shelf, app: str, source: Form | SubTable, version: int
) -> Sequence[Any]:
    """The fields of one table that a version parked, all counted by one statement."""
    name = source.table.name
    parked = {
        key: versions[version]
        for key, versions in parked_columns(shelf.live[name]).items()
        if version in versions and key in source.fields
    }
    if not parked:
        return ()
    columns: list[sa.ColumnElement[Any]] = []
    for key, names in parked.items():
        columns.append(sa.func.count(sa.column(names[key])))
        sizes = (sa.func.coalesce(sa.func.pg_column_size(sa.column(each)), 0) for each in names.values())
        columns.append(sa.func.coalesce(sa.func.sum(sum(sizes, sa.literal(0))), 0))
    labelled = [column.label(f"c{place}") for place, column in enumerate(columns)]
    row = await reader.fetchrow(
        prepare(sa.select(*labelled).select_from(sa.table(name, schema=schema_name(app))))
    )
    if row is None:
        raise LookupError("a count gives a row")
    return [
        (
            path_of(source, key),
            source.fields[key].kind,
            {locale: source.fields[key].label.text(locale) or key for locale in LOCALES},
            row[f"c{2 * place}"],
            int(row[f"c{2 * place + 1}"]),
        )
        for place, key in enumerate(parked)
    ]


def label_of(source: Form | SubTable) -> Mapping[Locale, str]:
    """What people called a form or sub-table."""
    label = source.field.label if isinstance(source, SubTable) else source.definition.label
    return {locale: label.text(locale) or source.key for locale in LOCALES}
