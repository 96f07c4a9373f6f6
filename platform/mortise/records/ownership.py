"""Whose a record is: the owner, and the department that the owner's main one stamps on it."""

from collections.abc import Iterable
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from engines.issues import Issue
from mortise.db.statements import prepare
from mortise.db.tables.people import person
from mortise.db.transaction import Reader
from mortise.errors import Invalid

_MAIN: Final = prepare(
    sa.select(person.c.id, person.c.main_department_id).where(
        person.c.id == sa.any_(sa.bindparam("people", type_=ARRAY(sa.BigInteger()))), person.c.active
    )
)


async def departments_of(reader: Reader, owners: Iterable[int]) -> dict[int, int | None]:
    """The main departments of people who shall own records; who cannot own any is left out."""
    rows = await reader.fetch(_MAIN, {"people": sorted(owners)})
    return {row["id"]: row["main_department_id"] for row in rows}


async def department_of(reader: Reader, owner: int) -> int | None:
    """The main department of a person who shall own a record; raises Invalid where there is no such person."""
    departments = await departments_of(reader, [owner])
    if owner not in departments:
        raise Invalid([Issue("reference_unknown", "/owner")])
    return departments[owner]
