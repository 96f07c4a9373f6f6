"""Records as cards on a board, one lane for each value of a field."""

from collections.abc import Collection, Iterable
from typing import ClassVar, Literal, Self

from engines.definition import Label
from engines.expression.types import NUMBER
from engines.form.field import Field
from engines.form.groups import makes_few
from engines.form.mentions import FieldKey
from engines.form.naming import called_field
from engines.form.schema import Form
from engines.form.view import Fielded, FieldSetting, View, shows_beside_title
from engines.issues import Issue


def is_number(field: Field | None) -> bool:
    """Whether a field holds numbers to add up."""
    return field is not None and field.row_fields() is None and field.value_type() == NUMBER


def adds_up(form: Fielded, key: str) -> bool:
    """Whether the values of a field can be added up."""
    return is_number(form.fields.get(key))


class KanbanView(View):
    """A board: cards are dragged from lane to lane, and stage gates are asked before they stay there."""

    title: ClassVar[Label] = Label(zh_cn="看板", en="Board")
    icon: ClassVar[str] = "ProjectOutlined"
    rank: ClassVar[int] = 1
    field_settings: ClassVar[tuple[FieldSetting, ...]] = (
        FieldSetting("lanes", Label(zh_cn="按此字段分列", en="One lane for each"), makes_few, required=True),
        FieldSetting("cards", Label(zh_cn="卡片上显示", en="Shown on a card"), shows_beside_title, many=True),
        FieldSetting("total", Label(zh_cn="每列合计", en="Added up in each lane"), adds_up),
    )

    kind: Literal["kanban"] = "kanban"
    lanes: FieldKey
    """The field whose values are the lanes: a choice, a person, a department, a link."""
    cards: tuple[FieldKey, ...] = ()
    """The fields that a card shows beside its title."""
    total: FieldKey | None = None
    """The number that is added up over each lane."""

    def named_fields(self) -> Iterable[tuple[str, str]]:
        yield from super().named_fields()
        yield self.lanes, "/lanes"
        for index, key in enumerate(self.cards):
            yield key, f"/cards/{index}"
        if self.total is not None:
            yield self.total, "/total"

    def check_fields(self, form: Form) -> Iterable[Issue]:
        if not makes_few(form, self.lanes):
            yield Issue("lanes_impossible", "/lanes", {"key": called_field(form.fields, self.lanes)})
        if self.total is not None and not is_number(form.fields.get(self.total)):
            yield Issue("total_impossible", "/total", {"key": called_field(form.fields, self.total)})

    def cut(self, readable: Collection[str], shown: Collection[str]) -> Self | None:
        whole = super().cut(readable, shown)
        if whole is None or self.lanes not in readable:
            return None
        cards = tuple(key for key in self.cards if key in shown)
        total = self.total if self.total in readable else None
        return whole.model_copy(update={"cards": cards, "total": total})
