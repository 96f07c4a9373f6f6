"""The installation under attack: a running server, one client for every kind of principal, and a way back."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import asyncpg
import httpx
import pytest
from sqlalchemy import make_url

from mortise.db.database import Database
from mortise.db.embedded.cluster import Cluster
from tests.conftest import Server, copied, plain_client, serving
from tests.security.oracles import State, leaked, state, tables
from tests.security.seeding import Seeded, seed, write_contents

PRINCIPALS = (
    "anonymous",
    "suspended",
    "foreign token",
    "builder",
    "reader",
    "stranger",
    "narrow token",
    "member",
    "owner",
    "organising token",
    "steward",
    "admin",
)
"""From nobody to everything."""


def is_endless(answer: httpx.Response) -> bool:
    """Whether an answer lasts until one goes away."""
    return f"{answer.headers.get('content-type')}".startswith("text/event-stream")


class Attack:
    """Asks as any principal; after each answer both oracles are asked."""

    def __init__(self, runner: asyncio.Runner, url: str, server: Server, seeded: Seeded) -> None:
        """`url` leads in as the superuser, who can put things back without minding their order."""
        self.runner, self.server, self.seeded = runner, server, seeded
        # The question for everything that is stored is long, and asked very often.
        self.connection = runner.run(asyncpg.connect(url, max_cacheable_statement_size=0))
        self.epoch = 1_000
        self.kept = runner.run(self._keep())
        self.clients = {name: self._client(name) for name in PRINCIPALS}
        self.stranger = plain_client("")
        """Sends nothing of its own."""
        self.before = self.seeded_state = self.state()

    def _client(self, name: str) -> httpx.Client:
        headers = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "zh-CN"}
        if name in self.seeded.tokens:
            headers["Authorization"] = f"Bearer {self.seeded.tokens[name]}"
        if name in self.seeded.cookies:
            headers["Cookie"] = f"sid={self.seeded.cookies[name]}"
        return plain_client(self.server.url, headers=headers, timeout=30)

    async def _keep(self) -> Mapping[str, list[asyncpg.Record]]:
        names = await tables(self.connection, ["alembic_version"])
        return {name: await self.connection.fetch(f"SELECT * FROM {name}") for name in names}

    def state(self) -> State:
        """A digest of everything that is stored."""
        return self.runner.run(state(self.connection))

    def restore(self) -> None:
        """Puts everything back as it was seeded; the rights epoch moves on, so that nobody's facts are kept."""
        self.runner.run(self._restore())
        self.before = self.state()

    async def _restore(self) -> None:
        self.epoch += 1_000
        stored = await state(self.connection)
        # What no digest tells of may have changed whenever it likes.
        changed = [
            name for name in self.kept if name not in stored or stored[name] != self.seeded_state[name]
        ]
        while True:
            with suppress(asyncpg.DeadlockDetectedError):  # a worker was about to tell people of a change
                return await self._put_back(changed)

    async def _put_back(self, changed: Sequence[str]) -> None:
        async with self.connection.transaction():
            await self.connection.execute("SET LOCAL session_replication_role = replica")
            await self.connection.execute("; ".join(f"DELETE FROM {name}" for name in changed))
            for name in changed:
                if rows := self.kept[name]:
                    schema, table = name.replace('"', "").split(".")
                    await self.connection.copy_records_to_table(
                        table,
                        schema_name=schema,
                        records=[tuple(row) for row in rows],
                        columns=list(rows[0].keys()),
                    )
            await self.connection.execute("UPDATE mortise.epoch SET rights = $1", self.epoch)

    def ask(self, principal: str, method: str, path: str, **request: Any) -> httpx.Response:
        """An answer; nothing forbidden is in it or in the log, and a refusal has changed nothing."""
        __tracebackhide__ = True
        answer = self._ask(principal, method, path, **request)
        if answer.status_code >= 400:
            assert self.state() == self.before, f"{method} {path} refused {principal}, but changed something"
        elif method != "GET":
            self.before = self.state()
        return answer

    def _ask(self, principal: str, method: str, path: str, **request: Any) -> httpx.Response:
        __tracebackhide__ = True
        logged = len(self.server.events)
        client = self.clients[principal]
        with client.stream(method, path, **request) as answer:
            begun = next(answer.iter_raw()) if is_endless(answer) else answer.read()
        client.cookies.clear()
        headers = repr(sorted(answer.headers.items()))
        log = repr(self.server.events[logged:])
        found = leaked(principal, [begun, headers.encode(), log.encode()])
        assert found == set(), f"{principal} learned {sorted(found)} from {method} {path}"
        assert answer.status_code < 500, f"{method} {path}: {begun!r}"
        return answer

    def filled(self, template: Any) -> Any:
        """A template with `{name}` replaced by what was seeded under that name."""
        if isinstance(template, dict):
            return {key: self.filled(value) for key, value in template.items()}
        if isinstance(template, list):
            return [self.filled(value) for value in template]
        if not isinstance(template, str):
            return template
        whole = re.fullmatch(r"\{(\w+)\}", template)
        if whole:
            return self.seeded.numbers[whole[1]]
        return re.sub(r"\{(\w+)\}", lambda found: str(self.seeded.numbers[found[1]]), template)


@pytest.fixture(scope="session")
async def attacked_database(cluster: Cluster, template: str) -> AsyncIterator[str]:
    """A database of its own for all attacks of a run."""
    async with copied(cluster, template) as url:
        yield url


@pytest.fixture(scope="module")
def attack(attacked: Attack) -> Attack:
    """Everything as it was seeded, whatever the attacks of another module left."""
    attacked.restore()
    return attacked


@pytest.fixture(scope="session")
def attacked(
    cluster: Cluster, attacked_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Attack]:
    with asyncio.Runner() as runner:
        database = runner.run(Database.connect(attacked_database))
        seeded = runner.run(seed(database, attacked_database))
        runner.run(database.close())
        name = make_url(attacked_database).database
        data = tmp_path_factory.mktemp("data")
        write_contents(data / "files")
        with serving(attacked_database, data) as server:
            made = Attack(runner, cluster.url(f"{name}", superuser=True), server, seeded)
            yield made
            runner.run(made.connection.close())
            for client in (*made.clients.values(), made.stranger):
                client.close()
