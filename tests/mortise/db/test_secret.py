"""The installation's secret."""

import stat
from pathlib import Path

import pytest

from mortise.db.database import Database
from mortise.db.secret import Secret, check_secret, forget_secret, read_secret
from mortise.errors import SetupError
from mortise.settings import Settings

GOOD = "kf83ZsQ0r-pW1nVx7TtY6uLmB2cD9eHa"


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")

    made = read_secret(settings)

    assert read_secret(settings) == made
    assert stat.S_IMODE((tmp_path / "data" / "secret.key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "weak",
    [
        "short",
        "a" * 40,
        "changeme-changeme-changeme-changeme",
        "abababababababababababababababababab",
        GOOD[:31],
    ],
)
def test_a_weak_secret_is_refused(tmp_path: Path, weak: str) -> None:
    with pytest.raises(SetupError, match="too weak"):
        read_secret(Settings(data=tmp_path, secret_key=weak))


def test_a_weak_secret_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("\n")

    with pytest.raises(SetupError, match=r"secret\.key"):
        read_secret(Settings(data=tmp_path))


def test_a_secret_is_not_shown() -> None:
    assert GOOD not in repr(Secret(GOOD))


def test_keys_for_different_purposes_differ() -> None:
    secret = Secret(GOOD)

    assert secret.derive("cursor") == Secret(GOOD).derive("cursor")
    assert secret.derive("cursor") != secret.derive("files")
    assert secret.derive("cursor") != Secret(GOOD[::-1]).derive("cursor")


async def test_another_secret_than_the_databases_is_refused_until_the_old_one_is_given_up(
    database: Database,
) -> None:
    await check_secret(database, Secret(GOOD))
    await check_secret(database, Secret(GOOD))

    with pytest.raises(SetupError, match="another secret key"):
        await check_secret(database, Secret(GOOD[::-1]))

    await forget_secret(database)
    await check_secret(database, Secret(GOOD[::-1]))
