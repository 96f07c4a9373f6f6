"""Applications whose flows name people and positions leave with the names of places and come in where others are."""

from typing import Any

import httpx
import orjson

from mortise.identity.first_start import SampleCompany
from mortise.packages.archive import Files, read_archive, write_archive
from tests.mortise.api.conftest import SignIn
from tests.mortise.api.test_catalog import packed

PLACES = [
    {"kind": "person", "number": 1},
    {"kind": "position", "number": 1, "name": "财务经理", "name_en": "Finance manager"},
]
APPROVERS = [{"kind": "people", "people": [1]}, {"kind": "position", "position": 1}]


def naming(places: object = PLACES) -> bytes:
    """The orders application with an approval by a named person and by whoever is in a position."""
    files = dict(unpacked(packed("orders")))
    flow = orjson.loads(files["flows/approval.json"])
    (lead,) = [node for node in flow["nodes"] if node["key"] == "lead"]
    lead["approvers"] = APPROVERS
    flow["nodes"][0]["roles"] = []
    files["flows/approval.json"] = orjson.dumps(flow)
    return write_archive(files if places is None else {**files, "places.json": orjson.dumps(places)})


def unpacked(content: bytes) -> Files:
    files = read_archive(content)
    assert not isinstance(files, tuple)
    return files


def send(client: httpx.Client, content: bytes, places: object = None) -> httpx.Response:
    """Sends a package, and says who its places are here."""
    told = {} if places is None else {"places": orjson.dumps(places).decode()}
    return client.post("/api/packages", files={"file": ("app.zip", content)}, data=told)


def issues(answer: httpx.Response) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(issue["code"], issue["pointer"]) for issue in answer.json()["issues"]]


def waiting(client: httpx.Client, app: str) -> set[int]:
    """Who is asked when somebody begins the approval of a new order."""
    made = client.post(f"/api/apps/{app}/forms/order/records", json={"subject": "Pumps", "amount": 5000})
    assert made.status_code == 201, made.text
    begun = client.post(f"/api/apps/{app}/flows/approval/instances", json={"record": made.json()["id"]})
    assert begun.status_code == 201, begun.text
    seen: dict[str, Any] = client.get(f"/api/instances/{begun.json()['instance']}").json()
    return {one["person"]["id"] for one in seen["waiting"]}


def test_who_installs_says_who_named_people_are_and_positions_are_found_by_their_names(
    sign_in: SignIn, company: SampleCompany
) -> None:
    admin, boss, rep = sign_in("admin"), company.people["boss"], company.people["rep"]
    where = "/flows/0/nodes/2/approvers"

    assert issues(send(admin, naming(None))) == [
        ("package_names_people", f"flows/approval.json#{where.removeprefix('/flows/0')}/0/people/0"),
        ("package_names_people", f"flows/approval.json#{where.removeprefix('/flows/0')}/1/position"),
    ]
    both = [
        ("package_place_open", f"{where}/0/people/0"),
        ("package_place_open", f"{where}/1/position"),
    ]
    assert issues(send(admin, naming())) == both
    assert issues(send(admin, naming(), {"person": {"1": 10**6}})) == both
    assert issues(send(admin, naming(), {"person": "x"})) == [("package_places_unreadable", "/places")]
    assert admin.get("/api/apps").json()["items"] == []

    # Others before it, so that its number here is not that of the package.
    for name in ("出纳", "财务经理"):
        made = admin.post("/api/positions", json={"name": name})
        assert made.status_code == 201, made.text
    position = made.json()["id"]
    changed = admin.patch(f"/api/people/{rep}", json={"position": position})
    assert changed.status_code == 200, changed.text
    for language, sentence in {"en": "A flow names the person 1", "zh-CN": "流程指定了人员 1"}.items():
        admin.patch("/api/me", json={"language": language})
        told = send(admin, naming())
        assert issues(told) == both[:1]
        assert told.json()["issues"][0]["message"].startswith(sentence)
    installed = send(admin, naming(), {"person": {"1": boss}})
    assert installed.status_code == 201, installed.text
    assert waiting(admin, "orders") == {boss, rep}

    # It leaves again with names, without people, and comes in under another key.
    files = dict(unpacked(admin.get("/api/apps/orders/package").content))
    assert orjson.loads(files["places.json"]) == [
        {"kind": "person", "number": 1},
        {"kind": "position", "number": 1, "name": "财务经理"},
    ]
    files["app.json"] = orjson.dumps({**orjson.loads(files["app.json"]), "key": "others"})
    again = send(admin, write_archive(files), {"person": {"1": rep}})
    assert again.status_code == 201, again.text
    assert waiting(admin, "others") == {rep}
