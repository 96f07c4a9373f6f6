"""Whoever builds a formula over a hidden field: its readers are those who may read every input."""

from typing import Any

import httpx
import pytest

from mortise.identity.first_start import SampleCompany

from .conftest import SignIn
from .test_link_choices import form, text

SALARIES = "/api/apps/staff/forms/salary/records"
SECRET = "CANARY-pay"
GRANT = {
    "form": "salary",
    "scopes": {"view": [{"kind": "all"}]},
    "fields": {"pay": "hidden"},
}


def formula(key: str, **settings: Any) -> dict[str, Any]:
    label = {"zh-CN": key, "en": key}
    return {"kind": "formula", "key": key, "label": label, "formula": 'pay & "!"', **settings}


@pytest.fixture
def builder(sign_in: SignIn, company: SampleCompany) -> httpx.Client:
    """An application whose readers do not see what somebody is paid."""
    client = sign_in("admin")
    client.post("/api/apps", json={"key": "staff", "labels": {"zh-CN": "人事", "en": "Staff"}})
    role = {"key": "reader", "label": {"zh-CN": "读者", "en": "Reader"}, "grants": [GRANT]}
    change(client, ("add", "/forms", [form("salary", text("name"), text("pay"))]), ("add", "/roles", [role]))
    members = {"people": [company.people["rep"]]}
    assert client.put("/api/apps/staff/roles/reader/members", json=members).is_success
    made = client.post(SALARIES, json={"name": "x", "pay": SECRET})
    assert made.status_code == 201, made.text
    return client


def change(client: httpx.Client, *operations: tuple[str, str, Any]) -> dict[str, Any]:
    """Changes the draft, and publishes it; what the check said."""
    patch = [{"op": op, "path": path, "value": value} for op, path, value in operations]
    headers = {"If-Match": client.get("/api/apps/staff/draft").headers["etag"]}
    drafted = client.patch("/api/apps/staff/draft", json=patch, headers=headers)
    assert drafted.status_code == 200, drafted.text
    told: dict[str, Any] = client.post("/api/apps/staff/draft/check").json()
    published = client.post("/api/apps/staff/publish", json={})
    assert published.status_code == 200, published.text
    return told


def learned(client: httpx.Client) -> str:
    """Everything that a reader gets by the ways that lead to a field."""
    asked = [
        client.get(SALARIES),
        client.get(f"{SALARIES}/1"),
        client.get(f"{SALARIES}/1/history"),
        client.get(SALARIES, params={"fields": "leak"}),
        client.get(SALARIES, params={"sort": "leak"}),
        client.get(SALARIES, params={"filter": f'leak = "{SECRET}!"', "count": "true"}),
        client.get(SALARIES, params={"search": SECRET}),
        client.get("/api/apps/staff"),
    ]
    return "\n".join(answer.text for answer in asked)


def test_a_formula_over_a_hidden_field_is_as_hidden(builder: httpx.Client, sign_in: SignIn) -> None:
    change(builder, ("add", "/forms/0/fields/-", formula("leak")))
    change(builder, ("add", "/forms/0/fields/-", formula("further", formula="LEN(leak)")))
    rep = sign_in("rep")

    assert builder.get(f"{SALARIES}/1").json()["leak"] == f"{SECRET}!"
    shown = rep.get(f"{SALARIES}/1").json()
    assert "leak" not in shown
    assert "further" not in shown
    assert SECRET not in learned(rep)
    unknown = rep.get(SALARIES, params={"sort": "leek"})
    hidden = rep.get(SALARIES, params={"sort": "leak"})
    assert (hidden.status_code, hidden.text.replace("leak", "leek")) == (422, unknown.text)


def test_a_grant_of_the_formula_alone_does_not_show_it(builder: httpx.Client, sign_in: SignIn) -> None:
    granted = {**GRANT, "fields": {"pay": "hidden", "leak": "read"}}
    change(
        builder,
        ("add", "/forms/0/fields/-", formula("leak")),
        ("replace", "/roles/0/grants", [granted]),
    )

    assert SECRET not in learned(sign_in("rep"))


def test_what_is_declared_public_is_shown_and_nothing_else(builder: httpx.Client, sign_in: SignIn) -> None:
    change(builder, ("add", "/forms/0/fields/-", formula("leak", computed_public=True)))
    rep = sign_in("rep")

    shown = rep.get(f"{SALARIES}/1").json()

    assert shown["leak"] == f"{SECRET}!"
    assert "pay" not in shown
    assert "pay" not in {field["key"] for field in rep.get("/api/apps/staff").json()["forms"][0]["fields"]}
