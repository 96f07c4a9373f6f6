"""A form's stored fields, asked once: how their values become columns and JSON, and which columns there are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import ColumnElement, FromClause

from engines.form.compiled import Form, SubTable
from engines.form.meaning import Meaning


@dataclass(frozen=True, slots=True)
class StoredFields:
    """The fields that columns keep, or a table that joins records."""

    to_columns: Mapping[str, Callable[[Any], Mapping[str, object]]]
    to_json: Mapping[str, Callable[[Any], object]]
    from_columns: Mapping[str, Callable[[Mapping[str, Any]], object]]
    blank: Mapping[str, None]
    """Every physical column of them."""
    kept_plain: frozenset[str]
    """Fields whose one column has their name and their value: to ask each of them takes longer than the rest."""
    told_plain: frozenset[str]
    """Fields whose value is what JSON gives."""


def listed(source: Form | SubTable) -> Mapping[str, SubTable]:
    """The fields that list records, with the table that joins these."""
    return source.junctions if isinstance(source, Form) else {}


def listing_columns(form: Form, table: FromClause) -> list[ColumnElement[Any]]:
    """What such fields list, to be selected with a record's own columns."""
    return [form.fields[key].expression_column(table).label(key) for key in form.junctions]


@lru_cache(maxsize=2000)
def stored_fields(source: Form | SubTable) -> StoredFields:
    """The stored fields of a form or of a sub-table."""
    meanings = {key: field.meaning for key, field in source.fields.items() if field.stored}
    joined = {key: source.fields[key].meaning for key in listed(source)}
    whole = {**meanings, **joined}
    blank = {name: None for key, meaning in meanings.items() for name in meaning.to_columns(key, None)}
    return StoredFields(
        to_columns={key: partial(meaning.to_columns, key) for key, meaning in meanings.items()},
        to_json={key: meaning.to_json for key, meaning in whole.items()},
        from_columns={key: partial(meaning.from_columns, key) for key, meaning in whole.items()},
        blank=blank,
        kept_plain=frozenset(
            key for key, meaning in meanings.items() if type(meaning).to_columns is Meaning.to_columns
        ),
        told_plain=frozenset(
            key for key, meaning in whole.items() if type(meaning).to_json is Meaning.to_json
        ),
    )
