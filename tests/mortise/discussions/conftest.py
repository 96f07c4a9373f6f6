"""The sales application with roles that may comment, and what its people are told."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest

from mortise.access.context import Context
from mortise.access.rights import rights_of
from mortise.db.database import Database
from mortise.definitions.published import PublishedApps
from mortise.discussions.comments import add_comment
from mortise.discussions.timeline import timeline
from mortise.identity.resolution import Principals
from mortise.jobs.worker import Worker
from mortise.notify.delivery import notify_handlers
from mortise.notify.inbox import count_unread, places, read_page
from mortise.records.changes import RECORD_EVENT
from tests.mortise.records.conftest import SEAL, Sales, give_roles, set_up
from tests.mortise.records.sales import SALES, scopes


def talkative() -> dict[str, Any]:
    document: dict[str, Any] = deepcopy(dict(SALES))
    seller = document["roles"][0]
    account, deal, _ = seller["grants"]
    account["scopes"] |= scopes("comment", kind="departments_below")
    deal["scopes"] |= scopes("comment", kind="owner") | scopes("transfer", kind="owner")
    deal["scopes"] |= scopes("delete", kind="owner")
    return document


class Talk:
    """People of the sales application who talk; `tell` has the worker do its part."""

    def __init__(self, sales: Sales) -> None:
        self.sales = sales
        self.apps = PublishedApps()
        self.principals = Principals(sales.database)

    async def tell(self) -> int:
        handlers = notify_handlers(self.apps)
        return await Worker(self.sales.database, handlers, alone={RECORD_EVENT}).drain()

    async def context(self, login: str) -> Context:
        """What the person may do now, whatever changed since the company was made."""
        async with self.sales.database.read() as reader:
            principal = await self.principals.of_person(reader, self.sales.people[login])
        old = self.sales.context(login)
        return Context(principal, old.app, rights_of(old.app, principal), old.clock, "en")

    async def say(
        self, login: str, form: str, record: Mapping[str, Any], *parts: str | int, reply_to: int | None = None
    ) -> dict[str, Any]:
        body = [{"text": part} if isinstance(part, str) else {"person": part} for part in parts]
        context = await self.context(login)
        given = {"body": body} | ({} if reply_to is None else {"reply_to": reply_to})
        return await self.sales.run(
            lambda tx: add_comment(tx, context, self.principals, form, record["id"], given)
        )

    async def told(self, login: str, *, unread: bool = True) -> list[dict[str, Any]]:
        context = await self.context(login)
        async with self.sales.database.read() as reader:
            found = await places(reader, context.principal.person)
            forms = [form for place in found for form in place.forms]
            items = await read_page(reader, context, forms, 50, None, unread=unread)
            assert await count_unread(reader, context, forms) == len([i for i in items if not i["is_read"]])
        return items

    async def kinds(self, login: str) -> list[str]:
        return sorted(item["kind"] for item in await self.told(login))

    async def timeline(self, login: str, form: str, number: int, **asked: Any) -> dict[str, Any]:
        context = await self.context(login)
        async with self.sales.database.read() as reader:
            return await timeline(
                reader, context, form, number, asked.get("only", "all"), asked.get("cursor"), SEAL
            )


@pytest.fixture
async def talk(database: Database, database_url: str) -> Talk:
    sales = await set_up(database, database_url, talkative())
    await give_roles(sales)
    return Talk(sales)
