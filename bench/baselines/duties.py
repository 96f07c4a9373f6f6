"""The baseline that counts: hand-written endpoints with the duties of a product.

The session is looked up, the row scope is a predicate, the version is checked, values are validated, the change is
logged in the same transaction, and refusals are problem+json. Written to win: one connection per request, no reset
statement when it is given back, log row and record in one statement.
"""

import hashlib
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Annotated, NamedTuple

import asyncpg
import orjson
from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError

from bench.baselines.opportunity import NEW_FIELDS, ChangedOpportunity, NewOpportunity

SESSION = "select person, departments from duties.session where token_hash = $1 and expires_at > now()"
SEEN = "o.deleted_at is null and o.department = any(${place})"
GET = "select o.* from duties.opportunity o where o.id = $1 and " + SEEN.format(place=2)
INSERT = (
    f"with made as (insert into duties.opportunity "
    f"({', '.join(NEW_FIELDS)}, created_by, updated_by, owner, department) "
    f"values ({', '.join(f'${place}' for place in range(3, len(NEW_FIELDS) + 3))}, $1, $1, $1, ($2::bigint[])[1]) "
    "returning *), logged as (insert into duties.change (record, action, actor, new) "
    "select id, 'create', $1, to_jsonb(made) from made) select * from made"
)


class Problem(Exception):
    """A refusal with its status and code."""

    def __init__(self, status: int, code: str, **more: object) -> None:
        super().__init__(code)
        self.status, self.code, self.more = status, code, more


class Session(NamedTuple):
    """Who is asking, and the connection of the request."""

    person: int
    departments: list[int]
    connection: asyncpg.Connection


async def keep(connection: asyncpg.Connection) -> None:
    """Leave a returned connection as it is: no endpoint changes its settings."""


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.pool = await asyncpg.create_pool(os.environ["BENCH_DSN"], min_size=8, max_size=8, reset=keep)
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=lifespan)


async def enter(request: Request) -> AsyncIterator[Session]:
    """The session that the request's token names."""
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    async with request.app.state.pool.acquire() as connection:
        row = await connection.fetchrow(SESSION, hashlib.sha256(token.encode()).digest())
        if row is None:
            raise Problem(401, "not_signed_in")
        yield Session(row["person"], row["departments"], connection)


Entered = Annotated[Session, Depends(enter)]


def as_text(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value))


def answer(content: object, status: int = 200) -> Response:
    return Response(orjson.dumps(content, default=as_text), status, media_type="application/json")


@app.exception_handler(Problem)
async def on_problem(request: Request, problem: Problem) -> Response:
    content = {"status": problem.status, "code": problem.code, **problem.more}
    return Response(
        orjson.dumps(content, default=as_text), problem.status, media_type="application/problem+json"
    )


@app.exception_handler(RequestValidationError)
async def on_invalid(request: Request, error: RequestValidationError) -> Response:
    content = {"status": 422, "code": "invalid", "issues": error.errors()}
    return Response(orjson.dumps(content, default=str), 422, media_type="application/problem+json")


@app.get("/opportunity/{number}")
async def get(number: int, session: Entered) -> Response:
    row = await session.connection.fetchrow(GET, number, session.departments)
    if row is None:
        raise Problem(404, "not_found")
    return answer(dict(row))


@app.get("/opportunity")
async def find(
    session: Entered,
    stage: str | None = None,
    amount_from: Decimal | None = None,
    account: int | None = None,
    active: bool | None = None,
    limit: int = 50,
) -> Response:
    given = [
        ("o.stage = ", stage),
        ("o.amount >= ", amount_from),
        ("o.account = ", account),
        ("o.is_active = ", active),
    ]
    used = [(text, value) for text, value in given if value is not None]
    where = " and ".join(
        [SEEN.format(place=1), *(f"{text}${place}" for place, (text, _) in enumerate(used, 2))]
    )
    values = [session.departments, *(value for _, value in used)]
    total = await session.connection.fetchval(
        f"select count(*) from duties.opportunity o where {where}", *values
    )
    rows = await session.connection.fetch(
        "select o.*, a.name as account_name from duties.opportunity o left join duties.account a "
        f"on a.id = o.account and a.deleted_at is null where {where} "
        f"order by o.close_date desc, o.id desc limit ${len(values) + 1}",
        *values,
        min(limit, 200),
    )
    return answer({"items": [dict(row) for row in rows], "total": total})


@app.post("/opportunity")
async def create(values: NewOpportunity, session: Entered) -> Response:
    given = values.model_dump()
    try:
        row = await session.connection.fetchrow(
            INSERT, session.person, session.departments, *(given[field] for field in NEW_FIELDS)
        )
    except asyncpg.ForeignKeyViolationError as error:
        raise Problem(422, "unknown_account") from error
    if row is None:
        raise Problem(500, "not_saved")
    return answer(dict(row), 201)


@app.patch("/opportunity/{number}")
async def update(number: int, values: ChangedOpportunity, session: Entered) -> Response:
    given = values.model_dump(exclude_unset=True, exclude={"version"})
    if not given:
        raise Problem(422, "nothing_to_change")
    changes = ", ".join(f"{field} = ${place}" for place, field in enumerate(given, 5))
    row = await session.connection.fetchrow(
        "with before as (select o.* from duties.opportunity o where o.id = $1 and o.version = $2 and "
        f"{SEEN.format(place=4)} for update), "
        f"changed as (update duties.opportunity o set {changes}, version = o.version + 1, updated_at = now(), "
        "updated_by = $3 from before where o.id = before.id returning o.*), "
        "logged as (insert into duties.change (record, action, actor, old, new) select changed.id, 'update', $3, "
        "to_jsonb(before), to_jsonb(changed) from before join changed using (id)) select * from changed",
        number,
        values.version,
        session.person,
        session.departments,
        *given.values(),
    )
    if row is None:
        current = await session.connection.fetchrow(GET, number, session.departments)
        raise Problem(404, "not_found") if current is None else Problem(409, "stale", current=dict(current))
    return answer(dict(row))
