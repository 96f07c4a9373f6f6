"""Options that a field no longer has, and the records that hold them."""

from collections.abc import Sequence

import sqlalchemy as sa

from engines.form.schema import Schema
from mortise.db.transaction import Reader
from mortise.publishing.changes import Change
from mortise.publishing.live import count_rows
from mortise.publishing.plan import Plan


async def options_lost(reader: Reader, plan: Plan, change: Change) -> tuple[Sequence[str], int]:
    """The options that a changed field no longer has, and how many records hold one of them."""
    if plan.base is None or change.form is None or change.field is None or change.how != "changed":
        return (), 0
    before, after = find_field(plan.base.schema, change), find_field(plan.schema, change)
    if before is None or after is None or before[1] is None:
        return (), 0
    table, options = before[0], before[1]
    gone = sorted(set(options) - set(options if after[1] is None else after[1]))
    if not gone:
        return (), 0
    column = table.c[change.field.rpartition(".")[2]]
    wanted = sa.bindparam("gone", gone, type_=sa.ARRAY(sa.Text))
    is_list = isinstance(column.type, sa.ARRAY)
    held = column.overlap(wanted) if is_list else column == sa.any_(wanted)
    return gone, await count_rows(reader, table, held)


def find_field(schema: Schema, change: Change) -> tuple[sa.Table, Sequence[str] | None] | None:
    """The table that keeps a changed field, and the field's options if it has any."""
    form = schema.forms.get(change.form or "")
    outer, _, inner = (change.field or "").partition(".")
    source = form if form is None or not inner else form.sub_tables.get(outer)
    item = None if source is None else source.fields.get(inner or outer)
    if source is None or item is None or not item.columns():
        return None
    labels = item.held_options()
    return source.table, None if labels is None else list(labels)
