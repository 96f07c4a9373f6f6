"""Shared and personal views: kept, shared, arranged, and alive whatever a publication does to their fields."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, Final

import httpx
import pytest

from mortise.db.database import Database
from mortise.identity.first_start import add_sample_company, create_administrator
from mortise.identity.role_members import Members, set_members
from tests.conftest import Server, plain_client

from .conftest import DEPARTMENTS, PASSWORD, PEOPLE

pytestmark = pytest.mark.anyio

VIEWS: Final = "/api/apps/shed/views"
ARRANGEMENT: Final = "/api/apps/shed/forms/job/view-arrangement"
ALL: Final = [{"kind": "all"}]
OPTIONS: Final = [{"key": "new", "label": {"en": "New"}}, {"key": "done", "label": {"en": "Done"}}]
NAME: Final = {"kind": "text", "key": "name", "label": {"zh-CN": "名称", "en": "Name"}}
STAGE: Final = {
    "kind": "choice",
    "key": "stage",
    "label": {"zh-CN": "阶段", "en": "Stage"},
    "options": OPTIONS,
}
COST: Final = {"kind": "number", "key": "cost", "label": {"zh-CN": "成本", "en": "Cost"}, "decimals": 0}
FORM: Final = {
    "key": "job",
    "label": {"zh-CN": "工作", "en": "Job"},
    "title_field": "name",
    "fields": [NAME, STAGE, COST],
}
ROLES: Final = [
    {
        "key": "worker",
        "label": {"en": "Worker"},
        "grants": [{"form": "job", "scopes": {"view": ALL}, "fields": {"cost": "hidden"}}],
    },
    {
        "key": "foreman",
        "label": {"en": "Foreman"},
        "grants": [{"form": "job", "scopes": {"view": ALL, "share": ALL}}],
    },
]
BOARD: Final = {"kind": "kanban", "lanes": "stage", "cards": ["cost"], "total": "cost"}
CHEAP: Final = {"field": "cost", "operator": "less", "value": 9}
NEW: Final = {"field": "stage", "operator": "is", "value": "new"}
TABLE: Final = {
    "kind": "grid",
    "columns": [{"field": "name"}, {"field": "cost"}],
    "filter": {"all": [NEW, CHEAP]},
}


@pytest.fixture(scope="module")
async def everybody(module_database: Database, module_server: Server) -> dict[str, int]:
    """A published application; the boss builds it, the manager leads in it, the rep works in it."""
    async with module_database.transaction() as tx:
        await create_administrator(tx, PASSWORD)
        company = await add_sample_company(tx, DEPARTMENTS, PEOPLE, PASSWORD)
    with signed_in(module_server, "admin") as builder:
        labels = {"zh-CN": "棚", "en": "Shed"}
        assert builder.post("/api/apps", json={"key": "shed", "labels": labels}).status_code == 201
        publish(
            builder,
            {"op": "add", "path": "/forms", "value": [FORM]},
            {"op": "add", "path": "/roles", "value": ROLES},
        )
        app = builder.get("/api/apps/shed").json()
    assert app["version"] == 1
    async with module_database.transaction() as tx:
        await set_members(tx, None, 1, "worker", Members([company.people["rep"]]))
        await set_members(tx, None, 1, "foreman", Members([company.people["manager"]]))
    return dict(company.people)


@contextlib.contextmanager
def signed_in(server: Server, login: str) -> Iterator[httpx.Client]:
    headers = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "zh-CN"}
    with plain_client(server.url, headers=headers) as client:
        answer = client.post("/api/session", json={"login": login, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        yield client


@pytest.fixture(scope="module")
def people(module_server: Server, everybody: dict[str, int]) -> Iterator[Callable[[str], httpx.Client]]:
    """Clients of people who are signed in, in English."""
    with contextlib.ExitStack() as stack:
        known: dict[str, httpx.Client] = {}

        def client(login: str) -> httpx.Client:
            if login not in known:
                known[login] = stack.enter_context(signed_in(module_server, login))
                known[login].patch("/api/me", json={"language": "en"})
            return known[login]

        yield client


People = Callable[[str], httpx.Client]


def publish(builder: httpx.Client, *operations: dict[str, Any]) -> dict[str, Any]:
    """Publishes a change of the draft; the plan that was looked at before."""
    draft = builder.get("/api/apps/shed/draft")
    headers = {"If-Match": draft.headers["etag"]}
    patched = builder.patch("/api/apps/shed/draft", json=list(operations), headers=headers)
    assert patched.status_code == 200, patched.text
    plan: dict[str, Any] = builder.get("/api/apps/shed/plan").json()
    accept = [loss["fingerprint"] for loss in plan["losses"]]
    published = builder.post("/api/apps/shed/publish", json={"accept": accept})
    assert published.status_code == 200, published.text
    return plan


def keep(client: httpx.Client, name: str, definition: dict[str, Any], **given: Any) -> dict[str, Any]:
    body = {"form": "job", "label": {"en": name}, "definition": definition, **given}
    answer = client.post(VIEWS, json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def listed(client: httpx.Client) -> dict[int, dict[str, Any]]:
    return {item["id"]: item for item in client.get(VIEWS, params={"form": "job"}).json()["items"]}


def codes(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(issue["pointer"], issue["code"]) for issue in answer.json()["issues"]]


def test_a_personal_view_is_its_makers_alone_and_survives_a_second_browser(people: People) -> None:
    manager, rep = people("manager"), people("rep")
    made = keep(manager, "Cheap", TABLE)

    assert made["key"] == str(made["id"])
    assert (made["shared"], made["may_change"], made["version"]) == (False, True, 1)
    assert made["definition"]["columns"] == [
        {"field": "name", "width": None},
        {"field": "cost", "width": None},
    ]
    assert listed(manager)[made["id"]] == made
    assert made["id"] not in listed(rep) | listed(people("admin"))
    assert rep.patch(f"{VIEWS}/{made['id']}", json={"version": 1, "locked": True}).status_code == 404


def test_a_shared_view_reaches_those_it_is_for(people: People, everybody: dict[str, int]) -> None:
    manager, rep, admin = people("manager"), people("rep"), people("admin")
    departments = {entry["title"]: entry["id"] for entry in admin.get("/api/departments").json()["items"]}
    for_all = keep(manager, "All", {"kind": "grid"}, shared=True)["id"]
    under = [departments["Sales"]]
    for_sales = keep(manager, "Sales", {"kind": "grid"}, shared=True, departments=under)["id"]
    for_foremen = keep(manager, "Foremen", {"kind": "grid"}, shared=True, roles=["foreman"])["id"]

    # The rep is in a department under Sales, and no foreman.
    assert {for_all, for_sales, for_foremen} & set(listed(rep)) == {for_all, for_sales}
    assert {for_all, for_sales, for_foremen} <= set(listed(admin))
    assert listed(rep)[for_all]["may_change"] is False
    assert rep.patch(f"{VIEWS}/{for_all}", json={"version": 1, "locked": True}).status_code == 403
    assert admin.patch(f"{VIEWS}/{for_all}", json={"version": 1, "locked": True}).status_code == 200
    assert rep.get(VIEWS).json()["may_share"] == []
    assert manager.get(VIEWS).json()["may_share"] == ["job"]
    refused = rep.post(
        VIEWS, json={"form": "job", "label": {"en": "x"}, "definition": {"kind": "grid"}, "shared": True}
    )
    assert refused.status_code == 403


def test_a_view_is_shared_with_groups_and_positions(people: People, everybody: dict[str, int]) -> None:
    manager, rep, admin = people("manager"), people("rep"), people("admin")
    rep_is = rep.get("/api/me").json()["person"]
    position = admin.post("/api/positions", json={"name": "Account executive"}).json()["id"]
    group = admin.post("/api/groups", json={"name": "Task force", "people": []}).json()["id"]
    for_group = keep(manager, "Force", {"kind": "grid"}, shared=True, groups=[group])
    for_position = keep(manager, "Post", {"kind": "grid"}, shared=True, positions=[position])
    assert (for_group["groups"], for_group["for_everybody"]) == ([group], False)
    assert {for_group["id"], for_position["id"]}.isdisjoint(listed(rep))

    admin.patch(f"/api/groups/{group}", json={"departments": [rep_is["department"]["id"]]})
    assert listed(rep)[for_group["id"]]["groups"] == []
    assert for_position["id"] not in listed(rep)
    admin.patch(f"/api/people/{rep_is['id']}", json={"position": position})
    assert {for_group["id"], for_position["id"]} <= set(listed(rep))

    wrong = {"version": 1, "groups": [group, 999], "positions": [998]}
    refused = manager.patch(f"{VIEWS}/{for_group['id']}", json=wrong).json()["issues"]
    assert [issue["pointer"] for issue in refused] == ["/groups/1", "/positions/0"]


def test_everything_that_is_wrong_is_told_at_once(people: People) -> None:
    definition = {
        "kind": "kanban",
        "lanes": "name",
        "total": "stage",
        "sort": [{"field": "nothing"}],
        "filter": {"field": "cost", "operator": "sounds_like", "value": 1},
    }
    body = {
        "form": "job",
        "label": {"en": " "},
        "definition": definition,
        "shared": True,
        "roles": ["nobody"],
    }

    wrong = people("manager").post(VIEWS, json=body)
    fit = people("manager").post(VIEWS, json={**body, "definition": {**definition, "sort": []}})
    strange = people("manager").post(VIEWS, json={**body, "definition": {"kind": "grit", "key": "x"}})

    assert codes(wrong) == [
        ("/definition/sort/0/field", "unknown_field"),
        ("/definition/filter/operator", "operator_unknown"),
        ("/label", "view_name_missing"),
        ("/roles/0", "role_unknown"),
    ]
    assert ("/definition/lanes", "lanes_impossible") in codes(fit)
    assert ("/definition/total", "total_impossible") in codes(fit)
    assert codes(strange)[:2] == [
        ("/definition/key", "setting_unknown"),
        ("/definition/kind", "setting_choice_near"),
    ]


def test_two_editors_do_not_overwrite_each_other(people: People) -> None:
    manager, admin = people("manager"), people("admin")
    address = f"{VIEWS}/{keep(manager, 'Ours', BOARD, shared=True)['id']}"

    first = manager.patch(address, json={"version": 1, "label": {"en": "Mine", "zh-CN": "我的"}})
    second = admin.patch(address, json={"version": 1, "label": {"en": "Theirs"}})

    assert (first.status_code, first.json()["version"], first.json()["label"]["zh-CN"]) == (200, 2, "我的")
    assert (second.status_code, second.json()["code"]) == (409, "stale_version")
    assert second.json()["current"]["label"]["en"] == "Mine"


def test_a_locked_view_stays_as_it_is_until_it_is_unlocked(people: People) -> None:
    manager = people("manager")
    address = f"{VIEWS}/{keep(manager, 'Fixed', BOARD, locked=True)['id']}"

    refused = manager.patch(address, json={"version": 1, "definition": {"kind": "grid"}})
    opened = manager.patch(address, json={"version": 1, "locked": False, "definition": {"kind": "grid"}})

    assert codes(refused) == [("", "view_locked")]
    assert (opened.status_code, opened.json()["kind"]) == (200, "grid")


def test_a_deleted_view_comes_back_under_its_own_address(people: People) -> None:
    rep = people("rep")
    made = keep(rep, "Fleeting", {"kind": "grid"})
    address = f"{VIEWS}/{made['id']}"

    assert rep.delete(address, params={"version": 7}).status_code == 409
    assert rep.delete(address).status_code == 204
    gone = listed(rep)
    back = rep.post(f"{address}/restore")

    assert made["id"] not in gone
    assert (back.status_code, back.json()["label"]) == (200, made["label"])
    assert rep.post(f"{address}/restore").status_code == 404


def test_a_view_that_is_asked_for_twice_is_made_once(people: People) -> None:
    rep, headers = people("rep"), {"Idempotency-Key": "once-and-no-more"}
    body = {"form": "job", "label": {"en": "Once"}, "definition": {"kind": "grid"}}

    answers = [rep.post(VIEWS, json=body, headers=headers) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


def test_each_person_arranges_and_the_company_stands_in_for_who_has_not(people: People) -> None:
    manager, rep, admin = people("manager"), people("rep"), people("admin")
    own = {"order": ["7", "jobs"], "hidden": ["jobs"], "first": "7"}

    assert admin.put(ARRANGEMENT, json={"first": "jobs", "company": True}).status_code == 204
    assert rep.put(ARRANGEMENT, json={"order": ["1"]}).status_code == 204
    assert rep.put(ARRANGEMENT, json=own).status_code == 204

    company = {"order": [], "hidden": [], "first": "jobs"}
    assert rep.get(VIEWS).json()["arrangements"] == {"job": {"own": own, "company": company}}
    assert manager.get(VIEWS).json()["arrangements"] == {"job": {"own": None, "company": company}}
    assert rep.put(ARRANGEMENT, json={"company": True}).status_code == 403
    assert rep.put(ARRANGEMENT, json={"order": ["DROP TABLE"]}).status_code == 422


def test_all_views_are_read_by_as_many_statements_as_one(people: People, module_server: Server) -> None:
    people("manager").get(VIEWS)

    # Who is asking, the views, and their arrangements.
    assert module_server.requests(VIEWS)[-1]["statements"] == 3


def test_nobody_keeps_views_without_end(people: People, module_server: Server) -> None:
    with signed_in(module_server, "boss") as boss:
        assert boss.get(VIEWS).status_code == 404
    rep = people("rep")
    body = {"form": "job", "label": {"en": "Many"}, "definition": {"kind": "grid"}}
    kept = sum(not item["shared"] for item in listed(rep).values())

    statuses = [rep.post(VIEWS, json=body).status_code for _ in range(100 - kept)]
    over = rep.post(VIEWS, json=body)

    assert set(statuses) == {201}
    assert codes(over) == [("", "views_too_many")]


def test_a_view_outlives_its_fields_and_the_plan_says_whom_it_touches(people: People) -> None:
    admin, manager, rep = people("admin"), people("manager"), people("rep")
    board = keep(manager, "Board", BOARD, shared=True)
    table = keep(manager, "Table", TABLE)

    plan = publish(
        admin,
        {"op": "remove", "path": "/forms/0/fields/2"},
        {"op": "remove", "path": "/roles/0/grants/0/fields"},
    )

    (step,) = [step for step in plan["steps"] if step["field"] == "cost"]
    told = {dependant["name"] for dependant in step["dependants"]}
    assert "shared view “Board”" in told
    assert any(name.startswith("personal views: ") for name in told)
    assert not any("Table" in name for name in told)
    views = listed(manager)
    assert views[board["id"]]["definition"]["cards"] == []
    assert views[table["id"]]["definition"]["filter"] == {"all": [NEW]}
    (issue,) = views[table["id"]]["issues"]
    assert (issue["code"], issue["params"]["name"]) == ("view_part_missing", "Cost")
    assert [issue["code"] for issue in listed(rep)[board["id"]]["issues"]] == ["view_incomplete"]

    # What is saved meanwhile does not lose what cannot be seen.
    shown = views[table["id"]]["definition"]
    shown["sort"] = [{"field": "name", "descending": True}]
    changed = manager.patch(f"{VIEWS}/{table['id']}", json={"version": 1, "definition": shown})
    assert changed.status_code == 200, changed.text
    publish(admin, {"op": "add", "path": "/forms/0/fields/2", "value": COST})
    whole = listed(admin)[board["id"]]["definition"]
    assert (whole["cards"], whole["total"]) == (["cost"], "cost")

    # A returning field is nobody's until it is granted anew: then the views are whole for their maker too.
    assert listed(manager)[table["id"]]["definition"] is None
    grants = "/roles/1/grants/0/fields"
    publish(admin, {"op": "add", "path": grants, "value": {"cost": "write"}})
    again = listed(manager)[table["id"]]
    assert again["issues"] == []
    assert again["definition"]["filter"] == {"all": [NEW, CHEAP]}
    assert [column["field"] for column in again["definition"]["columns"]] == ["name", "cost"]
    assert again["definition"]["sort"] == shown["sort"]


def test_a_board_without_the_field_of_its_lanes_says_so_and_waits_for_it(people: People) -> None:
    admin, manager, rep = people("admin"), people("manager"), people("rep")
    made = keep(manager, "Lanes", {"kind": "kanban", "lanes": "stage"}, shared=True)

    publish(admin, {"op": "replace", "path": "/forms/0/fields/1", "value": {**NAME, "key": "stage"}})

    mine, theirs = listed(manager)[made["id"]], listed(rep)[made["id"]]
    assert mine["definition"] is theirs["definition"] is None
    assert [(issue["code"], issue["params"]["name"]) for issue in mine["issues"]] == [
        ("view_part_needed", "Stage")
    ]
    assert [issue["code"] for issue in theirs["issues"]] == ["view_unusable"]
    other = {"kind": "kanban", "lanes": "owner"}
    mended = manager.patch(f"{VIEWS}/{made['id']}", json={"version": 1, "definition": other})
    assert (mended.status_code, mended.json()["issues"]) == (200, [])


def test_rights_that_are_taken_away_refuse_a_view_with_a_word_and_never_widen_it(people: People) -> None:
    admin, manager = people("admin"), people("manager")
    made = keep(manager, "Priced", {"kind": "grid", "filter": CHEAP}, shared=True)

    publish(admin, {"op": "add", "path": "/roles/1/grants/0/fields", "value": {"cost": "hidden"}})

    mine = listed(manager)[made["id"]]
    assert mine["definition"] is None
    assert [issue["code"] for issue in mine["issues"]] == ["view_filter_refused"]
    assert "cost" not in str(mine).lower()
    published = manager.get("/api/apps/shed").json()["forms"][0]["view_kinds"]
    assert [kind["kind"] for kind in published] == [
        "grid",
        "kanban",
        "calendar",
        "gallery",
        "detail",
        "gantt",
    ]
    assert published[1]["settings"][2] == {
        "name": "total",
        "label": {"zh-CN": "每列合计", "en": "Added up in each lane"},
        "many": False,
        "required": False,
        "arranged": False,
        "member": "",
        "choices": [],
    }
