"""People: who they are, where they belong, whom they report to."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Final, cast

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.dialects.postgresql import aggregate_order_by

from engines.definition import Locale
from engines.issues import Issue
from mortise.db.statements import prepare
from mortise.db.tables import people as tables
from mortise.db.transaction import Reader, Tx
from mortise.errors import Invalid, NotFound
from mortise.identity.changes import Assignments, begin_change, log_change
from mortise.identity.names import readings
from mortise.identity.passwords import check_password, hash_password
from mortise.identity.refusals import LastAdministrator, as_issues
from mortise.identity.sessions import close_sessions
from mortise.identity.texts import Email, Login, Mobile, Name, RowId
from mortise.jobs.outbox import put

PERSON_LEFT: Final = "person.left"
"""The kind of job that tells that somebody works here no longer, put in the transaction that makes it so."""

person: Final = tables.person
other: Final = tables.person_department
THIS: Final = sa.bindparam("person", type_=sa.BigInteger)


class Post(BaseModel):
    """What somebody is in a department beside the main one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    department: RowId
    position: RowId


class PersonInput(BaseModel):
    """What may be said of a person; in a change, what is not said stays. `departments` are those beside the main
    one, `positions` what the person is in those, `position` in the main one. Without a language a person reads what
    the browser prefers. A password that is given here is to be changed by the person at the next sign-in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    login: Login = ""
    name: Name = ""
    name_en: Name = ""
    email: Email | None = None
    mobile: Mobile | None = None
    language: Locale | None = None
    department: RowId | None = None
    departments: Annotated[tuple[RowId, ...], Field(max_length=50)] = ()
    position: RowId | None = None
    positions: Annotated[tuple[Post, ...], Field(max_length=50)] = ()
    manager: RowId | None = None
    is_administrator: bool = False
    active: bool = True
    password: str | None = None


PLACES: Final = {
    "person_login_idx": "/login",
    "person_main_department_id_fkey": "/department",
    "person_manager_id_fkey": "/manager",
    "person_department_department_id_fkey": "/departments",
    "person_position_id_fkey": "/position",
    "person_department_position_id_fkey": "/positions",
}

COLUMNS: Final = (
    person.c.id,
    person.c.login,
    person.c.name,
    person.c.name_en,
    person.c.email,
    person.c.mobile,
    person.c.language,
    person.c.main_department_id.label("department"),
    sa.func.array(
        sa.select(other.c.department_id)
        .where(other.c.person_id == person.c.id)
        .order_by(other.c.department_id)
        .scalar_subquery()
    ).label("departments"),
    person.c.position_id.label("position"),
    sa.func.coalesce(
        sa.select(
            sa.func.jsonb_agg(
                aggregate_order_by(
                    sa.func.jsonb_build_object(
                        "department", other.c.department_id, "position", other.c.position_id
                    ),
                    other.c.department_id,
                )
            )
        )
        .where(other.c.person_id == person.c.id, other.c.position_id.is_not(None))
        .scalar_subquery(),
        sa.literal_column("'[]'::jsonb"),
    ).label("positions"),
    person.c.manager_id.label("manager"),
    person.c.is_administrator,
    person.c.active,
)
ONE: Final = prepare(sa.select(*COLUMNS).where(person.c.id == THIS))

GIVEN: Final[Assignments] = {
    column: sa.bindparam(name)
    for name, column in {
        "login": person.c.login,
        "name": person.c.name,
        "name_en": person.c.name_en,
        "email": person.c.email,
        "mobile": person.c.mobile,
        "language": person.c.language,
        "department": person.c.main_department_id,
        "position": person.c.position_id,
        "manager": person.c.manager_id,
        "is_administrator": person.c.is_administrator,
        "active": person.c.active,
        "pinyin": person.c.pinyin,
    }.items()
}
INSERT: Final = prepare(
    sa.insert(person)
    .values(
        {
            **GIVEN,
            person.c.password_hash: sa.bindparam("hash"),
            person.c.must_change_password: sa.bindparam("must_change"),
        }
    )
    .returning(person.c.id)
)
UPDATE: Final = prepare(sa.update(person).where(person.c.id == THIS).values(GIVEN))
LEAVE: Final = prepare(sa.delete(other).where(other.c.person_id == THIS))
JOINED: Final = (
    sa.func.unnest(
        sa.bindparam("in_departments", type_=sa.ARRAY(sa.BigInteger)),
        sa.bindparam("as_positions", type_=sa.ARRAY(sa.BigInteger)),
    )
    .table_valued("department", "position")
    .render_derived(name="joined")
)
JOIN: Final = prepare(
    sa.insert(other).from_select(
        [other.c.person_id, other.c.department_id, other.c.position_id],
        sa.select(THIS, JOINED.c.department, JOINED.c.position),
    )
)
SET_PASSWORD: Final = prepare(
    sa.update(person)
    .where(person.c.id == THIS)
    .values(password_hash=sa.bindparam("hash"), must_change_password=sa.bindparam("must_change"))
)
ADMINISTRATORS: Final = prepare(
    sa.select(sa.func.count()).select_from(person).where(person.c.is_administrator, person.c.active)
)


def reports_to_itself() -> sa.Select[tuple[bool]]:
    """Whether the reporting line of a person comes back to that person."""
    up = sa.select(person.c.manager_id.label("id")).where(person.c.id == THIS).cte("up", recursive=True)
    up = up.union(sa.select(person.c.manager_id).join(up, person.c.id == up.c.id))
    return sa.select(sa.exists(sa.select(up.c.id).where(up.c.id == THIS)))


REPORTS_TO_ITSELF: Final = prepare(reports_to_itself())


async def read_person(reader: Reader, number: int) -> dict[str, object]:
    """Everything but the password; NotFound for a number that is nobody's."""
    row = await reader.fetchrow(ONE, {"person": number})
    if row is None:
        raise NotFound
    return dict(row)


