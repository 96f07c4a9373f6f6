"""What a link's filter leaves out is linked by no door: by none that makes, changes, previews or brings in records."""

import json
from typing import Any

import httpx
import pytest

from tests.looking import looks

from .conftest import SignIn
from .test_link_choices import add, form, link, text

HERE = 'AND(house = RECORD.house, OR(ISBLANK(note), note <> "away"))'
ROWS: dict[str, object] = {
    "kind": "sub_table",
    "key": "guests",
    "label": {"zh-CN": "客", "en": "Guests"},
    "fields": [text("words"), link("house", "house"), link("guest", "person", filter=HERE)],
}
FORMS: list[dict[str, object]] = [
    form("house", text("name")),
    form("person", text("name"), text("note"), link("house", "house")),
    form(
        "visit",
        {**text("name"), "unique": True},
        text("words"),
        link("house", "house"),
        link("host", "person", filter=HERE),
        ROWS,
    ),
]
VISITS = "/api/apps/town/forms/visit/records"
MILL, INN = 1, 2
MILLER, MILLER_AWAY, KEEPER = 1, 2, 3


@pytest.fixture
def builder(sign_in: SignIn) -> httpx.Client:
    """A mill with one at home and one away, and an inn with one at home."""
    client = sign_in("admin")
    client.post("/api/apps", json={"key": "town", "labels": {"zh-CN": "镇", "en": "Town"}})
    headers = {"If-Match": client.get("/api/apps/town/draft").headers["etag"]}
    patch = [{"op": "add", "path": "/forms", "value": FORMS}]
    assert client.patch("/api/apps/town/draft", json=patch, headers=headers).status_code == 200
    published = client.post("/api/apps/town/publish", json={})
    assert published.status_code == 200, published.text
    assert [add(client, "house", name=name) for name in ("mill", "inn")] == [MILL, INN]
    people = (("miller", MILL, None), ("away", MILL, "away"), ("keeper", INN, None))
    made = [add(client, "person", name=name, house=house, note=note) for name, house, note in people]
    assert made == [MILLER, MILLER_AWAY, KEEPER]
    return client


def refused(answer: httpx.Response, *places: str) -> None:
    assert answer.status_code == 422, answer.text
    found = [(issue["code"], issue["pointer"]) for issue in answer.json()["issues"]]
    assert found == [("reference_unknown", place) for place in places]


def guests(*people: int, house: int = MILL, **more: Any) -> list[dict[str, Any]]:
    return [{"words": "x", "house": house, "guest": person, **more} for person in people]


@pytest.mark.parametrize("person", [MILLER_AWAY, KEEPER])
def test_who_is_left_out_is_no_host_of_a_new_record(builder: httpx.Client, person: int) -> None:
    refused(builder.post(VISITS, json={"house": MILL, "host": person}), "/host")
    refused(builder.post(VISITS, json={"host": person}), "/host")
    assert builder.post(VISITS, json={"house": MILL, "host": MILLER}).status_code == 201


@pytest.mark.parametrize("person", [MILLER_AWAY, KEEPER])
def test_nor_of_one_that_is_changed(builder: httpx.Client, person: int) -> None:
    number = add(builder, "visit", house=MILL)

    refused(builder.patch(f"{VISITS}/{number}", json={"version": 1, "host": person}), "/host")
    assert builder.patch(f"{VISITS}/{number}", json={"version": 1, "host": MILLER}).status_code == 200


def test_nor_a_guest_in_a_row(builder: httpx.Client) -> None:
    refused(
        builder.post(VISITS, json={"guests": guests(MILLER, MILLER_AWAY, KEEPER)}),
        "/guests/1/guest",
        "/guests/2/guest",
    )
    number = add(builder, "visit", guests=guests(MILLER))
    (row,) = builder.get(f"{VISITS}/{number}").json()["guests"]
    changed = {"version": 1, "guests": [{"id": row["id"], "guest": KEEPER}]}

    refused(builder.patch(f"{VISITS}/{number}", json=changed), "/guests/0/guest")


def test_nor_in_a_preview(builder: httpx.Client) -> None:
    values = {"house": MILL, "host": KEEPER, "guests": guests(MILLER_AWAY)}

    told = builder.post(f"{VISITS}/validate", json={"id": None, "values": values}).json()

    assert [issue["pointer"] for issue in told["issues"]] == ["/host", "/guests/0/guest"]


def test_nor_in_a_file(builder: httpx.Client) -> None:
    content = "name,house,host\na,mill,miller\nb,mill,away\nc,mill,keeper\n"
    begun = builder.post("/api/apps/town/forms/visit/imports", files={"file": ("v.csv", content, "text/csv")})
    assert begun.status_code == 202, begun.text
    address = f"/api/apps/town/forms/visit/imports/{begun.json()['id']}"
    told = ended(builder, address, "done", "failed")

    assert told["state"] == "failed"
    assert [(issue["row"], issue["code"]) for issue in told["issues"]] == [
        (3, "reference_unknown"),
        (4, "reference_unknown"),
    ]
    assert builder.get(VISITS).json()["items"] == []


