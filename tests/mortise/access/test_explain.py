"""Which grant allowed, and which refused."""

import pytest

from mortise.access.context import Context
from mortise.access.explain import Explanation, explain
from mortise.definitions.roles import Action, Grant, RowScope
from tests.mortise.access.comparison import clock, rights
from tests.mortise.access.conftest import Stored
from tests.mortise.access.oracle import Oracle
from tests.mortise.access.roles import every_scope, role

KEEPER = role(
    "keeper", Grant(form="account", scopes={"view": (RowScope(kind="joined"),)}, other_fields="read")
)
OWNER = role(
    "owner",
    Grant(
        form="account",
        scopes={"view": (RowScope(kind="owner"), RowScope(kind="own"))},
        fields={"secret": "hidden"},
    ),
)


def explained(stored: Stored, record: int, action: Action = "view", field: str | None = None) -> Explanation:
    held = [KEEPER, OWNER]
    context = Context(stored.principals[3], stored.app, rights(stored, held), clock(), "en")

    async def asked() -> Explanation:
        async with stored.database.read() as reader:
            return await explain(reader, context, "account", record, action, field)

    return stored.run(asked())


def test_each_scope_of_each_role_answers_for_itself(stored: Stored) -> None:
    for number, row in stored.world.rows["account"].items():
        told = explained(stored, number, field="secret")

        oracle = Oracle(stored.world, [KEEPER, OWNER], 3)
        assert told.is_granted == oracle.may("view", "account", row)
        assert [[answer.admits for answer in rule.scopes] for rule in told.rules] == [
            [row["keeper"] == 3],
            [row["owner"] == 3, row["created_by"] == 3],
        ]
        assert [rule.access for rule in told.rules] == ["read", "hidden"]


def test_an_action_that_no_role_grants_is_refused_by_all(stored: Stored) -> None:
    told = explained(stored, 1, "delete")

    assert not told.is_granted
    assert [rule.scopes for rule in told.rules] == [(), ()]


def test_a_record_that_is_not_there_is_admitted_by_nothing(stored: Stored) -> None:
    told = explained(stored, 999)

    assert not told.is_granted
    assert {answer.admits for rule in told.rules for answer in rule.scopes} == {None}


@pytest.mark.parametrize("scope", every_scope("account"), ids=lambda scope: str(scope.kind))
def test_every_scope_can_be_explained(stored: Stored, scope: RowScope) -> None:
    held = [role("one", Grant(form="account", scopes={"view": (scope,)}))]
    context = Context(stored.principals[2], stored.app, rights(stored, held), clock(), "en")
    oracle = Oracle(stored.world, held, 2)

    async def asked(number: int) -> Explanation:
        async with stored.database.read() as reader:
            return await explain(reader, context, "account", number, "view")

    for number, row in stored.world.rows["account"].items():
        assert stored.run(asked(number)).is_granted == oracle.may("view", "account", row)
