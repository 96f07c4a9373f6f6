"""A record of some form is made."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict
from pydantic import Field as Setting

from engines.definition import Definition, Key, Label
from engines.form.mentions import SHOWN, TARGET, FormKey, GivenText
from engines.rules.action import Action, ActionText

TargetField = Annotated[Key, Setting(json_schema_extra={SHOWN: "target_field"})]
"""A field of the form of which a record is made."""


class TargetAssignment(Definition):
    """A field of the new record and what it is set to, computed from the record at hand."""

    field: TargetField
    value: GivenText


class CreateRecordAction(Action):
    """Makes a record, filled from the one at hand, and joins it to that where a field is named for it."""

    model_config = ConfigDict(json_schema_extra={TARGET: "form"})

    title: ClassVar[Label] = Label(zh_cn="新建记录", en="Create a record")
    icon: ClassVar[str] = "FileAddOutlined"
    rank: ClassVar[int] = 2
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"form": "visit", "fields": [{"field": "note", "value": "title"}], "link": "order"},
    )

    kind: Literal["create_record"] = "create_record"
    form: FormKey
    fields: tuple[TargetAssignment, ...] = ()
    link: TargetField | None = None
    """The field of the new record that is to name the one at hand."""

    def texts(self) -> Iterable[ActionText]:
        return (
            ActionText(each.field, f"/fields/{place}/value", each.value, field=each.field, form=self.form)
            for place, each in enumerate(self.fields)
        )

    def named_forms(self) -> Iterable[tuple[str, str]]:
        yield self.form, "/form"
