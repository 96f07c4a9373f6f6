"""Telling people that somebody let them take part in a record."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from mortise.access.context import Context
from mortise.db.statements import prepare
from mortise.db.tables import people
from mortise.db.transaction import Tx
from mortise.identity.belonging import downwards
from mortise.jobs.telling import tell
from mortise.notify.delivery import NEWS
from mortise.notify.writing import tell_of_records
from mortise.records.sharing import Kind

KIND: Final = "share"
BIGINTS: Final = ARRAY(sa.BigInteger())


def _members() -> sa.Select[Any]:
    """Everybody active among some people, in or below some departments, in some groups, or with some positions."""
    person, further, member = people.person, people.person_department, people.group_member
    groups = member.c.group_id == sa.any_(sa.bindparam("group", type_=BIGINTS))
    positions = sa.any_(sa.bindparam("position", type_=BIGINTS))
    given = sa.func.unnest(sa.bindparam("department", type_=BIGINTS)).column_valued("given")
    grouped = sa.select(member.c.department_id).where(groups, member.c.department_id.is_not(None))
    some = downwards(sa.select(given.label("id")).union_all(grouped).subquery().select(), "some")
    within = sa.select(some.c.id)
    return sa.select(person.c.id).where(
        person.c.active,
        person.c.id != sa.bindparam("actor", type_=sa.BigInteger()),
        sa.or_(
            person.c.id == sa.any_(sa.bindparam("person", type_=BIGINTS)),
            person.c.main_department_id.in_(within),
            person.c.position_id == positions,
            person.c.id.in_(sa.select(member.c.person_id).where(groups, member.c.person_id.is_not(None))),
            person.c.id.in_(
                sa.select(further.c.person_id).where(
                    sa.or_(further.c.department_id.in_(within), further.c.position_id == positions)
                )
            ),
        ),
    )


MEMBERS: Final = prepare(_members())


async def tell_of_share(
    tx: Tx, context: Context, form: str, number: int, holders: Mapping[Kind, Sequence[int]]
) -> None:
    """Tells everybody whom a share is new to; whoever does not see the record with it is shown nothing of that."""
    actor = context.principal.person
    rows = await tx.fetch(MEMBERS, {**{kind: list(ids) for kind, ids in holders.items()}, "actor": actor})
    people_told = sorted(row["id"] for row in rows)
    at = context.clock.now.isoformat()
    line = {"kind": KIND, "actors": [actor], "fields": [], "at": at, "record_id": number}
    await tell_of_records(tx, context.app.id, form, [{"person_id": each, **line} for each in people_told])
    await tell(tx, people_told, NEWS, {})
