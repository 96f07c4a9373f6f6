"""The imports that a person began before, the latest first."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables.records import import_batch
from mortise.db.transaction import Reader

AT_ONCE: Final = 10
UNDECIDED: Final = ["uploaded", "left"]
"""States of imports of which nothing was begun, or that nobody wanted."""

_COLUMNS: Final = import_batch.c
_OWN: Final = (
    sa.select(
        sa.func.coalesce(_COLUMNS.leader_id, _COLUMNS.id).label("id"),
        _COLUMNS.form,
        _COLUMNS.state,
        _COLUMNS.file_name,
        (
            _COLUMNS.created + sa.func.coalesce(sa.cast(_COLUMNS.outcome["updated"].astext, sa.Integer), 0)
        ).label("written"),
        sa.func.coalesce(sa.cast(_COLUMNS.outcome["bad"].astext, sa.Integer), 0).label("bad"),
        _COLUMNS.created_at,
    )
    .where(
        _COLUMNS.app_id == sa.bindparam("app", type_=_COLUMNS.app_id.type),
        _COLUMNS.person_id == sa.bindparam("person", type_=_COLUMNS.person_id.type),
        _COLUMNS.state != sa.all_(sa.literal(UNDECIDED, ARRAY(sa.Text))),
    )
    .order_by(_COLUMNS.id.desc())
    .limit(AT_ONCE)
)
_ALL: Final = prepare(_OWN)
_INTO_FORM: Final = prepare(_OWN.where(_COLUMNS.form == sa.bindparam("form", type_=_COLUMNS.form.type)))


async def earlier(reader: Reader, context: Context, form: str | None) -> list[Record]:
    """The person's own last imports into the application, or into one of its forms. Sheets of a workbook that came
    together have the number of the first."""
    values = {"app": context.app.id, "person": context.principal.person}
    if form is None:
        return await reader.fetch(_ALL, values)
    return await reader.fetch(_INTO_FORM, {**values, "form": form})
