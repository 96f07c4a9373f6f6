"""Where a right ends on one record and goes on on another, nothing of the first is told through the second."""

from typing import Any

import pytest

from mortise.access.served import served_app
from mortise.db.transaction import Tx
from mortise.definitions.roles import Grant, Role, RowScope, ScopeKind
from mortise.errors import Invalid, Stale
from mortise.imports.names import given_texts, names_in
from mortise.records.bulk.carrying_out import change_many
from mortise.records.bulk.request import read_bulk
from mortise.records.global_search import search_app
from mortise.records.group_request import GroupRequest, Level
from mortise.records.grouping import group_records
from mortise.records.history import history
from mortise.records.patching import patch_record
from mortise.records.request import ListRequest
from mortise.records.transfer import transfer_record
from tests.mortise.access.changing_doors import ChangingDoors
from tests.mortise.access.conftest import Stored
from tests.mortise.access.doors import SEAL
from tests.mortise.access.furnishing import FORMS
from tests.mortise.access.roles import role

EVERYTHING = role(
    "all",
    *(
        Grant(
            form=form,
            scopes=dict.fromkeys(("view", "edit", "delete", "transfer"), (RowScope(kind="all"),)),
            other_fields="write",
        )
        for form in FORMS
    ),
)


def scoped(**kinds: ScopeKind) -> dict[Any, tuple[RowScope, ...]]:
    return {action: (RowScope(kind=kind),) for action, kind in kinds.items()}


def as_of(stored: Stored, *held: Role, me: int = 3, form: str = "account") -> ChangingDoors:
    return ChangingDoors(stored, list(held), me, form)


def of(stored: Stored, form: str, **columns: object) -> list[int]:
    """Undeleted records that have these values."""
    return [
        number
        for number, row in stored.world.rows[form].items()
        if row["deleted_at"] is None and all(row[key] == value for key, value in columns.items())
    ]


def after_another(doors: ChangingDoors, values: dict[str, Any], number: int, work: Any) -> Any:
    """What comes of work on a record that somebody who may do everything has just changed."""
    other = as_of(doors.stored, EVERYTHING, me=1, form=doors.form).context

    async def both(tx: Tx) -> Any:
        await patch_record(tx, other, doors.form, number, 1, values)
        return await work(tx)

    return doors.change(both)


def test_a_group_is_never_a_mask(furnished: Stored) -> None:
    own = Grant(form="account", scopes=scoped(view="own"), other_fields="read")
    masked = Grant(form="account", scopes=scoped(view="all"), other_fields="masked")
    doors = as_of(furnished, role("own", own), role("masked", masked))
    asked = GroupRequest((Level("code"),), (), False, ListRequest())

    found = doors.read(lambda reader: group_records(reader, doors.context, "account", asked))

    mine = {f"code {number}" for number in of(furnished, "account", created_by=3)}
    assert {group["value"] for group in found["groups"]} == {None, *mine}


def test_whoever_may_not_hand_this_record_over_is_told_so(furnished: Stored) -> None:
    scopes = scoped(view="all", edit="all", transfer="own")
    doors = as_of(furnished, role("one", Grant(form="account", scopes=scopes, other_fields="write")))
    (number, *_) = [n for n in of(furnished, "account") if n not in of(furnished, "account", created_by=3)]

    found = doors.change(
        lambda tx: transfer_record(tx, doors.context, "account", number, {"version": 1, "owner": 2})
    )

    assert found == "Invalid ['not_transferable']"


def test_fields_that_are_not_to_be_written_here_are_named_though_both_are_read(furnished: Stored) -> None:
    mine = Grant(
        form="account",
        scopes=scoped(view="all", edit="own"),
        fields={"name": "write"},
        other_fields="read",
    )
    others = Grant(
        form="account",
        scopes=scoped(view="all", edit="all"),
        fields={"secret": "write"},
        other_fields="read",
    )
    doors = as_of(furnished, role("mine", mine), role("others", others))
    (number, *_) = [n for n in of(furnished, "account") if n not in of(furnished, "account", created_by=3)]

    async def work(tx: Tx) -> list[tuple[str, str]]:
        with pytest.raises(Invalid) as refused:
            await patch_record(tx, doors.context, "account", number, 1, {"name": "x", "secret": 1})
        return [(issue.code, issue.pointer) for issue in refused.value.issues]

    assert doors.change(work) == [("not_writable_here", "/name")]


