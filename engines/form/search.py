"""The index by which the records of a form are found: which texts it holds, and what is asked of it.

It only proposes records that may hold a needle. Whether one does, in a field that the person asking may read there, is
for the condition to say that a list is restricted by anyway."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR, array

from engines.expression.types import TEXT
from engines.form.field import Field
from engines.form.form import FormDefinition
from engines.form.grams import longest_text, sought_parts, text_query
from engines.form.meanings.text import TEXT_COLUMN
from engines.form.spelling import pinyin_query
from engines.form.system import TITLE
from engines.form.tables import Index, bounded_name

TOKENS: Final = "tokens"
"""The bind of the query that `SearchIndex.query` writes."""


@dataclass(frozen=True, eq=False)
class SearchIndex:
    """The index of a form's texts: `places` tells by which number the parts of which field are marked."""

    index: Index
    places: Mapping[str, int]

    def proposed(self, bind: str = TOKENS) -> ColumnElement[bool]:
        """The records that the index proposes for the query of that bind."""
        query = sa.cast(sa.cast(sa.bindparam(bind, type_=sa.Text), sa.Text), TSQUERY)
        return self.index.columns[0].bool_op("@@")(query)

    def query(self, needle: str, keys: Iterable[str], *, pinyin: bool, long: bool = True) -> str | None:
        """The query for records that may hold the needle in one of the fields, or as the pinyin of their title; None
        where the index cannot tell. `long`: or in a text of which only the beginning is indexed."""
        keys = list(keys)
        if not keys or not sought_parts(needle) or any(key not in self.places for key in keys):
            return None
        parts = [text_query(place, needle, long=long) for place in sorted({self.places[key] for key in keys})]
        spelled = pinyin_query(needle) if pinyin else None
        return " | ".join(parts if spelled is None else [*parts, f"({spelled})"])


def is_searched(field: Field) -> bool:
    """Whether a field holds a text that a search may find."""
    return field.row_fields() is None and field.value_type() == TEXT


def search_index(table: sa.Table, form: FormDefinition, fields: Mapping[str, Field]) -> SearchIndex:
    """The index of the title and of every text that is kept in a column."""
    columns: list[ColumnElement[str]] = [table.c.title]
    places = {TITLE: 1}
    for key, field in sorted(fields.items()):
        if not is_searched(field) or not field.stored:
            continue
        if key == form.title_field:
            places[key] = places[TITLE]
            continue
        columns.append(field.expression_column(table))
        places[key] = len(columns)
    texts: array[Any] = array(columns, type_=TEXT_COLUMN)
    tokens = sa.func.mortise.search_tokens(
        table.c.title__sort,
        texts,
        sa.literal_column(str(longest_text(len(columns)))),
        type_=TSVECTOR,
    )
    named = hashlib.sha256(str([str(column) for column in columns]).encode()).hexdigest()[:10]
    name = bounded_name("ix", table.name, "search", named)
    return SearchIndex(Index(name, table, (tokens,), "gin"), places)
