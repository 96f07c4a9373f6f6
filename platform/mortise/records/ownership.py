"""Whose a record is: the owner, and the department that the owner's main one stamps on it."""

from typing import Final

import sqlalchemy as sa

from engines.issues import Issue
from mortise.db.statements import prepare
from mortise.db.tables.people import person
from mortise.db.transaction import Reader
from mortise.errors import Invalid

_MAIN: Final = prepare(
    sa.select(person.c.main_department_id).where(
        person.c.id == sa.bindparam("person", type_=sa.BigInteger()), person.c.active
    )
)


async def department_of(reader: Reader, owner: int) -> int | None:
    """The main department of a person who shall own a record; raises Invalid where there is no such person."""
    row = await reader.fetchrow(_MAIN, {"person": owner})
    if row is None:
        raise Invalid([Issue("reference_unknown", "/owner")])
    department: int | None = row["main_department_id"]
    return department
