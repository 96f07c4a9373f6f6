"""Every guard of the doors is needed: with any one of them switched off, one of the attacks succeeds."""

import hmac
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from mortise.access import rights
from mortise.access.conditions import ALWAYS
from mortise.access.fields import FieldAccesses
from mortise.access.form_rights import FormRights
from mortise.access.rules import ACTIONS
from mortise.api import entrance
from mortise.db.statements import Statement, prepare
from mortise.db.tables import people
from mortise.definitions.published import PublishedApp
from mortise.identity import resolution
from mortise.identity.credentials import ApiToken, write_token
from mortise.identity.principal import Principal
from mortise.records import preview, sorting
from mortise.records.request import ParameterReader
from tests.security.conftest import Attack
from tests.security.seeding import SECRET
from tests.security.test_questions import DEALS

Probe = Callable[[Attack], object]


def refused(who: str, method: str, path: str, statuses: tuple[int, ...], **request: Any) -> Probe:
    """A request that must be refused, under the eyes of both oracles."""

    def probe(attack: Attack) -> None:
        assert attack.ask(who, method, path, **request).status_code in statuses

    return probe


def read(who: str, path: str, **request: Any) -> Probe:
    """A request that may be answered, but not with a canary."""
    return lambda attack: attack.ask(who, "GET", path, **request)


def forged(attack: Attack) -> None:
    """A token of another secret with the number of a real one."""
    number = int(attack.seeded.tokens["narrow token"].split("_")[1])
    text = write_token(ApiToken(number, "x" + SECRET[1:]))
    answer = attack.clients["anonymous"].get("/api/me", headers={"Authorization": f"Bearer {text}"})
    assert answer.status_code == 401


def cross_site(attack: Attack) -> None:
    """A page of another site that would change the language."""
    headers = {"Sec-Fetch-Site": "cross-site"}
    refused("owner", "PATCH", "/api/me", (403,), json={"language": "en"}, headers=headers)(attack)


def of_whom() -> Statement:
    """The statement that finds a session, without asking whether its person is still there."""
    session, epoch = people.session, people.epoch
    nothing: list[sa.ColumnElement[Any]] = [
        sa.literal_column("NULL::int").label(name) for name in ("app_id", "published_version")
    ]
    found = sa.select(session.c.person_id, epoch.c.rights, *nothing, sa.false().label("to_note"))
    joined = found.select_from(session.join(epoch, sa.true()))
    return prepare(joined.where(session.c.token_hash == sa.bindparam("proof")))


def everything(self: FormRights, action: str, table: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.true()


def everything_writable(
    self: FormRights, keys: object, action: str, table: sa.FromClause
) -> sa.ColumnElement[bool]:
    return sa.true()


def as_administrator(self: rights.RightsCache, app: PublishedApp, principal: Principal) -> rights.AppRights:
    return rights.AppRights(app, (rights.EVERYTHING,), frozenset(ACTIONS), builds=True)


def only_own(attack: Attack, params: dict[str, str]) -> None:
    """The stranger reads the name of one deal only."""
    items = attack.ask("stranger", "GET", DEALS, params=params).json()["items"]
    assert [item["id"] for item in items] == [4]


VALIDATE = f"{DEALS}/validate"
UNSEEN = {"id": None, "values": {"name": "x", "account": 4}}
SECRET_FILTER = {"filter": 'secret_text = "x"', "count": "true"}

GUARDS: dict[str, tuple[object, str, object, Probe]] = {
    "rows that may be seen": (FormRights, "rows", everything, read("owner", f"{DEALS}/4")),
    "fields that may be read": (FieldAccesses, "reading", lambda *_: ALWAYS, read("owner", f"{DEALS}/1")),
    "titles": (
        FormRights,
        "title",
        lambda self, table: table.c.title,
        read("reader", f"{DEALS}/1", params={"expand": "*"}),
    ),
    "values beside titles": (
        FormRights,
        "value",
        lambda self, key, value, table: value,
        read("reader", f"{DEALS}/1"),
    ),
    "conditions of filters": (
        FormRights,
        "filter_condition",
        lambda *_: None,
        lambda attack: only_own(attack, {"filter": "NOT(ISBLANK(name))"}),
    ),
    "paths of filters": (
        FieldAccesses,
        "reaching",
        lambda *_: ALWAYS,
        refused("owner", "GET", DEALS, (422,), params=SECRET_FILTER),
    ),
    "records that may be made": (
        FormRights,
        "writable",
        everything_writable,
        refused("owner", "POST", DEALS, (403,), json={"name": "x", "stage": "won"}),
    ),
    "previews of unseen links": (
        preview,
        "without_unseen",
        lambda values, issues: values,
        lambda attack: attack.ask("owner", "POST", VALIDATE, json=UNSEEN),
    ),
    "where a request comes from": (entrance, "is_from_elsewhere", lambda *_: False, cross_site),
    "who left": (resolution, "BY_SESSION", of_whom(), refused("suspended", "GET", "/api/me", (401,))),
    "the secret of a token": (hmac, "compare_digest", lambda *_: True, forged),
    "the scopes of a token": (
        Principal,
        "token_allows",
        lambda *_: True,
        refused("narrow token", "PATCH", f"{DEALS}/1", (403,), json={"version": 1, "stage": "won"}),
    ),
    "who has a role at all": (
        rights.AppRights,
        "is_nothing",
        property(lambda _: False),
        refused("builder", "GET", "/api/apps/vault", (404,)),
    ),
    "who administers": (
        rights.RightsCache,
        "of",
        as_administrator,
        refused("owner", "GET", "/api/apps/vault/roles", (403,)),
    ),
}


def anywhere(self: ParameterReader, name: str, smallest: int, default: int, largest: int) -> int:
    return int(float(self.given.pop(name, "") or default))


LISTED: dict[str, tuple[object, str, object, Probe]] = {
    "what a list is ordered by": (
        sorting,
        "_is_sortable",
        lambda *_: True,
        refused("admin", "GET", DEALS, (422,), params={"sort": 'name"; SELECT pg_sleep(10);--'}),
    ),
    "how far a list goes": (
        ParameterReader,
        "whole",
        anywhere,
        refused("admin", "GET", DEALS, (422,), params={"limit": "1e4"}),
    ),
    "members of an address that nobody takes": (
        ParameterReader,
        "done",
        lambda self: None,
        refused("admin", "GET", DEALS, (422,), params={"zone": "UTC'); COPY person TO PROGRAM 'id';--"}),
    ),
}


def forget() -> None:
    """Nothing that was compiled stays: neither what the guard made nor what its absence made."""
    rights.CACHE.forget()


@pytest.mark.parametrize("name", [*GUARDS, *LISTED])
def test_an_attack_fails_because_of_its_guard(
    attack: Attack, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    place, member, broken, probe = {**GUARDS, **LISTED}[name]
    attack.restore()
    probe(attack)
    forget()

    monkeypatch.setattr(place, member, broken)
    try:
        with pytest.raises(AssertionError):
            probe(attack)
    finally:
        monkeypatch.undo()
        forget()
        attack.restore()
