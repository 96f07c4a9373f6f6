"""What a flow does to its record is written where the rights on records look."""

from typing import Any, Final

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from engines.flow.flow import Flow
from engines.flow.rights import TaskRights
from engines.flow.rights import hold as held_by
from mortise.access.holds import NOBODY
from mortise.db.statements import prepare
from mortise.db.tables.flows import record_hold
from mortise.db.transaction import Tx
from mortise.flows.storing import Held

OPEN: Final = frozenset({"write", "required"})
INSTANCE: Final = sa.bindparam("instance", type_=sa.BigInteger)
CLEAR: Final = prepare(sa.delete(record_hold).where(record_hold.c.instance == INSTANCE))


def _adding() -> sa.Insert:
    names = ("number", "person", "open_fields", "closed_fields", "opens_others", "locks")
    given = (
        sa.func.jsonb_to_recordset(sa.cast(sa.bindparam("rows", type_=sa.Text()), JSONB))
        .table_valued(*(sa.column(name, record_hold.c[name].type) for name in names))
        .render_derived(name="given", with_types=True)
    )
    place: dict[str, sa.ColumnElement[Any]] = {
        "instance": INSTANCE,
        "app_id": sa.bindparam("app", type_=sa.BigInteger),
        "form": sa.bindparam("form", type_=sa.Text),
        "record": sa.bindparam("record", type_=sa.BigInteger),
    }
    chosen = sa.select(*place.values(), *(given.c[name] for name in names))
    return sa.insert(record_hold).from_select([*place, *names], chosen)


ADD: Final = prepare(_adding())


async def hold(tx: Tx, flow: Flow, held: Held) -> None:
    """Writes what the instance allows with its record now."""
    found = held_by(flow, held.instance)
    await tx.execute(CLEAR, {"instance": held.id})
    rows: list[dict[str, object]] = []
    if held.instance.state == "running":
        rows.append(_row(NOBODY, None, (), (), opens_others=False, locks=found.is_locked))
    if found.is_locked:
        each = [(task, person) for task in found.tasks for person in task.people]
        rows += [_of_task(number, person, task) for number, (task, person) in enumerate(each, NOBODY + 1)]
    if rows:
        values = {
            "instance": held.id,
            "app": held.app_id,
            "form": held.form,
            "record": held.instance.record,
            "rows": orjson.dumps(rows).decode(),
        }
        await tx.execute(ADD, values)


def _of_task(number: int, person: int, task: TaskRights) -> dict[str, object]:
    opened = [key for key, right in task.fields.items() if right in OPEN]
    closed = [key for key, right in task.fields.items() if right not in OPEN]
    return _row(number, person, opened, closed, opens_others=task.other_fields in OPEN)


def _row(
    number: int,
    person: int | None,
    opened: object,
    closed: object,
    *,
    opens_others: bool,
    locks: bool = True,
) -> dict[str, object]:
    return {
        "number": number,
        "person": person,
        "open_fields": opened,
        "closed_fields": closed,
        "opens_others": opens_others,
        "locks": locks,
    }
