"""Records that flows hold: nobody deletes them meanwhile, and where a flow locks them nobody changes them but those who
have a task there, in the fields of it. What a task hides is hidden from those who have it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from engines.flow.definition import FlowDefinition
from engines.flow.task_node import TaskNode
from mortise.access.predicates import me
from mortise.db.tables.flows import flow_instance, flow_slot, record_hold
from mortise.db.tables.people import person
from mortise.definitions.roles import Action

CHANGING: Final[frozenset[Action]] = frozenset({"edit", "delete", "transfer"})
"""What cannot be done to a record that is locked. A button that is pressed changes the record, too."""
NOBODY: Final = 0
"""The number of the row that says that a flow runs over a record, and whether it locks it."""


@dataclass(frozen=True, slots=True)
class Holds:
    """The holds on records of one form."""

    app: int
    form: str
    hidable: frozenset[str] = frozenset()
    """The fields that some node of its flows hides from those whom it asks."""

    def shows(self, field: str, table: FromClause) -> ColumnElement[bool]:
        """Whether none of the person's tasks over the record hides the field, or one of them shows it."""
        named = sa.literal(field, sa.Text)
        hiding, showing = record_hold.alias(), record_hold.alias()
        return sa.or_(
            ~self._tasks(hiding, table, _hides(hiding, named)),
            self._tasks(showing, table, ~_hides(showing, named)),
        )

    def _tasks(
        self, task: FromClause, table: FromClause, condition: ColumnElement[bool]
    ) -> ColumnElement[bool]:
        of_record = self._of(task, table)[:-1]
        return sa.exists().where(*of_record, task.c.person == me(), condition)

    def is_free(self, table: FromClause, action: Action, keys: Collection[str] = ()) -> ColumnElement[bool]:
        """Whether no flow keeps the person from doing this to the record; of an edit, from writing those fields. What
        is in the recycle bin comes back whatever runs over it."""
        hold = record_hold.alias()
        if action == "delete":
            return sa.or_(table.c.deleted_at.is_not(None), ~self._exists(hold, table))
        let_in = [~self._is_let_in(hold, keys)] if action == "edit" else []
        return ~self._exists(hold, table, hold.c.locks, *let_in)

    def told(self, table: FromClause, action: Action) -> ColumnElement[Any]:
        """The flow that keeps the record from this, whoever is asking, and who is waited for there: an object with
        `flow`, `locks` and `people`, each the two names of a person; null where there is none."""
        hold, slot = record_hold.alias(), flow_slot.c
        names = sa.func.jsonb_agg(sa.distinct(sa.func.jsonb_build_array(person.c.name, person.c.name_en)))
        waited_for = (
            sa.select(sa.func.coalesce(names, sa.func.jsonb_build_array()))
            .select_from(flow_slot.join(person, person.c.id == slot.person))
            .where(slot.instance == hold.c.instance, slot.state == "open")
            .correlate(hold)
            .scalar_subquery()
        )
        found = sa.func.jsonb_build_object(
            "flow", flow_instance.c.flow, "locks", hold.c.locks, "people", waited_for, type_=JSONB
        )
        return (
            sa.select(found)
            .select_from(hold.join(flow_instance, flow_instance.c.id == hold.c.instance))
            .where(*self._of(hold, table), *([] if action == "delete" else [hold.c.locks]))
            .order_by(hold.c.locks.desc(), hold.c.instance)
            .limit(1)
            .correlate(table)
            .scalar_subquery()
        )

    def _exists(
        self, hold: FromClause, table: FromClause, *conditions: ColumnElement[bool]
    ) -> ColumnElement[bool]:
        return sa.exists().where(*self._of(hold, table), *conditions)

    def _of(self, hold: FromClause, table: FromClause) -> tuple[ColumnElement[bool], ...]:
        return (
            hold.c.app_id == sa.literal(self.app, sa.BigInteger),
            hold.c.form == sa.literal(self.form, sa.Text),
            hold.c.record == table.c.id,
            hold.c.number == NOBODY,
        )

    def _is_let_in(self, hold: FromClause, keys: Collection[str]) -> ColumnElement[bool]:
        """Whether the person has a task there that lets those fields be written."""
        task = record_hold.alias()
        named = sa.literal(sorted(keys), ARRAY(sa.Text))
        return sa.exists().where(
            task.c.instance == hold.c.instance,
            task.c.number != NOBODY,
            task.c.person == me(),
            sa.case(
                (task.c.opens_others, ~task.c.closed_fields.op("&&")(named)),
                else_=task.c.open_fields.op("@>")(named),
            ),
        )


def _hides(task: FromClause, field: ColumnElement[str]) -> ColumnElement[bool]:
    named = sa.or_(field == sa.any_(task.c.open_fields), field == sa.any_(task.c.closed_fields))
    return sa.or_(field == sa.any_(task.c.hidden_fields), sa.and_(task.c.hides_others, ~named))


def hidable_fields(flows: Iterable[FlowDefinition], form: str, fields: Iterable[str]) -> frozenset[str]:
    """Of the fields of a form those that some node of the flows over it hides from those whom it asks."""
    nodes = [node for flow in flows if flow.form == form for node in flow.nodes if isinstance(node, TaskNode)]
    return frozenset(
        key for key in fields if any(node.fields.get(key, node.other_fields) == "hidden" for node in nodes)
    )
