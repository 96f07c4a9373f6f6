"""Signing in: a login and a password for a session, more and more slowly for who guesses."""

from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from engines.issues import Issue
from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.tables import people as tables
from mortise.errors import Invalid, TooManyRequests
from mortise.identity.passwords import hash_password, is_too_long, needs_rehash, verify_password
from mortise.identity.refusals import WrongCredentials
from mortise.identity.sessions import open_session
from mortise.identity.texts import printable

FREE: Final = 10
"""Attempts of one login from one address before each further one has to wait."""
LONGEST_WAIT: Final = 900
"""Seconds: the wait doubles up to this."""
FORGOTTEN_AFTER: Final = timedelta(days=1)

person: Final = tables.person
failure: Final = tables.sign_in_failure
LOGIN: Final = sa.bindparam("login", type_=sa.Text)
ADDRESS: Final = sa.bindparam("address", type_=sa.Text)


def waited() -> sa.ColumnElement[bool]:
    """Whether a counted login and address may try again."""
    doublings = sa.func.least(failure.c.failures - FREE, 12)
    seconds = sa.func.least(sa.func.power(2, doublings), LONGEST_WAIT)
    until = failure.c.last_at + sa.func.make_interval(0, 0, 0, 0, 0, 0, seconds)
    return sa.or_(failure.c.failures < FREE, until <= sa.func.now())


def counting_attempt() -> sa.sql.expression.ClauseElement:
    """Counts an attempt before it is looked at; gives no row to one that comes too early."""
    first = postgresql.insert(failure).values(login=LOGIN, address=ADDRESS, failures=1)
    forgotten = failure.c.last_at < sa.func.now() - FORGOTTEN_AFTER
    return first.on_conflict_do_update(
        index_elements=[failure.c.login, failure.c.address],
        set_={
            "failures": sa.case((forgotten, 1), else_=failure.c.failures + 1),
            "last_at": sa.func.now(),
        },
        where=sa.or_(forgotten, waited()),
    ).returning(failure.c.failures)


COUNT_ATTEMPT: Final = prepare(counting_attempt())
FIND: Final = prepare(
    sa.select(person.c.id, person.c.password_hash, person.c.active).where(
        sa.func.lower(person.c.login) == LOGIN
    )
)
FORGET: Final = prepare(
    sa.delete(failure).where(
        sa.or_(
            sa.and_(failure.c.login == LOGIN, failure.c.address == ADDRESS),
            failure.c.last_at < sa.func.now() - FORGOTTEN_AFTER,
        )
    )
)
REHASH: Final = prepare(
    sa.update(person)
    .where(person.c.id == sa.bindparam("person"), person.c.password_hash == sa.bindparam("old"))
    .values(password_hash=sa.bindparam("new"))
)


async def sign_in(
    database: Database, login: str, password: str, *, address: str, agent: str, before: str | None
) -> str:
    """A new session's id for the right login and password; the same refusal for a wrong password, an unknown login
    and a person who left, after the same work."""
    if is_too_long(password):
        raise Invalid([Issue("password_too_long", "/password", {"longest": 1024})])
    tried = {"login": known_as(login), "address": address}
    async with database.transaction() as tx:
        if await tx.fetchval(COUNT_ATTEMPT, tried) is None:
            raise TooManyRequests(headers={"Retry-After": "60"})
        row = await tx.fetchrow(FIND, tried)
    kept: str | None = row["password_hash"] if row is not None and row["active"] else None
    if not await verify_password(password, kept) or row is None or kept is None:
        raise WrongCredentials
    rehashed = await hash_password(password) if needs_rehash(kept) else None
    async with database.transaction() as tx:
        await tx.execute(FORGET, tried)
        if rehashed is not None:
            await tx.execute(REHASH, {"person": row["id"], "old": kept, "new": rehashed})
        return await open_session(tx, row["id"], address=address, agent=agent, before=before)


def known_as(login: str) -> str:
    """The login as it is compared and counted: without case, and short whatever was typed."""
    try:
        return printable(login[:200]).lower()[:100]
    except ValueError:
        return ""