def test_a_title_that_may_not_be_read_names_nothing_in_a_file(furnished: Stored) -> None:
    seen = Grant(form="account", scopes=scoped(view="all"), fields={"name": "hidden"}, other_fields="read")
    doors = as_of(furnished, role("one", seen), form="deal")
    field = furnished.app.schema.forms["deal"].fields["account"]

    found = doors.read(
        lambda reader: names_in(reader, doors.context, field, given_texts(), {"texts": ["name 1"]})
    )

    assert found.ids == {"form:account": {}}


def test_a_stale_change_tells_of_no_field_that_is_hidden_on_the_record(furnished: Stored) -> None:
    own = Grant(form="account", scopes=scoped(view="own", edit="own"), other_fields="write")
    blind = Grant(
        form="account", scopes=scoped(view="all", edit="all"), fields={"name": "write"}, other_fields="hidden"
    )
    doors = as_of(furnished, role("own", own), role("blind", blind))
    (number, *_) = [n for n in of(furnished, "account") if n not in of(furnished, "account", created_by=3)]

    async def alone(tx: Tx) -> Any:
        with pytest.raises(Stale) as stale:
            await patch_record(tx, doors.context, "account", number, 1, {"name": "mine"})
        return dict(stale.value.extra)["fields"]

    async def many(tx: Tx) -> Any:
        records = [{"id": number, "version": 1, "values": {"name": "mine"}}]
        answer = await change_many(
            tx, doors.context, "account", read_bulk({"records": records, "partial": True})
        )
        return answer["refused"][0]["fields"]  # type: ignore[index]  # a list of documents

    changed = {"name": "theirs", "secret": 1}
    assert after_another(doors, changed, number, alone) == ["name"]
    assert after_another(doors, changed, number, many) == ["name"]


def test_a_preview_of_many_names_no_link_that_is_hidden_on_the_record(furnished: Stored) -> None:
    own = Grant(form="deal", scopes=scoped(view="own", edit="all", bulk_edit="all"), other_fields="write")
    blind = Grant(form="deal", scopes=scoped(view="all"), fields={"name": "read"}, other_fields="hidden")
    accounts = Grant(form="account", scopes=scoped(view="all"), other_fields="read")
    doors = as_of(furnished, role("own", own, accounts), role("blind", blind), form="deal")
    number = next(
        n
        for n, row in furnished.world.rows["deal"].items()
        if row["deleted_at"] is None and row["account"] not in {None, 3, 6, 9, 12} and row["created_by"] != 3
    )

    answer = doors.bulk_of([number], action="edit", values={"account": None})

    assert answer["samples"][0]["changes"][0] == {"field": "account", "old": None, "new": None}
    assert answer["titles"] == {}


def test_what_was_computed_of_hidden_fields_is_no_line_of_the_history(furnished: Stored) -> None:
    blind = Grant(form="deal", scopes=scoped(view="all"), fields={"behind": "hidden"}, other_fields="read")
    accounts = Grant(
        form="account", scopes=scoped(view="all"), fields={"secret": "hidden"}, other_fields="read"
    )
    doors = as_of(furnished, role("one", blind, accounts))
    deal, account = next(
        (number, row["account"])
        for number, row in furnished.world.rows["deal"].items()
        if row["deleted_at"] is None and row["account"] in of(furnished, "account")
    )

    async def computed(tx: Tx, context: Any) -> int:
        page: Any = await history(tx, context, "deal", deal, None, SEAL)
        return [item["action"] for item in page["items"]].count("computed")

    everything = as_of(furnished, EVERYTHING).context
    changed = {"secret": 1}
    assert after_another(doors, changed, account, lambda tx: computed(tx, everything)) == 1
    assert after_another(doors, changed, account, lambda tx: computed(tx, doors.context)) == 0


def test_a_form_in_which_nothing_may_be_seen_or_made_is_not_there(furnished: Stored) -> None:
    idle = Grant(form="account", scopes={"import": (RowScope(kind="all"),), "share": (RowScope(kind="all"),)})
    doors = as_of(furnished, role("one", idle, Grant(form="task", scopes=scoped(view="all"))))

    found: Any = doors.read(lambda reader: search_app(reader, doors.context, "name 1", 20, 30))
    served = served_app(furnished.app, doors.context.rights)

    assert [hits.door.form.key for hits in found] == [form["key"] for form in served["forms"]] == ["task"]
