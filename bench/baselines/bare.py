"""The floor: FastAPI and asyncpg with the SQL by hand and nothing else, a signed token for who is asking."""

import base64
import hashlib
import hmac
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Annotated

import asyncpg
import orjson
from fastapi import Depends, FastAPI, HTTPException, Request, Response

from bench.baselines.opportunity import NEW_FIELDS, ChangedOpportunity, NewOpportunity

SECRET = b"the benchmark's own"
INSERT = (
    f"insert into bare.opportunity ({', '.join(NEW_FIELDS)}, created_by, updated_by) values "
    f"({', '.join(f'${place}' for place in range(1, len(NEW_FIELDS) + 1))}, ${len(NEW_FIELDS) + 1}, "
    f"${len(NEW_FIELDS) + 1}) returning *"
)


def make_token(person: int) -> str:
    """A token that `who` accepts."""
    signature = hmac.new(SECRET, str(person).encode(), hashlib.sha256).digest()
    return f"{person}.{base64.urlsafe_b64encode(signature).decode()}"


async def who(request: Request) -> int:
    """The person whose token the request carries."""
    person, _, signature = request.headers.get("authorization", "").removeprefix("Bearer ").partition(".")
    expected = base64.urlsafe_b64encode(hmac.new(SECRET, person.encode(), hashlib.sha256).digest()).decode()
    if not hmac.compare_digest(signature, expected):
        raise HTTPException(401)
    return int(person)


Person = Annotated[int, Depends(who)]


def as_text(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value))


def answer(content: object, status: int = 200) -> Response:
    return Response(orjson.dumps(content, default=as_text), status, media_type="application/json")


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.pool = await asyncpg.create_pool(os.environ["BENCH_DSN"], min_size=8, max_size=8)
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=lifespan)


@app.get("/opportunity/{number}")
async def get(number: int, person: Person, request: Request) -> Response:
    row = await request.app.state.pool.fetchrow("select * from bare.opportunity where id = $1", number)
    if row is None:
        raise HTTPException(404)
    return answer(dict(row))


@app.get("/opportunity")
async def find(
    person: Person,
    request: Request,
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
    where = " and ".join(f"{text}${place}" for place, (text, _) in enumerate(used, 1)) or "true"
    values = [value for _, value in used]
    async with request.app.state.pool.acquire() as connection:
        total = await connection.fetchval(f"select count(*) from bare.opportunity o where {where}", *values)
        rows = await connection.fetch(
            "select o.*, a.name as account_name from bare.opportunity o left join bare.account a on a.id = o.account "
            f"where {where} order by o.close_date desc, o.id desc limit ${len(values) + 1}",
            *values,
            limit,
        )
    return answer({"items": [dict(row) for row in rows], "total": total})


@app.post("/opportunity")
async def create(values: NewOpportunity, person: Person, request: Request) -> Response:
    given = values.model_dump()
    row = await request.app.state.pool.fetchrow(INSERT, *(given[field] for field in NEW_FIELDS), person)
    return answer(dict(row), 201)


@app.patch("/opportunity/{number}")
async def update(number: int, values: ChangedOpportunity, person: Person, request: Request) -> Response:
    given = values.model_dump(exclude_unset=True, exclude={"version"})
    changes = ", ".join(f"{field} = ${place}" for place, field in enumerate(given, 3))
    row = await request.app.state.pool.fetchrow(
        f"update bare.opportunity set {changes}, updated_at = now(), updated_by = $2 where id = $1 returning *",
        number,
        person,
        *given.values(),
    )
    if row is None:
        raise HTTPException(404)
    return answer(dict(row))
