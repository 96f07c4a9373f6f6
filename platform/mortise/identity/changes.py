"""Changes of the organisation: each is logged, and each moves the rights epoch on."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from mortise.db.statements import prepare
from mortise.db.tables import people as tables
from mortise.db.tables.records import record_change
from mortise.db.transaction import Tx

PLATFORM: Final = 0
"""The application id under which the log keeps what belongs to no application."""

Assignments = Mapping[sa.Column[Any], sa.ColumnElement[Any]]
"""What an INSERT or UPDATE writes into which column."""

Entity = Literal[
    "person",
    "department",
    "position",
    "group",
    "role_member",
    "api_token",
    "setting",
    "publication",
    "seeing_as",
]
ChangeAction = Literal["create", "update", "delete"]

MOVE_ON: Final = prepare(
    sa.update(tables.epoch)
    .where(tables.epoch.c.id == 1)
    .values(rights=tables.epoch.c.rights + 1)
    .returning(tables.epoch.c.rights)
)
TOLD: Final = (
    sa.func.jsonb_to_recordset(sa.cast(sa.bindparam("changes", type_=sa.Text()), JSONB))
    .table_valued(
        sa.column("entity", sa.Text()),
        sa.column("record", sa.BigInteger()),
        sa.column("action", sa.Text()),
        sa.column("old", JSONB()),
        sa.column("new", JSONB()),
    )
    .render_derived(name="told", with_types=True)
)
LOG_MANY: Final = prepare(
    sa.insert(record_change).from_select(
        ["app_id", "form", "record_id", "action", "actor_id", "old", "new"],
        sa.select(
            sa.literal_column(str(PLATFORM)),
            TOLD.c.entity,
            TOLD.c.record,
            TOLD.c.action,
            sa.bindparam("actor", type_=sa.BigInteger()),
            TOLD.c.old,
            TOLD.c.new,
        ),
    )
)


async def begin_change(tx: Tx) -> None:
    """To be called first: from here to the commit no other change of the organisation runs, so that what is
    checked stays true, and every process forgets the facts that it keeps."""
    await tx.fetchval(MOVE_ON)


@dataclass(frozen=True, slots=True)
class Logged:
    """A change for the log, of what differs only."""

    entity: Entity
    record: int
    action: ChangeAction
    old: Mapping[str, object] | None
    new: Mapping[str, object] | None

    def differing(self) -> "Logged | None":
        """The change with what differs; None where nothing does."""
        old, new = self.old, self.new
        if old is None or new is None:
            return self
        keys = [key for key in new if old.get(key) != new[key]]
        if not keys:
            return None
        return replace(self, old={key: old.get(key) for key in keys}, new={key: new[key] for key in keys})


async def log_changes(tx: Tx, actor: int | None, many: Iterable[Logged]) -> None:
    """Writes many changes into the log, with one statement."""
    told = [asdict(each) for one in many if (each := one.differing()) is not None]
    if told:
        await tx.execute(LOG_MANY, {"changes": orjson.dumps(told).decode(), "actor": actor})


async def log_change(
    tx: Tx,
    entity: Entity,
    record: int,
    action: ChangeAction,
    actor: int | None,
    old: Mapping[str, object] | None,
    new: Mapping[str, object] | None,
) -> None:
    """Writes a change into the log that records have, with what differs only."""
    await log_changes(tx, actor, [Logged(entity, record, action, old, new)])
