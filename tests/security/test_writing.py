"""What may not be written is not written under any name, and a write tells nothing of what may not be read."""

from typing import Any

import httpx
import pytest

from tests.security.conftest import Attack
from tests.security.test_questions import DEALS, HIDDEN, told, twin

FRESH = {"name": "fresh"}


@pytest.fixture(autouse=True)
def restored(attack: Attack) -> None:
    attack.restore()


def write(attack: Attack, who: str, values: dict[str, Any], record: int = 1) -> list[httpx.Response]:
    """The same values by every door that takes values."""
    return [
        attack.ask(who, "POST", DEALS, json=values | FRESH),
        attack.ask(who, "PATCH", f"{DEALS}/{record}", json={**values, "version": 1}),
    ]


@pytest.mark.parametrize("key", HIDDEN)
def test_a_hidden_field_is_written_as_little_as_one_that_does_not_exist(attack: Attack, key: str) -> None:
    hidden, unknown = write(attack, "owner", {key: "x"}), write(attack, "owner", {twin(key): "x"})

    assert [answer.status_code for answer in hidden] == [422, 422]
    for first, second in zip(hidden, unknown, strict=True):
        assert told(first, key) == told(second, twin(key))


@pytest.mark.parametrize(
    "key",
    [
        "id",
        "created_by",
        "created_at",
        "updated_by",
        "department",
        "title",
        "deleted_at",
        "definition_version",
        "title__sort",
        "open_money__base",
        "open_money__currency",
        "open_text__sort",
        "open_formula",
        "line_count",
        "serial",
        "NAME",
        '"name"',
        "lines.item",
        "deals",
        "parent",
        "__proto__",
        "owner_id",
        "role",
        "",
    ],
)
def test_what_is_no_ones_to_write_is_refused(attack: Attack, key: str) -> None:
    for answer in write(attack, "owner", {key: 1}):
        assert answer.status_code == 422, answer.text


def test_a_hidden_field_of_a_row_is_not_written(attack: Attack) -> None:
    for row in ({"item": "a", "secret_cost": "x"}, {"item": "a", "told": "x"}, {"item": "a", "x": 4}):
        for answer in write(attack, "owner", {"lines": [row]}):
            assert answer.status_code == 422, answer.text


def test_a_change_of_rows_keeps_what_its_writer_does_not_see(attack: Attack) -> None:
    lines = attack.ask("owner", "GET", f"{DEALS}/1").json()["lines"]
    changed = [{**lines[0], "item": "renamed"}]

    answer = attack.ask("owner", "PATCH", f"{DEALS}/1", json={"version": 1, "lines": changed})

    assert answer.status_code == 200, answer.text
    seen = attack.ask("steward", "GET", f"{DEALS}/1").json()["lines"]
    assert [(row["item"], row["secret_cost"]) for row in seen] == [("renamed", "CANARY-lines-secret_cost-1")]


def test_a_row_belongs_to_its_record_whatever_it_says(attack: Attack) -> None:
    for answer in write(attack, "owner", {"lines": [{"item": "mine", "parent": 4}]}):
        assert [row["item"] for row in answer.json()["lines"]] == ["mine"]
    assert len(attack.ask("steward", "GET", f"{DEALS}/4").json()["lines"]) == 1


def test_a_row_of_another_record_cannot_be_taken(attack: Attack) -> None:
    foreign = attack.ask("steward", "GET", f"{DEALS}/4").json()["lines"][0]["id"]

    for number in (foreign, 999_999):
        for answer in write(attack, "owner", {"lines": [{"id": number, "item": "mine"}]}):
            assert answer.status_code == 422, answer.text
    assert attack.ask("steward", "GET", f"{DEALS}/4").json()["lines"][0]["item"] == "CANARY-lines-item-4"


def test_an_unseen_record_cannot_be_linked_and_tells_nothing(attack: Attack) -> None:
    unseen, unknown = write(attack, "owner", {"account": 4}), write(attack, "owner", {"account": 999})
    assert [answer.status_code for answer in unseen] == [422, 422]
    assert [answer.content for answer in unseen] == [answer.content for answer in unknown]

    for record in (None, 1):
        previews = [
            attack.ask(
                "owner",
                "POST",
                f"{DEALS}/validate",
                json={"id": record, "values": {"name": "x", "account": number}},
            )
            for number in (4, 999)
        ]
        assert [answer.status_code for answer in previews] == [200, 200]
        assert previews[0].content == previews[1].content
        assert previews[0].json()["values"]["account_code"] is None


