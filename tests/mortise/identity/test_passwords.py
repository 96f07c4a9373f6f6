"""What makes a password acceptable, and what is kept of it."""

import asyncio

import pytest

from mortise.identity import passwords

LONG = "Kiefer-7-raschelt-" * 5


@pytest.mark.parametrize(
    ("password", "code"),
    [
        pytest.param("kurz-7-Wald", "password_too_short", id="eleven characters"),
        pytest.param("password1234", "password_too_easy", id="a word everybody tries"),
        pytest.param("qwertyuiop12", "password_too_easy", id="a row of keys"),
        pytest.param("aaaaaaaaaaaaaaaaaaaa", "password_too_easy", id="one letter"),
        pytest.param("zhangwei@2024", "password_too_easy", id="made of the login"),
        pytest.param("界" * 342, "password_too_long", id="more than 1,024 bytes"),
        pytest.param("x" * 1_000_000, "password_too_long", id="a megabyte"),
    ],
)
def test_a_password_that_would_not_hold_is_refused(password: str, code: str) -> None:
    assert [issue.code for issue in passwords.check_password(password, ["zhangwei", "张伟"])] == [code]


@pytest.mark.parametrize(
    "password", ["q7Jx-mm3k-99pd", "correct horse battery staple", "山有木兮木有枝心悦君兮君不知"]
)
def test_a_password_that_holds_is_accepted(password: str) -> None:
    assert passwords.check_password(password, ["zhangwei"]) == ()


def test_a_made_password_is_acceptable() -> None:
    assert passwords.check_password(passwords.random_password()) == ()


def test_every_byte_of_a_long_password_counts() -> None:
    async def run() -> tuple[bool, bool]:
        kept = await passwords.hash_password(LONG)
        return (
            await passwords.verify_password(LONG, kept),
            await passwords.verify_password(LONG[:72], kept),
        )

    assert asyncio.run(run()) == (True, False)


def test_a_password_is_the_same_however_its_accents_are_composed() -> None:
    async def run() -> bool:
        kept = await passwords.hash_password("de\u0301ja\u0300-vu-dans-la-nuit")
        return await passwords.verify_password("d\u00e9j\u00e0-vu-dans-la-nuit", kept)

    assert asyncio.run(run())


def test_a_person_without_a_password_signs_in_with_none() -> None:
    async def run() -> list[bool]:
        return [await passwords.verify_password(given, None) for given in ("", "anything")]

    assert asyncio.run(run()) == [False, False]


def test_a_kept_text_that_is_no_hash_lets_nobody_in() -> None:
    assert not asyncio.run(passwords.verify_password("anything", "not a hash"))


def test_what_is_kept_is_argon2id_and_tells_nothing() -> None:
    kept = asyncio.run(passwords.hash_password(LONG))

    assert kept.startswith("$argon2id$")
    assert LONG not in kept
    assert not passwords.needs_rehash(kept)


def test_a_hash_of_weaker_settings_is_made_again() -> None:
    weak = "$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHRzb21l$6n0qmsO4h0VYfN8O0iJr3M1W5cDkzB6Uo9H1lDkP0GY"

    assert passwords.needs_rehash(weak)
