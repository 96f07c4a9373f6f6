"""Records under the records above them."""

from collections.abc import Collection, Iterable
from typing import ClassVar, Literal, Self

from engines.definition import Label
from engines.form.mentions import FieldKey
from engines.form.naming import called_field
from engines.form.schema import Form
from engines.form.view import Fielded, FieldSetting, View, shows_beside_title
from engines.issues import Issue


def leads_upwards(form: Fielded, key: str) -> bool:
    """Whether a field names the record above, in a tree of the form's own records."""
    field = form.fields.get(key)
    link = None if field is None else field.link()
    return link is not None and link.is_tree


class HierarchyView(View):
    """A tree: rows are opened to see what lies below them, and dragged onto the record that they belong under."""

    title: ClassVar[Label] = Label(zh_cn="树形", en="Tree")
    icon: ClassVar[str] = "ApartmentOutlined"
    rank: ClassVar[int] = 6
    field_settings: ClassVar[tuple[FieldSetting, ...]] = (
        FieldSetting("parent", Label(zh_cn="上级记录字段", en="Parent record"), leads_upwards, required=True),
        FieldSetting("beside", Label(zh_cn="标题旁的列", en="Columns"), shows_beside_title, many=True),
    )

    kind: Literal["hierarchy"] = "hierarchy"
    parent: FieldKey
    """The field that names the record above."""
    beside: tuple[FieldKey, ...] = ()
    """What stands beside the title, a column each."""

    def named_fields(self) -> Iterable[tuple[str, str]]:
        yield from super().named_fields()
        yield self.parent, "/parent"
        for index, key in enumerate(self.beside):
            yield key, f"/beside/{index}"

    def check_fields(self, form: Form) -> Iterable[Issue]:
        if not leads_upwards(form, self.parent):
            yield Issue("parent_impossible", "/parent", {"key": called_field(form.fields, self.parent)})

    def cut(self, readable: Collection[str], shown: Collection[str]) -> Self | None:
        whole = super().cut(readable, shown)
        if whole is None or self.parent not in readable:
            return None
        return whole.model_copy(update={"beside": tuple(key for key in self.beside if key in shown)})
