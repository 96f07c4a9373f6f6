"""What programs can read about Mortise."""

import httpx

from mortise.main import fastapi
from tests.mortise.api.conftest import SignIn


def test_the_description_of_the_api_names_every_address(sign_in: SignIn) -> None:
    document = sign_in("boss").get("/api/openapi.json").json()

    assert document == fastapi().openapi()
    assert {"/api/session", "/api/apps/{app}/forms/{form}/records"} <= set(document["paths"])


def test_nobody_is_told_of_the_api_without_signing_in(http: httpx.Client) -> None:
    assert http.get("/api/openapi.json").status_code == 401
