"""One-time links by which a person who forgot the password chooses a new one: made by an administrator, valid for a
day, good for one use, of which only a hash is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables import people as tables
from mortise.db.transaction import Reader, Tx
from mortise.errors import NotFound
from mortise.identity.changes import Logged, begin_change, log_change, log_changes
from mortise.identity.credentials import digest, new_session_id
from mortise.identity.people import SET_PASSWORD
from mortise.identity.refusals import PasswordLinkSpent
from mortise.identity.sessions import close_sessions

VALID: Final = timedelta(hours=24)

link: Final = tables.password_link
person: Final = tables.person
failure: Final = tables.sign_in_failure

SWEEP: Final = prepare(
    sa.delete(link).where(
        sa.or_(link.c.person_id == sa.bindparam("person"), link.c.expires_at < sa.func.now())
    )
)
INSERT: Final = prepare(
    sa.insert(link)
    .from_select(
        ["token_hash", "person_id", "made_by", "expires_at"],
        sa.select(
            sa.bindparam("proof", type_=sa.LargeBinary),
            person.c.id,
            sa.bindparam("actor", type_=sa.BigInteger),
            sa.func.now() + VALID,
        ).where(person.c.id == sa.bindparam("person", type_=sa.BigInteger), person.c.active),
    )
    .returning(link.c.expires_at)
)
GIVEN: Final = (
    sa.func.unnest(
        sa.bindparam("proofs", type_=sa.ARRAY(sa.LargeBinary)),
        sa.bindparam("people", type_=sa.ARRAY(sa.BigInteger)),
    )
    .table_valued(sa.column("proof", sa.LargeBinary()), sa.column("person", sa.BigInteger()))
    .render_derived(name="given")
)
INSERT_MANY: Final = prepare(
    sa.insert(link)
    .from_select(
        ["token_hash", "person_id", "made_by", "expires_at"],
        sa.select(
            GIVEN.c.proof,
            GIVEN.c.person,
            sa.bindparam("actor", type_=sa.BigInteger),
            sa.func.now() + VALID,
        ),
    )
    .returning(link.c.person_id, link.c.expires_at)
)
NAMES: Final = prepare(
    sa.select(person.c.id, person.c.login, person.c.name).where(
        person.c.id == sa.any_(sa.bindparam("people", type_=sa.ARRAY(sa.BigInteger)))
    )
)
READ: Final = prepare(
    sa.select(
        person.c.id,
        person.c.login,
        person.c.name,
        person.c.name_en,
        sa.or_(person.c.must_change_password, person.c.password_hash.is_(None)).label("first"),
        link.c.expires_at,
    )
    .select_from(link.join(person, person.c.id == link.c.person_id))
    .where(
        link.c.token_hash == sa.bindparam("proof", type_=sa.LargeBinary),
        link.c.expires_at > sa.func.now(),
        person.c.active,
    )
)
SPEND: Final = prepare(
    sa.delete(link)
    .where(
        link.c.token_hash == sa.bindparam("proof", type_=sa.LargeBinary), link.c.expires_at > sa.func.now()
    )
    .returning(link.c.person_id, link.c.made_by)
)
FORGIVE: Final = prepare(
    sa.delete(failure).where(
        failure.c.login
        == sa.select(sa.func.lower(person.c.login))
        .where(person.c.id == sa.bindparam("person"))
        .scalar_subquery()
    )
)


@dataclass(frozen=True, slots=True)
class PasswordLink:
    """What is handed to the person, shown this once."""

    secret: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link for somebody new."""

    login: str
    name: str
    secret: str
    expires_at: datetime


async def make_link(tx: Tx, actor: int, number: int) -> PasswordLink:
    """A link for a person, who has no other afterwards; NotFound for who is not there or has left."""
    await tx.execute(SWEEP, {"person": number})
    secret = new_session_id()
    expires_at = await tx.fetchval(INSERT, {"proof": digest(secret), "person": number, "actor": actor})
    if not isinstance(expires_at, datetime):
        raise NotFound
    told = {"password_link": expires_at.isoformat()}
    await log_change(tx, "person", number, "update", actor, {"password_link": None}, told)
    return PasswordLink(secret, expires_at)


async def make_links(tx: Tx, actor: int, people: Sequence[int]) -> list[Invitation]:
    """Links for several who are new, with one statement."""
    secrets = [new_session_id() for _ in people]
    values = {"proofs": [digest(secret) for secret in secrets], "people": list(people), "actor": actor}
    until = {row["person_id"]: row["expires_at"] for row in await tx.fetch(INSERT_MANY, values)}
    names = {row["id"]: row for row in await tx.fetch(NAMES, {"people": list(people)})}
    logged = []
    made = []
    for number, secret in zip(people, secrets, strict=True):
        told = {"password_link": until[number].isoformat()}
        logged.append(Logged("person", number, "update", {"password_link": None}, told))
        made.append(Invitation(names[number]["login"], names[number]["name"], secret, until[number]))
    await log_changes(tx, actor, logged)
    return made


async def read_link(reader: Reader, secret: str) -> Record:
    """Whose link it is; PasswordLinkSpent where it was used, is too old, or never was."""
    row = await reader.fetchrow(READ, {"proof": digest(secret)})
    if row is None:
        raise PasswordLinkSpent
    return row


async def spend_link(tx: Tx, secret: str, hashed: str) -> None:
    """Gives the link's person the password behind the hash and ends every session of that person; failed attempts to
    come in are forgotten."""
    await begin_change(tx)
    spent = await tx.fetchrow(SPEND, {"proof": digest(secret)})
    if spent is None:
        raise PasswordLinkSpent
    number: int = spent["person_id"]
    await tx.execute(SET_PASSWORD, {"person": number, "hash": hashed, "must_change": False})
    await tx.execute(FORGIVE, {"person": number})
    await close_sessions(tx, number)
    told = {"password": "changed", "password_link_of": spent["made_by"]}
    await log_change(tx, "person", number, "update", number, dict.fromkeys(told), told)
