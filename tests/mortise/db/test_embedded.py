"""The PostgreSQL of a data folder: made, started, left behind, moved."""

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from mortise.db.embedded.cluster import Cluster
from mortise.db.embedded.programs import account
from mortise.db.embedded.tuning import quoted
from mortise.db.embedded.upgrade import upgrade_cluster
from mortise.errors import SetupError


async def ask(url: str, question: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


def postmaster(cluster: Cluster) -> int:
    return int((cluster.folder / "data" / "postmaster.pid").read_text().splitlines()[0])


async def test_a_folder_becomes_a_database_that_an_ordinary_role_owns(short_folder: Path) -> None:
    cluster = Cluster(short_folder / "data with 'spaces'", durable=False)

    assert cluster.start()
    assert not cluster.start()

    try:
        facts = await ask(
            cluster.url(),
            "SELECT array[current_user, pg_get_userbyid(datdba), datlocprovider, datlocale, rolsuper, rolcreatedb, "
            "rolcreaterole] FROM (SELECT datdba, datlocprovider::text, datlocale, rolsuper::text, rolcreatedb::text, "
            "rolcreaterole::text FROM pg_database, pg_roles WHERE datname = current_database() "
            "AND rolname = current_user) facts",
        )
        assert facts == ["mortise", "mortise", "b", "C.UTF-8", "false", "false", "false"]
        with pytest.raises(asyncpg.InvalidPasswordError):
            await ask(re.sub(":[^:@]+@", ":guess@", cluster.url()), "SELECT 1")
    finally:
        cluster.stop()


async def test_a_folder_whose_path_is_too_long_for_a_socket_is_reached_by_a_port(short_folder: Path) -> None:
    cluster = Cluster(short_folder / ("long" * 25), durable=False)

    with cluster.used():
        assert "127.0.0.1" in cluster.url()
        assert await ask(cluster.url(), "SELECT current_user::text") == "mortise"


async def test_what_a_killed_server_left_is_started_again_with_its_data(short_folder: Path) -> None:
    cluster = Cluster(short_folder)
    cluster.start()
    await ask(cluster.url(superuser=True), "CREATE TABLE kept AS SELECT 7 AS n")
    os.kill(postmaster(cluster), signal.SIGKILL)

    assert cluster.start()

    try:
        assert await ask(cluster.url(superuser=True), "SELECT n FROM kept") == 7
    finally:
        cluster.stop()


def test_a_lock_whose_number_another_program_has_now_is_no_server(short_folder: Path) -> None:
    cluster = Cluster(short_folder, durable=False)
    cluster.start()
    lock = cluster.folder / "data" / "postmaster.pid"
    lines = lock.read_text().splitlines()
    cluster.stop()
    sleeper = subprocess.Popen(
        ["sleep", "600"],
        user=cluster.programs.account.user if cluster.programs.account else None,
    )
    lock.write_text("\n".join([str(sleeper.pid), *lines[1:]]) + "\n")
    if cluster.programs.account:
        cluster.programs.account.own(lock)

    try:
        assert cluster.start()
        assert cluster.url()
    finally:
        cluster.stop()
        sleeper.kill()
        sleeper.wait()


def test_the_last_process_that_uses_the_server_stops_it(short_folder: Path) -> None:
    first, second = Cluster(short_folder, durable=False), Cluster(short_folder, durable=False)

    with first.used():
        with second.used():
            pass
        assert first.url()

    with pytest.raises(SetupError, match="not running"):
        first.url()


def test_a_killed_process_does_not_keep_the_server_alive(short_folder: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from mortise.db.embedded.cluster import Cluster\n"
        "with Cluster(Path(sys.argv[1]), durable=False).used(): os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(short_folder)], check=False)
    cluster = Cluster(short_folder, durable=False)

    assert killed.returncode == -signal.SIGKILL
    assert cluster.url()
    with cluster.used():
        pass
    with pytest.raises(SetupError, match="not running"):
        cluster.url()


def test_no_folder_that_was_there_changes_its_mode(short_folder: Path) -> None:
    outer = short_folder / "outer"
    outer.mkdir(mode=0o700)
    modes = {path: path.stat().st_mode for path in (*outer.parents, outer)}

    with Cluster(outer / "data", durable=False).used() as cluster:
        assert cluster.url()
        assert stat.S_IMODE((outer / "data" / "postgres.json").stat().st_mode) == 0o600
        elsewhere = cluster.folder

    assert {path: path.stat().st_mode for path in modes} == modes
    if account() is not None:
        assert not elsewhere.is_relative_to(outer)
        shutil.rmtree(elsewhere.parent)


def test_passwords_that_are_lost_are_not_replaced(short_folder: Path) -> None:
    cluster = Cluster(short_folder, durable=False)
    with cluster.used():
        pass
    cluster.state_file.unlink()

    with pytest.raises(SetupError, match="passwords"):
        cluster.start()


async def test_an_older_cluster_is_refused_until_it_is_moved(short_folder: Path) -> None:
    older = Cluster(short_folder, durable=False, major=16)
    older.start()
    await ask(older.url(), "CREATE SCHEMA app_crm")
    table = "CREATE TABLE app_crm.deal AS SELECT n, '榫卯'::text COLLATE \"C\" AS t FROM generate_series(1, 1000) n"
    await ask(older.url(), table)
    older.stop()
    cluster = Cluster(short_folder, durable=False)
    with pytest.raises(SetupError, match="upgrade-database"):
        cluster.start()

    told = upgrade_cluster(short_folder)

    assert "PostgreSQL 18 now" in told
    with cluster.used():
        assert await ask(cluster.url(), "SELECT sum(n) FROM app_crm.deal WHERE t = '榫卯'") == 500500
        owner = "SELECT tableowner::text FROM pg_tables WHERE tablename = 'deal'"
        assert await ask(cluster.url(), owner) == "mortise"
    assert upgrade_cluster(short_folder) == "The database is in PostgreSQL 18 already."
    assert older.folder.exists()


def test_a_value_in_the_configuration_is_quoted() -> None:
    assert quoted("it's") == "'it''s'"
