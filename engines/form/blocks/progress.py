"""How far a record is on its way."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, Self

from engines.definition import Label
from engines.expression.types import is_list
from engines.form.block import Block, Fit, Reader
from engines.form.mentions import FieldKey
from engines.form.view import Fielded


def is_one_option(form: Fielded, key: str) -> bool:
    """Whether a field holds one of several options, in the order of a way."""
    field = form.fields.get(key)
    if field is None or field.row_fields() is not None or field.computed:
        return False
    return field.option_labels() is not None and not is_list(field.value_type())


class ProgressBlock(Block):
    """The options of a field as steps: where the record is, what lies ahead, and what a gate still asks for."""

    title: ClassVar[Label] = Label(zh_cn="进度", en="Progress")
    icon: ClassVar[str] = "NodeIndexOutlined"
    rank: ClassVar[int] = 3
    fits: ClassVar[Mapping[str, Fit]] = {"field": is_one_option}
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({"field": "stage"},)

    kind: Literal["progress"] = "progress"
    field: FieldKey

    def cut(self, reader: Reader) -> Self | None:
        return self if self.field in reader.readable else None
