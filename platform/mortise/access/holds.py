"""Records that flows hold: nobody changes them meanwhile but those who have a task there, in the fields of it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.dialects.postgresql import ARRAY

from mortise.access.predicates import me
from mortise.db.tables.flows import record_hold
from mortise.definitions.roles import Action

CHANGING: Final[frozenset[Action]] = frozenset({"edit", "delete", "transfer"})
"""What cannot be done to a record that is held. A button that is pressed changes the record, too."""
NOBODY: Final = 0
"""The number of the row that says that a record is held."""


@dataclass(frozen=True, slots=True)
class Holds:
    """The holds on records of one form."""

    app: int
    form: str

    def is_free(self, table: FromClause, action: Action, keys: Collection[str] = ()) -> ColumnElement[bool]:
        """Whether no flow keeps the person from doing this to the record; of an edit, from writing those fields."""
        hold = record_hold.alias()
        return ~self._exists(hold, table, *([~self._is_let_in(hold, keys)] if action == "edit" else []))

    def is_held(self, table: FromClause) -> ColumnElement[bool]:
        """Whether a flow holds the record, whoever is asking."""
        return self._exists(record_hold.alias(), table)

    def _exists(
        self, hold: FromClause, table: FromClause, *conditions: ColumnElement[bool]
    ) -> ColumnElement[bool]:
        return sa.exists().where(
            hold.c.app_id == sa.literal(self.app, sa.BigInteger),
            hold.c.form == sa.literal(self.form, sa.Text),
            hold.c.record == table.c.id,
            hold.c.number == NOBODY,
            *conditions,
        )

    def _is_let_in(self, hold: FromClause, keys: Collection[str]) -> ColumnElement[bool]:
        """Whether the person has a task there that lets those fields be written."""
        task = record_hold.alias()
        named = sa.literal(sorted(keys), ARRAY(sa.Text))
        return sa.exists().where(
            task.c.instance == hold.c.instance,
            task.c.number != NOBODY,
            task.c.person == me(),
            sa.case(
                (task.c.opens_others, ~task.c.closed_fields.op("&&")(named)),
                else_=task.c.open_fields.op("@>")(named),
            ),
        )
