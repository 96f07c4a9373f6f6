"""How much an application is used: per form its records, per field how many records have something in it and when it
changed last. Large tables are sampled, and of the log only the latest changes are read: it is a look, no account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from engines.definition import Locale
from engines.form.compiled import Form
from engines.form.tables import schema_name
from engines.form.vocabulary import label_of, named_by
from mortise.db.statements import prepare
from mortise.db.tables.records import record_change
from mortise.db.transaction import Reader
from mortise.definitions.published import PublishedApp

MOST_ROWS: Final = 20_000
"""So many rows of a table are looked at; of a larger one as many, spread over it."""
MOST_CHANGES: Final = 50_000

ESTIMATES: Final = prepare(
    sa.text(
        "SELECT c.relname AS name, c.reltuples AS rows FROM pg_catalog.pg_class c "
        "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = :schema AND c.relkind = 'r'"
    ).bindparams(sa.bindparam("schema", type_=sa.Text))
)


def latest_changes() -> sa.Select[tuple[object, ...]]:
    """When each field of each form was given a value last, as far as the latest changes tell; and for the form itself,
    under no key, when anything was changed."""
    change = record_change
    latest = (
        sa.select(change.c.form, change.c.at, change.c.new)
        .where(change.c.app_id == sa.bindparam("app", type_=sa.BigInteger))
        .order_by(change.c.id.desc())
        .limit(MOST_CHANGES)
        .cte("latest")
    )
    given = (
        sa.func.jsonb_each(sa.func.coalesce(latest.c.new, sa.cast("{}", JSONB)))
        .table_valued(sa.column("key", sa.Text()), sa.column("value", JSONB()))
        .render_derived(name="given")
    )
    fields = (
        sa.select(latest.c.form, given.c.key, sa.func.max(latest.c.at).label("at"))
        .select_from(latest.join(given, sa.true()))
        .where(sa.func.jsonb_typeof(given.c.value) != "null")
        .group_by(latest.c.form, given.c.key)
    )
    forms = sa.select(latest.c.form, sa.literal("").label("key"), sa.func.max(latest.c.at).label("at"))
    both = sa.union_all(fields, forms.group_by(latest.c.form)).subquery("both")
    return sa.select(both.c.form, both.c.key, both.c.at)


LATEST: Final = prepare(latest_changes())


@dataclass(frozen=True, slots=True)
class FieldUsage:
    """A field: which part of the records has something in it (None: it has no column of its own, or there are no
    records), and when it was given a value last, as far as is known."""

    key: str
    label: Mapping[Locale, str]
    filled: float | None
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class FormUsage:
    """A form: its records, about as many where it is sampled, and when one of them changed last, as far as is
    known."""

    key: str
    label: Mapping[Locale, str]
    records: int
    is_sampled: bool
    changed_at: datetime | None
    fields: Sequence[FieldUsage]


async def read_usage(reader: Reader, app: PublishedApp) -> list[FormUsage]:
    """The usage of every form; a statement for each of them, and two for all."""
    estimates = {
        row["name"]: row["rows"] for row in await reader.fetch(ESTIMATES, {"schema": schema_name(app.key)})
    }
    changed = {(row["form"], row["key"]): row["at"] for row in await reader.fetch(LATEST, {"app": app.id})}
    return [
        await form_usage(reader, form, estimates.get(form.table.name, 0.0), changed)
        for form in app.schema.forms.values()
    ]


async def form_usage(
    reader: Reader, form: Form, estimate: float, changed: Mapping[tuple[str, str], datetime]
) -> FormUsage:
    """The usage of one form; `estimate` is how many rows the database thinks that its table has."""
    is_sampled = estimate > MOST_ROWS
    table = form.table.alias("t")
    counted = [key for key in form.fields if key in form.table.c]
    source = (
        sa.tablesample(form.table, sa.func.system(100.0 * MOST_ROWS / estimate), name="t")
        if is_sampled
        else table
    )
    row = await reader.fetchrow(
        prepare(
            sa.select(
                sa.func.count().label("rows"),
                *(sa.func.count(source.c[key]).label(f"f{place}") for place, key in enumerate(counted)),
            ).where(source.c.deleted_at.is_(None))
        )
    )
    rows: int = row["rows"] if row is not None else 0
    filled = {key: row[f"f{place}"] / rows for place, key in enumerate(counted) if row is not None and rows}
    return FormUsage(
        form.key,
        named_by(form.definition.label, form.key),
        round(estimate) if is_sampled else rows,
        is_sampled,
        changed.get((form.key, "")),
        [
            FieldUsage(key, label_of(form, key), filled.get(key), changed.get((form.key, key)))
            for key in form.fields
        ],
    )
