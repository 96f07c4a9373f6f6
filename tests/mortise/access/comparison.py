"""Every question about rights asked twice, of SQL and of brute force; where the answers differ is told."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from engines.expression.clock import Clock
from mortise.access.form_rights import FormRights
from mortise.access.rights import AppRights
from mortise.access.rules import ACTIONS
from mortise.definitions.roles import Action, Role
from mortise.identity.calendar import working_calendar
from mortise.records.access import Door
from mortise.records.attachments import readable_records
from tests.mortise.access.conftest import Stored
from tests.mortise.access.oracle import Oracle
from tests.mortise.access.world import FIELDS, PLAIN, Row

TRIED: tuple[Action, ...] = ("create", "view", "edit", "press", "delete", "transfer", "export")


def rights(stored: Stored, held: Sequence[Role]) -> AppRights:
    return AppRights(stored.app, tuple(held), frozenset(ACTIONS), builds=True)


def clock() -> Clock:
    """An ordinary moment."""
    return Clock(datetime(2026, 11, 21, 8, tzinfo=UTC), ZoneInfo("Asia/Shanghai"), working_calendar(2026))


class Comparison:
    """The rights of a person with some roles on one form."""

    def __init__(self, stored: Stored, held: Sequence[Role], me: int, form: str) -> None:
        self.stored, self.me, self.form = stored, me, form
        self.oracle = Oracle(stored.world, held, me)
        self.rows = stored.world.rows[form]
        self.own: FormRights = rights(stored, held).form(form)
        self.table = stored.app.schema.forms[form].table

    def differences(self) -> Iterator[str]:
        yield from self.actions()
        yield from self.fields()
        yield from self.filters()
        yield from self.files()
        for keys in ([], *([key] for key in FIELDS[self.form]), PLAIN[self.form][:2], PLAIN[self.form][1:3]):
            yield from self.writing(keys)

    def ids(self, granted: sa.ColumnElement[bool] | None) -> set[int]:
        """The rows that a condition lets through."""
        if granted is None:
            return set()
        return {row["id"] for row in self.stored.fetch(sa.select(self.table.c.id).where(granted), self.me)}

    def actions(self) -> Iterator[str]:
        for action in TRIED:
            granted = self.own.rows(action, self.table)
            expected = {
                number for number, row in self.rows.items() if self.oracle.may(action, self.form, row)
            }
            if self.ids(granted) != expected or (granted is None) == (action in self.own.actions):
                yield f"{action} {self.form}"

    def viewed(self, columns: Sequence[sa.ColumnElement[Any]]) -> list[dict[str, Any]]:
        """The columns of every row that may be viewed."""
        seen = self.own.rows("view", self.table)
        if seen is None:
            return []
        return self.stored.fetch(sa.select(self.table.c.id, *columns).where(seen), self.me)

    def fields(self) -> Iterator[str]:
        """What a viewed row shows; a key that is hidden must be blank for brute force on every row."""
        keys = [key for key in ("title", *PLAIN[self.form]) if self.own.field(key).access != "hidden"]
        hidden = {key: None for key in ("title", *PLAIN[self.form]) if key not in keys}
        columns = [self.own.column(key, self.table).label(f"c_{key}") for key in keys]
        for found in self.viewed(columns):
            row = self.rows[found["id"]]
            shown = hidden | {key: found[f"c_{key}"] for key in keys}
            yield from (
                f"{self.form}.{key} of {row['id']}: {value}"
                for key, value in shown.items()
                if value != self.oracle.shown(self.form, row, key)
            )

    def filters(self) -> Iterator[str]:
        """On which viewed rows a field may be asked about, and what it is sorted and grouped by there."""
        fields = self.stored.app.schema.forms[self.form].fields
        conditions: Mapping[str, sa.ColumnElement[bool]] = {
            key: sa.true() if found is None else found
            for key in PLAIN[self.form]
            for found in [self.own.filter_condition(key, self.table)]
        }
        values = [
            self.own.value(key, fields[key].expression_column(self.table), self.table).label(f"v_{key}")
            for key in conditions
        ]
        asked = [condition.label(f"c_{key}") for key, condition in conditions.items()]
        for found in self.viewed([*asked, *values]):
            row: Row = self.rows[found["id"]]
            for key in conditions:
                reads = self.oracle.has(self.form, row, key, "read")
                if bool(found[f"c_{key}"]) != reads or found[f"v_{key}"] != (row[key] if reads else None):
                    yield f"asking for {self.form}.{key} of {row['id']}"

    def files(self) -> Iterator[str]:
        """From which records the files of a field would be given out, were it one that holds any; from one in the
        recycle bin to who may delete it."""
        door = Door(self.stored.app.schema.forms[self.form], self.own)
        for key in FIELDS[self.form]:
            select = readable_records(door, key)
            found = {row["id"] for row in self.stored.fetch(select, self.me, ids=list(self.rows))}
            expected = {
                number
                for number, row in self.rows.items()
                if self.oracle.may("view", self.form, row)
                and self.oracle.has(self.form, row, key, "read")
                and (row["deleted_at"] is None or self.oracle.may("delete", self.form, row))
            }
            if found != expected:
                yield f"files of {self.form}.{key}: {sorted(found ^ expected)}"

    def writing(self, keys: Sequence[str]) -> Iterator[str]:
        actions: tuple[Action, ...] = ("create", "edit")
        for action in actions:
            expected = {
                number
                for number, row in self.rows.items()
                if self.oracle.writes(action, self.form, row, keys)
            }
            if self.ids(self.own.writable(keys, action, self.table)) != expected:
                yield f"{action} {self.form} {keys}"


def differences(stored: Stored, held: Sequence[Role], me: int) -> Iterator[str]:
    """Every question about every form."""
    for form in FIELDS:
        yield from Comparison(stored, held, me, form).differences()
