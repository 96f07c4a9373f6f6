"""Changes of the organisation: each is logged, and each moves the rights epoch on."""

from collections.abc import Mapping
from typing import Any, Final, Literal

import sqlalchemy as sa

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
LOG: Final = prepare(
    sa.insert(record_change).values(
        app_id=PLATFORM,
        form=sa.bindparam("entity"),
        record_id=sa.bindparam("record"),
        action=sa.bindparam("action"),
        actor_id=sa.bindparam("actor"),
        old=sa.bindparam("old"),
        new=sa.bindparam("new"),
    )
)


async def begin_change(tx: Tx) -> None:
    """To be called first: from here to the commit no other change of the organisation runs, so that what is
    checked stays true, and every process forgets the facts that it keeps."""
    await tx.fetchval(MOVE_ON)


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
    if old is not None and new is not None:
        differing = [key for key in new if old.get(key) != new[key]]
        if not differing:
            return
        old, new = {key: old.get(key) for key in differing}, {key: new[key] for key in differing}
    await tx.execute(
        LOG,
        {"entity": entity, "record": record, "action": action, "actor": actor, "old": old, "new": new},
    )
