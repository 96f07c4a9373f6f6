"""The record above, in a tree of the form's own records."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import LOCALES, Definition, Key, Label
from engines.form.computation import LinkEnd
from engines.form.field import Field, Group
from engines.form.meaning import AnyMeaning
from engines.form.meanings import record
from engines.form.mentions import FormKey, TargetCondition


class BelowEnd(Definition):
    """The other end: how a record names those right below it."""

    key: Key
    label: Label


class TreeLinkField(Field):
    """The parent company, the task that this one is part of, the folder in which it lies."""

    title: ClassVar[Label] = Label(zh_cn="上级记录", en="Parent record")
    icon: ClassVar[str] = "ApartmentOutlined"
    group: ClassVar[Group] = "link"
    in_rows: ClassVar[bool] = False
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

    kind: Literal["tree_link"] = "tree_link"
    form: FormKey
    """The form itself."""
    inverse: BelowEnd | None = None
    on_delete: Literal["block", "clear", "cascade"] = "clear"
    """What becomes of this record when the one above is deleted."""
    filter: TargetCondition = ""
    """Which records can stand above: a condition over them, in which RECORD is the record below."""

    def make_meaning(self) -> AnyMeaning:
        return record(self.form)

    def link(self) -> LinkEnd:
        below = self.inverse
        return LinkEnd(
            form=self.form,
            inverse=None if below is None else below.key,
            inverse_label={} if below is None else {locale: below.label.text(locale) for locale in LOCALES},
            on_delete=self.on_delete,
            filter=self.filter,
            is_tree=True,
        )
