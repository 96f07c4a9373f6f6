"""What a flow does to its record is written where the rights on records look."""

from collections.abc import Mapping
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
FREE: Final[Mapping[str, object]] = {
    "person": None,
    "open_fields": (),
    "closed_fields": (),
    "opens_others": False,
    "locks": True,
    "hidden_fields": (),
    "hides_others": False,
}
"""What a row says beside its number, where it says nothing."""
INSTANCE: Final = sa.bindparam("instance", type_=sa.BigInteger)
CLEAR: Final = prepare(sa.delete(record_hold).where(record_hold.c.instance == INSTANCE))


def _adding() -> sa.Insert:
    names = ("number", *FREE)
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
    """Writes what the instance allows with its record now, and what its tasks hide."""
    await tx.execute(CLEAR, {"instance": held.id})
    if held.instance.state != "running":
        return
    found = held_by(flow, held.instance)
    each = [
        (task, person) for task in found.tasks if found.is_locked or hides(task) for person in task.people
    ]
    rows = [
        {**FREE, "number": NOBODY, "locks": found.is_locked},
        *(_of_task(number, person, task) for number, (task, person) in enumerate(each, NOBODY + 1)),
    ]
    values = {
        "instance": held.id,
        "app": held.app_id,
        "form": held.form,
        "record": held.instance.record,
        "rows": orjson.dumps(rows).decode(),
    }
    await tx.execute(ADD, values)


def hides(task: TaskRights) -> bool:
    """Whether a task keeps anything of the record from those who have it."""
    return task.other_fields == "hidden" or "hidden" in task.fields.values()


def _of_task(number: int, person: int, task: TaskRights) -> Mapping[str, object]:
    rights = task.fields.items()
    return {
        **FREE,
        "number": number,
        "person": person,
        "open_fields": [key for key, right in rights if right in OPEN],
        "closed_fields": [key for key, right in rights if right not in OPEN],
        "opens_others": task.other_fields in OPEN,
        "hidden_fields": [key for key, right in rights if right == "hidden"],
        "hides_others": task.other_fields == "hidden",
    }