def test_a_seen_record_can_be_linked_and_is_named(attack: Attack) -> None:
    answer = attack.ask(
        "owner", "POST", f"{DEALS}/validate", json={"id": None, "values": {"account": 3}}
    ).json()

    assert answer["values"]["account_code"] == "CANARY-account-code-3"
    assert answer["titles"]["account"] == {"3": "CANARY-account-name-3"}


def test_a_preview_shows_no_more_of_a_record_than_the_record_itself(attack: Attack) -> None:
    for who in ("owner", "steward"):
        shown = attack.ask(who, "GET", f"{DEALS}/1").json()
        preview = attack.ask(who, "POST", f"{DEALS}/validate", json={"id": 1, "values": {"name": "x"}}).json()
        assert set(preview["values"]) <= set(shown)


@pytest.mark.parametrize("who", ["member", "stranger", "reader", "narrow token"])
def test_a_record_that_is_only_seen_is_not_changed(attack: Attack, who: str) -> None:
    answers = [
        attack.ask(who, "PATCH", f"{DEALS}/1", json={"version": 1, "stage": "won"}),
        attack.ask(who, "DELETE", f"{DEALS}/1"),
        attack.ask(who, "POST", f"{DEALS}/validate", json={"id": 1, "values": {"stage": "won"}}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_a_record_that_is_not_seen_is_not_there_for_any_door(attack: Attack) -> None:
    for method, tail, body in (
        ("GET", "", None),
        ("PATCH", "", {"version": 1, "stage": "won"}),
        ("DELETE", "", None),
        ("GET", "/history", None),
        ("POST", "/restore", None),
    ):
        answers = [attack.ask("owner", method, f"{DEALS}/{number}{tail}", json=body) for number in (4, 999)]
        assert answers[0].status_code == 404, (method, tail, answers[0].text)
        assert answers[0].content == answers[1].content


def test_only_who_may_transfer_gives_a_record_to_somebody_else(attack: Attack) -> None:
    member = attack.seeded.numbers["member"]

    given = attack.ask("owner", "PATCH", f"{DEALS}/1", json={"version": 1, "owner": member})
    begun = attack.ask("owner", "POST", DEALS, json={**FRESH, "owner": member})
    allowed = attack.ask("steward", "PATCH", f"{DEALS}/1", json={"version": 1, "owner": member})

    assert [given.status_code, begun.status_code] in ([403, 403], [422, 422], [422, 403], [403, 422])
    assert allowed.status_code == 200
    assert attack.ask("member", "GET", f"{DEALS}/1").json()["owner"] == member


def test_a_stale_version_tells_only_what_may_be_read(attack: Attack) -> None:
    attack.ask(
        "steward",
        "PATCH",
        f"{DEALS}/1",
        json={"version": 1, "secret_text": "CANARY-deal-secret_text-1", "stage": "won"},
    )
    attack.ask("steward", "PATCH", f"{DEALS}/1", json={"version": 2, "secret_number": 730_000_009})

    answer = attack.ask("owner", "PATCH", f"{DEALS}/1", json={"version": 1, "stage": "plain"})

    assert answer.status_code == 409
    assert "secret" not in answer.text
    assert "730000009" not in answer.text


def test_history_tells_only_what_may_be_read(attack: Attack) -> None:
    attack.ask(
        "steward",
        "PATCH",
        f"{DEALS}/1",
        json={"version": 1, "secret_text": "CANARY-deal-secret_text-1!", "stage": "won"},
    )

    entries = attack.ask("owner", "GET", f"{DEALS}/1/history").json()["items"]

    assert [change["field"] for change in entries[0]["changes"]] == ["stage"]
    assert "secret_text" in attack.ask("steward", "GET", f"{DEALS}/1/history").text


def test_a_deleted_record_is_seen_only_by_who_may_delete_it(attack: Attack) -> None:
    attack.ask("owner", "DELETE", f"{DEALS}/1", params={"version": "1"})

    bins = {
        who: attack.ask(who, "GET", DEALS, params={"deleted": "true"})
        for who in ("owner", "member", "reader", "steward")
    }

    assert [item["id"] for item in bins["owner"].json()["items"]] == [1]
    assert [item["id"] for item in bins["steward"].json()["items"]] == [1]
    assert bins["member"].json().get("items", []) == []
    assert bins["reader"].status_code == 403
    assert attack.ask("member", "GET", f"{DEALS}/1").status_code == 404
