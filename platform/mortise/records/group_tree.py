"""Rows of groups of all levels, as a database gives them, put into one another and into their order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Final

from engines.expression.clock import Clock
from engines.form.groups import EQUAL, members, members_within
from engines.form.schema import Form
from engines.form.sorting import sort_key
from mortise.db.connections import Record
from mortise.records.group_request import GroupRequest, Level

COUNT: Final = "__count"
DEPTH: Final = "__depth"
"""One bit for each level that a row does not tell apart, that of the innermost last."""


def group_column(place: int) -> str:
    """The column with a level's value."""
    return f"group_{place}"


def title_column(place: int) -> str:
    """The column with what a level's value is called."""
    return f"group_{place}_title"


@dataclass(slots=True)
class Group:
    """Records that have a value in common."""

    value: object
    count: int
    totals: Mapping[str, object]
    filter: Mapping[str, object] | None
    within: "list[Group]" = field(default_factory=list)

    def answer(self) -> dict[str, object]:
        """As JSON; only where groups were asked for within groups do they stand there."""
        found = {
            "value": self.value,
            "count": self.count,
            "totals": self.totals,
            "filter": self.filter,
        }
        return {**found, "groups": [each.answer() for each in self.within]} if self.within else found

    def answer_of_all(self) -> dict[str, object]:
        """The same of what is no group: all records together."""
        return {"count": self.count, "totals": self.totals}


Path = tuple[object, ...]


def group_tree(
    rows: Sequence[Record], form: Form, request: GroupRequest, clock: Clock
) -> tuple[Group, list[Group]]:
    """All records together, and the outermost groups with those within them. Outer groups come before inner ones."""
    names = [":".join(total) for total in request.totals]
    levels = len(request.by)
    whole = Group(None, 0, dict.fromkeys(names), None)
    found: dict[Path, Group] = {(): whole}
    for row in rows:
        depth = levels - row[DEPTH].bit_count()
        path: Path = tuple(row[group_column(place)] for place in range(depth))
        totals = {name: row[name] for name in names}
        if not path:
            whole.count, whole.totals = row[COUNT], totals
            continue
        level = request.by[depth - 1]
        value, condition = _told(row, depth - 1, level, form, clock)
        made = found[path] = Group(value, row[COUNT], totals, condition)
        found[path[:-1]].within.append(made)
    if request.by_value and request.by:
        _arrange(whole.within, request.by, form)
    return whole, whole.within


def _told(
    row: Record, place: int, level: Level, form: Form, clock: Clock
) -> tuple[object, Mapping[str, object] | None]:
    """A group's value as JSON gives it, and the filter that finds its records."""
    value: Any = row[group_column(place)]
    meaning = form.meaning(level.key)
    if level.unit is not None and meaning is not None:
        condition = members_within(level.key, meaning.type, value, level.unit, clock)
        return (value.isoformat() if isinstance(value, date) else None), condition
    operators = {} if meaning is None else meaning.operators()
    findable = EQUAL in operators and (value is None or not isinstance(value, dict))
    title = title_column(place)
    shown = {"id": value, "title": row[title] or ""} if title in row and value is not None else value
    return shown, members(level.key, value) if findable else None


def _arrange(groups: list[Group], levels: Iterable[Level], form: Form) -> None:
    """Puts groups of one level, and those within them, into the order of their values; blank comes last."""
    first, *rest = levels
    field = form.fields.get(first.key)
    options = {} if field is None or field.row_fields() is not None else field.option_labels() or {}
    places = {key: place for place, key in enumerate(options)}
    groups.sort(key=partial(_place, places), reverse=first.descending)
    groups.sort(key=lambda group: group.value is None)
    for group in groups if rest else ():
        _arrange(group.within, rest, form)


def _place(places: Mapping[str, int], group: Group) -> tuple[int, str]:
    value = group.value
    if isinstance(value, dict):
        return 0, sort_key(str(value["title"]))
    if isinstance(value, bool):
        return int(not value), ""
    if isinstance(value, str):
        return places.get(value, len(places)), sort_key(value)
    return 0, str(value)
