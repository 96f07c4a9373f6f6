"""Files as values of records: taken by a save, told by lists and history, given out under the record's rights."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from tests.mortise.files.cases import RECORDS
from tests.mortise.files.conftest import Browser, picture, send
from tests.mortise.records.conftest import Sales


def sent(client: httpx.Client, name: str, content: bytes | None = None, **params: str) -> int:
    """Uploads a file whose content tells its name; its id."""
    answer = send(client, content or f"content of {name}".encode(), name, **params)
    assert answer.status_code == 201, answer.text
    number = answer.json()["id"]
    assert isinstance(number, int)
    return number


def made(client: httpx.Client, **values: Any) -> dict[str, Any]:
    answer = client.post(RECORDS, json={"name": "Roof", **values})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def codes(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(issue["code"], issue["pointer"]) for issue in answer.json()["issues"]]


def status(client: httpx.Client, number: int) -> int:
    return client.get(f"/api/files/{number}").status_code


def test_a_record_takes_the_files_that_it_is_saved_with(browser: Browser) -> None:
    north = browser("north")
    offer, plan = sent(north, "offer.txt"), sent(north, "plan.txt")

    record = made(north, papers=[offer, {"id": plan, "name": "whatever", "size": 1}])
    read = north.get(f"{RECORDS}/{record['id']}").json()

    told = {"type": "application/octet-stream", "size": 20}
    assert read["papers"] == [
        {**told, "id": offer, "name": "offer.txt"},
        {**told, "id": plan, "name": "plan.txt", "size": 19},
    ]
    assert read["count"] == 2


def test_a_file_is_given_out_under_the_rights_of_its_record(browser: Browser) -> None:
    north, south, manager = browser("north"), browser("south"), browser("manager")
    paper = sent(north, "offer.txt")
    assert status(manager, paper) == 404

    record = made(north, papers=[paper])

    assert [status(client, paper) for client in (north, manager, south)] == [200, 200, 404]
    handed = manager.patch(f"{RECORDS}/{record['id']}", json={"version": 1, "owner": _id(browser, "south")})
    assert handed.status_code == 200
    assert [status(client, paper) for client in (north, manager, south)] == [404, 200, 200]


def _id(browser: Browser, login: str) -> int:
    return int(browser(login).get("/api/me").json()["person"]["id"])


def test_a_hidden_field_hides_its_files(browser: Browser) -> None:
    north, manager = browser("north"), browser("manager")
    record = made(north)
    secret = sent(manager, "secret.txt")

    manager.patch(f"{RECORDS}/{record['id']}", json={"version": 1, "secret": [secret]})
    read = north.get(f"{RECORDS}/{record['id']}")

    assert "secret" not in read.json()
    assert [status(manager, secret), status(north, secret)] == [200, 404]
    past = north.get(f"{RECORDS}/{record['id']}/history")
    assert "secret" not in past.text


def test_a_file_of_a_deleted_record_is_seen_by_who_may_delete_it(browser: Browser, cases: Sales) -> None:
    north, south = browser("north"), browser("south")
    paper = sent(north, "offer.txt")
    record = made(north, papers=[paper])

    north.delete(f"{RECORDS}/{record['id']}")
    binned = [status(north, paper), status(south, paper)]
    north.post(f"{RECORDS}/{record['id']}/restore")

    assert binned == [200, 404]
    assert status(north, paper) == 200


def test_a_file_taken_out_stays_for_the_history(browser: Browser) -> None:
    north = browser("north")
    paper = sent(north, "offer.txt")
    record = made(north, papers=[paper])

    changed = north.patch(f"{RECORDS}/{record['id']}", json={"version": 1, "papers": []})
    (newest, _) = north.get(f"{RECORDS}/{record['id']}/history").json()["items"]

    assert changed.json()["papers"] is None
    assert {"field": "papers", "old": record["papers"], "new": None} in newest["changes"]
    assert [status(north, paper), status(browser("south"), paper)] == [200, 404]


def test_only_ones_own_loose_files_can_be_taken(browser: Browser) -> None:
    north, south = browser("north"), browser("south")
    foreign, taken = sent(south, "foreign.txt"), sent(south, "taken.txt")
    made(south, papers=[taken])

    answers = [
        north.post(RECORDS, json={"name": "x", "papers": [number]}) for number in (foreign, taken, 99_999)
    ]

    assert [(answer.status_code, codes(answer)) for answer in answers] == [
        (422, [("file_unknown", "/papers/0")])
    ] * 3
    assert status(south, taken) == 200


def test_the_copy_of_a_record_has_files_of_its_own(browser: Browser, cases: Sales) -> None:
    north, manager = browser("north"), browser("manager")
    photo = sent(north, "a.png", picture(), picture="true")
    record = made(north, photos=[photo])

    copy = made(manager, photos=record["photos"])
    north.delete(f"{RECORDS}/{record['id']}")

    (copied,) = copy["photos"]
    assert copied["id"] != photo
    assert {**copied, "id": photo} == record["photos"][0]
    assert [status(manager, copied["id"]), status(north, copied["id"])] == [200, 404]
    rows = asyncio.run(cases.fetch("SELECT DISTINCT content FROM mortise.file"))
    assert len(rows) == 1


def test_what_was_taken_out_can_be_put_back(browser: Browser) -> None:
    north = browser("north")
    record = made(north, papers=[sent(north, "offer.txt")])
    without = north.patch(f"{RECORDS}/{record['id']}", json={"version": 1, "papers": None}).json()

    again = north.patch(
        f"{RECORDS}/{record['id']}", json={"version": without["version"], "papers": record["papers"]}
    )

    assert [file["name"] for file in again.json()["papers"]] == ["offer.txt"]


def test_a_file_has_one_place(browser: Browser) -> None:
    north = browser("north")
    photo = sent(north, "a.png", picture(), picture="true")

    twice = north.post(RECORDS, json={"name": "x", "papers": [photo], "photos": [photo]})
    record = made(north, papers=[photo])
    moved = north.patch(f"{RECORDS}/{record['id']}", json={"version": 1, "photos": [photo]}).json()

    assert codes(twice) == [("file_twice", "/photos")]
    assert moved["photos"][0]["id"] != moved["papers"][0]["id"] == photo


def test_rows_hold_files_too(browser: Browser) -> None:
    north, south = browser("north"), browser("south")
    first, second = (sent(north, f"{name}.png", picture(), picture="true") for name in "ab")
    record = made(north, steps=[{"what": "dig", "seen": [first]}, {"what": "fill"}])
    (one, two) = record["steps"]

    moved = north.patch(
        f"{RECORDS}/{record['id']}",
        json={
            "version": 1,
            "steps": [
                {"id": one["id"], "what": "dig", "seen": [second]},
                {"id": two["id"], "what": "fill", "seen": [first]},
            ],
        },
    )

    assert [row["seen"][0]["name"] for row in moved.json()["steps"]] == ["b.png", "a.png"]
    assert [status(north, first), status(north, second), status(south, first)] == [200, 200, 404]


def test_a_picture_field_takes_only_what_was_drawn(browser: Browser) -> None:
    north = browser("north")
    raw = sent(north, "a.png", picture())

    answer = north.post(RECORDS, json={"name": "x", "photos": [raw]})

    assert codes(answer) == [("file_not_drawn", "/photos/0")]


def test_rules_are_told_before_the_save(browser: Browser) -> None:
    north = browser("north")
    papers = [sent(north, f"{number}.txt") for number in range(4)]

    many = north.post(f"{RECORDS}/validate", json={"values": {"name": "x", "papers": papers}})
    good = north.post(f"{RECORDS}/validate", json={"values": {"name": "x", "papers": papers[:2]}})

    assert codes(many) == [("too_many_files", "/papers")]
    assert codes(good) == []
    assert [file["name"] for file in good.json()["values"]["papers"]] == ["0.txt", "1.txt"]
    assert good.json()["values"]["count"] == 2


@pytest.mark.parametrize(
    ("tree", "found"),
    [
        ({"field": "papers", "operator": "contains", "value": "OFFER"}, ["a"]),
        ({"field": "papers", "operator": "not_contains", "value": "offer"}, ["b", "c"]),
        ({"field": "papers", "operator": "is_blank"}, ["c"]),
        ({"field": "papers", "operator": "is_not_blank"}, ["a", "b"]),
        ('HAS(papers, "plan.txt")', ["b"]),
    ],
)
def test_lists_are_narrowed_by_names(browser: Browser, tree: Any, found: list[str]) -> None:
    north = browser("north")
    made(north, name="a", papers=[sent(north, "offer.txt")])
    made(north, name="b", papers=[sent(north, "plan.txt")])
    made(north, name="c")
    wanted = tree if isinstance(tree, str) else json.dumps(tree)

    answer = north.get(RECORDS, params={"filter": wanted, "sort": "name"})

    assert [item["name"] for item in answer.json()["items"]] == found


def test_of_two_saves_with_one_file_one_gets_it(browser: Browser) -> None:
    north = browser("north")
    paper = sent(north, "offer.txt")
    first = made(north, papers=[paper])

    second = north.post(RECORDS, json={"name": "x", "papers": [paper]})

    assert second.status_code == 201
    assert second.json()["papers"][0]["id"] != first["papers"][0]["id"]


def test_many_at_once_take_a_file_each_of_their_own(browser: Browser) -> None:
    north, south = browser("north"), browser("south")
    paper = sent(north, "offer.txt")
    records = [made(north), made(north)]
    change = {"ids": [record["id"] for record in records], "values": {"papers": [paper]}}

    looked = north.post(f"{RECORDS}/bulk", json={**change, "preview": True})
    answer = north.post(f"{RECORDS}/bulk", json=change)
    copied = north.post(
        f"{RECORDS}/bulk",
        json={
            "action": "create",
            "records": [{"values": {"name": "C", "papers": [paper]}} for _ in range(2)],
        },
    )

    assert (looked.json()["done"], answer.json()["done"]) == (2, 2)
    assert [item["name"] for item in copied.json()["records"]] == ["C", "C"]
    held = [north.get(f"{RECORDS}/{record['id']}").json()["papers"] for record in records]
    held += [item["papers"] for item in copied.json()["records"]]
    numbers = [files[0]["id"] for files in held]
    assert numbers[0] == paper
    assert len(set(numbers)) == 4
    assert {north.get(f"/api/files/{number}").text for number in numbers} == {"content of offer.txt"}
    assert [status(south, number) for number in numbers] == [404] * 4


def test_many_at_once_take_nobody_elses_files(browser: Browser) -> None:
    north, south = browser("north"), browser("south")
    loose, kept = sent(south, "loose.txt"), sent(south, "kept.txt")
    made(south, papers=[kept])
    records = [made(north), made(north, papers=[sent(north, "own.txt")])]
    numbers = [record["id"] for record in records]
    own = records[1]["papers"][0]["id"]

    for paper in (loose, kept):
        answer = north.post(f"{RECORDS}/bulk", json={"ids": numbers, "values": {"papers": [paper]}})
        assert answer.status_code == 422
        assert {code for code, _ in codes(answer)} == {"file_unknown"}
    same = north.post(f"{RECORDS}/bulk", json={"ids": numbers, "values": {"papers": [own]}})

    assert same.json()["done"] + same.json()["unchanged"] == 2
    assert north.get(f"{RECORDS}/{numbers[1]}").json()["papers"][0]["id"] == own
    assert north.get(f"{RECORDS}/{numbers[0]}").json()["papers"][0]["id"] not in {own, None}
