"""Why a record that may be seen is not to be changed: a flow holds it."""

from collections.abc import Mapping
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


HELD_AMONG: Final = prepare(
    sa.select(record_hold.c.form, record_hold.c.record).where(
        record_hold.c.app_id == sa.bindparam("app", type_=sa.BigInteger),
        record_hold.c.form == sa.any_(sa.bindparam("forms", type_=sa.ARRAY(sa.Text))),
        record_hold.c.record == sa.any_(sa.bindparam("records", type_=sa.ARRAY(sa.BigInteger))),
        record_hold.c.number == NOBODY,
    )
)


async def held_among(
    reader: Reader, context: Context, records: Mapping[str, set[int]]
) -> frozenset[tuple[str, int]]:
    """Those of the records, given by form, that flows hold against whoever is asking; asked of the database only where
    flows are over these forms."""
    forms = sorted(form for form in records if context.rights.form(form).may_be_held)
    if not forms:
        return frozenset()
    ids = sorted(set().union(*(records[form] for form in forms)))
    rows = await reader.fetch(HELD_AMONG, {"app": context.app.id, "forms": forms, "records": ids})
    return frozenset((row["form"], row["record"]) for row in rows if row["record"] in records[row["form"]])
