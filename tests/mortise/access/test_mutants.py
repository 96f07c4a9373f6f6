"""Every guard is needed: with any one of them switched off, rights no longer agree with brute force."""

from collections.abc import Callable
from typing import Any, get_args

import pytest
import sqlalchemy as sa

from mortise.access import fields, form_rights, predicates
from mortise.access.conditions import ALWAYS
from mortise.access.rules import EVERYTHING, Rule
from mortise.definitions.roles import Grant, Role, RowScope, ScopeKind
from mortise.records import attachments
from mortise.records.access import Door
from tests.mortise.access.comparison import differences
from tests.mortise.access.conftest import Stored
from tests.mortise.access.roles import role
from tests.mortise.access.world import EXPRESSIONS, FIELDS

Patch = Callable[[pytest.MonkeyPatch], None]


def anything(*_: Any) -> sa.ColumnElement[bool]:
    return sa.true()


def scope(kind: ScopeKind) -> Patch:
    simple = dict(predicates.SIMPLE)
    simple[kind] = anything
    return replaced(predicates, "SIMPLE", simple)


def replaced(place: object, name: str, value: object) -> Patch:
    return lambda patch: patch.setattr(place, name, value)


def without(column: str) -> Patch:
    rest = {key: name for key, name in predicates.BELONGED.items() if key != column}
    return replaced(predicates, "BELONGED", rest)


MUTANTS: dict[str, Patch] = {
    **{f"the scope {kind}": scope(kind) for kind in predicates.SIMPLE if kind != "all"},
    **{f"shares by {column}": without(column) for column in predicates.BELONGED},
    "the scope follows": replaced(predicates, "followed", anything),
    "the scope expression": replaced(predicates, "compile_condition", anything),
    "links to deleted records": replaced(predicates, "is_there", anything),
    "every condition": replaced(form_rights.FormRights, "_sql", anything),
    "the folding of conditions": replaced(fields, "folded", lambda condition, known: ALWAYS),
    "the clauses of a write": replaced(form_rights, "minimal", lambda condition: ALWAYS),
    "the inputs of computed fields": replaced(fields, "inputs", lambda form, key: frozenset()),
    "the mask": replaced(form_rights, "masked", lambda field, value: value),
    "the mask beside the value": replaced(form_rights, "masked_where_unread", lambda field, value, *_: value),
    "what reading is": replaced(fields, "READS", fields.SEES),
    "what seeing is": replaced(fields, "SEES", {"hidden", *fields.SEES}),
    "what writing is": replaced(form_rights, "WRITES", fields.READS),
    "the condition of a filter": replaced(form_rights.FormRights, "filter_condition", lambda *_: None),
    "the value to sort by": replaced(form_rights.FormRights, "value", lambda self, key, value, table: value),
    "the rules apart": replaced(
        fields.FieldAccesses, "admitting", lambda self, action, key, accesses: self.viewed
    ),
    "what is written by nobody": replaced(fields.FieldAccesses, "is_writable", lambda *_: True),
    "the record that a file belongs to": replaced(Door, "rows", anything),
    "the field that holds a file": replaced(attachments, "is_read", lambda *_: False),
    "the grant of an action": replaced(Rule, "scopes", lambda self, action: EVERYTHING),
    "the access of a field": replaced(Rule, "access", lambda self, key: "write"),
}


FOLLOWING = [
    role(
        "one",
        Grant(form="account", scopes={"view": (RowScope(kind="all"),)}),
        Grant(form="deal", scopes={"view": (RowScope(kind="follows", link="account"),)}),
        Grant(form="task", scopes={"view": (RowScope(kind="follows", link="deal"),)}),
    )
]

ONE_WRITES_WHAT_THE_OTHER_READS = [
    role(
        key,
        Grant(
            form="account",
            scopes={"view": (RowScope(kind="all"),), "edit": (RowScope(kind=edited),)},
            other_fields=access,
        ),
    )
    for key, edited, access in (("one", "own", "write"), ("other", "all", "read"))
]

READ_HERE_MASKED_THERE = [
    role(
        key,
        *(Grant(form=form, scopes={"view": (RowScope(kind=kind),)}, other_fields=access) for form in FIELDS),
    )
    for key, kind, access in (("one", "own", "read"), ("other", "all", "masked"))
]


MASKED_OR_HIDDEN = [
    role(
        "one",
        *(
            Grant(
                form=form,
                scopes={"view": (RowScope(kind="all"),)},
                fields={"name": "hidden"},
                other_fields="masked",
            )
            for form in FIELDS
        ),
    )
]


def alone(kind: ScopeKind) -> list[Role]:
    """A role that has one scope on accounts."""
    condition = EXPRESSIONS["account"][0][0] if kind == "expression" else ""
    return [role("one", Grant(form="account", scopes={"view": (RowScope(kind=kind, condition=condition),)}))]


EXAMPLES = (FOLLOWING, READ_HERE_MASKED_THERE, ONE_WRITES_WHAT_THE_OTHER_READS, MASKED_OR_HIDDEN)
OF_SCOPES = {
    f"the scope {kind}": alone(kind) for kind in get_args(ScopeKind) if kind not in {"all", "follows"}
}
"""What meets each mutant for certain."""


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_guard_that_is_switched_off_is_noticed(
    stored: Stored, monkeypatch: pytest.MonkeyPatch, mutant: str
) -> None:
    scope = "the scope shared" if mutant.startswith("shares by ") else mutant
    examples = [OF_SCOPES[scope]] if scope in OF_SCOPES else EXAMPLES
    MUTANTS[mutant](monkeypatch)

    assert any(next(differences(stored, held, 3), None) is not None for held in examples)


@pytest.mark.parametrize("held", [*EXAMPLES, *OF_SCOPES.values()])
def test_the_examples_agree_as_long_as_every_guard_is_on(stored: Stored, held: list[Role]) -> None:
    assert list(differences(stored, held, 3)) == []
