"""Flows that begin by themselves, people who leave or are away, and what those see who look after flows."""

from typing import Any

import httpx
import pytest

from tests.looking import looks
from tests.mortise.api.test_flows import ORDERS, Desk, codes, desk

__all__ = ["desk"]

HANDOVER = "/api/people/{}"


def tasks(client: httpx.Client) -> list[dict[str, Any]]:
    return list(client.get("/api/tasks").json()["items"])


def awaited(client: httpx.Client, count: int = 1) -> list[dict[str, Any]]:
    """The tasks of a person, once there are so many: jobs are done when a worker comes to them."""
    for _ in looks():
        found = tasks(client)
        if len(found) == count:
            return found
    raise AssertionError


def test_a_change_of_a_field_begins_a_flow_once_where_its_condition_holds(desk: Desk) -> None:
    number = desk.order(amount=10)
    at = desk.clerk.get(f"{ORDERS}/{number}").json()["version"]
    noted = desk.clerk.patch(f"{ORDERS}/{number}", json={"version": at, "note": "n"})
    assert noted.status_code == 200, noted.text
    raised = desk.clerk.patch(f"{ORDERS}/{number}", json={"version": at + 1, "amount": 5000})
    assert raised.status_code == 200, raised.text

    (task,) = awaited(desk.manager)

    assert (task["record"]["id"], task["initiator"]["id"]) == (number, desk.people["rep"])
    (begun,) = desk.clerk.get("/api/tasks?list=started").json()["items"]
    assert begun["flow"]["key"] == "approval"


def test_what_a_flow_changes_itself_begins_nothing(desk: Desk) -> None:
    number = desk.order(payment="cash")
    instance = desk.begin(number)
    task = desk.task(desk.manager)["task"]
    desk.manager.post(f"/api/tasks/{task}/approve", json={"values": {"note": "n"}, "record_version": 1})
    at = desk.clerk.get(f"{ORDERS}/{number}").json()
    assert at["stage"] == "approved"
    second = desk.order(amount=10)
    raised = desk.clerk.patch(f"{ORDERS}/{second}", json={"version": 1, "amount": 7000})
    assert raised.status_code == 200, raised.text

    (waiting,) = awaited(desk.manager)

    assert waiting["record"]["id"] == second
    started = desk.clerk.get("/api/tasks?list=started").json()["items"]
    assert [each["record"]["id"] for each in started] == [second, number]
    assert started[1]["instance"] == instance


def test_whoever_leaves_hands_their_tasks_on(desk: Desk) -> None:
    number = desk.order()
    instance = desk.begin(number)
    assert len(tasks(desk.boss)) == 1

    left = desk.admin.patch(HANDOVER.format(desk.people["boss"]), json={"active": False})

    assert left.status_code == 200, left.text
    for _ in looks():
        waiting = desk.read(desk.clerk, instance)["waiting"]
        if desk.people["boss"] not in {each["person"]["id"] for each in waiting}:
            break
    assert waiting
    assert (
        "replaced" in {line["what"] for line in desk.read(desk.clerk, instance)["timeline"]}
        or desk.read(desk.clerk, instance)["incidents"]
    )


@pytest.fixture
def away() -> dict[str, object]:
    return {"starts_at": "2020-01-01T00:00:00Z", "ends_at": "2099-01-01T00:00:00Z"}


def test_an_agent_may_act_while_somebody_is_away_and_both_names_are_kept(
    desk: Desk, away: dict[str, object]
) -> None:
    boss = desk.people["boss"]
    assert codes(desk.manager.post("/api/delegations", json={**away, "agent": desk.people["manager"]})) == [
        "delegation_to_oneself"
    ]
    backwards = {"agent": boss, "starts_at": away["ends_at"], "ends_at": away["starts_at"]}
    assert codes(desk.manager.post("/api/delegations", json=backwards)) == ["delegation_ends_early"]
    given = {**away, "agent": boss, "scopes": [{"app": "orders"}], "note": "休年假"}
    made = desk.manager.post("/api/delegations", json=given)
    assert made.status_code == 201, made.text
    again = desk.manager.post("/api/delegations", json=given)
    assert codes(again) == ["delegation_twice"]
    assert "陈静" in again.json()["issues"][0]["message"]
    back = {**away, "agent": desk.people["manager"], "scopes": [{"app": "orders", "flow": "approval"}]}
    assert codes(desk.boss.post("/api/delegations", json=back)) == ["delegation_circle"]
    elsewhere = desk.boss.post(
        "/api/delegations", json={**back, "scopes": [{"app": "orders", "flow": "none"}]}
    )
    assert elsewhere.json()["issues"][0]["pointer"] == "/scopes/0/flow"
    answer = desk.boss.get("/api/delegations").json()
    (own,) = answer["items"]
    assert (own["person"]["title"], own["agent"]["title"], own["is_mine"]) == ("刘洋", "陈静", False)
    assert (own["app"]["key"], own["flow"], own["note"]) == ("orders", None, "休年假")
    assert {each["flow"]["key"] for each in answer["flows"]} >= {"approval", "countersign"}

    instance = desk.begin(desk.order(payment="cash"))
    for_manager = [line for line in tasks(desk.boss) if line["owner"]["id"] == desk.people["manager"]]
    answer = desk.boss.post(f"/api/tasks/{for_manager[0]['task']}/approve", json={})

    assert answer.json()["state"] == "approved", answer.text
    line = desk.read(desk.clerk, instance)["timeline"][1]
    assert (line["actor"]["title"], line["holder"]["title"]) == ("陈静", "刘洋")
    assert "刘洋" in line["for"]
    assert desk.boss.delete(f"/api/delegations/{own['id']}").status_code == 404
    assert desk.manager.delete(f"/api/delegations/{own['id']}").status_code == 204
    assert desk.manager.get("/api/delegations").json()["items"] == []


