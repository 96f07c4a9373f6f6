"""What programs can read about Mortise."""

from typing import Final

import httpx

from mortise.main import fastapi
from tests.mortise.api.conftest import SignIn


def test_the_description_of_the_api_names_every_address(sign_in: SignIn) -> None:
    document = sign_in("boss").get("/api/openapi.json").json()

    assert document == fastapi().openapi()
    assert {"/api/session", "/api/apps/{app}/forms/{form}/records"} <= set(document["paths"])


def test_nobody_is_told_of_the_api_without_signing_in(http: httpx.Client) -> None:
    assert http.get("/api/openapi.json").status_code == 401


OPEN: Final = {"/health", "/api/logo"}
"""What takes nothing and tells everybody."""


def test_every_operation_says_what_it_takes_and_how_it_refuses() -> None:
    document = fastapi().openapi()
    operations = {
        (method, path): operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }
    silent = {
        place
        for place, operation in operations.items()
        if not {"401", "422", "404"} & set(operation["responses"]) and place[1] not in OPEN
    }
    other = {
        (*place, status)
        for place, operation in operations.items()
        for status, told in operation["responses"].items()
        if status >= "400"
        and set(told.get("content", ["application/problem+json"])) != {"application/problem+json"}
    }

    assert (silent, other) == (set(), set())
    assert (
        "application/json-patch+json"
        in operations["patch", "/api/apps/{app}/draft"]["requestBody"]["content"]
    )
    assert "multipart/form-data" in operations["post", "/api/apps/{app}/imports"]["requestBody"]["content"]
    assert [name for name in document["components"]["schemas"] if "__" in name] == []
