"""The doors of records: which form is meant, and what may be done there at all."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause

from engines.form.schema import Form
from mortise.access.context import Context
from mortise.access.rights import FormRights
from mortise.definitions.roles import Action
from mortise.errors import Forbidden, NotFound, beyond_token


@dataclass(frozen=True, slots=True)
class Door:
    """A form with what the person asking may do there."""

    form: Form
    rights: FormRights

    def rows(self, action: Action, table: FromClause) -> ColumnElement[Any]:
        """The records that the action is granted on."""
        granted = self.rights.rows(action, table)
        return sa.false() if granted is None else granted

    def demand(self, action: Action) -> None:
        """Raises Forbidden when the action is granted on no record of the form."""
        if not self.rights.is_within_token(action):
            raise beyond_token(action)
        if action not in self.rights.actions:
            raise Forbidden


def open_form(context: Context, key: str) -> Door:
    """The form of that key; one that the person may neither view nor create is not there."""
    rights = context.rights.forms.get(key)
    if rights is None:
        raise NotFound
    return Door(rights.form, rights)
