"""A person's own page: what the person sees and may change alone."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import array

from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables import people as tables
from mortise.db.transaction import Reader, Tx
from mortise.errors import NotFound
from mortise.identity.changes import begin_change

person: Final = tables.person
department: Final = tables.department
THIS: Final = person.c.id == sa.bindparam("person")

PROFILE: Final = prepare(
    sa.select(
        person.c.name,
        person.c.name_en,
        person.c.theme,
        person.c.tours,
        person.c.password_hash,
        department.c.id.label("department"),
        department.c.name.label("department_name"),
        department.c.name_en.label("department_name_en"),
    )
    .select_from(person.outerjoin(department, department.c.id == person.c.main_department_id))
    .where(THIS)
)
APPEARANCE: Final = prepare(
    sa.update(person)
    .where(THIS)
    .values(
        language=sa.func.coalesce(sa.bindparam("new_language", type_=sa.Text), person.c.language),
        theme=sa.func.coalesce(sa.bindparam("new_theme", type_=sa.Text), person.c.theme),
    )
)

TOUR: Final = sa.bindparam("tour", type_=sa.Text)
TAKE_TOUR: Final = prepare(
    sa.update(person)
    .where(THIS, sa.not_(person.c.tours.contains(array([sa.cast(TOUR, sa.Text)]))))
    .values(tours=sa.func.array_append(person.c.tours, TOUR))
)


async def read_profile(reader: Reader, number: int) -> Record:
    """Names, theme, tours, main department, and the hash of the password."""
    row = await reader.fetchrow(PROFILE, {"person": number})
    if row is None:
        raise NotFound
    return row


async def set_appearance(tx: Tx, number: int, *, language: str | None, theme: str | None) -> None:
    """Changes the language or the theme; None leaves one as it is. The language is a fact of the principal, so
    every process must read it again."""
    if language is not None:
        await begin_change(tx)
    await tx.execute(APPEARANCE, {"person": number, "new_language": language, "new_theme": theme})


async def take_tour(tx: Tx, number: int, tour: str) -> None:
    """Remembers that the person was led through a tour, or did not care for it."""
    await tx.execute(TAKE_TOUR, {"person": number, "tour": tour})
