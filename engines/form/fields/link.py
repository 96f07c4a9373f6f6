"""A link to one record of a form."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import LOCALES, Definition, Key, Label
from engines.form.computation import LinkEnd
from engines.form.field import Field, Group
from engines.form.meaning import AnyMeaning
from engines.form.meanings import record
from engines.form.mentions import FormKey, TargetCondition


class InverseEnd(Definition):
    """The other end: how the linked form names the records that link to it."""

    key: Key
    label: Label


class LinkField(Field):
    """The customer of an order, the order of a delivery."""

    title: ClassVar[Label] = Label(zh_cn="关联记录", en="Link")
    icon: ClassVar[str] = "LinkOutlined"
    group: ClassVar[Group] = "link"
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"form": "customer"},
            "accepts": [[12, 12], [{"id": 12, "title": "大华"}, 12], [None, None], ["", None]],
            "refuses": [
                [0, "not_reference"],
                ["12", "not_reference"],
                [True, "not_reference"],
                [[], "not_reference"],
            ],
            "texts": [["大华", 12], ["", None]],
        },
    )

    kind: Literal["link"] = "link"
    form: FormKey
    inverse: InverseEnd | None = None
    on_delete: Literal["block", "clear", "cascade"] = "clear"
    """What becomes of this record when the linked one is deleted."""
    filter: TargetCondition = ""
    """Which records can be chosen: a condition over them, in which RECORD is the record that has this field."""

    def make_meaning(self) -> AnyMeaning:
        return record(self.form)

    def link(self) -> LinkEnd:
        return LinkEnd(
            form=self.form,
            inverse=self.inverse.key if self.inverse else None,
            inverse_label={locale: self.inverse.label.text(locale) for locale in LOCALES}
            if self.inverse
            else {},
            on_delete=self.on_delete,
            filter=self.filter,
        )
