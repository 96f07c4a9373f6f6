"""Flows begin by the hundred, also while they are published anew, and their timers fire. Rows B20 and B22."""

import asyncio
from collections.abc import Sequence

import pytest

from mortise.db.connections import counting
from mortise.db.database import Database
from mortise.definitions.published import PublishedApps
from mortise.flows.jobs import flow_handlers
from mortise.flows.running import Runtime, published
from mortise.flows.scene import Unbegun
from mortise.flows.telling import tell_unbegun
from mortise.flows.together import Occasion, begin_together
from mortise.identity.first_start import SampleCompany
from mortise.identity.resolution import Principals
from mortise.jobs.worker import Worker
from tests.looking import later_looks
from tests.mortise.api.conftest import SignIn
from tests.mortise.api.test_catalog import packed, send
from tests.mortise.api.test_flow_storms import START, approval, begin, flow, give, multiply, read
from tests.mortise.api.test_flows import ORDERS, Desk

FLOWS = dict(
    [
        flow("later", START, approval("first", "legal", "end")),
        flow(
            "born",
            {**START, "on_creation": True, "condition": 'payment = "now"'},
            approval("first", "legal", "end"),
        ),
        flow(
            "picked",
            START,
            {**approval("first", "legal", "end"), "approvers": [{"kind": "initiator_choice"}]},
        ),
        flow(
            "waiting",
            START,
            {
                "kind": "delay",
                "key": "first",
                "until": {"amount": 1, "unit": "days", "working": False},
                "next": "end",
            },
        ),
    ]
)


@pytest.fixture
def crowd(sign_in: SignIn, company: SampleCompany) -> Desk:
    admin = sign_in("admin")
    made = send(admin, packed("orders", **FLOWS))
    assert made.status_code == 201, made.text
    found = Desk(admin, sign_in("rep"), sign_in("manager"), sign_in("boss"), dict(company.people))
    for role, login in (("clerk", "rep"), ("legal", "boss")):
        give(found, role, login)
    return found


async def test_a_flow_begins_over_many_records_by_as_many_statements_as_over_a_few_and_once(
    crowd: Desk, database: Database, database_url: str
) -> None:
    orders = {"action": "create", "records": [{"values": {"subject": "Pumps"}}] * 160}
    assert crowd.clerk.post(f"{ORDERS}/bulk", json=orders).json()["done"] == 160
    numbers = [
        int(row[0]) for row in await read(database_url, 'SELECT id FROM app_orders."order" ORDER BY id')
    ]
    runtime = Runtime(PublishedApps(), Principals(database))

    async def begin_over(key: str, records: Sequence[int]) -> tuple[int, list[Unbegun]]:
        occasions = [Occasion(each, crowd.people["rep"], f"event:{each}:{key}", {}) for each in records]
        with counting() as count:
            async with database.transaction() as tx:
                app = await published(tx, runtime, 1)
                unbegun = await begin_together(tx, runtime, app, key, occasions)
                await tell_unbegun(tx, unbegun)
        return count.statements, unbegun

    await begin_over("later", numbers[:3])
    few, _ = await begin_over("later", numbers[3:10])
    many, _ = await begin_over("later", numbers[10:])
    assert few == many
    await begin_over("later", numbers)
    begun = (
        "SELECT count(*), count(DISTINCT record), min(state) FROM mortise.flow_instance WHERE flow = 'later'"
    )
    assert await read(database_url, begun) == [(160, 160, "running")]
    assert crowd.boss.get("/api/tasks/counts").json()["todo"] == 160

    _, unbegun = await begin_over("picked", numbers[:30])
    assert {each.why.code for each in unbegun} == {"flow_choose_people"}
    (line,) = [
        each for each in crowd.clerk.get("/api/notifications").json()["items"] if each["kind"] == "flow_alert"
    ]
    assert (line["count"], line["flow"]["key"], line["flow"]["instance"]) == (30, "picked", None)


