"""What the data must be like for a new version: nothing blank where it becomes required, nothing twice where unique."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from engines.form.circles import circling
from engines.form.compiled import Form, SubTable
from engines.form.field import Field
from engines.form.graph import NodeKey
from engines.form.schema import Schema
from engines.form.wording import texts
from engines.issues import Issue, pointer


@dataclass(frozen=True)
class Precondition:
    """A question to the data: `count` gives one number, which must be 0."""

    code: str
    pointer: str
    field: Field
    count: sa.Select[Any]

    def issue(self, found: int) -> Issue | None:
        """The issue that the number makes, if it does."""
        if not found:
            return None
        return Issue(self.code, self.pointer, {"field": texts(self.field.label), "count": found})


def preconditions(old: Schema | None, new: Schema, blank: Collection[NodeKey]) -> Iterator[Precondition]:
    """The questions that `new` asks of the data of `old`; `blank` are fields whose columns begin blank."""
    if old is None:
        return
    for index, form in enumerate(new.forms.values()):
        if form.key in old.forms:
            yield from _of(old.forms[form.key], form, pointer("forms", index, "fields"), blank)
            for position, key in enumerate(form.fields):
                before = old.forms[form.key].sub_tables.get(key)
                if key in form.sub_tables and before is not None:
                    place = pointer("forms", index, "fields", position, "fields")
                    yield from _of(before, form.sub_tables[key], place, blank)


def _of(
    old: Form | SubTable, new: Form | SubTable, place: str, blank: Collection[NodeKey]
) -> Iterator[Precondition]:
    hidden = _conditional(new)
    for position, (key, item) in enumerate(new.fields.items()):
        before = old.fields.get(key)
        begins_blank = (new.table.name, key) in blank
        if item.required and key not in hidden and (before is None or not before.required):
            count = _blank_rows(old, new, key, item, begins_blank)
            yield Precondition("plan_blank_rows", f"{place}/{position}/required", item, count)
        fresh = [
            name for name, unique in new.indexes.items() if unique.field == key and name not in old.indexes
        ]
        if fresh and before is not None and before.columns() and not begins_blank:
            count = _duplicates(new, fresh[0])
            yield Precondition("plan_duplicates", f"{place}/{position}/unique", item, count)
        if not begins_blank and before is not None and is_tree(item) and not is_tree(before):
            yield Precondition("plan_circles", f"{place}/{position}", item, circling(old.table, key))


def is_tree(field: Field) -> bool:
    """Whether a field leads to the record above, in a tree."""
    end = field.link()
    return end is not None and end.is_tree


def _conditional(source: Form | SubTable) -> frozenset[str]:
    """Fields that are hidden at times, when nothing is required of them."""
    found = {key for key, item in source.fields.items() if item.visible_when}
    if isinstance(source, Form):
        for section in source.definition.layout.sections:
            if section.visible_when:
                found.update(cell.field for cell in section.cells)
    return frozenset(found)


def _alive(table: sa.FromClause) -> tuple[sa.ColumnElement[bool], ...]:
    return (table.c.deleted_at.is_(None),) if "deleted_at" in table.c else ()


def _blank_rows(
    old: Form | SubTable, new: Form | SubTable, key: str, item: Field, begins_blank: bool
) -> sa.Select[Any]:
    """How many records have nothing in the field."""
    table = old.table
    counted = sa.select(sa.func.count()).select_from(table).where(*_alive(table))
    end = item.link()
    if isinstance(old, Form) and (item.row_fields() is not None or (end is not None and end.many)):
        sub = old.sub_tables.get(key) if item.row_fields() is not None else old.junctions.get(key)
        if sub is None:
            return counted
        return counted.where(~sa.exists().where(sub.table.c.parent == table.c.id))
    return counted if begins_blank or key not in table.c else counted.where(table.c[key].is_(None))


def _duplicates(new: Form | SubTable, name: str) -> sa.Select[Any]:
    """How many values stand in more than one record."""
    index = new.indexes[name]
    several = (
        sa.select(sa.literal(1).label("one"))
        .select_from(new.table)
        .where(*([] if index.rows is None else [index.rows]))
        .group_by(*index.columns)
        .having(sa.func.count() > 1)
        .subquery()
    )
    return sa.select(sa.func.count()).select_from(several)
