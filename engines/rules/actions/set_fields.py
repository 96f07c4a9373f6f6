"""Fields of the record are set."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.rules.action import Action, ActionText, FieldAssignment


class SetFieldsAction(Action):
    """Sets fields of the record to what is computed from it."""

    title: ClassVar[Label] = Label(zh_cn="修改字段", en="Set fields")
    icon: ClassVar[str] = "EditOutlined"
    rank: ClassVar[int] = 1
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"fields": [{"field": "stage", "value": '"approved"'}]},
    )

    kind: Literal["set_fields"] = "set_fields"
    fields: tuple[FieldAssignment, ...] = ()

    def texts(self) -> Iterable[ActionText]:
        return (
            ActionText(each.field, f"/fields/{place}/value", each.value, field=each.field)
            for place, each in enumerate(self.fields)
        )

    def is_bare(self) -> bool:
        return not self.fields
