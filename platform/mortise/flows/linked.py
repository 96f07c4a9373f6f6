"""Changes records to which that of a flow leads, or that lead to it: all of them by the same statements, through what
every change of many records goes through."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from engines.expression.check import Checked
from engines.expression.sql_executor import bind_name, compile_condition
from engines.flow.approver import people_of
from engines.form.compiled import Form
from engines.form.conditions import RECORD
from engines.form.facts import Question
from engines.rules.actions.update_records import UpdateRecordsAction
from engines.rules.linked import check_linked, linked_entity
from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.transaction import Tx
from mortise.definitions.flows import flow_scope
from mortise.definitions.published import PublishedApp
from mortise.errors import Invalid
from mortise.flows.storing import Held
from mortise.records.access import open_form
from mortise.records.answers import find_answers
from mortise.records.bulk.choosing import choose
from mortise.records.bulk.editing import Changes, change_chosen
from mortise.records.bulk.request import MOST, BulkRequest, One, too_many
from mortise.records.bulk.taking_in import Edit
from mortise.records.incoming import Incoming
from mortise.records.stored import typed_values

STATEMENTS: Final = StatementCache()
IDS: Final = sa.bindparam("ids", type_=ARRAY(sa.BigInteger()))
NOBODY: Final[Mapping[str, frozenset[int]]] = {}


async def update_records(
    tx: Tx, context: Context, held: Held, action: UpdateRecordsAction, incoming: Incoming
) -> None:
    """Sets the same values in each of the records that are meant; raises Invalid with what is wrong with any of them,
    or where there are too many."""
    target = linked_form(context.app, held.form, action.source)
    numbers = await _chosen(tx, context, held, action, target)
    if not numbers:
        return
    door = open_form(context, target.key)
    named = tuple(One(number) for number in numbers)
    request = BulkRequest("edit", named, None, incoming.values, preview=False, partial=False)
    chosen, rows = await choose(tx, context, door, request)
    edits = [
        Edit(each, typed_values(door, rows[each.id]), incoming) for each in chosen if not each.is_refused
    ]
    await change_chosen(tx, context, door, request, Changes(chosen, rows, edits, ()))


def linked_form(app: PublishedApp, form: str, source: str) -> Form:
    """The form of the records to which a source of a form leads."""
    entity = linked_entity(app.schema.scope(form, {}), source)
    if entity is None:
        raise LookupError(f"{form}.{source} leads to no records")
    return app.schema.forms[entity.key]


@lru_cache(maxsize=500)
def _condition(app: PublishedApp, form: str, source: str, text: str) -> Checked:
    checked = check_linked(flow_scope(app.definition, app.schema, form), source, text)
    if not isinstance(checked, Checked):
        raise Invalid(checked)
    return checked


async def _chosen(
    tx: Tx, context: Context, held: Held, action: UpdateRecordsAction, target: Form
) -> list[int]:
    """The records that are meant, locked in the order of their ids."""
    checked = _condition(context.app, held.form, action.source, action.filter)
    read = {path: path[1:] for path in checked.reads if path[0] == RECORD}
    record = held.instance.record
    asked = {path: Question(held.form, record, path) for path in ((action.source,), *read.values())}
    answers = (await find_answers(tx, context, asked.values(), NOBODY)).answers
    linked = people_of(answers[asked[(action.source,)]])
    if len(linked) > MOST:
        raise Invalid([too_many("")])
    if not linked:
        return []
    statement = STATEMENTS.get(
        (context.app, held.form, action.source, action.filter), lambda: _choosing(context, target, checked)
    )
    values = {bind_name(path): answers[asked[own]] for path, own in read.items()}
    rows = await tx.fetch(statement, {**context.binds, **values, "ids": sorted(linked)})
    return [row["id"] for row in rows]


def _choosing(context: Context, target: Form, checked: Checked) -> sa.Select[Any]:
    table = target.table
    condition = compile_condition(checked, context.app.schema.resolver(target, table))
    return (
        sa.select(table.c.id)
        .where(table.c.id == sa.any_(IDS), table.c.deleted_at.is_(None), condition)
        .order_by(table.c.id)
        .with_for_update(of=table, key_share=True)
    )
