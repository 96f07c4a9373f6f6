"""A record of some form is made."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict
from pydantic import Field as Setting

from engines.definition import Label
from engines.form.mentions import TARGET, FieldKey, FormKey, TargetField
from engines.form.wording import given
from engines.issues import Issue, pointer
from engines.rules.action import Action, ActionText, TargetAssignment


class CreateRecordAction(Action):
    """Makes a record, filled from the one at hand, and joins the two where fields are named for it. Where one is there
    already that agrees in what you choose, that one is taken as it is."""

    model_config = ConfigDict(json_schema_extra={TARGET: "form"})

    title: ClassVar[Label] = Label(zh_cn="新建记录", en="Create a record")
    icon: ClassVar[str] = "FileAddOutlined"
    rank: ClassVar[int] = 2
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"form": "visit", "fields": [{"field": "note", "value": "title"}], "link": "order"},
        {
            "form": "customer",
            "fields": [{"field": "name", "value": "company"}],
            "same": ["name"],
            "kept_in": "customer",
        },
    )

    kind: Literal["create_record"] = "create_record"
    form: FormKey
    fields: tuple[TargetAssignment, ...] = ()
    link: TargetField | None = None
    """The field of the new record that is to name the one at hand."""
    same: Annotated[tuple[TargetField, ...], Setting(max_length=20)] = ()
    """By which of the filled fields a record counts as the same: where one agrees in all of them, none is made and it
    is taken as it is; a blank agrees with nothing."""
    kept_in: FieldKey | None = None
    """The field of the record at hand that then names the one that was made or taken."""

    def texts(self) -> Iterable[ActionText]:
        return (
            ActionText(each.field, f"/fields/{place}/value", each.value, field=each.field, form=self.form)
            for place, each in enumerate(self.fields)
        )

    def named_links(self) -> Iterable[tuple[str, str, str]]:
        if self.kept_in is not None:
            yield self.kept_in, "/kept_in", self.form

    def problems(self) -> Iterable[Issue]:
        filled = {each.field for each in self.fields}
        for place, key in enumerate(self.same):
            if key not in filled:
                yield Issue("flow_same_not_filled", pointer("same", place), {"key": given(key)})

    def named_forms(self) -> Iterable[tuple[str, str]]:
        yield self.form, "/form"
