"""Who a request acts for, and how soon a change is known."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from mortise.db.connections import counting
from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.tables import applications, setting
from mortise.db.transaction import Tx
from mortise.identity.credentials import ApiToken, read_token, write_token
from mortise.identity.departments import DepartmentInput, change_department
from mortise.identity.facts import CLOSED_APPS
from mortise.identity.first_start import SampleCompany
from mortise.identity.groups import GroupInput, change_group, create_group, list_groups
from mortise.identity.people import PersonInput, Post, change_person
from mortise.identity.positions import PositionInput, create_position
from mortise.identity.principal import Principal
from mortise.identity.resolution import Principals
from mortise.identity.role_members import Members, list_ways, set_members
from mortise.identity.sessions import close_sessions, open_session
from mortise.identity.tokens import create_token, revoke_token

pytestmark = pytest.mark.anyio


async def session_of(database: Database, person: int) -> str:
    async with database.transaction() as tx:
        return await open_session(tx, person, address="127.0.0.1", agent="test", before=None)


async def principal(database: Database, person: int) -> Principal:
    known = await Principals(database).of_session(await session_of(database, person))
    assert known is not None
    return known.principal


@pytest.fixture
async def app(database: Database) -> int:
    async with database.transaction() as tx:
        number = await tx.fetchval(
            prepare(
                sa.insert(applications.app)
                .values(key="crm", published_version=3, labels=sa.bindparam("labels"))
                .returning(applications.app.c.id)
            ),
            {"labels": {}},
        )
    assert isinstance(number, int)
    return number


async def test_a_head_knows_the_departments_below_and_everybody_who_reports(
    database: Database, company: SampleCompany
) -> None:
    manager = await principal(database, company.people["manager"])
    departments, numbers = company.departments, company.people

    assert manager.department == departments["sales"]
    assert manager.departments == (departments["sales"],)
    assert set(manager.departments_above) == {departments["sales"], departments["office"]}
    assert set(manager.departments_below) == {departments[key] for key in ("sales", "north", "south")}
    assert set(manager.managed_departments) == {departments[key] for key in ("sales", "north", "south")}
    assert set(manager.subordinates) == {numbers[login] for login in ("north", "rep", "south")}
    assert manager.binds()["me"] == numbers["manager"]


async def test_a_person_belongs_to_several_departments(database: Database, company: SampleCompany) -> None:
    async with database.transaction() as tx:
        given = PersonInput(departments=(company.departments["south"], company.departments["north"]))
        await change_person(tx, company.people["boss"], company.people["rep"], given)

    rep = await principal(database, company.people["rep"])

    assert set(rep.departments) == {company.departments["north"], company.departments["south"]}
    assert rep.department == company.departments["north"]


async def test_a_role_reaches_everybody_in_and_below_its_department(
    database: Database, company: SampleCompany, app: int
) -> None:
    async with database.transaction() as tx:
        held_by = Members([company.people["boss"]], [company.departments["sales"]])
        await set_members(tx, None, app, "seller", held_by)
        await set_members(tx, None, app, "helper", Members([company.people["rep"]]))

    held = {
        login: (await principal(database, number)).roles_in("crm") for login, number in company.people.items()
    }

    assert held == {
        "rep": {"seller", "helper"},
        "north": {"seller"},
        "south": {"seller"},
        "manager": {"seller"},
        "boss": {"seller"},
    }


async def test_a_role_reaches_the_members_of_its_group_and_whoever_has_its_position(
    database: Database, company: SampleCompany, app: int
) -> None:
    who, departments = company.people, company.departments
    async with database.transaction() as tx:
        leads = await create_position(tx, None, PositionInput(name="组长"))
        deputies = await create_position(tx, None, PositionInput(name="副组长"))
        people, north = (who["south"],), (departments["north"],)
        group = await create_group(tx, None, GroupInput(name="专项组", people=people, departments=north))
        await change_person(tx, who["boss"], who["north"], PersonInput(position=leads))
        further = PersonInput(
            departments=(departments["south"],),
            positions=(Post(department=departments["south"], position=deputies),),
        )
        await change_person(tx, who["boss"], who["manager"], further)
        await set_members(tx, None, app, "seller", Members(positions=[leads], groups=[group]))
        await set_members(tx, None, app, "helper", Members(positions=[deputies], departments=list(north)))

    held = {login: (await principal(database, number)).roles_in("crm") for login, number in who.items()}
    async with database.read() as reader:
        ways = await list_ways(reader, app, who["north"])

    assert held == {
        "rep": {"seller", "helper"},
        "north": {"seller", "helper"},
        "south": {"seller"},
        "manager": {"helper"},
        "boss": set(),
    }
    assert {(way.role, way.kind, way.row["name"]) for way in ways} == {
        ("seller", "positions", "组长"),
        ("seller", "groups", "专项组"),
        ("helper", "departments", "北区"),
    }


async def test_one_statement_tells_the_person_and_the_version_of_the_app(
    database: Database, company: SampleCompany, app: int
) -> None:
    session = await session_of(database, company.people["rep"])
    principals = Principals(database)
    await principals.of_session(session, "crm")

    with counting() as count:
        known = await principals.of_session(session, "crm")

    assert known is not None
    assert (known.app_id, known.app_version) == (app, 3)
    assert (count.statements, count.transactions) == (1, 0)


async def test_an_app_that_does_not_exist_does_not_hide_the_person(
    database: Database, company: SampleCompany
) -> None:
    known = await Principals(database).of_session(await session_of(database, company.people["rep"]), "none")

    assert known is not None
    assert known.app_id is None


async def test_closing_an_app_to_administrators_takes_its_data_from_them(
    database: Database, company: SampleCompany
) -> None:
    boss = company.people["boss"]
    async with database.transaction() as tx:
        await change_person(tx, boss, boss, PersonInput(is_administrator=True))
        await tx.execute(
            prepare(sa.insert(setting).values(key=CLOSED_APPS, value=sa.bindparam("closed"))),
            {"closed": ["hr"]},
        )

    administrator = await principal(database, boss)

    assert administrator.administers_everything_in("crm")
    assert not administrator.administers_everything_in("hr")


async def revoked_role(tx: Tx, company: SampleCompany, app: int) -> None:
    await set_members(tx, None, app, "seller", Members())


async def left_department(tx: Tx, company: SampleCompany, app: int) -> None:
    given = PersonInput(department=company.departments["south"])
    await change_person(tx, company.people["boss"], company.people["rep"], given)


async def moved_department(tx: Tx, company: SampleCompany, app: int) -> None:
    given = DepartmentInput(parent=company.departments["office"])
    await change_department(tx, None, company.departments["north"], given)


async def left_group(tx: Tx, company: SampleCompany, app: int) -> None:
    [group] = await list_groups(tx)
    await change_group(tx, None, group["id"], GroupInput(people=()))


async def lost_position(tx: Tx, company: SampleCompany, app: int) -> None:
    await change_person(tx, company.people["boss"], company.people["rep"], PersonInput(position=None))


async def brings(tx: Tx, company: SampleCompany, change: object) -> Members:
    """A holder of a role by which the rep has it until the change."""
    rep = company.people["rep"]
    if change is left_group:
        return Members(groups=[await create_group(tx, None, GroupInput(name="专项组", people=(rep,)))])
    if change is lost_position:
        position = await create_position(tx, None, PositionInput(name="组长"))
        await change_person(tx, company.people["boss"], rep, PersonInput(position=position))
        return Members(positions=[position])
    return Members(departments=[company.departments["north" if change is left_department else "sales"]])


@pytest.mark.parametrize(
    "change", [revoked_role, left_department, moved_department, left_group, lost_position]
)
async def test_the_next_request_of_every_process_knows_that_a_role_was_lost(
    database: Database,
    company: SampleCompany,
    app: int,
    change: Callable[[Tx, SampleCompany, int], Awaitable[None]],
) -> None:
    async with database.transaction() as tx:
        await set_members(tx, None, app, "seller", await brings(tx, company, change))
    session = await session_of(database, company.people["rep"])
    processes = [Principals(database), Principals(database)]
    before = [await process.of_session(session, "crm") for process in processes]

    async with database.transaction() as tx:
        await change(tx, company, app)

    after = [await process.of_session(session, "crm") for process in processes]
    assert [known.principal.roles_in("crm") for known in before if known] == [{"seller"}, {"seller"}]
    assert [known.principal.roles_in("crm") for known in after if known] == [frozenset(), frozenset()]


async def deactivated(tx: Tx, company: SampleCompany) -> None:
    await change_person(tx, company.people["boss"], company.people["rep"], PersonInput(active=False))


async def signed_out(tx: Tx, company: SampleCompany) -> None:
    await close_sessions(tx, company.people["rep"])


async def given_a_password(tx: Tx, company: SampleCompany) -> None:
    given = PersonInput(password="Labskaus-9-mit-Rollmops")
    await change_person(tx, company.people["boss"], company.people["rep"], given)


async def too_old(tx: Tx, company: SampleCompany) -> None:
    await age(tx, "expires_at")


async def idle(tx: Tx, company: SampleCompany) -> None:
    await age(tx, "last_seen_at")


async def age(tx: Tx, column: str) -> None:
    await tx.run(f"UPDATE mortise.session SET {column} = {column} - interval '7 days'")


@pytest.fixture
async def administered(database: Database, company: SampleCompany) -> SampleCompany:
    async with database.transaction() as tx:
        boss = company.people["boss"]
        await change_person(tx, boss, boss, PersonInput(is_administrator=True))
    return company


@pytest.mark.parametrize("change", [deactivated, signed_out, given_a_password, too_old, idle])
async def test_a_session_ends_at_once(
    database: Database,
    administered: SampleCompany,
    change: Callable[[Tx, SampleCompany], Awaitable[None]],
) -> None:
    session = await session_of(database, administered.people["rep"])
    principals = Principals(database)
    before = await principals.of_session(session)

    async with database.transaction() as tx:
        await change(tx, administered)

    assert before is not None
    assert await principals.of_session(session) is None


async def test_a_session_in_use_stays_alive(database: Database, company: SampleCompany) -> None:
    session = await session_of(database, company.people["rep"])
    principals = Principals(database)
    for _ in range(3):
        async with database.transaction() as tx:
            await tx.run("UPDATE mortise.session SET last_seen_at = last_seen_at - interval '11 hours'")
        assert await principals.of_session(session) is not None


async def test_a_session_id_that_nobody_has_is_nobody(database: Database, company: SampleCompany) -> None:
    assert [await Principals(database).of_session(text) for text in ("", "x", "\ud800", "\x00")] == [None] * 4


async def token_of(database: Database, person: int, *scopes: str) -> tuple[int, str]:
    async with database.transaction() as tx:
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        return await create_token(tx, person, name="robot", scopes=scopes, expires_at=tomorrow)


async def test_a_token_acts_for_its_maker_within_its_scopes(
    database: Database, company: SampleCompany
) -> None:
    _, text = await token_of(database, company.people["rep"], "crm:view", "hr:*")

    known = await Principals(database).of_token(text)

    assert known is not None
    assert known.session is None
    assert known.principal.person == company.people["rep"]
    allowed = ("crm:view", "crm:edit", "hr:edit", "erp:view", "organisation")
    assert [known.principal.token_allows(scope) for scope in allowed] == [True, False, True, False, False]


async def test_a_token_with_another_secret_is_nobody(database: Database, company: SampleCompany) -> None:
    number, _ = await token_of(database, company.people["rep"], "crm:view")
    _, other = await token_of(database, company.people["rep"], "crm:view")
    forged = write_token(ApiToken(number, (read_token(other) or ApiToken(0, "")).secret))

    assert await Principals(database).of_token(forged) is None


@pytest.mark.parametrize("ending", ["revoked", "expired", "owner left"])
async def test_a_token_ends_at_once(database: Database, administered: SampleCompany, ending: str) -> None:
    rep = administered.people["rep"]
    number, text = await token_of(database, rep, "crm:view")
    principals = Principals(database)
    before = await principals.of_token(text)

    async with database.transaction() as tx:
        if ending == "revoked":
            await revoke_token(tx, rep, number)
        elif ending == "expired":
            await tx.run("UPDATE mortise.api_token SET expires_at = expires_at - interval '2 days'")
        else:
            await deactivated(tx, administered)

    assert before is not None
    assert await principals.of_token(text) is None