async def test_what_begins_while_its_flow_is_published_anew_twenty_times_runs_under_one_version_each(
    crowd: Desk, database_url: str
) -> None:
    draft = crowd.admin.get("/api/apps/orders/draft")
    flows = draft.json()["definition"]["flows"]
    place = next(number for number, each in enumerate(flows) if each["key"] == "born")
    orders = {"action": "create", "records": [{"values": {"subject": "Pumps", "payment": "now"}}] * 10}
    for number in range(20):
        assert crowd.clerk.post(f"{ORDERS}/bulk", json=orders).json()["done"] == 10
        edit = [
            {"op": "replace", "path": f"/flows/{place}/nodes/0/next", "value": f"step{number}"},
            {"op": "replace", "path": f"/flows/{place}/nodes/1/key", "value": f"step{number}"},
        ]
        tag = crowd.admin.get("/api/apps/orders/draft").headers["etag"]
        changed = crowd.admin.patch("/api/apps/orders/draft", json=edit, headers={"If-Match": tag})
        assert changed.status_code == 200, changed.text
        published = crowd.admin.post("/api/apps/orders/publish", json={})
        assert published.status_code == 200, published.text

    begun = (
        "SELECT i.version, v.node, count(*)::int, count(DISTINCT i.record)::int FROM mortise.flow_instance i"
        " JOIN mortise.flow_visit v ON v.instance = i.id WHERE v.node <> 'start' GROUP BY 1, 2"
    )
    async for _ in later_looks():
        found = await read(database_url, begun)
        if sum(row[2] for row in found) >= 200:
            break
    assert sum(row[2] for row in found) == sum(row[3] for row in found) == 200
    assert {node for _, node, *_ in found} == {
        "first" if version == 1 else f"step{version - 2}" for version, *_ in found
    }
    assert len(found) == len({version for version, *_ in found})


async def test_of_a_thousand_timers_those_that_are_due_fire_once_however_many_workers_there_are(
    crowd: Desk, database: Database, database_url: str
) -> None:
    first = begin(crowd, "waiting")
    orders = {"action": "create", "records": [{"values": {"subject": "Pumps"}}] * 999}
    assert crowd.clerk.post(f"{ORDERS}/bulk", json=orders).json()["done"] == 999
    await multiply(database_url, first)
    async with database.transaction() as tx:
        await tx.run(
            "INSERT INTO mortise.due (kind, key, app_id, payload, due_at)"
            " SELECT kind, 'flow:' || i.id || ':' || (payload ->> 'timer'), due.app_id,"
            " jsonb_set(payload, '{instance}', to_jsonb(i.id)), due_at"
            f" FROM mortise.due, mortise.flow_instance i WHERE kind = 'flow.timer' AND i.id <> {first}"
        )
        # A day has passed for all but the last two hundred.
        for table, owner in (("flow_timer", "instance"), ("due", "(payload ->> 'instance')::bigint")):
            await tx.run(
                f"UPDATE mortise.{table} SET due_at = due_at - interval '25 hours' WHERE {owner} IN"
                " (SELECT id FROM mortise.flow_instance ORDER BY id LIMIT 800)"
            )
    runtime = Runtime(PublishedApps(), Principals(database))

    workers = [Worker(database, flow_handlers(runtime)) for _ in range(5)]
    async for _ in later_looks():
        await asyncio.gather(*(worker.drain() for worker in workers))
        if (
            await read(database_url, "SELECT 1 FROM mortise.flow_instance WHERE state = 'running' OFFSET 200")
            == []
        ):
            break

    fired = (
        "SELECT t.state, i.state, t.due_at <= now(), count(*), count(DISTINCT t.instance) FROM mortise.flow_timer t"
        " JOIN mortise.flow_instance i ON i.id = t.instance GROUP BY 1, 2, 3 ORDER BY 1"
    )
    assert await read(database_url, fired) == [
        ("fired", "approved", True, 800, 800),
        ("waiting", "running", False, 200, 200),
    ]
    commands = (
        "SELECT count(*), count(DISTINCT instance) FROM mortise.flow_command WHERE command LIKE 'fire:%'"
    )
    assert await read(database_url, commands) == [(800, 800)]
