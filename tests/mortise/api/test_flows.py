"""Flows over HTTP: an approval from its beginning to its end, and what it does to its record meanwhile."""

from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from mortise.identity.first_start import SampleCompany
from tests.conftest import Server
from tests.mortise.api.conftest import SignIn
from tests.mortise.api.test_catalog import packed, send

ORDERS = "/api/apps/orders/forms/order/records"
PREVIEW = "/api/apps/orders/flows/approval/preview"
BEGIN = "/api/apps/orders/flows/approval/instances"


@dataclass
class Desk:
    """People at work on orders: the clerk reports to the manager, who reports to the boss."""

    admin: httpx.Client
    clerk: httpx.Client
    manager: httpx.Client
    boss: httpx.Client
    people: dict[str, int]

    def order(self, **values: object) -> int:
        made = self.clerk.post(ORDERS, json={"subject": "Pumps", "amount": 5000, **values})
        assert made.status_code == 201, made.text
        return int(made.json()["id"])

    def begin(self, record: int) -> int:
        begun = self.clerk.post(BEGIN, json={"record": record})
        assert begun.status_code == 201, begun.text
        return int(begun.json()["instance"])

    def task(self, client: httpx.Client) -> dict[str, Any]:
        (line,) = client.get("/api/tasks").json()["items"]
        return dict(line)

    def read(self, client: httpx.Client, instance: int) -> dict[str, Any]:
        answer = client.get(f"/api/instances/{instance}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


@pytest.fixture
def desk(sign_in: SignIn, company: SampleCompany) -> Desk:
    return staffed(sign_in, company, packed("orders"))


def staffed(sign_in: SignIn, company: SampleCompany, package: bytes) -> Desk:
    """The application of a package with its people."""
    admin = sign_in("admin")
    sent = send(admin, package)
    assert sent.status_code == 201, sent.text
    people = dict(company.people)
    members = {
        "clerk": ["rep", "manager"],
        "finance": ["boss"],
        "legal": ["boss"],
        "orders_administrator": ["manager"],
    }
    for role, logins in members.items():
        given = {"people": [people[login] for login in logins]}
        answer = admin.put(f"/api/apps/orders/roles/{role}/members", json=given)
        assert answer.status_code == 200, answer.text
    return Desk(admin, sign_in("rep"), sign_in("manager"), sign_in("boss"), people)


def codes(answer: httpx.Response) -> list[str]:
    return [issue["code"] for issue in answer.json()["issues"]]


def test_flows_begin_one_after_the_other_also_once_their_statements_are_planned_for_any_values(
    desk: Desk,
) -> None:
    instances = {desk.begin(desk.order()) for _ in range(12)}
    assert len(instances) == 12


def test_an_order_is_approved_and_what_the_author_decided_is_done(desk: Desk) -> None:
    number = desk.order(payment="cash")
    offered = desk.clerk.get("/api/apps/orders").json()["flows"]
    assert [(flow["key"], flow["caption"]["en"]) for flow in offered] == [
        ("approval", "Ask for approval"),
        ("countersign", "Countersigning"),
    ]
    ahead = desk.clerk.post(PREVIEW, json={"record": number}).json()["path"]
    assert [
        (stop["node"]["title"], [(one["title"], one["reason"]) for one in stop["people"]]) for stop in ahead
    ] == [
        ("条件分支", []),
        ("主管审批", [("刘洋", "张伟的直属上级"), ("陈静", "拥有角色“财务”")]),
        ("完成", []),
        ("结束", []),
    ]
    beside = desk.clerk.post(PREVIEW.replace("approval", "countersign"), json={"record": number}).json()[
        "path"
    ]
    assert {
        stop["node"]["key"]: (stop["asks"], [each["title"] for each in stop["branches"]]) for stop in beside
    } == {
        "both": (None, []),
        "legal": ("deciding", ["法务"]),
        "finance": ("deciding", ["财务"]),
        "review": (None, []),
        "end": (None, []),
    }

    instance = desk.begin(number)
    task = desk.task(desk.manager)
    assert (task["record"], task["node"]["title"], task["initiator"]["title"]) == (
        {"id": number, "title": "Pumps"},
        "主管审批",
        "张伟",
    )
    answer = desk.manager.post(f"/api/tasks/{task['task']}/approve", json={"comment": "fine"})

    assert answer.json() == {"instance": instance, "state": "approved"}, answer.text
    record = desk.clerk.get(f"{ORDERS}/{number}").json()
    assert record["stage"] == "approved"
    customers = desk.admin.get("/api/apps/orders/forms/customer/records").json()["items"]
    assert [each["name"] for each in customers] == ["Pumps"]
    shown = desk.read(desk.clerk, instance)
    assert [(line["text"], line["comment"]) for line in shown["timeline"]] == [
        ("张伟发起了流程", ""),
        ("刘洋同意", "fine"),
        ("“完成”已执行", ""),
        ("流程已通过", ""),
    ]
    assert (shown["state"], shown["waiting"], shown["path"], shown["tasks"]) == ("approved", [], [], [])
    assert desk.manager.get("/api/tasks").json()["items"] == []
    (done,) = desk.manager.get("/api/tasks?list=done").json()["items"]
    assert (done["verdict"], done["comment"], done["state"]) == ("approved", "fine", "approved")
    (begun,) = desk.clerk.get("/api/tasks?list=started").json()["items"]
    assert (begun["instance"], begun["state"], begun["task"]) == (instance, "approved", None)
    assert desk.boss.patch("/api/me", json={"language": "en"}).is_success
    now, *_ = desk.read(desk.boss, desk.begin(desk.order(payment="cash")))["path"]
    assert now["people"][-1]["reason"] == "holds the role “Finance”"


def test_a_record_is_held_but_for_the_fields_of_a_task_while_it_is_under_way(desk: Desk) -> None:
    number = desk.order()
    desk.begin(number)
    at = desk.clerk.get(f"{ORDERS}/{number}").json()["version"]

    edits = {"version": at, "subject": "Valves"}
    assert desk.clerk.patch(f"{ORDERS}/{number}", json=edits).status_code == 403
    assert desk.admin.patch(f"{ORDERS}/{number}", json=edits).status_code == 403
    assert desk.clerk.delete(f"{ORDERS}/{number}?version={at}").status_code == 403
    beyond = desk.manager.patch(f"{ORDERS}/{number}", json=edits)
    assert beyond.status_code == 422, beyond.text
    within = desk.manager.patch(f"{ORDERS}/{number}", json={"version": at, "note": "seen"})
    assert within.status_code == 200, within.text
    assert desk.clerk.get(f"{ORDERS}/{number}").json()["subject"] == "Pumps"


def test_the_page_of_a_record_tells_of_the_flows_over_it(desk: Desk) -> None:
    number = desk.order(payment="cash")
    over = f"{ORDERS}/{number}/flows"
    assert desk.clerk.get(over).json() == {"items": [], "begins": ["approval", "countersign"]}
    instance = desk.begin(number)

    (running,) = desk.clerk.get(over).json()["items"]
    assert (running["instance"], running["state"], running["is_holding"]) == (instance, "running", True)
    told = [(one["person"]["title"], one["node"]["title"], one["task"]) for one in running["waiting"]]
    assert told == [("刘洋", "主管审批", None), ("陈静", "主管审批", None)]
    (seen,) = desk.manager.get(over).json()["items"]
    task = desk.task(desk.manager)["task"]
    assert [one["task"] for one in seen["waiting"]] == [task, None]
    desk.manager.post(f"/api/tasks/{task}/approve", json={})

    (over_now,) = desk.clerk.get(over).json()["items"]
    assert (over_now["state"], over_now["is_holding"], over_now["waiting"]) == ("approved", False, [])
    assert desk.clerk.get(f"{ORDERS}/{number + 1}/flows").status_code == 404


def test_what_a_node_requires_is_filled_in_with_the_approval(desk: Desk) -> None:
    number = desk.order()
    instance = desk.begin(number)
    task = desk.task(desk.manager)["task"]

    refused = desk.manager.post(f"/api/tasks/{task}/approve", json={})
    assert (refused.status_code, codes(refused)) == (422, ["required"])
    assert refused.json()["issues"][0]["pointer"] == "/values/payment"
    at = desk.clerk.get(f"{ORDERS}/{number}").json()["version"]
    given = {"values": {"payment": "cash", "subject": "Valves"}, "record_version": at}
    assert desk.manager.post(f"/api/tasks/{task}/approve", json=given).status_code == 422
    given = {"values": {"payment": "cash"}, "record_version": at}
    approved = desk.manager.post(f"/api/tasks/{task}/approve", json=given)

    assert approved.json() == {"instance": instance, "state": "approved"}, approved.text
    assert desk.clerk.get(f"{ORDERS}/{number}").json()["payment"] == "cash"


def test_the_same_command_again_changes_nothing(desk: Desk) -> None:
    number = desk.order(payment="cash")
    desk.begin(number)
    task = desk.task(desk.manager)["task"]
    given = {"command": "decision-1", "comment": "fine"}

    first = desk.manager.post(f"/api/tasks/{task}/approve", json=given)
    again = desk.manager.post(f"/api/tasks/{task}/approve", json=given)
    other = desk.boss.post(f"/api/tasks/{desk.people['boss']}/approve", json={})

    assert (first.status_code, again.status_code, again.json()) == (200, 200, first.json())
    assert other.status_code in {404, 409}
    assert len(desk.admin.get("/api/apps/orders/forms/customer/records").json()["items"]) == 1


def test_of_two_who_decide_the_second_learns_who_was_first_and_when(desk: Desk) -> None:
    number = desk.order(payment="cash")
    desk.begin(number)
    first, second = desk.task(desk.manager)["task"], desk.task(desk.boss)["task"]
    assert desk.manager.post(f"/api/tasks/{first}/approve", json={}).status_code == 200

    late = desk.boss.post(f"/api/tasks/{second}/reject", json={})

    assert (late.status_code, late.json()["code"]) == (409, "flow_refused")
    (issue,) = late.json()["issues"]
    assert issue["params"]["person"] == desk.people["manager"]
    assert issue["params"]["moment"]
    assert "刘洋" in issue["message"]


def test_a_flow_is_tried_as_it_is_drawn_and_tells_nobody_what_they_may_not_read(desk: Desk) -> None:
    number = desk.order()
    draft = desk.admin.get("/api/apps/orders/draft")
    definition = draft.json()["definition"]

    def place(among: list[dict[str, Any]], key: str) -> int:
        return next(at for at, each in enumerate(among) if each["key"] == key)

    def patched(path: str, value: object) -> int:
        revision = desk.admin.get("/api/apps/orders/draft").headers["ETag"]
        headers = {"Content-Type": "application/json-patch+json", "If-Match": revision}
        operations = [{"op": "add", "path": path, "value": value}]
        answer = desk.admin.patch("/api/apps/orders/draft", json=operations, headers=headers)
        assert answer.status_code == 200, answer.text
        return int(answer.json()["revision"])

    def way(client: httpx.Client, address: str) -> list[tuple[str, str | None]]:
        answer = client.post(address, json={"record": number})
        assert answer.status_code == 200, answer.text
        return [(stop["node"]["key"], stop["problem"]) for stop in answer.json()["path"]]

    at = place(definition["flows"], "approval")
    size = place(definition["flows"][at]["nodes"], "size")
    patched(f"/flows/{at}/nodes/{size}/branches/0/condition", "amount > 9000")
    drawn = PREVIEW.replace("flows/", "draft/flows/")
    assert "lead" not in dict(way(desk.admin, drawn))
    assert "lead" in dict(way(desk.clerk, PREVIEW))
    assert desk.clerk.post(drawn, json={"record": number}).status_code == 403

    clerk = place(definition["roles"], "clerk")
    grant = next(
        at for at, each in enumerate(definition["roles"][clerk]["grants"]) if each["form"] == "order"
    )
    hidden = patched(f"/roles/{clerk}/grants/{grant}/fields", {"amount": "hidden"})
    published = desk.admin.post("/api/apps/orders/publish", json={"revision": hidden})
    assert published.status_code == 200, published.text

    assert way(desk.clerk, PREVIEW) == [("size", "取决于您看不到的字段。")]


def test_an_approval_is_taken_back_while_nobody_after_it_has_decided(desk: Desk) -> None:
    begun = desk.clerk.post("/api/apps/orders/flows/countersign/instances", json={"record": desk.order()})
    instance = begun.json()["instance"]
    open_tasks = {line["node"]["key"]: line["task"] for line in desk.boss.get("/api/tasks").json()["items"]}
    assert desk.read(desk.boss, instance)["take_back"] == []
    assert "withdraw" in desk.read(desk.clerk, instance)["operations"]
    assert desk.boss.post(f"/api/tasks/{open_tasks['legal']}/approve", json={}).status_code == 200

    shown = desk.read(desk.boss, instance)
    assert [(each["task"], each["node"]["key"]) for each in shown["take_back"]] == [
        (open_tasks["legal"], "legal")
    ]
    assert "take_back" in shown["operations"]
    assert desk.read(desk.clerk, instance)["take_back"] == []
    assert "withdraw" not in desk.read(desk.clerk, instance)["operations"]
    given = {"task": open_tasks["legal"], "comment": "wrong file"}
    assert desk.boss.post(f"/api/instances/{instance}/take-back", json=given).status_code == 200
    again = {line["node"]["key"]: line["task"] for line in desk.boss.get("/api/tasks").json()["items"]}
    assert again.keys() == {"legal", "finance"}
    for task in again.values():
        assert desk.boss.post(f"/api/tasks/{task}/approve", json={}).status_code == 200
    assert desk.read(desk.boss, instance)["take_back"] == []


def test_tasks_are_found_by_their_record_its_pinyin_its_number_and_whoever_began_them(desk: Desk) -> None:
    pumps, valves = desk.order(subject="水泵"), desk.order(subject="阀门")
    desk.begin(pumps)
    second = desk.begin(valves)

    def found(text: str, which: str = "todo") -> list[int]:
        page = desk.manager.get("/api/tasks", params={"search": text, "list": which}).json()
        return [line["record"]["id"] for line in page["items"]]

    assert found("阀") == found("famen") == found("fm") == found(str(second)) == [valves]
    assert sorted(found("zhang")) == sorted(found("张伟")) == [pumps, valves]
    assert found("nothing") == found("阀", "done") == []
    elsewhere = desk.manager.get("/api/tasks", params={"search": "阀", "app": "vault"}).json()["items"]
    assert elsewhere == []


def test_whoever_has_nothing_to_do_with_a_task_does_not_find_it(desk: Desk) -> None:
    number = desk.order()
    instance = desk.begin(number)
    task = desk.task(desk.manager)["task"]

    assert desk.admin.post(f"/api/tasks/{task}/approve", json={}).status_code == 404
    assert desk.clerk.post(f"/api/tasks/{task}/approve", json={}).status_code == 409
    assert desk.boss.post(f"/api/instances/{instance}/terminate", json={"comment": "no"}).status_code == 409
    assert desk.clerk.post(f"/api/instances/{instance}/take-back", json={"task": task}).status_code == 409
    assert desk.clerk.post(f"/api/instances/{instance + 1}/remind", json={}).status_code == 404
    assert desk.clerk.get(f"/api/instances/{instance + 1}").status_code == 404


def test_the_initiator_withdraws_reminds_and_submits_again(desk: Desk) -> None:
    number = desk.order(payment="cash")
    instance = desk.begin(number)
    address = f"/api/instances/{instance}"
    assert desk.clerk.post(BEGIN, json={"record": number}).json()["code"] == "flow_already_running"
    assert desk.clerk.post(f"{address}/remind", json={"comment": "before noon"}).status_code == 200
    told = desk.manager.get("/api/notifications").json()["items"]
    (reminder,) = [each for each in told if each["kind"] == "task_reminder"]
    assert (reminder["flow"]["text"], reminder["flow"]["node"]) == ("before noon", "主管审批")

    withdrawn = desk.clerk.post(f"{address}/withdraw", json={"comment": "a mistake"})

    assert withdrawn.json()["state"] == "withdrawn", withdrawn.text
    assert desk.manager.get("/api/tasks/counts").json() == {"todo": 0, "overdue": 0, "running": 0}
    at = desk.clerk.get(f"{ORDERS}/{number}").json()["version"]
    edited = desk.clerk.patch(f"{ORDERS}/{number}", json={"version": at, "subject": "Valves"})
    assert edited.status_code == 200, edited.text
    assert desk.clerk.post(f"{address}/resubmit", json={}).json()["state"] == "running"
    assert desk.task(desk.manager)["record"]["title"] == "Valves"


def test_a_flow_begins_only_where_it_may(desk: Desk) -> None:
    number = desk.order(stage="refused")

    assert desk.clerk.post(BEGIN, json={"record": number}).json()["code"] == "flow_condition_unmet"
    assert desk.boss.post(BEGIN, json={"record": number}).status_code == 403
    assert desk.clerk.post(BEGIN, json={"record": number + 1}).status_code == 404
    elsewhere = BEGIN.replace("approval", "nothing")
    assert desk.clerk.post(elsewhere, json={"record": number}).status_code == 404


def test_people_are_told_of_their_tasks_and_of_the_end(desk: Desk) -> None:
    number = desk.order(payment="cash")
    instance = desk.begin(number)
    task = desk.task(desk.manager)["task"]
    news = desk.manager.get("/api/notifications").json()["items"]

    assert [(each["kind"], each["flow"]["task"], each["record"]["title"]) for each in news] == [
        ("task", task, "Pumps")
    ]
    desk.manager.post(f"/api/tasks/{task}/approve", json={})
    told = desk.clerk.get("/api/notifications").json()["items"]
    assert ("flow", instance, "ended_approved") in [
        (each["kind"], each["flow"]["instance"], each["flow"]["what"]) for each in told if each["flow"]
    ]


def test_a_list_takes_as_many_statements_however_long_it_is(desk: Desk, server: Server) -> None:
    for subject in ("Pumps", "Valves", "Pipes"):
        desk.begin(desk.order(subject=subject))

    for limit in (3, 1, 3):
        assert len(desk.manager.get(f"/api/tasks?limit={limit}").json()["items"]) == limit

    first, second = server.requests("/api/tasks")[-2:]
    assert first["statements"] == second["statements"]


def test_a_flow_that_is_begun_twice_by_one_command_is_begun_once(desk: Desk) -> None:
    given = {"record": desk.order(), "command": "begin-once"}

    first, again = desk.clerk.post(BEGIN, json=given), desk.clerk.post(BEGIN, json=given)

    assert (first.status_code, again.json()) == (201, first.json())
    assert len(desk.clerk.get("/api/tasks?list=started").json()["items"]) == 1


def test_a_change_of_a_record_that_is_held_is_refused_with_the_reason(desk: Desk) -> None:
    number = desk.order()
    desk.begin(number)

    refused = desk.clerk.patch(f"{ORDERS}/{number}", json={"version": 1, "subject": "Valves"})

    assert (refused.status_code, codes(refused)) == (403, ["record_held"])
