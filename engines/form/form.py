"""A form: what an author says about one kind of record."""

from typing import Literal

from pydantic import ConfigDict

from engines.definition import Definition, Key, Label
from engines.form.fields import AnyField
from engines.form.layout import Layout
from engines.form.mentions import SCOPE, ConditionText, ExpressionText, FieldKey, OptionKey


class Validation(Definition):
    """A condition that every saved record must satisfy, and what is said when it does not.

    `fields` are those that the message stands under; without any it stands at the head of the form. Where
    `blank_passes`, a comparison with what is left blank holds: it is for `required` to ask for a value."""

    key: Key
    condition: ConditionText
    blank_passes: bool = False
    message: Label
    fields: tuple[FieldKey, ...] = ()


class Gate(Definition):
    """What must hold before a record enters, or leaves, an option of a choice field (its stage).

    `required` fields must be filled; `condition` must hold; `message` says why in the author's words."""

    key: Key
    field: FieldKey
    option: OptionKey
    on: Literal["enter", "leave"] = "enter"
    required: tuple[FieldKey, ...] = ()
    condition: ConditionText = ""
    message: Label = Label()


class SortKey(Definition):
    """A field to order by."""

    field: FieldKey
    descending: bool = False


class FormDefinition(Definition):
    """A kind of record. `title_field` names the field that names a record, or `title_formula` computes it
    (one of the two); `stage_field` is the choice field shown as a stage bar; `sort` is the order of lists."""

    model_config = ConfigDict(json_schema_extra={SCOPE: "key"})

    key: Key
    label: Label
    icon: str = "FileTextOutlined"
    description: Label = Label()
    title_field: FieldKey | None = None
    title_formula: ExpressionText = ""
    stage_field: FieldKey | None = None
    fields: tuple[AnyField, ...]
    layout: Layout = Layout()
    validations: tuple[Validation, ...] = ()
    gates: tuple[Gate, ...] = ()
    sort: tuple[SortKey, ...] = ()
