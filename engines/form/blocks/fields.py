"""Some fields of a record."""

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field as Setting

from engines.definition import Label
from engines.form.block import Block, Fit, Reader
from engines.form.mentions import FieldKey
from engines.form.view import Fielded


def is_of_the_form(form: Fielded, key: str) -> bool:
    """Whether it is a field that an author gave the form, of whatever kind."""
    return key in form.fields


class FieldsBlock(Block):
    """The fields that you choose, side by side; whoever may change the record begins with a press on one."""

    title: ClassVar[Label] = Label(zh_cn="所选字段", en="Chosen fields")
    icon: ClassVar[str] = "FormOutlined"
    rank: ClassVar[int] = 1
    fits: ClassVar[Mapping[str, Fit]] = {"fields": is_of_the_form}
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({"fields": ["name", "stage"], "columns": 1},)

    kind: Literal["fields"] = "fields"
    fields: tuple[FieldKey, ...] = ()
    columns: Annotated[int, Setting(ge=1, le=4)] = 2

    def is_bare(self) -> bool:
        return not self.fields

    def cut(self, reader: Reader) -> Self | None:
        shown = reader.seen(self.fields)
        return self.model_copy(update={"fields": shown}) if shown else None