def test_whoever_manages_people_sets_and_ends_the_absence_of_somebody_who_is_ill(
    desk: Desk, away: dict[str, object]
) -> None:
    manager, boss = desk.people["manager"], desk.people["boss"]
    given = {**away, "person": manager, "agent": boss}
    assert desk.clerk.post("/api/delegations", json=given).status_code == 403
    assert desk.clerk.get(f"/api/delegations?person={manager}").status_code == 403

    made = desk.admin.post("/api/delegations", json=given)

    assert made.status_code == 201, made.text
    (own,) = desk.manager.get("/api/delegations").json()["items"]
    (seen,) = desk.admin.get(f"/api/delegations?person={manager}").json()["items"]
    assert own["is_mine"] is seen["is_mine"] is True
    assert own["id"] == seen["id"] == made.json()["ids"][0]
    desk.begin(desk.order())
    assert {line["owner"]["id"] for line in tasks(desk.boss)} == {manager, boss}
    assert desk.admin.delete(f"/api/delegations/{own['id']}").status_code == 204
    assert desk.manager.get("/api/delegations").json()["items"] == []


def test_administrators_see_what_runs_what_is_stuck_and_where_it_is_slow(desk: Desk) -> None:
    first, second = desk.begin(desk.order(payment="cash")), desk.begin(desk.order(subject="阀门"))
    every = "/api/apps/orders/instances"

    def found(**asked: object) -> list[int]:
        answer = desk.manager.get(every, params={name: str(value) for name, value in asked.items()})
        assert answer.status_code == 200, answer.text
        return [line["instance"] for line in answer.json()["items"]]

    assert found() == [second, first]
    assert found(order="longest", state="running", flow="approval") == [first, second]
    assert found(stuck="true") == found(overdue="true") == found(days=1) == found(flow="countersign") == []
    assert found(node="lead", person=desk.people["boss"]) == [second, first]
    assert found(node="done") == found(person=desk.people["rep"]) == []
    assert found(search="famen") == found(search="阀") == found(search=str(second)) == [second]
    assert found(search="张伟") == [second, first]
    page = desk.manager.get(f"{every}?limit=1").json()
    rest = desk.manager.get(f"{every}?limit=1", params={"cursor": page["next"]}).json()
    assert ([line["instance"] for line in rest["items"]], rest["next"]) == ([first], None)
    (line,) = page["items"]
    assert ([one["node"]["key"] for one in line["standing"]], line["waiting_count"]) == (["lead"], 2)
    assert [one["person"]["title"] for one in line["waiting"]] == ["刘洋", "陈静"]
    assert desk.clerk.get(every).status_code == 403

    overview = desk.manager.get("/api/apps/orders/flows/overview").json()
    assert [overview[name] for name in ("running", "stuck", "overdue")] == [2, 0, 0]
    assert {(each["person"]["title"], each["tasks"]) for each in overview["people"]} == {
        ("刘洋", 2),
        ("陈静", 2),
    }

    nodes = {flow["key"]: [node["title"] for node in flow["nodes"]] for flow in overview["flows"]}
    assert "主管审批" in nodes["approval"]

    address = f"/api/instances/{first}"
    assert desk.manager.post(f"{address}/jump", json={"to": "done"}).json()["state"] == "approved"
    assert desk.manager.post(f"/api/instances/{second}/terminate", json={}).status_code == 422
    ended = desk.manager.post(f"/api/instances/{second}/terminate", json={"comment": "twice"})
    assert ended.json()["state"] == "terminated"
    assert [line["state"] for line in desk.manager.get(f"{every}?flow=approval").json()["items"]] == [
        "terminated",
        "approved",
    ]
    figures = desk.manager.get("/api/apps/orders/flows/approval/figures").json()["items"]
    assert {(each["node"]["key"], each["visits"]) for each in figures} >= {("lead", 2), ("done", 1)}
    (flow,) = desk.manager.get("/api/apps/orders/flows/figures?days=1").json()["items"]
    counts = [flow[name] for name in ("began", "running", "approved", "terminated")]
    assert (flow["flow"]["key"], counts) == ("approval", [2, 0, 1, 1])


