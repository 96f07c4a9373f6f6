"""A change of a record that somebody else has changed meanwhile: what differs, and what stands there now."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NoReturn

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from engines.definition import SYSTEM_COLUMNS
from mortise.access.context import Context
from mortise.db.statements import prepare
from mortise.db.tables.records import record_change
from mortise.db.transaction import Reader, Tx
from mortise.errors import Stale
from mortise.records.access import Door
from mortise.records.readable import readable_on
from mortise.records.reading import get_record

_CHANGE: Final = record_change.c
_KEYS: Final = (
    sa.func.jsonb_object_keys(sa.func.coalesce(_CHANGE.new, sa.text("'{}'::jsonb")))
    .table_valued(sa.column("key", sa.Text))
    .render_derived()
    .lateral()
)
_READ: Final = (
    sa.func.unnest(
        sa.bindparam("ids", type_=ARRAY(sa.BigInteger())), sa.bindparam("versions", type_=ARRAY(sa.Integer()))
    )
    .table_valued(sa.column("id", sa.BigInteger), sa.column("version", sa.Integer))
    .render_derived(name="read")
)
_SINCE: Final = prepare(
    sa.select(_CHANGE.record_id, _KEYS.c.key)
    .select_from(
        _READ.join(
            record_change,
            sa.and_(
                _CHANGE.app_id == sa.bindparam("app", type_=sa.BigInteger()),
                _CHANGE.form == sa.bindparam("form", type_=sa.Text()),
                _CHANGE.record_id == _READ.c.id,
                _CHANGE.version > _READ.c.version,
            ),
        ).join(_KEYS, sa.true())
    )
    .distinct()
)


async def changed_since(
    reader: Reader, context: Context, form: str, versions: Mapping[int, int | None]
) -> dict[int, set[str]]:
    """The fields that changed in each record since the version that was read."""
    values = {
        "app": context.app.id,
        "form": form,
        "ids": list(versions),
        "versions": list(versions.values()),
    }
    found: dict[int, set[str]] = {}
    for row in await reader.fetch(_SINCE, values):
        found.setdefault(row["record_id"], set()).add(row["key"])
    return found


async def refuse_stale(tx: Tx, context: Context, door: Door, number: int, version: int) -> NoReturn:
    """Raises Stale with the fields that changed since `version`, as far as the person may read them, and with what
    they are now."""
    changed = (await changed_since(tx, context, door.form.key, {number: version})).get(number, set())
    current = await get_record(tx, context, door.form.key, number)
    fields = told(changed, current, await readable_on(tx, context, door, number))
    values: dict[str, Any] = {key: current[key] for key in fields}
    raise Stale(extra={"fields": fields, "current": values, "version": current["version"]})


def told(changed: Iterable[str], current: Mapping[str, object], readable: frozenset[str]) -> list[str]:
    """Those of the changed fields that the person may read on the record, in one order."""
    return sorted(key for key in changed if key in current and (key in SYSTEM_COLUMNS or key in readable))
