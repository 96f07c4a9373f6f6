"""What fields that lead to one record of a form have in common."""

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


class OneLinkField(Field):
    """A field whose value is a record."""

    group: ClassVar[Group] = "link"
    rank: ClassVar[int] = 1
    is_tree: ClassVar[bool] = False
    """Whether it leads to the record above, in a tree of the form's own records."""
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

    form: FormKey
    inverse: InverseEnd | None = None
    on_delete: Literal["block", "clear", "cascade"] = "clear"
    """What becomes of this record when the linked one is deleted."""
    filter: TargetCondition = ""
    """Which records can be chosen: a condition over them, in which RECORD is the record that has this field."""

    def make_meaning(self) -> AnyMeaning:
        return record(self.form)

    def link(self) -> LinkEnd:
        end = self.inverse
        return LinkEnd(
            form=self.form,
            inverse=None if end is None else end.key,
            inverse_label={} if end is None else {locale: end.label.text(locale) for locale in LOCALES},
            on_delete=self.on_delete,
            filter=self.filter,
            is_tree=self.is_tree,
        )