def test_a_link_that_is_kept_must_still_pass_when_what_its_filter_reads_changes(
    builder: httpx.Client,
) -> None:
    number = add(builder, "visit", house=MILL, host=MILLER, guests=guests(MILLER))
    (row,) = builder.get(f"{VISITS}/{number}").json()["guests"]
    moved = {"guests": [{"id": row["id"], "house": INN}]}

    refused(builder.patch(f"{VISITS}/{number}", json={"version": 1, "house": INN}), "/host")
    refused(builder.patch(f"{VISITS}/{number}", json={"version": 1, **moved}), "/guests/0/guest")
    both = {"version": 1, "house": INN, "host": KEEPER}
    assert builder.patch(f"{VISITS}/{number}", json=both).status_code == 200


def test_a_link_that_no_longer_passes_hinders_no_other_change(builder: httpx.Client) -> None:
    number = add(builder, "visit", house=MILL, host=MILLER)
    gone = builder.patch("/api/apps/town/forms/person/records/1", json={"version": 1, "note": "away"})
    assert gone.status_code == 200

    changed = builder.patch(f"{VISITS}/{number}", json={"version": 1, "name": "still"})

    assert changed.status_code == 200, changed.text
    assert json.dumps(changed.json()["host"]) == str(MILLER)


def bring(client: httpx.Client, content: str, **plan: Any) -> dict[str, Any]:
    """A file uploaded, checked by a plan and brought in; how it ended."""
    begun = client.post("/api/apps/town/imports", files={"file": ("v.csv", content, "text/csv")})
    assert begun.status_code == 201, begun.text
    address = f"/api/apps/town/imports/{begun.json()['id']}"
    asked = client.post(f"{address}/check", json={"form": "visit", "plan": {"when_bad": "stop", **plan}})
    assert asked.status_code == 202, asked.text
    return ended(client, address, "done", "failed")


def ended(client: httpx.Client, address: str, *states: str) -> dict[str, Any]:
    for _ in looks():
        told: dict[str, Any] = client.get(address).json()
        if told["state"] in states:
            break
        assert told["state"] not in {"done", "failed", "undone"}, told
    return told


def test_a_kept_link_is_looked_at_by_every_door_alike(builder: httpx.Client) -> None:
    """One way or the other: what the filter reads of the record changes, or it does not."""
    number = add(builder, "visit", name="v", house=MILL, host=MILLER)
    bulk = f"{VISITS}/bulk"
    one = {"id": number, "version": 1}

    refused(builder.patch(f"{VISITS}/{number}", json={"version": 1, "house": INN}), "/host")
    refused(builder.post(bulk, json={"ids": [number], "values": {"house": INN}}), "/records/0/values/host")
    refused(
        builder.post(bulk, json={"records": [{**one, "values": {"house": INN}}]}), "/records/0/values/host"
    )
    told = builder.post(f"{VISITS}/validate", json={"id": number, "values": {"house": INN}}).json()
    assert [issue["pointer"] for issue in told["issues"]] == ["/host"]
    brought = bring(builder, "name,house\nv,inn\n", mode="update", key="name")
    assert [(issue["field"], issue["code"]) for issue in brought["issues"]] == [("host", "reference_unknown")]

    left = builder.patch("/api/apps/town/forms/person/records/1", json={"version": 1, "note": "away"})
    assert left.status_code == 200
    assert builder.patch(f"{VISITS}/{number}", json={"version": 1, "words": "a"}).status_code == 200
    for values in ({"words": "b"}, {"host": MILLER, "words": "c"}, {"house": MILL, "words": "d"}):
        assert builder.post(bulk, json={"ids": [number], "values": values}).json()["done"] == 1
    told = builder.post(f"{VISITS}/validate", json={"id": number, "values": {"words": "e"}}).json()
    assert told["issues"] == []
    assert bring(builder, "name,words\nv,f\n", mode="update", key="name")["updated"] == 1
    assert builder.get(f"{VISITS}/{number}").json()["words"] == "f"


def test_a_link_that_an_undoing_makes_again_must_pass_as_well(builder: httpx.Client) -> None:
    number = add(builder, "visit", name="v", house=MILL, host=MILLER)
    second = add(builder, "person", name="second", house=MILL)
    brought = bring(builder, "name,host\nv,second\n", mode="update", key="name")
    assert brought["updated"] == 1
    gone = builder.patch("/api/apps/town/forms/person/records/1", json={"version": 1, "note": "away"})
    assert gone.status_code == 200

    address = f"/api/apps/town/imports/{brought['id']}"
    assert builder.post(f"{address}/undo").status_code == 202
    undone = ended(builder, address, "undone")

    assert [(row["id"], row["reason"]) for row in undone["undo"]["rows"]] == [(number, "refused")]
    assert builder.get(f"{VISITS}/{number}").json()["host"] == second
