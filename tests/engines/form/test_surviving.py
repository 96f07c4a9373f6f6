"""A view whose fields come and go: what is left of it holds, and with its fields it is whole again."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from engines.expression.clock import Clock
from engines.expression.scope import Path
from engines.form.filters import compile_filter
from engines.form.form import FormDefinition
from engines.form.schema import Schema, compile_schema
from engines.form.sites import compared_fields
from engines.form.surviving import Reach, held
from engines.form.system import SYSTEM_MEANINGS
from engines.form.view import View
from engines.form.views.grid import GridView
from engines.form.views.kanban import KanbanView
from mortise.definitions.scope import ME
from mortise.views.merging import merged
from mortise.views.saved import fields_of, read_view, settings_of

CLOCK: Final = Clock(datetime(2026, 3, 1, tzinfo=UTC), ZoneInfo("UTC"))
OPTIONS: Final = [{"key": "a", "label": {"en": "A"}}, {"key": "b", "label": {"en": "B"}}]
FIELDS: Final[dict[str, dict[str, Any]]] = {
    "name": {"kind": "text"},
    "stage": {"kind": "choice", "options": OPTIONS},
    "size": {"kind": "number", "decimals": 0},
    "due": {"kind": "date"},
    "who": {"kind": "person"},
}
NAMED: Final = tuple(FIELDS)

COMPARISONS: Final[list[dict[str, Any]]] = [
    {"field": "name", "operator": "contains", "value": "x"},
    {"field": "stage", "operator": "is", "value": "a"},
    {"field": "size", "operator": "greater", "value": 3},
    {"field": "due", "operator": "is_blank"},
    {"field": "who", "operator": "is_me"},
    {"field": "owner", "operator": "is_me"},
]
TREES: Final = st.recursive(
    st.sampled_from(COMPARISONS),
    lambda below: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(below, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(below, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, below),
    ),
    max_leaves=6,
)
KEYS: Final = st.lists(st.sampled_from(NAMED), unique=True)


def schema_without(gone: Collection[str] = (), **kinds: dict[str, Any]) -> Schema:
    """The form without some of its fields, or with others of the same key in their place."""
    fields = [
        {"key": key, "label": {"en": key}, **kinds.get(key, settings)}
        for key, settings in FIELDS.items()
        if key not in gone
    ]
    title = {"key": "code", "label": {"en": "Code"}, "kind": "text"}
    document = {"key": "task", "label": {"en": "Task"}, "title_field": "code", "fields": [title, *fields]}
    schema, issues = compile_schema("todo", [FormDefinition.model_validate(document)], {}, ME)
    assert schema is not None, issues
    return schema


WHOLE: Final = schema_without()


def everything(schema: Schema, hidden: Collection[str] = ()) -> Reach:
    """What a reader reaches who may see all but some fields."""
    keys = frozenset({*schema.forms["task"].fields, *SYSTEM_MEANINGS}) - frozenset(hidden)

    def allowed(path: Path) -> bool:
        return path[0] in keys

    return Reach(keys, keys, allowed)


def view_of(document: dict[str, Any]) -> View:
    view = read_view("task", document)
    assert isinstance(view, View), view
    return view


@st.composite
def views(draw: st.DrawFn) -> View:
    sort = [{"field": key, "descending": False} for key in draw(KEYS)]
    given: dict[str, Any] = {"sort": sort, "filter": draw(st.none() | TREES)}
    if draw(st.booleans()):
        return view_of(
            {
                "kind": "kanban",
                "lanes": "stage",
                "cards": draw(KEYS),
                "total": draw(st.sampled_from([None, "size"])),
                **given,
            }
        )
    columns = [{"field": key, "width": draw(st.none() | st.integers(40, 400))} for key in draw(KEYS)]
    return view_of({"kind": "grid", "columns": columns, **given})


def left_in(schema: Schema, view: View, hidden: Collection[str] = ()) -> View | None:
    return held(view, schema, schema.forms["task"], everything(schema, hidden), CLOCK).view


@settings(max_examples=60, deadline=None)
@given(views(), st.sets(st.sampled_from(NAMED)))
def test_what_is_left_works_and_names_nothing_that_is_gone(view: View, gone: set[str]) -> None:
    schema = schema_without(gone)

    found = held(view, schema, schema.forms["task"], everything(schema), CLOCK)

    named = set(fields_of(view))
    assert {lost.field for lost in found.lost} == named & gone
    assert not found.refused
    assert (found.view is None) == (isinstance(view, KanbanView) and "stage" in gone)
    if found.view is not None:
        assert not set(fields_of(found.view)) & gone
        _, issues = compile_filter(schema, schema.forms["task"], found.view.filter, lambda _: True, CLOCK)
        assert issues == ()
        if not named & gone:
            assert found.view == view


@settings(max_examples=60, deadline=None)
@given(views(), st.sets(st.sampled_from(NAMED)), st.data())
def test_whatever_is_saved_meanwhile_a_missing_part_comes_back_with_its_field(
    view: View, gone: set[str], data: st.DataObject
) -> None:
    stored = settings_of(view)
    shown = left_in(schema_without(gone), view)
    if shown is None:
        return
    changed = settings_of(shown)
    if isinstance(shown, GridView):
        changed["columns"] = data.draw(st.permutations(changed["columns"]))
    changed["sort"] = list(reversed(changed["sort"]))

    kept = view_of(merged(stored, settings_of(shown), changed))

    assert set(fields_of(kept)) == set(fields_of(view))
    assert sorted(compared_fields(kept.filter)) == sorted(compared_fields(view.filter))
    again = left_in(schema_without(gone), kept)
    assert again is not None
    assert settings_of(again) == changed
    assert left_in(WHOLE, kept) == kept


def test_a_new_condition_stands_beside_the_one_that_is_missing() -> None:
    stored = {"kind": "grid", "filter": {"all": [COMPARISONS[0], COMPARISONS[1]]}}
    shown = {"kind": "grid", "filter": {"all": [COMPARISONS[0]]}}
    given = {"kind": "grid", "filter": {"all": [COMPARISONS[0], COMPARISONS[3]]}}

    kept = merged(stored, shown, given)

    assert kept["filter"] == {"all": [COMPARISONS[0], COMPARISONS[3], COMPARISONS[1]]}


def hidden_examples() -> Iterator[tuple[dict[str, Any], bool]]:
    yield {"kind": "grid", "filter": COMPARISONS[2]}, True
    yield {"kind": "grid", "filter": {"any": [COMPARISONS[0], {"not": COMPARISONS[2]}]}}, True
    yield {"kind": "grid", "columns": [{"field": "size"}], "sort": [{"field": "size"}]}, False


def test_who_may_not_compare_a_field_is_refused_the_view_and_not_shown_other_records() -> None:
    form = WHOLE.forms["task"]
    for document, refused in hidden_examples():
        found = held(view_of(document), WHOLE, form, everything(WHOLE, hidden={"size"}), CLOCK)

        assert (found.refused, found.view is None) == (refused, refused)
        assert found.view is None or list(fields_of(found.view)) == []


def test_a_field_of_another_kind_by_now_is_left_out_where_it_does_not_fit() -> None:
    schema = schema_without(stage={"kind": "text"}, size={"kind": "text"}, due={"kind": "text"})
    form, reach = schema.forms["task"], everything(schema)
    board = view_of({"kind": "kanban", "lanes": "who", "cards": ["due"], "total": "size"})
    lost_lanes = view_of({"kind": "kanban", "lanes": "stage"})
    table = view_of({"kind": "grid", "columns": [{"field": "size"}], "filter": COMPARISONS[2]})

    told = [held(view, schema, form, reach, CLOCK) for view in (board, lost_lanes, table)]

    assert isinstance(told[0].view, KanbanView)
    assert (told[0].view.cards, told[0].view.total) == (("due",), None)
    assert [lost.pointer for lost in told[0].lost] == ["/total"]
    assert told[1].view is None
    assert [lost.pointer for lost in told[1].lost] == ["/lanes"]
    assert told[2].view is not None
    assert told[2].view.filter is None
    assert [lost.pointer for lost in told[2].lost] == ["/filter"]