def test_what_an_administrator_does_counts_only_for_the_flow_as_they_saw_it(desk: Desk) -> None:
    instance = desk.begin(desk.order(payment="cash"))
    seen = desk.read(desk.manager, instance)
    assert [each["key"] for each in seen["whole"]] == [each["key"] for each in seen["standing"][0]["targets"]]
    assert "start" not in {each["key"] for each in seen["whole"]}
    assert desk.read(desk.clerk, instance)["standing"] == []
    task = desk.task(desk.boss)["task"]
    assert desk.boss.post(f"/api/tasks/{task}/reject", json={}).json()["state"] == "rejected"
    again = desk.clerk.post(f"/api/instances/{instance}/resubmit", json={})
    assert again.json()["state"] == "running", again.text

    stale = {"to": "done", "seen": seen["moves"]}
    refused = desk.manager.post(f"/api/instances/{instance}/jump", json=stale)
    assert (refused.status_code, codes(refused)) == (409, ["flow_moved_on"])
    now = {"to": "done", "seen": desk.read(desk.manager, instance)["moves"]}
    assert desk.manager.post(f"/api/instances/{instance}/jump", json=now).json()["state"] == "approved"


def test_all_that_somebody_has_to_do_goes_to_another_at_once(desk: Desk) -> None:
    replaced = "/api/apps/orders/flows/replace-approver"
    asked, own = desk.begin(desk.order(subject="Pumps")), desk.begin(desk.order(subject="Valves"))
    boss, helper = desk.people["boss"], desk.admin.get("/api/me").json()["person"]["id"]
    given = {"person": boss, "to": helper, "comment": "on leave"}
    assert desk.clerk.post(replaced, json=given).status_code == 403

    answer = desk.manager.post(replaced, json=given).json()

    assert answer == {"done": 2, "refused": [], "next": None}
    assert tasks(desk.boss) == []
    line = desk.read(desk.manager, asked)["timeline"][-1]
    assert (line["what"], line["actor"]["title"], line["comment"]) == ("replaced", "刘洋", "on leave")
    back = desk.manager.post(replaced, json={"person": helper, "to": desk.people["manager"]}).json()
    assert (back["done"], [each["instance"] for each in back["refused"]]) == (0, [asked, own])
    (issue,) = back["refused"][0]["problem"]["issues"]
    assert (back["refused"][0]["title"], issue["code"]) == ("Pumps", "flow_already_asked")


def test_a_task_goes_to_another_and_whoever_is_out_learns_it(desk: Desk) -> None:
    instance = desk.begin(desk.order(payment="cash"))
    task = desk.task(desk.manager)["task"]

    moved = desk.manager.post(
        f"/api/tasks/{task}/transfer", json={"to": desk.people["boss"], "comment": "you"}
    )
    assert moved.status_code == 409, moved.text
    own = desk.task(desk.boss)["task"]
    assert desk.boss.post(f"/api/tasks/{own}/reject", json={"comment": "no"}).json()["state"] == "rejected"
    late = desk.manager.post(f"/api/tasks/{task}/approve", json={})

    assert (late.status_code, late.json()["issues"][0]["params"]["person"]) == (409, desk.people["boss"])
    again = desk.clerk.post(f"/api/instances/{instance}/resubmit", json={})
    assert again.json()["state"] == "running", again.text
    fresh = desk.task(desk.manager)["task"]
    back = desk.manager.post(f"/api/tasks/{fresh}/return", json={"comment": "more"})
    assert back.json()["state"] == "running", back.text
    mine = desk.task(desk.clerk)
    assert mine["node"]["key"] == "start"
    heard = [
        (each["actors"][0]["title"], each["flow"]["what"], each["flow"]["text"])
        for each in desk.clerk.get("/api/notifications").json()["items"]
        if each["kind"] == "task"
    ]
    assert heard == [("刘洋", "returned", "more")]
    at = f"{ORDERS}/{mine['record']['id']}"
    holding = [who.get(f"{at}/flows").json()["items"][0]["is_holding"] for who in (desk.clerk, desk.manager)]
    assert holding == [False, True], "whoever has it back puts it right, and nobody else"
    right = {"version": desk.clerk.get(at).json()["version"], "subject": "Valves"}
    assert desk.clerk.patch(at, json=right).status_code == 200
    assert "remind" not in desk.read(desk.clerk, instance)["operations"]
    assert desk.clerk.post(f"/api/instances/{instance}/resubmit", json={}).status_code == 200
    assert [line["node"]["key"] for line in tasks(desk.manager)] == ["lead"]
    assert "remind" in desk.read(desk.clerk, instance)["operations"]


def test_many_tasks_are_approved_each_for_itself(desk: Desk) -> None:
    ready, blank = desk.order(payment="cash"), desk.order(subject="Valves")
    for number in (ready, blank):
        desk.begin(number)
    by_record = {line["record"]["id"]: line["task"] for line in tasks(desk.manager)}

    answer = desk.manager.post("/api/tasks/approve", json={"tasks": list(by_record.values())}).json()

    assert answer["done"] == [by_record[ready]]
    assert {task: problem["code"] for task, problem in answer["refused"].items()} == {
        str(by_record[blank]): "invalid"
    }
