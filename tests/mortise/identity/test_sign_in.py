"""Signing in, and what happens to who guesses."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from mortise.db.database import Database
from mortise.errors import Invalid, TooManyRequests, UserError
from mortise.identity import passwords
from mortise.identity.first_start import SampleCompany, create_administrator, keep_logins
from mortise.identity.people import PersonInput, change_person
from mortise.identity.refusals import WrongCredentials
from mortise.identity.resolution import Principals
from mortise.identity.sign_in import FREE, sign_in

PASSWORD = "Grünkohl-7-mit-Pinkel"
HERE = "192.0.2.1"


async def attempt(
    database: Database, login: str, password: str, *, address: str = HERE, before: str | None = None
) -> str | type[UserError]:
    try:
        return await sign_in(database, login, password, address=address, agent="test", before=before)
    except UserError as refusal:
        return type(refusal)


async def test_the_right_password_opens_a_session(database: Database, company: SampleCompany) -> None:
    session = await sign_in(database, " REP ", PASSWORD, address=HERE, agent="x" * 10_000, before=None)

    known = await Principals(database).of_session(session)

    assert known is not None
    assert known.principal.login == "rep"


@pytest.mark.parametrize("login", ["rep", "nobody", "", "*", "rep\x00", "a)(uid=*", "\ud800", "x" * 100_000])
async def test_a_wrong_password_and_an_unknown_login_are_refused_alike(
    database: Database, company: SampleCompany, login: str
) -> None:
    assert await attempt(database, login, "not the password") is WrongCredentials


async def test_a_person_who_left_does_not_come_in(database: Database, company: SampleCompany) -> None:
    async with database.transaction() as tx:
        await change_person(tx, company.people["boss"], company.people["rep"], PersonInput(active=False))

    assert await attempt(database, "rep", PASSWORD) is WrongCredentials


async def test_a_password_of_a_megabyte_is_refused_before_it_is_hashed(
    database: Database, company: SampleCompany
) -> None:
    with pytest.raises(Invalid) as refused:
        await sign_in(database, "rep", "x" * 1_000_000, address=HERE, agent="", before=None)

    assert [(issue.code, issue.pointer) for issue in refused.value.issues] == [
        ("password_too_long", "/password")
    ]


async def test_who_guesses_has_to_wait_and_nobody_else(database: Database, company: SampleCompany) -> None:
    guesses = [await attempt(database, "rep", "wrong") for _ in range(FREE)]

    blocked = await attempt(database, "REP", PASSWORD)
    elsewhere = await attempt(database, "rep", PASSWORD, address="192.0.2.2")
    somebody_else = await attempt(database, "north", PASSWORD)

    assert guesses == [WrongCredentials] * FREE
    assert blocked is TooManyRequests
    assert isinstance(elsewhere, str)
    assert isinstance(somebody_else, str)


async def test_the_wait_ends_and_a_success_is_forgotten(database: Database, company: SampleCompany) -> None:
    for _ in range(FREE):
        await attempt(database, "rep", "wrong")
    async with database.transaction() as tx:
        await tx.run("UPDATE mortise.sign_in_failure SET last_at = last_at - interval '2 seconds'")

    assert isinstance(await attempt(database, "rep", PASSWORD), str)
    assert await attempt(database, "rep", "wrong") is WrongCredentials


async def test_guesses_at_the_same_moment_are_all_counted(database: Database, company: SampleCompany) -> None:
    answers = await asyncio.gather(*(attempt(database, "rep", "wrong") for _ in range(FREE + 15)))

    assert answers.count(TooManyRequests) == 15


async def test_signing_in_ends_the_session_that_the_browser_came_with(
    database: Database, company: SampleCompany
) -> None:
    planted = await attempt(database, "north", PASSWORD)
    assert isinstance(planted, str)

    fresh = await attempt(database, "rep", PASSWORD, before=planted)

    principals = Principals(database)
    assert isinstance(fresh, str)
    assert fresh != planted
    assert await principals.of_session(planted) is None
    assert await principals.of_session(fresh) is not None


async def test_an_unknown_login_costs_as_much_as_a_known_one(
    database: Database, company: SampleCompany, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []
    verify = passwords._verified

    def watched(kept: str, password: bytes) -> bool:
        verified.append(kept.split("$")[3])
        return verify(kept, password)

    monkeypatch.setattr(passwords, "_verified", watched)
    await attempt(database, "nobody", "wrong")
    await attempt(database, "rep", "wrong")

    assert len(verified) == 2
    assert len(set(verified)) == 1


async def test_the_first_administrator_is_made_once(database: Database) -> None:
    async def start() -> Mapping[str, str]:
        async with database.transaction() as tx:
            return await create_administrator(tx, None)

    first, second = await start(), await start()

    assert list(first) == ["admin"]
    assert second == {}
    assert isinstance(await attempt(database, "admin", first["admin"]), str)


async def test_the_operators_password_is_the_administrators(database: Database) -> None:
    async with database.transaction() as tx:
        made = await create_administrator(tx, "short")

    assert made == {"admin": "short"}
    assert isinstance(await attempt(database, "admin", "short"), str)


def test_logins_are_kept_where_only_the_owner_reads(tmp_path: Path) -> None:
    (tmp_path / "logins.txt").touch(mode=0o644)
    keep_logins(tmp_path, {"admin": "secret"})

    path = keep_logins(tmp_path, {"rep": "other"})

    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text("utf-8") == "admin\tsecret\nrep\tother\n"
