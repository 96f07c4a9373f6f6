"""Why a record that may be seen is not to be changed: a flow holds it."""

from typing import Final

import sqlalchemy as sa

from engines.issues import Issue
from mortise.access.context import Context
from mortise.access.holds import NOBODY
from mortise.db.statements import prepare
from mortise.db.tables.flows import record_hold
from mortise.db.transaction import Reader
from mortise.errors import Forbidden

HELD: Final = prepare(
    sa.select(
        sa.exists().where(
            record_hold.c.app_id == sa.bindparam("app", type_=sa.BigInteger),
            record_hold.c.form == sa.bindparam("form", type_=sa.Text),
            record_hold.c.record == sa.bindparam("record", type_=sa.BigInteger),
            record_hold.c.number == NOBODY,
        )
    )
)


async def forbidden(reader: Reader, context: Context, form: str, number: int) -> Forbidden:
    """The refusal of a change of a record, which says so where a flow holds it."""
    values = {"app": context.app.id, "form": form, "record": number}
    is_held = await reader.fetchval(HELD, values)
    return Forbidden([Issue("record_held")] if is_held else ())
