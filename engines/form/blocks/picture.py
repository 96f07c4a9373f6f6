"""The pictures of a record, large."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, Self

from engines.definition import Label
from engines.form.block import Block, Fit, Reader
from engines.form.mentions import FieldKey
from engines.form.view import Fielded


def holds_pictures(form: Fielded, key: str) -> bool:
    """Whether a field holds files, which may be pictures."""
    field = form.fields.get(key)
    return field is not None and field.holds_files()


class PictureBlock(Block):
    """The first picture of a field of files, large, with the others below it."""

    title: ClassVar[Label] = Label(zh_cn="图片", en="Picture")
    icon: ClassVar[str] = "PictureOutlined"
    rank: ClassVar[int] = 9
    fits: ClassVar[Mapping[str, Fit]] = {"field": holds_pictures}
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({"field": "photos"},)

    kind: Literal["picture"] = "picture"
    field: FieldKey

    def cut(self, reader: Reader) -> Self | None:
        return self if self.field in reader.readable else None
