"""What holds for every request, whoever answers it."""

import json

import httpx
import pytest

from tests.conftest import Server


def test_a_healthy_server_says_so(http: httpx.Client) -> None:
    told = http.get("/health")

    assert (told.status_code, told.json()) == (200, {"status": "ok"})


def test_asking_for_health_often_asks_the_database_once(server: Server, http: httpx.Client) -> None:
    for _ in range(10):
        http.get("/health")

    assert sum(int(str(event["statements"])) for event in server.requests("/health")) == 1


def test_an_address_of_the_api_that_nobody_answers_is_a_problem(http: httpx.Client) -> None:
    told = http.get("/api/nothing", headers={"Accept-Language": "en"})

    assert told.status_code == 404
    assert told.headers["content-type"] == "application/problem+json"
    assert told.headers["content-language"] == "en"
    assert told.json()["code"] == "not_found"
    assert told.json()["title"] == "Not found"
    assert told.json()["detail"].startswith("There is nothing here. ")


def test_a_method_that_an_address_lacks_is_told_what_it_has(http: httpx.Client) -> None:
    told = http.post("/health", json={})

    assert told.status_code == 405
    assert set(told.headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize("address", ["/health", "/api/nothing", "/api/openapi.json", "/anything/else"])
def test_every_answer_carries_the_headers_that_protect_people(http: httpx.Client, address: str) -> None:
    headers = http.get(address).headers

    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert len(headers["x-request-id"]) == 16


def test_answers_of_the_api_are_not_kept(http: httpx.Client) -> None:
    assert http.get("/health").headers["cache-control"] == "no-store"


def test_a_body_that_says_it_is_too_large_is_refused(http: httpx.Client) -> None:
    told = http.post("/api/nothing", content=b"x" * 6 * 1024 * 1024)

    assert (told.status_code, told.json()["code"]) == (413, "too_large")


def test_headers_that_are_too_large_are_refused(http: httpx.Client) -> None:
    told = http.get("/health", headers={"Authorization": "Bearer " + "x" * 17_000})

    assert (told.status_code, told.json()["code"]) == (413, "too_large")


def test_each_request_is_one_line_of_the_log(server: Server, http: httpx.Client) -> None:
    told = http.get("/health?token=abc")

    events = server.requests("/health")
    assert len(events) == 1
    assert events[0]["request"] == told.headers["x-request-id"]
    assert events[0]["status"] == 200
    assert "abc" not in json.dumps(events)
