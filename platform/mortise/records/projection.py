"""What is selected of records: fields as a person may read them, with titles beside what they name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

from engines.definition import Locale
from engines.expression.types import DEPARTMENT, LINK, PERSON, Type, element_of, is_list
from engines.form.schema import Form, Schema
from mortise.access.rights import AppRights
from mortise.db.connections import Record
from mortise.db.tables import people
from mortise.records.sub_output import json_object, rows_output

SHOWN_SYSTEM: Final = (
    "id",
    "version",
    "title",
    "owner",
    "department",
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
)
"""The system columns of a record as it is answered; one in the recycle bin also has `deleted_at`."""

SYSTEM_TYPES: Final = {"owner": PERSON, "created_by": PERSON, "updated_by": PERSON, "department": DEPARTMENT}
TITLE: Final = "__title"

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Projection:
    """Columns to select from `source`, and how a row of them becomes an answer."""

    columns: tuple[ColumnElement[Any], ...]
    source: FromClause
    expanded: tuple[str, ...]

    def finish(self) -> Callable[[Record], Item]:
        """Turns a row into a flat object, with {id, title} where titles were asked for."""
        expanded = tuple((key, key + TITLE) for key in self.expanded)
        if not expanded:
            return dict

        def nested(row: Record) -> Item:
            item = dict(row)
            for key, title in expanded:
                text = item.pop(title)
                if item[key] is not None:
                    item[key] = {"id": item[key], "title": text or ""}
            return item

        return nested


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which columns of a form are asked for: keys of fields and system columns, and which of them with titles."""

    keys: tuple[str, ...]
    expand: frozenset[str]
    locale: Locale

    def also(self, key: str) -> "Wanted":
        """The same with one more column."""
        return self if key in self.keys else replace(self, keys=(*self.keys, key))


def named_type(form: Form, key: str) -> Type | None:
    """The type of a value that names a person, a department or a record; None for any other value."""
    if key in SYSTEM_TYPES:
        return SYSTEM_TYPES[key]
    field = form.fields.get(key)
    if field is None or key in form.sub_tables:
        return None
    kind = field.value_type()
    return kind if element_of(kind).name in {PERSON.name, DEPARTMENT.name, LINK.name} else None


def project(schema: Schema, rights: AppRights, form: Form, table: FromClause, wanted: Wanted) -> Projection:
    """Selects the wanted keys from `table`, which has the form's columns."""
    own = rights.form(form.key)
    columns: list[ColumnElement[Any]] = []
    source = table
    expanded: list[str] = []
    for key in wanted.keys:
        if key in form.sub_tables:
            columns.append(rows_output(schema, rights, form, key, table, wanted.expand).label(key))
            continue
        kind = named_type(form, key)
        if kind is None or own.field(key).access == "masked":
            columns.append(_read(rights, form, key, table).label(key))
            continue
        value = _value(rights, form, key, table)
        with_title = key in wanted.expand
        if is_list(kind):
            columns.append(
                several(schema, rights, kind, value, wanted.locale if with_title else None).label(key)
            )
            continue
        if kind.name == LINK.name:
            target = _target(schema, kind).alias(f"{key}__target")
            on = sa.and_(target.c.id == value, target.c.deleted_at.is_(None))
            source = source.outerjoin(target, on)
            columns.append(target.c.id.label(key))
            title: ColumnElement[Any] = rights.form(f"{kind.target}").title(target)
        else:
            columns.append(value.label(key))
            if with_title:
                named = (people.person if kind.name == PERSON.name else people.department).alias(
                    f"{key}__named"
                )
                source = source.outerjoin(named, named.c.id == value)
                title = localised(named, wanted.locale)
        if with_title:
            expanded.append(key)
            columns.append(title.label(key + TITLE))
    return Projection(tuple(columns), source, tuple(expanded))


def several(
    schema: Schema, rights: AppRights, kind: Type, ids: ColumnElement[Any], titled: Locale | None
) -> ColumnElement[Any]:
    """The ids of a list in their order, those of deleted records aside; with titles in the language `titled`."""
    element = element_of(kind)
    if titled is None and element.name != LINK.name:
        return ids
    listed = (
        sa.func.unnest(ids)
        .table_valued(sa.column("id", sa.BigInteger), with_ordinality="place")
        .render_derived()
    )
    if element.name == LINK.name:
        named: FromClause = _target(schema, element).alias()
        on = sa.and_(named.c.id == listed.c.id, named.c.deleted_at.is_(None))
        title = rights.form(f"{element.target}").title(named)
    else:
        named = (people.person if element.name == PERSON.name else people.department).alias()
        on = named.c.id == listed.c.id
        title = localised(named, titled or "en")
    if titled is None:
        every: ColumnElement[Any] = sa.func.array_agg(
            aggregate_order_by(listed.c.id, listed.c.place), type_=sa.ARRAY(sa.BigInteger)
        )
    else:
        both = json_object({"id": listed.c.id, "title": sa.func.coalesce(title, "")})
        every = sa.func.jsonb_agg(aggregate_order_by(both, listed.c.place), type_=JSONB)
    return sa.select(every).select_from(listed.join(named, on)).scalar_subquery()


def localised(named: FromClause, locale: Locale) -> ColumnElement[Any]:
    """The name of a person or department in a language, in the other where there is none."""
    if locale == "en":
        return sa.func.coalesce(sa.func.nullif(named.c.name_en, ""), named.c.name)
    return named.c.name


def _target(schema: Schema, kind: Type) -> sa.Table:
    if kind.target is None:
        raise LookupError("a link names its form")
    return schema.forms[kind.target].table


def _read(rights: AppRights, form: Form, key: str, table: FromClause) -> ColumnElement[Any]:
    own = rights.form(form.key)
    return own.column(key, table) if key in form.fields else own.value(key, table.c[key], table)


def _value(rights: AppRights, form: Form, key: str, table: FromClause) -> ColumnElement[Any]:
    """The id itself, blank where it may not be read."""
    value = form.fields[key].expression_column(table) if key in form.fields else table.c[key]
    return rights.form(form.key).value(key, value, table)


def readable_keys(rights: AppRights, form: Form, *, rows: bool) -> tuple[str, ...]:
    """Everything of a form that may be read, sub-tables if asked, in the form's order."""
    own = rights.form(form.key)
    fields: Sequence[str] = [
        key
        for key in form.fields
        if own.field(key).access != "hidden" and (rows or key not in form.sub_tables)
    ]
    return (*SHOWN_SYSTEM, *fields)
