"""Links to several records of a form."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import LOCALES, Definition, Key, Label
from engines.form.computation import LinkEnd
from engines.form.field import Field, Group
from engines.form.meaning import AnyMeaning
from engines.form.meanings import records
from engines.form.mentions import FormKey, TargetCondition


class OtherEnd(Definition):
    """How the linked form names the records that link to it."""

    key: Key
    label: Label


class LinksField(Field):
    """The people who take part in a deal, the products of a campaign: any number of records, in an order."""

    title: ClassVar[Label] = Label(zh_cn="关联多条记录", en="Links")
    icon: ClassVar[str] = "NodeIndexOutlined"
    group: ClassVar[Group] = "link"
    rank: ClassVar[int] = 3
    can_group: ClassVar[bool] = False
    in_rows: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"form": "customer"},
            "accepts": [
                [[12], [12]],
                [[{"id": 12, "title": "大华"}, 3, 12], [12, 3]],
                [[], None],
                [None, None],
            ],
            "refuses": [
                [12, "not_list"],
                [[0], "not_reference"],
                [["12"], "not_reference"],
                [[12, None], "blank_in_list"],
                [[1] * 501, "list_too_long"],
            ],
            "texts": [["大华", [12]], ["宏达、大华", [3, 12]], ["甲、乙", [5]], ["", None]],
        },
    )

    kind: Literal["links"] = "links"
    form: FormKey
    inverse: OtherEnd | None = None
    on_delete: Literal["block", "clear", "cascade"] = "clear"
    """What becomes of this record when one of the linked ones is deleted."""
    filter: TargetCondition = ""
    """Which records can be chosen: a condition over them, in which RECORD is the record that has this field."""

    def make_meaning(self) -> AnyMeaning:
        return records(self.form)

    def link(self) -> LinkEnd:
        return LinkEnd(
            form=self.form,
            inverse=self.inverse.key if self.inverse else None,
            inverse_label={locale: self.inverse.label.text(locale) for locale in LOCALES}
            if self.inverse
            else {},
            on_delete=self.on_delete,
            filter=self.filter,
            many=True,
        )
