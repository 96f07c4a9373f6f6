"""Rights as SQL agree with rights by brute force, whatever the roles."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mortise.definitions.roles import Grant, Role, RowScope
from tests.mortise.access.comparison import TRIED, Comparison, differences, rights
from tests.mortise.access.conftest import Stored
from tests.mortise.access.roles import every_scope, grants, people, role, roles
from tests.mortise.access.world import COMPUTED, FIELDS, PLAIN

FORMS = list(FIELDS)


@settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(held=roles(), me=people)
def test_sql_agrees_with_brute_force(stored: Stored, held: list[Role], me: int) -> None:
    assert list(differences(stored, held, me)) == []


@pytest.mark.parametrize(
    ("form", "scope"),
    [pytest.param(form, scope, id=f"{form}-{scope.kind}") for form in FORMS for scope in every_scope(form)],
)
def test_every_scope_alone_agrees_for_every_person(stored: Stored, form: str, scope: RowScope) -> None:
    everywhere = [
        Grant(form=other, scopes={"view": (RowScope(kind="owner"),)}) for other in FORMS if other != form
    ]
    held = [role("one", Grant(form=form, scopes=dict.fromkeys(TRIED, (scope,))), *everywhere)]

    for me in stored.principals:
        compared = Comparison(stored, held, me, form)
        assert list(compared.actions()) == []
        assert list(compared.files()) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=st.sampled_from(FORMS), data=st.data())
def test_a_single_role_makes_no_case(stored: Stored, form: str, data: st.DataObject) -> None:
    own = rights(stored, [role("one", data.draw(grants(form)))]).form(form)
    table = stored.app.schema.forms[form].table

    read = [key for key in PLAIN[form] if own.field(key).access in {"read", "write"}]

    assert not any(found.is_conditional for found in own.fields.values())
    assert not any("CASE" in str(own.column(key, table)) for key in read)


def test_the_fields_that_are_computed_are_never_written(stored: Stored) -> None:
    everything = [Role.model_validate({"key": "all", "label": {}, "administrator": True})]

    for form in FORMS:
        own = rights(stored, everything).form(form)
        assert {key for key in FIELDS[form] if own.field(key).access == "write"} == set(
            FIELDS[form]
        ) - COMPUTED


def test_a_field_of_a_sub_table_has_at_most_what_the_sub_table_has(stored: Stored) -> None:
    seen = {"view": (RowScope(kind="all"),)}
    read = Grant(form="account", scopes=seen, fields={"lines": "read", "lines.price": "hidden"})
    hidden = Grant(form="account", scopes=seen, fields={"lines": "hidden", "lines.price": "write"})

    own = rights(stored, [role("one", read)]).form("account")
    less = rights(stored, [role("one", hidden)]).form("account")

    assert [own.field(key).access for key in ("lines", "lines.name", "lines.price", "lines.double")] == [
        "read",
        "read",
        "hidden",
        "hidden",
    ]
    assert {less.field(key).access for key in ("lines", "lines.name", "lines.price")} == {"hidden"}
    assert own.field("line_sum").access == "hidden"


@pytest.mark.parametrize(
    "key", ["nothing", "lines.nothing", "secret.x", "", ".", "name.x", "SECRET", "account.secret"]
)
def test_a_field_that_does_not_exist_is_hidden(stored: Stored, key: str) -> None:
    everything = [Role.model_validate({"key": "all", "label": {}, "administrator": True})]

    assert rights(stored, everything).form("account").field(key).access == "hidden"
