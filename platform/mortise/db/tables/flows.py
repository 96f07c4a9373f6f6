"""Running flows: instances with everything that the engine keeps of them, their history, and what they hold.

The columns of tokens, visits, slots, votes and timers are called as the members of the engine's rows."""

from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import TypeEngine

from mortise.db.tables.schema import METADATA, MOMENT, NOW, SCHEMA, TEXT, AnyColumn, identity, reference

NUMBERS: Final = ARRAY(sa.Integer)
PEOPLE: Final = ARRAY(sa.BigInteger)


Kind: TypeAlias = TypeEngine[Any] | type[TypeEngine[Any]]


def column(name: str, kind: Kind, *, nullable: bool = False) -> AnyColumn:
    """A column that is nearly always filled."""
    return sa.Column(name, kind, nullable=nullable)


def maybe(name: str, kind: Kind) -> AnyColumn:
    """A column that may be blank."""
    return column(name, kind, nullable=True)


def person(name: str, *, nullable: bool = False) -> AnyColumn:
    """A column that holds a person."""
    return reference(name, "person", nullable=nullable)


flow_instance: Final = sa.Table(
    "flow_instance",
    METADATA,
    identity(),
    reference("app_id", "app"),
    column("form", TEXT),
    column("flow", TEXT),
    column("version", sa.Integer),
    column("record", sa.BigInteger),
    person("initiator"),
    column("state", TEXT),
    column("began_at", MOMENT),
    maybe("ended_at", MOMENT),
    column("last", sa.Integer),
    column("chosen", JSONB),
    maybe("withdrawal_asked_at", MOMENT),
    maybe("parent", sa.BigInteger),
    maybe("parent_visit", sa.Integer),
    sa.Column("is_stuck", sa.Boolean, nullable=False, server_default=sa.false()),
)
"""A flow over one record, at one version of its application. `parent` began it as a part of its own."""
sa.Index(
    "flow_instance_running_idx",
    flow_instance.c.app_id,
    flow_instance.c.form,
    flow_instance.c.record,
    flow_instance.c.flow,
    unique=True,
    postgresql_where=flow_instance.c.state == "running",
)
sa.Index("flow_instance_record_idx", flow_instance.c.app_id, flow_instance.c.form, flow_instance.c.record)
sa.Index("flow_instance_initiator_idx", flow_instance.c.initiator, flow_instance.c.id)
sa.Index("flow_instance_app_idx", flow_instance.c.app_id, flow_instance.c.id)
sa.Index(
    "flow_instance_open_idx",
    flow_instance.c.app_id,
    flow_instance.c.id,
    postgresql_where=flow_instance.c.state == "running",
)
sa.Index("flow_instance_flow_idx", flow_instance.c.app_id, flow_instance.c.flow, flow_instance.c.id)
sa.Index(
    "flow_instance_parent_idx", flow_instance.c.parent, postgresql_where=flow_instance.c.parent.is_not(None)
)


