"""A change of a record that somebody else has changed meanwhile: what differs, and what stands there now."""

from typing import Any, Final, NoReturn

import sqlalchemy as sa

from mortise.access.context import Context
from mortise.db.statements import prepare
from mortise.db.tables.records import record_change
from mortise.db.transaction import Tx
from mortise.errors import Stale
from mortise.records.access import Door
from mortise.records.reading import get_record

_CHANGE: Final = record_change.c
_KEYS: Final = (
    sa.func.jsonb_object_keys(sa.func.coalesce(_CHANGE.new, sa.text("'{}'::jsonb")))
    .table_valued(sa.column("key", sa.Text))
    .render_derived()
    .lateral()
)
_SINCE: Final = prepare(
    sa.select(_KEYS.c.key)
    .select_from(record_change.join(_KEYS, sa.true()))
    .where(
        _CHANGE.app_id == sa.bindparam("app", type_=sa.BigInteger()),
        _CHANGE.form == sa.bindparam("form", type_=sa.Text()),
        _CHANGE.record_id == sa.bindparam("id", type_=sa.BigInteger()),
        _CHANGE.version > sa.bindparam("version", type_=sa.Integer()),
    )
    .distinct()
)


async def refuse_stale(tx: Tx, context: Context, door: Door, number: int, version: int) -> NoReturn:
    """Raises Stale with the fields that changed since `version`, as far as the person may read them, and with what
    they are now."""
    changed = await tx.fetch(
        _SINCE, {"app": context.app.id, "form": door.form.key, "id": number, "version": version}
    )
    current = await get_record(tx, context, door.form.key, number)
    fields = sorted(row["key"] for row in changed if row["key"] in current)
    values: dict[str, Any] = {key: current[key] for key in fields}
    raise Stale(extra={"fields": fields, "current": values, "version": current["version"]})