async def create_person(
    tx: Tx, actor: int | None, given: PersonInput, *, must_change: bool = True, checked: bool = True
) -> int:
    """A new person; the id. A password is judged unless the operator of the installation has chosen it."""
    issues = [Issue(f"{key}_required", f"/{key}") for key in ("login", "name") if not getattr(given, key)]
    issues.extend(password_issues(given) if checked else ())
    if issues:
        raise Invalid(issues)
    hashed = None if given.password is None else await hash_password(given.password)
    await begin_change(tx)
    values = stated(given.model_dump(exclude={"password"}))
    with as_issues(PLACES):
        number = await tx.fetchval(
            INSERT, {**values, **derived(values), "hash": hashed, "must_change": must_change}
        )
        if not isinstance(number, int):
            raise LookupError("the new person has no id")
        await tx.execute(JOIN, {"person": number, **posts(values)})
    if await tx.fetchval(REPORTS_TO_ITSELF, {"person": number}):
        raise Invalid([Issue("reporting_circle", "/manager")])
    await log_change(tx, "person", number, "create", actor, None, values)
    return number


async def change_person(tx: Tx, actor: int, number: int, given: PersonInput) -> None:
    """Changes what was said of a person; one who is deactivated or gets a new password is signed out at once."""
    issues = password_issues(given)
    if issues:
        raise Invalid(issues)
    hashed = None if given.password is None else await hash_password(given.password)
    await begin_change(tx)
    old = await read_person(tx, number)
    del old["id"]
    new = stated({**old, **given.model_dump(include=given.model_fields_set - {"password"})})
    blank = [Issue(f"{key}_required", f"/{key}") for key in ("login", "name") if not new[key]]
    if new["manager"] == number:
        blank.append(Issue("reporting_circle", "/manager"))
    if blank:
        raise Invalid(blank)
    with as_issues(PLACES):
        await tx.execute(UPDATE, {**new, **derived(new), "person": number})
        if posts(new) != posts(old):
            await tx.execute(LEAVE, {"person": number})
            await tx.execute(JOIN, {"person": number, **posts(new)})
    if await tx.fetchval(REPORTS_TO_ITSELF, {"person": number}):
        raise Invalid([Issue("reporting_circle", "/manager")])
    steps_down = is_administrator(old) and not is_administrator(new)
    if steps_down and await tx.fetchval(ADMINISTRATORS) == 0:
        raise LastAdministrator
    if hashed is not None:
        await tx.execute(SET_PASSWORD, {"person": number, "hash": hashed, "must_change": True})
        await log_change(tx, "person", number, "update", actor, {"password": None}, {"password": "changed"})
    if hashed is not None or not new["active"]:
        await close_sessions(tx, number)
    if old["active"] and not new["active"]:
        await put(tx, PERSON_LEFT, {"person": number})
    await log_change(tx, "person", number, "update", actor, old, new)


async def set_own_password(tx: Tx, number: int, hashed: str, *, session: bytes | None) -> None:
    """Replaces a person's password and ends all of the person's sessions but the one that asks."""
    await begin_change(tx)
    await tx.execute(SET_PASSWORD, {"person": number, "hash": hashed, "must_change": False})
    await close_sessions(tx, number, kept=session)
    await log_change(tx, "person", number, "update", number, {"password": None}, {"password": "changed"})


def is_administrator(values: Mapping[str, object]) -> bool:
    """Whether a person can manage the installation."""
    return bool(values["is_administrator"] and values["active"])


def password_issues(given: PersonInput) -> Sequence[Issue]:
    """What is wrong with the password that is given, if one is."""
    if given.password is None:
        return ()
    about = (given.login, given.name, given.name_en)
    return [issue.under("/password") for issue in check_password(given.password, about)]


def stated(values: Mapping[str, object]) -> dict[str, object]:
    """The values with the further departments in order, each once, the main one left out, and with what the person is
    in those that are left."""
    departments = values["departments"]
    several = (
        {number for number in departments if number != values["department"]}
        if isinstance(departments, (tuple, list))
        else set()
    )
    held = {number: position for number, position in _held(values).items() if number in several}
    in_order = [{"department": number, "position": held[number]} for number in sorted(held)]
    return {**values, "departments": sorted(several), "positions": in_order}


def posts(values: Mapping[str, object]) -> Mapping[str, list[int | None]]:
    """The further departments of `stated` values, and beside each what the person is there."""
    departments = cast("list[int]", values["departments"])
    held = _held(values)
    return {"in_departments": list(departments), "as_positions": [held.get(number) for number in departments]}


def _held(values: Mapping[str, object]) -> Mapping[int, int]:
    several = cast("Sequence[Mapping[str, int]]", values["positions"])
    return {each["department"]: each["position"] for each in several}


def derived(values: Mapping[str, object]) -> dict[str, object]:
    """What is kept beside: how the name is typed."""
    return {"pinyin": readings(f"{values['name']}")}
