"""Many at once, and what goes wrong elsewhere: one decision counts, joins and timers fire once, nobody decides who may
not, and what runs keeps its version. Rows A2.12, B18, B19 and B21."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import asyncpg
import httpx
import orjson
import pytest

from engines.flow.commands.approve import Approve
from mortise.db.database import Database
from mortise.db.tables.flows import PARTS
from mortise.definitions.published import PublishedApps
from mortise.flows.deciding import decide
from mortise.flows.running import Runtime
from mortise.identity.first_start import SampleCompany
from mortise.identity.resolution import Principals
from tests.conftest import Server
from tests.forking import command
from tests.looking import looks
from tests.mortise.api.conftest import SignIn
from tests.mortise.api.test_catalog import packed, send
from tests.mortise.api.test_flows import ORDERS, Desk, desk
from tests.mortise.test_cli import free_port

__all__ = ["desk"]

BRANCHES = range(1, 9)
LABEL = {"zh-CN": "x", "en": "x"}


def approval(key: str, role: str, following: str, **more: object) -> dict[str, object]:
    asked = [{"kind": "role", "role": role}]
    return {"kind": "approve", "key": key, "approvers": asked, "next": following, **more}


def flow(key: str, *nodes: Mapping[str, object]) -> tuple[str, bytes]:
    whole = {"key": key, "label": LABEL, "form": "order", "nodes": [*nodes, {"kind": "end", "key": "end"}]}
    return f"flows/{key}.json", orjson.dumps(whole)


START = {"kind": "start", "key": "start", "next": "first"}
SECOND = approval("second", "finance", "end", label={"zh-CN": "二审", "en": "Second"})
FLOWS = dict(
    [
        flow(
            "eight",
            START,
            {
                "kind": "parallel",
                "key": "first",
                "branches": [{"key": f"b{number}", "next": f"n{number}"} for number in BRANCHES],
                "meets": "end",
            },
            *(approval(f"n{number}", "legal", "end") for number in BRANCHES),
        ),
        flow("own", START, approval("first", "clerk", "end", decision={"kind": "any"})),
        flow(
            "field",
            START,
            {
                **approval("first", "legal", "end"),
                "approvers": [{"kind": "person_field", "field": "reviewer"}],
            },
        ),
        flow(
            "dated",
            START,
            approval(
                "first",
                "legal",
                "end",
                record="editable",
                timing={"due": {"amount": 2, "field": "signed_on", "side": "before", "working": False}},
            ),
        ),
        flow(
            "headed", START, {**approval("first", "legal", "end"), "approvers": [{"kind": "department_head"}]}
        ),
        flow("signed", START, approval("first", "legal", "end", signature=True)),
        flow("later", START, approval("first", "legal", "second"), SECOND),
    ]
)


@pytest.fixture
def crowd(sign_in: SignIn, company: SampleCompany) -> Desk:
    """The orders with more flows."""
    admin, people = sign_in("admin"), dict(company.people)
    made = send(admin, packed("orders", **FLOWS))
    assert made.status_code == 201, made.text
    found = Desk(admin, sign_in("rep"), sign_in("manager"), sign_in("boss"), people)
    for role, login in (("clerk", "rep"), ("legal", "boss"), ("orders_administrator", "manager")):
        give(found, role, login)
    return found


def give(crowd: Desk, role: str, *logins: str) -> None:
    given = {"people": [crowd.people[login] for login in logins]}
    assert crowd.admin.put(f"/api/apps/orders/roles/{role}/members", json=given).status_code == 200


def begin(crowd: Desk, key: str, **values: object) -> int:
    begun = crowd.clerk.post(
        f"/api/apps/orders/flows/{key}/instances", json={"record": crowd.order(**values)}
    )
    assert begun.status_code == 201, begun.text
    return int(begun.json()["instance"])


async def read(url: str, sql: str) -> list[tuple[Any, ...]]:
    connection = await asyncpg.connect(url)
    found = [tuple(row) for row in await connection.fetch(sql)]
    await connection.close()
    return found


def rows(url: str, sql: str) -> list[tuple[Any, ...]]:
    return asyncio.run(read(url, sql))


async def together(
    client: httpx.Client, requests: Sequence[tuple[str, Mapping[str, object]]]
) -> list[httpx.Response]:
    """The answers to requests of one person that are sent at the same time."""
    async with httpx.AsyncClient(
        base_url=client.base_url, headers=client.headers, cookies=client.cookies, timeout=120, verify=False
    ) as several:
        return list(await asyncio.gather(*(several.post(path, json=body) for path, body in requests)))


def test_of_a_hundred_decisions_on_one_task_one_counts_and_all_others_learn_whose(
    crowd: Desk,
) -> None:
    begin(crowd, "later")
    task = crowd.task(crowd.boss)["task"]
    give(crowd, "finance", "boss")

    requests = [
        (f"/api/tasks/{task}/{('approve', 'reject')[number % 2]}", {"command": f"storm-{number:03}"})
        for number in range(100)
    ]
    answers = asyncio.run(together(crowd.boss, list(requests)))

    by_status = sorted(answer.status_code for answer in answers)
    assert by_status == [200] + [409] * 99
    for answer in answers:
        if answer.status_code == 409:
            (issue,) = answer.json()["issues"]
            assert issue["params"]["person"] == crowd.people["boss"]
            assert issue["params"]["moment"]


def test_one_decision_is_kept_however_many_came(crowd: Desk, database_url: str) -> None:
    begin(crowd, "later")
    task = crowd.task(crowd.boss)["task"]
    give(crowd, "finance", "manager")
    requests = [(f"/api/tasks/{task}/approve", dict[str, object]()) for _ in range(20)]

    answers = asyncio.run(together(crowd.boss, requests))

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 19
    assert rows(database_url, "SELECT count(*) FROM mortise.flow_vote") == [(1,)]
    told = "SELECT person_id, count(*) FROM mortise.notification WHERE kind = 'task' GROUP BY 1 ORDER BY 1"
    assert rows(database_url, told) == [(crowd.people["boss"], 1), (crowd.people["manager"], 1)]


async def multiply(url: str, instance: int) -> None:
    """The same flow over every other order there is, just as far as it is."""
    connection = await asyncpg.connect(url)
    columns = "app_id, form, flow, version, initiator, state, began_at, last, chosen"
    await connection.execute(
        f"INSERT INTO mortise.flow_instance (record, {columns}) SELECT o.id, i.{columns.replace(', ', ', i.')}"
        f' FROM app_orders."order" o, mortise.flow_instance i WHERE i.id = $1 AND o.id <> i.record',
        instance,
    )
    for table in PARTS.values():
        names = ", ".join(c.name for c in table.columns if c.name not in {"instance", "id"})
        await connection.execute(
            f"INSERT INTO mortise.{table.name} (instance, {names})"
            f" SELECT i.id, p.{names.replace(', ', ', p.')} FROM mortise.flow_instance i,"
            f" mortise.{table.name} p WHERE p.instance = $1 AND i.id <> p.instance",
            instance,
        )
    await connection.close()


async def every_one(number: int, works: Sequence[Callable[[], Awaitable[object]]]) -> None:
    """Does all of them, so many at the same time."""
    waiting = iter(works)

    async def take() -> None:
        for work in waiting:
            await work()

    await asyncio.gather(*(take() for _ in range(number)))


async def test_of_a_thousand_joins_of_eight_branches_that_end_at_once_none_is_stuck(
    crowd: Desk, database: Database, database_url: str
) -> None:
    first = begin(crowd, "eight")
    for line in crowd.boss.get("/api/tasks?limit=100").json()["items"][2:]:
        assert crowd.boss.post(f"/api/tasks/{line['task']}/approve", json={}).status_code == 200
    orders = {"action": "create", "records": [{"values": {"subject": "Pumps"}}] * 999}
    made = crowd.clerk.post(f"{ORDERS}/bulk", json=orders)
    assert made.json()["done"] == 999, made.text
    await multiply(database_url, first)
    runtime = Runtime(PublishedApps(), Principals(database))
    async with database.read() as reader:
        boss = await runtime.principals.of_person(reader, crowd.people["boss"])

    def approval_of(task: int) -> Callable[[], Awaitable[object]]:
        def make(slot: int) -> Approve:
            return Approve(id=f"end-{task}", actor=boss.person, slot=slot)

        return lambda: database.run(lambda tx: decide(tx, runtime, boss, task, make))

    open_tasks = "SELECT id FROM mortise.flow_slot WHERE state = 'open' ORDER BY instance, number"
    tasks = [int(row[0]) for row in await read(database_url, open_tasks)]
    assert len(tasks) == 2000
    await every_one(8, [approval_of(task) for task in tasks])

    states = "SELECT state, is_stuck, count(*) FROM mortise.flow_instance GROUP BY 1, 2"
    assert await read(database_url, states) == [("approved", False, 1000)]


def test_what_is_due_by_a_date_of_the_record_moves_with_it(crowd: Desk) -> None:
    begin(crowd, "dated", signed_on="2030-03-20")
    task = crowd.task(crowd.boss)
    assert task["due_at"].startswith("2030-03-1")
    number = task["record"]["id"]

    moved = crowd.clerk.patch(f"{ORDERS}/{number}", json={"version": 1, "signed_on": "2031-03-20"})

    assert moved.status_code == 200, moved.text
    for _ in looks():
        if crowd.task(crowd.boss)["due_at"] == task["due_at"].replace("2030", "2031"):
            break


def test_nobody_decides_on_their_own_request_nor_after_they_were_taken_out(crowd: Desk) -> None:
    give(crowd, "clerk", "rep", "boss")
    instance = begin(crowd, "own")
    waiting = crowd.read(crowd.clerk, instance)["waiting"]
    assert crowd.people["rep"] not in {each["person"]["id"] for each in waiting}
    task = next(each["task"] for each in waiting if each["person"]["id"] == crowd.people["boss"])

    back = crowd.boss.post(f"/api/tasks/{task}/transfer", json={"to": crowd.people["rep"]})
    asked = crowd.boss.post(f"/api/tasks/{task}/delegate", json={"to": crowd.people["rep"]})
    assert {back.status_code, asked.status_code} == {409}
    assert crowd.clerk.post(f"/api/tasks/{task}/approve", json={}).status_code == 409
    give(crowd, "clerk", "rep")
    give(crowd, "legal")
    late = crowd.boss.post(f"/api/tasks/{task}/approve", json={})

    assert late.status_code in {404, 409}, late.text
    assert crowd.read(crowd.clerk, instance)["state"] == "running"


def test_a_task_of_one_flow_opens_nothing_in_another(crowd: Desk) -> None:
    first, second = begin(crowd, "later"), begin(crowd, "later")
    task = crowd.read(crowd.boss, first)["tasks"][0]["task"]
    address = f"/api/instances/{second}"

    assert crowd.manager.post(f"{address}/take-back", json={"task": task}).status_code == 404
    assert (
        crowd.manager.post(
            f"{address}/replace-approver", json={"task": task, "to": crowd.people["manager"]}
        ).status_code
        == 404
    )
    assert crowd.clerk.post(f"{address}/terminate", json={"comment": "no"}).status_code == 409


@pytest.mark.parametrize("key", ["later", "field", "headed"])
def test_where_nobody_is_found_the_flow_says_so_and_somebody_is_told(
    crowd: Desk, company: SampleCompany, key: str
) -> None:
    """A role that nobody has, a field of a person that is blank, a department without a head, the initiator's own and
    those above."""
    give(crowd, "legal")
    for department in company.departments.values():
        assert crowd.admin.patch(f"/api/departments/{department}", json={"head": None}).is_success

    instance = begin(crowd, key)

    shown = crowd.read(crowd.clerk, instance)
    asked = {each["person"]["id"] for each in shown["waiting"]}
    assert asked or shown["incidents"]
    kinds = {each["kind"] for each in crowd.manager.get("/api/notifications").json()["items"]}
    assert kinds & {"task", "flow_alert"}


def test_what_runs_keeps_the_version_that_it_began_with(crowd: Desk) -> None:
    old = begin(crowd, "later")
    draft = crowd.admin.get("/api/apps/orders/draft")
    place = next(
        number for number, each in enumerate(draft.json()["definition"]["flows"]) if each["key"] == "later"
    )
    edit = [
        {"op": "replace", "path": f"/flows/{place}/nodes/1/next", "value": "end"},
        {"op": "remove", "path": f"/flows/{place}/nodes/2"},
    ]
    headers = {"Content-Type": "application/json-patch+json", "If-Match": draft.headers["etag"]}
    assert (
        crowd.admin.patch("/api/apps/orders/draft", content=orjson.dumps(edit), headers=headers).status_code
        == 200
    )
    steps = crowd.admin.get("/api/apps/orders/plan").json()["steps"]
    assert [step["code"] for step in steps] == ["plan_flow_changed"]
    published = crowd.admin.post("/api/apps/orders/publish", json={})
    assert published.status_code == 200, published.text
    give(crowd, "finance", "manager")
    new = begin(crowd, "later")

    for line in crowd.boss.get("/api/tasks").json()["items"]:
        assert crowd.boss.post(f"/api/tasks/{line['task']}/approve", json={}).status_code == 200

    assert crowd.read(crowd.clerk, new)["state"] == "approved"
    assert crowd.read(crowd.clerk, old)["state"] == "running"
    (task,) = crowd.manager.get("/api/tasks").json()["items"]
    assert (task["instance"], task["flow"]["version"]) == (old, 1)
    overview = crowd.manager.get("/api/apps/orders/instances?state=running").json()["items"]
    over = crowd.clerk.get(f"/api/apps/orders/forms/order/records/{task['record']['id']}/flows").json()
    told = [task, *overview[0]["standing"], *over["items"][0]["waiting"]]
    assert {each["node"]["title"] for each in told} == {"二审"}
    assert crowd.clerk.post(f"/api/instances/{old}/migrate", json={}).status_code == 404
    migration = "/api/apps/orders/flows/later/migration"
    assert crowd.boss.post(migration, json={"instances": [old]}).status_code == 403
    looked = crowd.manager.post(migration, json={"instances": [old, new], "preview": True}).json()
    (one,) = looked["items"]
    assert (one["instance"], one["version"], one["can_move"]) == (old, 1, False)
    assert [(one["key"], one["count"]) for one in looked["gone"]] == [("second", 1)]
    left = crowd.manager.post(migration, json={"instances": [old]}).json()
    assert (left["done"], left["items"][0]["problem"]["code"]) == ([], "flow_refused")
    where = {"instances": [old], "nodes": {"second": "end"}}
    looked = crowd.manager.post(migration, json={**where, "preview": True}).json()
    (move,) = looked["items"][0]["moves"]
    assert (move["node"]["key"], move["to"]["key"], move["fate"]) == ("second", "end", "anew")
    assert looked["gone"] == []
    moved = crowd.manager.post(migration, json=where)
    assert moved.json()["done"] == [old], moved.text
    assert crowd.read(crowd.clerk, old)["state"] == "approved"


def test_a_server_that_dies_between_decision_and_notification_leaves_none_and_then_one_of_each(
    crowd: Desk, database_url: str, server: Server
) -> None:
    begin(crowd, "later")
    task = crowd.task(crowd.boss)["task"]
    give(crowd, "finance", "manager")
    port = free_port()
    body = {"command": "decided-once"}
    with command(
        server.settings.data,
        "serve",
        "--no-worker",
        MORTISE_DATABASE_URL=database_url,
        MORTISE_PORT=str(port),
        MORTISE_FAILPOINT="flow.decided",
    ) as running:
        doomed = httpx.Client(
            base_url=f"http://127.0.0.1:{port}",
            headers=crowd.boss.headers,
            cookies=dict(crowd.boss.cookies),
        )
        for _ in looks():
            assert running.poll() is None
            try:
                doomed.get("/health")
                break
            except httpx.ConnectError:
                continue
        with pytest.raises(httpx.TransportError):
            doomed.post(f"/api/tasks/{task}/approve", json=body)
        assert running.wait() == -signal.SIGKILL
    told = "SELECT count(*) FROM mortise.notification WHERE kind = 'task' AND person_id = {}"
    manager = told.format(crowd.people["manager"])
    assert rows(database_url, "SELECT count(*) FROM mortise.flow_vote") == [(0,)]
    assert rows(database_url, manager) == [(0,)]

    for _ in range(2):
        answer = crowd.boss.post(f"/api/tasks/{task}/approve", json=body)
        assert answer.status_code == 200, answer.text

    assert rows(database_url, "SELECT count(*) FROM mortise.flow_vote") == [(1,)]
    assert rows(database_url, manager) == [(1,)]
