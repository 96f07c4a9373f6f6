"""Every door of records lets through what brute force lets through, whatever the roles."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mortise.definitions.roles import Grant, Role
from tests.mortise.access.asking_doors import AskingDoors
from tests.mortise.access.changing_doors import ChangingDoors
from tests.mortise.access.conftest import Stored
from tests.mortise.access.doors import Doors
from tests.mortise.access.furnishing import FORMS
from tests.mortise.access.import_doors import ImportDoors
from tests.mortise.access.live_doors import LiveDoors
from tests.mortise.access.roles import DONE, open_roles, people, role, roles
from tests.mortise.access.sharing_doors import SharingDoors
from tests.mortise.access.talking_doors import TalkingDoors
from tests.mortise.access.viewing_doors import ViewingDoors
from tests.mortise.access.writing_doors import WritingDoors

QUICK = (Doors, ChangingDoors, AskingDoors, WritingDoors, TalkingDoors, SharingDoors, ViewingDoors, LiveDoors)
SETTINGS = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def differences(stored: Stored, held: list[Role], me: int, form: str) -> Iterator[str]:
    for doors in QUICK:
        yield from doors(stored, held, me, form).differences()


@settings(SETTINGS, max_examples=6)
@given(held=roles(), me=people, form=st.sampled_from(FORMS))
def test_every_door_agrees_with_brute_force(furnished: Stored, held: list[Role], me: int, form: str) -> None:
    assert list(differences(furnished, held, me, form)) == []


@settings(SETTINGS, max_examples=4)
@given(held=open_roles(), me=people, form=st.sampled_from(FORMS))
def test_every_door_agrees_where_much_is_granted(
    furnished: Stored, held: list[Role], me: int, form: str
) -> None:
    assert list(differences(furnished, held, me, form)) == []


@settings(SETTINGS, max_examples=3)
@given(held=open_roles(), me=people, form=st.sampled_from(FORMS))
def test_imports_agree_with_brute_force(
    furnished: Stored, tmp_path_factory: pytest.TempPathFactory, held: list[Role], me: int, form: str
) -> None:
    data = tmp_path_factory.mktemp("imports")

    assert list(ImportDoors(furnished, held, me, form, data).differences()) == []


@pytest.mark.parametrize("form", FORMS)
def test_every_door_is_open_to_who_may_do_everything(furnished: Stored, tmp_path: Path, form: str) -> None:
    every = {action: [{"kind": "all"}] for action in DONE}
    held = [role("one", *(Grant.model_validate({"form": each, "scopes": every}) for each in FORMS))]

    assert list(differences(furnished, held, 1, form)) == []
    assert list(ImportDoors(furnished, held, 1, form, tmp_path).differences()) == []
