"""What a flow does to its record is written where the rights on records look."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

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
INSTANCES: Final = sa.bindparam("instances", type_=sa.ARRAY(sa.BigInteger))
CLEAR: Final = prepare(sa.delete(record_hold).where(record_hold.c.instance == sa.any_(INSTANCES)))
PLACE: Final = ("instance", "app_id", "form", "record", "number")


def _adding() -> sa.Insert:
    names = (*PLACE, *FREE)
    given = (
        sa.func.jsonb_to_recordset(sa.cast(sa.bindparam("rows", type_=sa.Text()), JSONB))
        .table_valued(*(sa.column(name, record_hold.c[name].type) for name in names))
        .render_derived(name="given", with_types=True)
    )
    return sa.insert(record_hold).from_select(names, sa.select(*(given.c[name] for name in names)))


ADD: Final = prepare(_adding())


async def hold(tx: Tx, flow: Flow, several: Sequence[Held]) -> None:
    """Writes what instances of a flow allow with their records now, and what their tasks hide."""
    await tx.execute(CLEAR, {"instances": [held.id for held in several]})
    rows = [row for held in several if held.instance.state == "running" for row in _rows(flow, held)]
    if rows:
        await tx.execute(ADD, {"rows": orjson.dumps(rows).decode()})


def _rows(flow: Flow, held: Held) -> Iterator[Mapping[str, object]]:
    found = held_by(flow, held.instance)
    place = {
        "instance": held.id,
        "app_id": held.app_id,
        "form": held.form,
        "record": held.instance.record,
    }
    yield {**place, **FREE, "number": NOBODY, "locks": found.is_locked}
    each = [
        (task, person) for task in found.tasks if found.is_locked or hides(task) for person in task.people
    ]
    for number, (task, person) in enumerate(each, NOBODY + 1):
        yield {**place, **_of_task(number, person, task)}


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
