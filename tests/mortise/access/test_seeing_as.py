"""Whoever sees as somebody else is shown exactly what that one is shown, and is told rightly why."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mortise.access.context import Context
from mortise.access.explain import Explanation, explain, explanation_json
from mortise.access.rights import rights_of
from mortise.access.rules import ACTIONS
from mortise.access.seeing_as import Guise, disguised
from mortise.definitions.published import PublishedApp
from mortise.definitions.roles import Action, FieldAccess, Grant, Role, RowScope
from mortise.errors import NotFound
from mortise.identity.principal import Principal
from mortise.records.reading import get_record, list_records
from mortise.records.request import ListRequest, OneRequest
from tests.mortise.access.comparison import TRIED, clock
from tests.mortise.access.conftest import Stored
from tests.mortise.access.doors import SEAL
from tests.mortise.access.oracle import Oracle
from tests.mortise.access.roles import open_roles, people, role, roles
from tests.mortise.access.world import COMPUTED, FIELDS, PRESSED, Row

FORMS = list(FIELDS)
ONLOOKER = 1
LOOKED_AT = 4
"""Of so many records every field is explained."""


def with_roles(stored: Stored, held: Sequence[Role]) -> PublishedApp:
    """The application with these roles in its definition."""
    definition = stored.app.definition.model_copy(update={"roles": tuple(held)})
    return replace(stored.app, definition=definition)


def several(items: object) -> list[Any]:
    """What is in a list of an answer."""
    assert isinstance(items, list)
    return items


def holding(principal: Principal, app: str, held: Sequence[Role]) -> Principal:
    keys = frozenset(role.key for role in held)
    return replace(principal, roles=MappingProxyType({app: keys}))


class Looking:
    """A person with some roles, and somebody who sees the application as that person."""

    def __init__(self, stored: Stored, held: Sequence[Role], me: int) -> None:
        self.stored = stored
        self.oracle = Oracle(stored.world, held, me)
        app = with_roles(stored, held)
        person = holding(stored.principals[me], app.key, held)
        guise = Guise(app.key, datetime(2026, 11, 22, tzinfo=UTC), me)
        seen = disguised(stored.principals[ONLOOKER], guise, person)
        self.own = Context(person, app, rights_of(app, person), clock(), "en")
        self.seen = Context(seen, app, rights_of(app, seen), clock(), "en")

    def shown(self, context: Context, form: str) -> object:
        """A list and each record of it as the doors give them."""

        async def asked() -> object:
            async with self.stored.database.read() as reader:
                try:
                    page = await list_records(reader, context, form, ListRequest(limit=100), SEAL)
                except NotFound:
                    return None
                items = several(page["items"])
                return [page, [await self._one(reader, context, form, item["id"]) for item in items]]

        return self.stored.run(asked())

    async def _one(self, reader: Any, context: Context, form: str, number: int) -> object:
        return await get_record(reader, context, form, number, OneRequest())

    def explained(self, form: str, number: int, action: Action, field: str | None = None) -> Explanation:
        async def asked() -> Explanation:
            async with self.stored.database.read() as reader:
                return await explain(reader, self.seen, form, number, action, field)

        return self.stored.run(asked())

    def differences(self, form: str) -> Iterator[str]:
        """Where what is seen, or the explanation of it, is not what the person has."""
        if self.shown(self.own, form) != self.shown(self.seen, form):
            yield f"{form} is seen otherwise"
        for number, row in self.stored.world.rows[form].items():
            for action in TRIED:
                if self.explained(form, number, action).is_granted != self.oracle.may(action, form, row):
                    yield f"{action} {form} {number}"
        for number, row in list(self.stored.world.rows[form].items())[:LOOKED_AT]:
            for key in FIELDS[form]:
                told = self.explained(form, number, "view", key)
                if told.field_access != self.access(form, row, key):
                    yield f"{form}.{key} of {number}: {told.field_access}"

    def access(self, form: str, row: Row, key: str) -> FieldAccess:
        """What brute force says of a field of one record."""
        if not self.oracle.may("view", form, row):
            return "hidden"
        if self.oracle.has(form, row, key, "read"):
            writes = (
                self.oracle.presses(form, row, key)
                if key in PRESSED[form]
                else key not in COMPUTED and self.oracle.writes("edit", form, row, [key])
            )
            return "write" if writes else "read"
        return "masked" if self.oracle.has(form, row, key, "masked") else "hidden"


SETTINGS = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@settings(SETTINGS, max_examples=5)
@given(held=roles(), me=people, form=st.sampled_from(FORMS))
def test_seeing_as_a_person_and_its_explanations_agree_with_what_that_person_gets(
    stored: Stored, held: list[Role], me: int, form: str
) -> None:
    assert list(Looking(stored, held, me).differences(form)) == []


@settings(SETTINGS, max_examples=4)
@given(held=open_roles(), me=people, form=st.sampled_from(FORMS))
def test_they_agree_where_much_is_granted(stored: Stored, held: list[Role], me: int, form: str) -> None:
    assert list(Looking(stored, held, me).differences(form)) == []


def test_a_role_is_seen_with_that_role_alone(stored: Stored) -> None:
    one = role("one", Grant(form="account", scopes={"view": (RowScope(kind="all"),)}))
    other = role("other", Grant(form="deal", scopes={"view": (RowScope(kind="all"),)}))
    app = with_roles(stored, [one, other])
    onlooker = replace(holding(stored.principals[ONLOOKER], app.key, [other]), is_administrator=True)

    seen = disguised(onlooker, Guise(app.key, datetime(2026, 11, 22, tzinfo=UTC), role="one"), None)

    assert seen.person == onlooker.person
    assert list(rights_of(app, seen).forms) == ["account"]
    assert list(rights_of(app, onlooker).forms) == FORMS


def test_nothing_but_the_application_is_left(stored: Stored) -> None:
    person = replace(
        stored.principals[2],
        is_administrator=True,
        roles=MappingProxyType({"club": frozenset({"one"}), "other": frozenset({"one"})}),
    )

    seen = disguised(
        stored.principals[ONLOOKER], Guise("club", datetime(2026, 11, 22, tzinfo=UTC), 2), person
    )

    assert seen.roles_in("other") == frozenset()
    assert seen.administers_everything_in("club")
    assert not seen.administers_everything_in("other")
    assert not seen.manages_organisation
    assert not rights_of(stored.app, seen).can_build
    assert rights_of(stored.app, seen).form("account").actions == frozenset(ACTIONS)


def test_a_computed_field_is_explained_by_what_it_is_computed_from(stored: Stored) -> None:
    seen = {"view": (RowScope(kind="all"),)}
    held = [role("one", Grant(form="account", scopes=seen, fields={"secret": "hidden"}, other_fields="read"))]
    looking = Looking(stored, held, 3)

    told = explanation_json(looking.seen, "account", looking.explained("account", 1, "view", "twice"), {})

    assert told["field_access"] == "hidden"
    assert told["inputs"] == [{"name": {"zh-CN": "secret", "en": "secret"}, "reads": False}]


def test_a_scope_is_told_in_words(stored: Stored) -> None:
    scopes = (
        RowScope(kind="owner"),
        RowScope(kind="follows", link="account"),
        RowScope(kind="expression", condition="amount > PARAM.limit"),
    )
    held = [role("one", Grant(form="deal", scopes={"view": scopes}))]
    looking = Looking(stored, held, 3)

    told = explanation_json(looking.seen, "deal", looking.explained("deal", 1, "view"), {})

    [one] = several(told["roles"])
    words = [scope["words"] for scope in one["scopes"]]
    assert words[0] is None
    assert words[1] == {"zh-CN": "account", "en": "account"}
    assert "Limit" in words[2]["en"]
    assert "amount" in words[2]["en"]


@pytest.mark.parametrize("form", FORMS)
def test_who_has_no_rights_sees_nothing(stored: Stored, form: str) -> None:
    looking = Looking(stored, [role("one")], 3)

    assert looking.shown(looking.seen, form) is None
    assert not looking.explained(form, 1, "view").is_granted
