"""Roles of an application: what their holders may do with which records and fields."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import ConfigDict
from pydantic import Field as Setting

from engines.definition import Definition, Key, Label
from engines.form.mentions import SCOPE, SHOWN, FormKey, MenuKey, NeededCondition, NeededField

Action = Literal[
    "create",
    "view",
    "edit",
    "press",
    "delete",
    "transfer",
    "import",
    "export",
    "print",
    "share",
    "comment",
    "bulk_edit",
]
FieldAccess = Literal["hidden", "masked", "read", "write"]
ScopeKind = Literal[
    "own",
    "owner",
    "joined",
    "shared",
    "department",
    "departments_below",
    "subordinates",
    "managed_departments",
    "follows",
    "all",
    "expression",
]


class RowScope(Definition):
    """Which records. `own`: I created it; `owner`: I own it; `joined`: I stand in a person field; `shared`: shared
    with me, and to do more than read it, shared to be changed; `department`: its department is one of mine;
    `departments_below`: one of mine or under them; `subordinates`: its owner reports to me, directly or not, or is me;
    `managed_departments`: a department I head or one under it; `follows`: I may do the same with the record that the
    link field `link` names; `all`; `expression`: `condition` holds."""

    kind: ScopeKind
    link: NeededField | None = None
    condition: NeededCondition = ""


class Grant(Definition):
    """What a role may do with one form's records.

    An action that is absent is refused. `scopes`: action → the scopes that admit a record (any of them suffices).
    `fields`: field key → access where it differs from `other_fields`. Sub-table fields are written
    `lines.amount`."""

    model_config = ConfigDict(json_schema_extra={SCOPE: "form"})

    form: FormKey
    scopes: Mapping[Action, tuple[RowScope, ...]] = {}
    fields: Annotated[Mapping[str, FieldAccess], Setting(json_schema_extra={SHOWN: "field_rights"})] = {}
    other_fields: FieldAccess = "write"


class Role(Definition):
    """A named set of grants that people or whole departments hold."""

    key: Key
    label: Label
    description: Label = Label()
    grants: tuple[Grant, ...] = ()
    pages: tuple[MenuKey, ...] | None = None
    """Menu entries that the role sees; None means all."""
    builder: bool = False
    """Whether holders may change the application's definition."""
    administrator: bool = False
    """Whether holders may do everything with every record of the application."""
