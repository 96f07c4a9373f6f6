"""The rows of a sub-table as one JSON value, selected with the record that they belong to."""

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

from engines.expression.types import LINK
from engines.form.schema import Form, Schema
from mortise.access.rights import AppRights

PAIRS: Final = 40
"""PostgreSQL's functions take at most 100 arguments."""


def rows_output(
    schema: Schema, rights: AppRights, form: Form, key: str, table: FromClause, expand: frozenset[str]
) -> ColumnElement[Any]:
    """The record's rows in their order, each with its id and the fields that may be read."""
    sub, own = form.sub_tables[key], rights.form(form.key)
    rows = sub.table.alias(f"{key}__rows")
    values: dict[str, ColumnElement[Any]] = {"id": rows.c.id}
    source: FromClause = rows
    for inner, field in sub.fields.items():
        named = f"{key}.{inner}"
        if own.field(named).access == "hidden":
            continue
        kind = field.value_type()
        if kind.name == LINK.name and kind.target is not None and own.field(named).access != "masked":
            target = schema.forms[kind.target].table.alias(f"{key}_{inner}__target")
            value = own.value(named, field.expression_column(rows), table)
            source = source.outerjoin(target, sa.and_(target.c.id == value, target.c.deleted_at.is_(None)))
            linked = json_object({"id": target.c.id, "title": rights.form(kind.target).title(target)})
            values[inner] = (
                sa.case((target.c.id.is_not(None), linked)) if named in expand else as_json(target.c.id)
            )
        else:
            values[inner] = as_json(own.column(named, rows, table))
    every = sa.func.jsonb_agg(aggregate_order_by(json_object(values), rows.c.position), type_=JSONB)
    listed = sa.select(sa.func.coalesce(every, sa.cast(sa.literal_column("'[]'"), JSONB))).select_from(source)
    return own.shown(key, listed.where(rows.c.parent == table.c.id).scalar_subquery(), table)


def as_json(value: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column inside of a JSON value; moments are written as everywhere else, in UTC with Z."""
    if isinstance(value.type, sa.DateTime):
        local = sa.func.timezone("UTC", value)
        return sa.func.to_jsonb(sa.func.to_jsonb(local, type_=JSONB)[()].astext + "Z")
    return value


def json_object(values: Mapping[str, ColumnElement[Any]]) -> ColumnElement[Any]:
    """A JSON object with these members."""
    pairs: list[tuple[ColumnElement[Any], ColumnElement[Any]]] = [
        (sa.literal_column("'" + name.replace("'", "''") + "'"), value) for name, value in values.items()
    ]
    parts = [
        sa.func.jsonb_build_object(
            *(part for pair in pairs[start : start + PAIRS] for part in pair), type_=JSONB
        )
        for start in range(0, len(pairs), PAIRS)
    ]
    whole: ColumnElement[Any] = parts[0]
    for part in parts[1:]:
        whole = whole.concat(part)
    return whole
