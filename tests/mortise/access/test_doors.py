"""Every door of records lets through what brute force lets through, whatever the roles."""

import asyncpg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mortise.definitions.roles import Grant, Role
from tests.mortise.access.changing_doors import ChangingDoors
from tests.mortise.access.comparison import PLAIN
from tests.mortise.access.conftest import Stored
from tests.mortise.access.doors import Doors
from tests.mortise.access.roles import people, role, roles
from tests.mortise.access.world import DEFINITION

LISTED = (
    "(SELECT to_jsonb(array_agg(linked)) FROM app_club.deal__partners WHERE parent = r.id AND linked % 3 > 0)"
)
FORMS = [form["key"] for form in DEFINITION["forms"]]


@pytest.fixture(scope="module")
def logged(stored: Stored, module_database_url: str) -> Stored:
    """The world with a line in the log for each record: all its values, as its creation would have left them."""

    async def log() -> None:
        connection = await asyncpg.connect(module_database_url)
        for form, keys in PLAIN.items():
            columns = ((key, LISTED if key == "partners" else f"r.{key}") for key in keys)
            pairs = ", ".join(f"'{key}', {column}" for key, column in columns)
            await connection.execute(
                "INSERT INTO mortise.record_change (app_id, form, record_id, action, actor_id, at, version, new) "
                f"SELECT 1, '{form}', r.id, 'create', 1, now(), 1, jsonb_strip_nulls(jsonb_build_object({pairs})) "
                f"FROM app_club.{form} r"
            )
            await connection.execute(f"UPDATE app_club.{form} SET version = 1")
        await connection.close()

    stored.run(log())
    return stored


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(held=roles(), me=people, form=st.sampled_from(FORMS))
def test_every_door_agrees_with_brute_force(logged: Stored, held: list[Role], me: int, form: str) -> None:
    assert list(Doors(logged, held, me, form).differences()) == []
    assert list(ChangingDoors(logged, held, me, form).differences()) == []


@pytest.mark.parametrize("form", FORMS)
def test_every_door_is_open_to_who_may_do_everything(logged: Stored, form: str) -> None:
    every = {
        action: [{"kind": "all"}] for action in ("view", "create", "edit", "delete", "bulk_edit", "transfer")
    }
    held = [role("one", *(Grant.model_validate({"form": each, "scopes": every}) for each in FORMS))]

    assert list(Doors(logged, held, 1, form).differences()) == []
    assert list(ChangingDoors(logged, held, 1, form).differences()) == []
