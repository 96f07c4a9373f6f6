"""From what a request carries to its principal: one statement, whichever kind of proof it is."""

import hmac
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import sqlalchemy as sa

from mortise.db.connections import Record
from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.tables import applications
from mortise.db.tables import people as tables
from mortise.db.transaction import Reader
from mortise.identity.credentials import digest, read_token
from mortise.identity.facts import read_principal
from mortise.identity.principal import Principal
from mortise.identity.warrants import NOTED_EVERY, Kind, Warrant

IDLE: Final = timedelta(hours=12)
"""How long a session lives without a request."""
MOST_KEPT: Final = 10_000


@dataclass(frozen=True, slots=True)
class Known:
    """Who is asking, and what the same statement said of the application that is asked about."""

    principal: Principal
    session: bytes | None
    """The hash by which the session is stored, for a person who signed in."""
    app_id: int | None
    app_version: int | None
    warrant: Warrant | None = None
    """By which a later statement may find out whether all of that still holds."""
    onlooker: Principal | None = None
    """Who is really there, where an application is seen as somebody else."""


def resolving(
    proof: sa.Table, columns: Sequence[sa.ColumnElement[Any]], *conditions: sa.ColumnElement[bool]
) -> sa.Select[tuple[Any, ...]]:
    """The person behind a proof who may still come in, the rights epoch, and an application's version."""
    person, epoch, app = tables.person, tables.epoch, applications.app
    return (
        sa.select(
            proof.c.person_id,
            epoch.c.rights,
            app.c.id.label("app_id"),
            app.c.published_version,
            *columns,
        )
        .select_from(
            proof.join(person, sa.and_(person.c.id == proof.c.person_id, person.c.active))
            .join(epoch, epoch.c.id == 1)
            .outerjoin(app, app.c.key == sa.bindparam("app", type_=sa.Text))
        )
        .where(*conditions)
    )


BY_SESSION: Final = prepare(
    resolving(
        tables.session,
        [(tables.session.c.last_seen_at < sa.func.now() - NOTED_EVERY).label("to_note")],
        tables.session.c.token_hash == sa.bindparam("proof"),
        tables.session.c.expires_at > sa.func.now(),
        tables.session.c.last_seen_at > sa.func.now() - IDLE,
    )
)
BY_TOKEN: Final = prepare(
    resolving(
        tables.api_token,
        [
            tables.api_token.c.secret_hash,
            tables.api_token.c.scopes,
            sa.func.coalesce(tables.api_token.c.last_used_at < sa.func.now() - NOTED_EVERY, sa.true()).label(
                "to_note"
            ),
        ],
        tables.api_token.c.id == sa.bindparam("proof"),
        tables.api_token.c.expires_at > sa.func.now(),
        tables.api_token.c.revoked_at.is_(None),
    )
)
SEEN: Final = prepare(
    sa.update(tables.session)
    .where(tables.session.c.token_hash == sa.bindparam("proof"))
    .values(last_seen_at=sa.func.now())
    .returning(tables.session.c.person_id)
)
USED: Final = prepare(
    sa.update(tables.api_token)
    .where(tables.api_token.c.id == sa.bindparam("proof"))
    .values(last_used_at=sa.func.now())
    .returning(tables.api_token.c.id)
)


class Principals:
    """Answers who is asking. A person's facts are kept until the rights epoch moves on, which the statement that
    reads the proof tells: what one process revokes, the next request of every process knows."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[int, Principal] = OrderedDict()
        self._came: OrderedDict[tuple[bytes, str | None], Known] = OrderedDict()

    def recall(self, proof: str, app: str) -> Known | None:
        """Who came in with this session or token before, and how that was then: worth something only together with a
        statement under whose conditions its warrant is."""
        return self._came.get((digest(proof), app))

    def _remember(self, text: str, app: str | None, known: Known) -> Known:
        place = digest(text), app
        self._came[place] = known
        self._came.move_to_end(place)
        if len(self._came) > MOST_KEPT:
            self._came.popitem(last=False)
        return known

    async def of_session(self, session_id: str, app: str | None = None) -> Known | None:
        """The person whom a session cookie belongs to; None when it is none, too old, or the person left."""
        proof = digest(session_id)
        async with self._database.read() as reader:
            row = await reader.fetchrow(BY_SESSION, {"proof": proof, "app": app})
            if row is None:
                return None
            if row["to_note"]:
                await reader.fetchval(SEEN, {"proof": proof})
            principal = await self._principal(reader, row)
        warrant = _warrant("session", proof, None, row)
        known = Known(principal, proof, row["app_id"], row["published_version"], warrant)
        return self._remember(session_id, app, known)

    async def of_token(self, text: str, app: str | None = None) -> Known | None:
        """The person whom an API token belongs to, bound by its scopes; None when it is not valid (any more)."""
        token = read_token(text)
        if token is None:
            return None
        async with self._database.read() as reader:
            row = await reader.fetchrow(BY_TOKEN, {"proof": token.id, "app": app})
            if row is None or not hmac.compare_digest(row["secret_hash"], digest(token.secret)):
                return None
            if row["to_note"]:
                await reader.fetchval(USED, {"proof": token.id})
            principal = (await self._principal(reader, row)).through_token(row["scopes"])
        warrant = _warrant("token", token.id, row["secret_hash"], row)
        known = Known(principal, None, row["app_id"], row["published_version"], warrant)
        return self._remember(text, app, known)

    async def of_person(self, reader: Reader, person: int) -> Principal:
        """The principal that a person is, for work done on that person's behalf (events, jobs, explanations)."""
        return (await self.of_people(reader, [person]))[0]

    async def of_people(self, reader: Reader, people: Iterable[int]) -> list[Principal]:
        """The same for several people; those whose facts are kept cost nothing."""
        epoch = await reader.fetchval(RIGHTS_EPOCH)
        if not isinstance(epoch, int):
            raise LookupError("the database holds no rights epoch")
        return [await self.at(reader, person, epoch) for person in people]

    async def _principal(self, reader: Reader, row: Record) -> Principal:
        return await self.at(reader, row["person_id"], row["rights"])

    async def at(self, reader: Reader, person: int, epoch: int) -> Principal:
        """The principal that a person is at the rights epoch, which was read before."""
        kept = self._kept.get(person)
        if kept is not None and kept.rights_epoch == epoch:
            return kept
        principal = self._kept[person] = await read_principal(reader, person, epoch)
        self._kept.move_to_end(person)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return principal


def _warrant(kind: Kind, proof: object, secret: bytes | None, row: Record) -> Warrant | None:
    """What a request found out that was let into an application."""
    if row["app_id"] is None or row["published_version"] is None:
        return None
    scopes = None if secret is None else tuple(row["scopes"])
    return Warrant(
        kind, proof, secret, scopes, row["person_id"], row["rights"], row["app_id"], row["published_version"]
    )


RIGHTS_EPOCH: Final = prepare(sa.select(tables.epoch.c.rights).where(tables.epoch.c.id == 1))
