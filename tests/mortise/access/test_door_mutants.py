"""Every guard that a door relies on is needed: with any one of them switched off, that door no longer agrees."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from engines.form import pressing as engine
from engines.form.surviving import Reach
from mortise.access.form_rights import FormRights
from mortise.access.rights import AppRights
from mortise.definitions.checks.shape import LISTED_COLUMNS
from mortise.definitions.roles import Action, Grant, Role, RowScope, ScopeKind
from mortise.discussions import comments, followers, timeline
from mortise.imports import columns, linked, set_checks
from mortise.live import visibility
from mortise.notify import inbox
from mortise.records import attachments, filters, history, levels, pressing, stale, suggestions
from mortise.records.access import Door, open_form
from mortise.records.branches import Tree
from mortise.records.bulk import sampling, writing
from mortise.views import reading
from tests.mortise.access import test_edges_of_rights as edges
from tests.mortise.access.asking_doors import AskingDoors
from tests.mortise.access.conftest import Stored
from tests.mortise.access.furnishing import FORMS
from tests.mortise.access.import_doors import ImportDoors
from tests.mortise.access.live_doors import LiveDoors
from tests.mortise.access.roles import DONE, role
from tests.mortise.access.talking_doors import TalkingDoors
from tests.mortise.access.test_mutants import anything
from tests.mortise.access.viewing_doors import ViewingDoors
from tests.mortise.access.writing_doors import WritingDoors

SECRETS = {
    "account": {"name": "hidden", "code": "masked", "secret": "hidden"},
    "deal": {"name": "hidden", "amount": "masked", "papers": "hidden"},
    "task": {"name": "hidden", "hours": "hidden", "labels": "hidden"},
}
EVERY = (RowScope(kind="all"),)
MADE: Mapping[str, str] = {
    "account": "secret > PARAM.limit",
    "deal": "account.keeper = ME.id",
    "task": "hours >= 50",
}


def everywhere(kind: ScopeKind, view: ScopeKind, **more: Any) -> list[Grant]:
    """Everything on records of that kind, and a view of others."""
    scopes: dict[Any, tuple[RowScope, ...]] = dict.fromkeys(DONE, (RowScope(kind=kind),))
    return [Grant(form=form, scopes=scopes | {"view": (RowScope(kind=view),)}, **more) for form in FORMS]


def all_but(action: Action, scope: Callable[[str], RowScope]) -> list[Role]:
    """Everything everywhere, but one action only where a scope allows it."""
    grants = everywhere("all", "all", other_fields="write")
    limited = [
        grant.model_copy(update={"scopes": {**grant.scopes, action: (scope(grant.form),)}})
        for grant in grants
    ]
    return [role("limited", *limited)]


OWNING = [role("owning", *everywhere("owner", "all", other_fields="write"))]
"""Sees everything, and does everything with what is its own."""
NARROW = [role("narrow", *everywhere("owner", "owner", other_fields="write"))]
"""Sees nothing but its own."""
BLIND = [
    role(
        "blind",
        *(
            grant.model_copy(update={"fields": SECRETS[grant.form]})
            for grant in everywhere("all", "all", other_fields="write")
        ),
    )
]
"""Does everything with every record, and reads little of it."""
PARTLY = [
    role("own", *everywhere("owner", "own", other_fields="write")),
    role("masked", *everywhere("all", "all", other_fields="masked")),
]
"""Reads its own records, and masks of all others."""
MAKING = all_but("create", lambda form: RowScope(kind="expression", condition=MADE[form]))
HANDING = all_but("transfer", lambda _: RowScope(kind="owner"))
PRESSING = all_but("press", lambda _: RowScope(kind="owner"))
IMPORTING = all_but("import", lambda _: RowScope(kind="owner"))
"""Make, hand over, press or bring in only some records."""
NO_DEALS = all_but(
    "create",
    lambda form: (
        RowScope(kind="expression", condition=MADE[form]) if form == "deal" else RowScope(kind="all")
    ),
)
NAMELESS = [role("nameless", *everywhere("all", "all", fields={"name": "hidden"}, other_fields="write"))]
NOT_IMPORTING = [
    role("no", *(Grant(form=form, scopes=dict.fromkeys(("view", "create"), EVERY)) for form in FORMS))
]


@dataclass(frozen=True)
class Mutant:
    """A guard that is switched off, and the comparison, for some roles, that must then find a difference."""

    place: object
    name: str
    instead: object
    doors: Callable[..., Any]
    comparison: str
    held: list[Role]
    form: str
    me: int = 3


def yes(*_: object) -> bool:
    return True


async def nothing(*_: Any, **__: Any) -> None:
    return None


async def let_in(_: object, context: Any, form: str, __: int) -> Door:
    return open_form(context, form)


async def readable_everywhere(_: object, __: object, door: Door, ___: int) -> frozenset[str]:
    return frozenset(door.form.fields)


async def every_file(_: object, __: object, rows: Any) -> list[Any]:
    return list(rows)


def every_value(door: Door, level: Any) -> Any:
    return door.form.fields[level.key].output(door.form.table)


def below(_: object, record: sa.FromClause, higher: sa.FromClause) -> Any:
    return record.c.above == higher.c.id


def above(_: object, record: sa.FromClause) -> Any:
    return record.c.above


def unsecured(schema: Any, _: AppRights, form: Any, table: sa.FromClause) -> Any:
    return schema.resolver(form, table)


def every_reach(form: Any, _: FormRights) -> Any:
    keys = frozenset(form.fields) | LISTED_COLUMNS
    return Reach(keys, keys, lambda path: True)


MUTANTS: dict[str, Mutant] = {
    "groups by what is read": Mutant(levels, "_value", every_value, AskingDoors, "groups", PARTLY, "account"),
    "what is grouped by": Mutant(levels, "is_read", yes, AskingDoors, "groups", NAMELESS, "account"),
    "members by what is read": Mutant(
        levels, "_value", every_value, AskingDoors, "members", PARTLY, "account"
    ),
    "the records of a day": Mutant(Door, "rows", anything, AskingDoors, "days", NARROW, "task"),
    "the records of a tree": Mutant(Door, "rows", anything, AskingDoors, "trees", NARROW, "task"),
    "what stands below another": Mutant(Tree, "_is_below", below, AskingDoors, "trees", PARTLY, "task"),
    "what stands above another": Mutant(Tree, "_parent", above, AskingDoors, "trees", PARTLY, "task"),
    "the filter of a link": Mutant(
        filters, "narrowing", lambda *_: None, AskingDoors, "pickers", OWNING, "account"
    ),
    "paths of filters": Mutant(filters, "SecuredPaths", unsecured, AskingDoors, "paths", NARROW, "deal", 2),
    "the words of a field": Mutant(suggestions, "is_read", yes, AskingDoors, "offered_words", BLIND, "task"),
    "the texts of a search": Mutant(
        FormRights, "filter_condition", lambda *_: None, AskingDoors, "search_everywhere", PARTLY, "account"
    ),
    "files of other records": Mutant(
        attachments, "readable_files", every_file, AskingDoors, "taken_files", NARROW, "deal"
    ),
    "the rows of a file": Mutant(Door, "rows", anything, AskingDoors, "files", NARROW, "deal"),
    "creations": Mutant(FormRights, "writable", anything, WritingDoors, "creations", MAKING, "account"),
    "bulk creations": Mutant(writing, "_creatable", anything, WritingDoors, "bulk_creations", MAKING, "task"),
    "transfers": Mutant(FormRights, "writable", anything, WritingDoors, "transfers", HANDING, "task"),
    "presses": Mutant(FormRights, "pressable", anything, WritingDoors, "presses", PRESSING, "task"),
    "where a button is": Mutant(
        engine, "_condition", lambda *_: None, WritingDoors, "presses", PRESSING, "task"
    ),
    "what a press asks for": Mutant(pressing, "_may_fill_in", yes, WritingDoors, "presses", NAMELESS, "task"),
    "fields of a bulk edit": Mutant(
        FormRights, "writable", anything, WritingDoors, "bulk_changes", PARTLY, "task"
    ),
    "records of a bulk edit": Mutant(Door, "rows", anything, WritingDoors, "bulk_changes", NARROW, "deal"),
    "the fields of a timeline": Mutant(
        timeline, "readable_on", readable_everywhere, TalkingDoors, "timelines", NARROW, "deal"
    ),
    "who comments": Mutant(comments, "open_talk", let_in, TalkingDoors, "comments", OWNING, "deal"),
    "who follows": Mutant(followers, "open_record", let_in, TalkingDoors, "followers", NARROW, "deal"),
    "who is mentioned": Mutant(FormRights, "rows", anything, TalkingDoors, "mentions", NARROW, "deal"),
    "news of records in the bin": Mutant(
        inbox, "_is_there", anything, TalkingDoors, "notifications", OWNING, "deal"
    ),
    "the fields of news": Mutant(
        inbox,
        "_readable",
        lambda rights: (frozenset(rights.form.fields), {}),
        TalkingDoors,
        "notifications",
        PARTLY,
        "task",
    ),
    "the titles of news": Mutant(
        FormRights, "title", lambda self, table: table.c.title, TalkingDoors, "notifications", BLIND, "task"
    ),
    "news of many records": Mutant(
        FormRights, "rows", anything, TalkingDoors, "notifications_of_many", NARROW, "task"
    ),
    "events of records": Mutant(FormRights, "rows", anything, LiveDoors, "events", NARROW, "deal", 5),
    "events of what is computed": Mutant(
        visibility, "reading", anything, LiveDoors, "events", BLIND, "account"
    ),
    "what a view shows": Mutant(
        reading, "reach_of", every_reach, ViewingDoors, "others_views", BLIND, "account"
    ),
    "the right to import": Mutant(
        Door, "demand", lambda *_: None, ImportDoors, "new_records", NOT_IMPORTING, "task"
    ),
    "the fields of an import": Mutant(
        columns,
        "importable_fields",
        lambda door: dict(door.form.fields),
        ImportDoors,
        "new_records",
        BLIND,
        "task",
    ),
    "the titles of a file": Mutant(
        FormRights, "filter_condition", lambda *_: None, ImportDoors, "names", BLIND, "deal"
    ),
    "the scope of what is imported": Mutant(
        set_checks, "check_scope", nothing, ImportDoors, "new_records", MAKING, "task"
    ),
    "the scope of what is made along": Mutant(
        linked, "check_scope", nothing, ImportDoors, "made_along", NO_DEALS, "task"
    ),
    "the records of an import": Mutant(Door, "rows", anything, ImportDoors, "changes", IMPORTING, "account"),
    "the records that a file names": Mutant(
        Door, "rows", anything, ImportDoors, "changes", NARROW, "account"
    ),
}

PLAIN_TESTS: dict[str, tuple[object, str, object, Callable[[Stored], None]]] = {
    "what is told of a stale change": (
        stale,
        "told",
        lambda changed, *_: sorted(changed),
        edges.test_a_stale_change_tells_of_no_field_that_is_hidden_on_the_record,
    ),
    "what was computed": (
        history,
        "_computed",
        lambda door, _: list(door.form.fields),
        edges.test_what_was_computed_of_hidden_fields_is_no_line_of_the_history,
    ),
    "the names in a preview of many": (
        sampling,
        "_tuple",
        lambda _: tuple(range(100)),
        edges.test_a_preview_of_many_names_no_link_that_is_hidden_on_the_record,
    ),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_guard_of_a_door_that_is_switched_off_is_noticed(
    furnished: Stored, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    mutant = MUTANTS[name]
    more = (tmp_path,) if mutant.doors is ImportDoors else ()

    def found() -> list[str]:
        doors = mutant.doors(furnished, mutant.held, mutant.me, mutant.form, *more)
        return list(getattr(doors, mutant.comparison)())

    assert found() == []
    monkeypatch.setattr(mutant.place, mutant.name, mutant.instead)
    assert found() != []


@pytest.mark.parametrize("name", PLAIN_TESTS)
def test_a_guard_at_the_edge_of_a_right_is_noticed(
    furnished: Stored, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    place, member, instead, plain = PLAIN_TESTS[name]
    monkeypatch.setattr(place, member, instead)

    with pytest.raises(AssertionError):
        plain(furnished)