def part(name: str, *columns: AnyColumn) -> sa.Table:
    """A table of what belongs to instances, by its number there."""
    return sa.Table(
        name,
        METADATA,
        sa.Column(
            "instance",
            sa.BigInteger,
            sa.ForeignKey(f"{SCHEMA}.flow_instance.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        *columns,
    )


flow_token: Final = part(
    "flow_token",
    column("state", TEXT),
    maybe("parent", sa.Integer),
    maybe("branch", TEXT),
    maybe("visit", sa.Integer),
    maybe("direct", sa.Integer),
)
flow_visit: Final = part(
    "flow_visit",
    column("token", sa.Integer),
    column("node", TEXT),
    maybe("previous", sa.Integer),
    column("state", TEXT),
    maybe("outcome", TEXT),
    column("entered_at", MOMENT),
    maybe("left_at", MOMENT),
    column("slots", NUMBERS),
    column("born", NUMBERS),
    column("timers", NUMBERS),
    column("awaiting", PEOPLE),
    maybe("incident", TEXT),
    maybe("returned_at", MOMENT),
    maybe("resubmission", TEXT),
    maybe("returned_from", TEXT),
    maybe("kept_for", sa.Integer),
    column("attempt", sa.Integer),
)
flow_slot: Final = part(
    "flow_slot",
    sa.Column("id", sa.BigInteger, sa.Identity(always=False), nullable=False, unique=True),
    column("visit", sa.Integer),
    person("person"),
    person("owner"),
    person("agent", nullable=True),
    column("state", TEXT),
    column("groups", ARRAY(TEXT)),
    column("weight", sa.Numeric),
    column("reason", JSONB),
    maybe("passes", JSONB),
    maybe("added", TEXT),
    maybe("adder", sa.Integer),
    column("asked", NUMBERS),
    column("asked_order", TEXT),
    column("asked_rule", TEXT),
    column("version", sa.Integer),
    maybe("opened_at", MOMENT),
    maybe("due_at", MOMENT),
    maybe("reminded_at", MOMENT),
    column("timers", NUMBERS),
)
"""Tasks of people; `id` is what an address names."""
for holder in ("person", "agent"):
    sa.Index(
        f"flow_slot_open_{holder}_idx",
        flow_slot.c[holder],
        flow_slot.c.id,
        postgresql_where=flow_slot.c.state == "open",
    )
sa.Index(
    "flow_slot_copied_idx", flow_slot.c.person, flow_slot.c.id, postgresql_where=flow_slot.c.state == "copied"
)

flow_vote: Final = part(
    "flow_vote",
    column("visit", sa.Integer),
    column("slot", sa.Integer),
    column("verdict", TEXT),
    person("actor", nullable=True),
    person("holder"),
    column("at", MOMENT),
    column("comment", TEXT),
    maybe("automatic", TEXT),
    column("files", PEOPLE),
    maybe("signature", sa.BigInteger),
    column("void", sa.Boolean),
)
sa.Index("flow_vote_actor_idx", flow_vote.c.actor, flow_vote.c.at, flow_vote.c.instance, flow_vote.c.number)
sa.Index(
    "flow_vote_signature_idx",
    flow_vote.c.actor,
    flow_vote.c.at,
    postgresql_where=flow_vote.c.signature.is_not(None),
)
flow_timer: Final = part(
    "flow_timer",
    column("visit", sa.Integer),
    maybe("slot", sa.Integer),
    column("purpose", TEXT),
    column("due_at", MOMENT),
    column("place", sa.Integer),
    maybe("field", TEXT),
    column("state", TEXT),
)

flow_command: Final = sa.Table(
    "flow_command",
    METADATA,
    sa.Column(
        "instance",
        sa.BigInteger,
        sa.ForeignKey(f"{SCHEMA}.flow_instance.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("command", TEXT, primary_key=True),
)
"""The ids of commands that were carried out."""

flow_entry: Final = sa.Table(
    "flow_entry",
    METADATA,
    identity(),
    sa.Column(
        "instance",
        sa.BigInteger,
        sa.ForeignKey(f"{SCHEMA}.flow_instance.id", ondelete="CASCADE"),
        nullable=False,
    ),
    column("what", TEXT),
    column("at", MOMENT),
    person("actor", nullable=True),
    person("holder", nullable=True),
    maybe("node", TEXT),
    maybe("visit", sa.Integer),
    maybe("slot", sa.Integer),
    column("people", PEOPLE),
    maybe("target", TEXT),
    column("comment", TEXT),
    column("files", PEOPLE),
    maybe("signature", sa.BigInteger),
    maybe("reason", JSONB),
)
"""The history of instances."""
sa.Index("flow_entry_instance_idx", flow_entry.c.instance, flow_entry.c.id)

record_hold: Final = part(
    "record_hold",
    reference("app_id", "app"),
    column("form", TEXT),
    column("record", sa.BigInteger),
    person("person", nullable=True),
    sa.Column("open_fields", ARRAY(TEXT), nullable=False, server_default="{}"),
    sa.Column("closed_fields", ARRAY(TEXT), nullable=False, server_default="{}"),
    sa.Column("opens_others", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("locks", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("hidden_fields", ARRAY(TEXT), nullable=False, server_default="{}"),
    sa.Column("hides_others", sa.Boolean, nullable=False, server_default=sa.false()),
)
"""Records with a running flow (no person: number 0), which nobody deletes meanwhile and, where it `locks` them, nobody
changes; and those with a task there: the fields that they may write all the same, and those that they do not see."""
sa.Index(
    "record_hold_task_idx",
    record_hold.c.person,
    record_hold.c.app_id,
    record_hold.c.form,
    record_hold.c.record,
    postgresql_where=record_hold.c.person.is_not(None),
)
sa.Index("record_hold_record_idx", record_hold.c.app_id, record_hold.c.form, record_hold.c.record)

delegation: Final = sa.Table(
    "delegation",
    METADATA,
    identity(),
    person("person_id"),
    person("agent_id"),
    reference("app_id", "app", nullable=True),
    maybe("flow", TEXT),
    column("starts_at", MOMENT),
    column("ends_at", MOMENT),
    sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
    maybe("ended_at", MOMENT),
    sa.Column("note", TEXT, nullable=False, server_default=""),
    sa.CheckConstraint("person_id <> agent_id", name="other"),
    sa.CheckConstraint("ends_at > starts_at", name="span"),
)
"""Who acts for whom while they are away: for all flows, for those of one application, or for one of them."""
sa.Index("delegation_person_id_idx", delegation.c.person_id, delegation.c.ends_at)

PARTS: Final = {
    "tokens": flow_token,
    "visits": flow_visit,
    "slots": flow_slot,
    "votes": flow_vote,
    "timers": flow_timer,
}
"""The engine's names of what belongs to an instance → the table."""
