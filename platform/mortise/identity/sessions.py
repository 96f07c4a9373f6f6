"""Sessions of people who signed in: opaque ids, of which only a hash is kept."""

import hashlib
from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables import people as tables
from mortise.db.transaction import Reader, Tx
from mortise.identity.credentials import digest, new_session_id
from mortise.identity.refusals import SessionGone
from mortise.identity.resolution import IDLE

LONGEST: Final = timedelta(days=7)
"""How long a session lives however much it is used."""

session: Final = tables.session

OPEN: Final = prepare(
    sa.insert(session).values(
        token_hash=sa.bindparam("proof"),
        person_id=sa.bindparam("person"),
        expires_at=sa.func.now() + LONGEST,
        ip=sa.bindparam("address"),
        user_agent=sa.bindparam("agent"),
    )
)
CLOSE: Final = prepare(
    sa.delete(session).where(session.c.token_hash == sa.bindparam("proof")).returning(session.c.person_id)
)
CLOSE_ALL: Final = prepare(
    sa.delete(session).where(
        session.c.person_id == sa.bindparam("person"),
        session.c.token_hash.is_distinct_from(sa.bindparam("kept", type_=sa.LargeBinary)),
    )
)
SWEEP: Final = prepare(
    sa.delete(session).where(
        session.c.person_id == sa.bindparam("person"),
        sa.or_(session.c.expires_at < sa.func.now(), session.c.last_seen_at < sa.func.now() - IDLE),
    )
)
LIST: Final = prepare(
    sa.select(
        session.c.token_hash,
        session.c.created_at,
        session.c.last_seen_at,
        session.c.ip,
        session.c.user_agent,
    )
    .where(
        session.c.person_id == sa.bindparam("person"),
        session.c.expires_at > sa.func.now(),
        session.c.last_seen_at > sa.func.now() - IDLE,
    )
    .order_by(session.c.last_seen_at.desc())
)


async def open_session(tx: Tx, person: int, *, address: str, agent: str, before: str | None) -> str:
    """A new session's id; `before` is the one the browser came with, which ends so that nobody can plant one."""
    if before is not None:
        await tx.fetchval(CLOSE, {"proof": digest(before)})
    await tx.execute(SWEEP, {"person": person})
    session_id = new_session_id()
    await tx.execute(
        OPEN, {"proof": digest(session_id), "person": person, "address": address, "agent": agent[:300]}
    )
    return session_id


async def close_session(tx: Tx, proof: bytes) -> None:
    """Ends a session, known by its hash."""
    await tx.fetchval(CLOSE, {"proof": proof})


async def close_sessions(tx: Tx, person: int, *, kept: bytes | None = None) -> None:
    """Ends every session of a person but, perhaps, one."""
    await tx.execute(CLOSE_ALL, {"person": person, "kept": kept})


def session_name(proof: bytes) -> str:
    """What a session is called in lists: nothing that proves anything."""
    return hashlib.sha256(proof).hexdigest()[:24]


async def close_named_session(tx: Tx, person: int, name: str) -> None:
    """Ends one of a person's sessions; SessionGone where there is none of that name."""
    rows = await list_sessions(tx, person)
    proof = next((row["token_hash"] for row in rows if session_name(row["token_hash"]) == name), None)
    if proof is None:
        raise SessionGone
    await close_session(tx, proof)


async def list_sessions(reader: Reader, person: int) -> list[Record]:
    """The sessions that still live, the last used first."""
    return await reader.fetch(LIST, {"person": person})
