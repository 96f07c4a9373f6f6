"""Something to press on a record."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import Field as Setting

from engines.definition import Definition, Label
from engines.form.computation import FormulaText, Press
from engines.form.field import Field, Operator
from engines.form.mentions import SHOWN, ExpressionText, FieldKey, FormKey, GivenText, OpenedField
from engines.issues import Issue

MOST: Final = 20
"""Fields that one press asks for, and that it sets."""


class Asked(Definition):
    """A field that whoever presses is asked for first."""

    field: FieldKey
    required: bool = False
    """Whether the press needs it, even where the record can do without."""


class Assignment(Definition):
    """A field, and what it becomes; without a value it becomes blank."""

    field: FieldKey
    value: GivenText = ""


class ButtonField(Field):
    """Close the ticket, take over the case, open the map: one press sets what you decide, opens an address, or begins a
    record that belongs to this one. It is there where its condition holds, for those whose roles may press it."""

    title: ClassVar[Label] = Label(zh_cn="按钮", en="Button")
    icon: ClassVar[str] = "ThunderboltOutlined"
    computed: ClassVar[bool] = True
    pressed: ClassVar[bool] = True
    can_be_masked: ClassVar[bool] = False
    can_group: ClassVar[bool] = False
    in_rows: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"visible_when": "active", "sets": [{"field": "active", "value": "FALSE"}]},
            "type": "boolean",
            "accepts": [[True, True], [False, False], [None, None]],
            "refuses": [["x", "not_boolean"]],
            "texts": [["是", True], ["no", False], ["", None]],
        },
    )

    kind: Literal["button"] = "button"
    colour: Literal["accent", "green", "orange", "red", "plain"] = "plain"
    symbol: Literal[
        "none", "check", "stop", "play", "undo", "send", "person", "telephone", "star", "add", "go"
    ] = "none"
    """The sign before its words."""
    confirm: Label = Label()
    """A question that is asked before anything happens; without one nothing is asked."""
    asks: Annotated[
        tuple[Asked, ...], Setting(max_length=MOST, json_schema_extra={SHOWN: "asked_fields"})
    ] = ()
    """Fields that whoever presses fills in first, in a small window."""
    sets: Annotated[
        tuple[Assignment, ...], Setting(max_length=MOST, json_schema_extra={SHOWN: "assignments"})
    ] = ()
    """What the press sets, seen from the record with what was just filled in."""
    address: ExpressionText = ""
    """A text that makes the address of a page which is opened then."""
    opens: FormKey | None = None
    """The form of which a new record is begun then."""
    linked_by: OpenedField | None = None
    """The link of the new record that names this one; what else it begins with follows from its own defaults."""

    def make_meaning(self) -> None:
        return None

    def computation(self) -> FormulaText:
        return FormulaText(self.visible_when or "TRUE", "visible_when", live=True)

    @property
    def sortable(self) -> bool:
        return False

    def operators(self) -> Mapping[str, Operator]:
        return {}

    def aggregates(self) -> Sequence[str]:
        return ()

    def press(self) -> Press:
        return Press(
            asks=tuple((asked.field, asked.required) for asked in self.asks),
            sets=tuple((one.field, one.value) for one in self.sets),
            address=self.address,
            opens=self.opens,
            link=self.linked_by if self.opens is not None else None,
        )

    def cut(self, known: Collection[str]) -> Self:
        return self.model_copy(
            update={"asks": tuple(asked for asked in self.asks if asked.field in known), "sets": ()}
        )

    def check_settings(self) -> Iterable[Issue]:
        if not (self.asks or self.sets or self.address or self.opens):
            yield Issue("button_idle", "/sets")
        if self.address and self.opens is not None:
            yield Issue("button_opens_twice", "/opens")
