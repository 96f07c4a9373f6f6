"""Buttons of a record."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, Self

from engines.definition import Label
from engines.form.block import Block, Fit, Reader
from engines.form.mentions import FieldKey
from engines.form.view import Fielded


def is_pressed(form: Fielded, key: str) -> bool:
    """Whether a field is something to press."""
    field = form.fields.get(key)
    return field is not None and field.press() is not None


class ButtonsBlock(Block):
    """The buttons that you choose, side by side; each is there where it can be pressed."""

    title: ClassVar[Label] = Label(zh_cn="按钮", en="Buttons")
    icon: ClassVar[str] = "ThunderboltOutlined"
    rank: ClassVar[int] = 4
    fits: ClassVar[Mapping[str, Fit]] = {"fields": is_pressed}
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({"fields": ["close"]},)

    kind: Literal["buttons"] = "buttons"
    fields: tuple[FieldKey, ...] = ()

    def is_bare(self) -> bool:
        return not self.fields

    def cut(self, reader: Reader) -> Self | None:
        shown = reader.read(self.fields)
        return self.model_copy(update={"fields": shown}) if shown else None
