"""A switch."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.form.field import Field
from engines.form.meaning import AnyMeaning
from engines.form.meanings.boolean import BooleanMeaning


class BooleanField(Field):
    """Yes or no."""

    title: ClassVar[Label] = Label(zh_cn="是/否", en="Yes or no")
    icon: ClassVar[str] = "CheckSquareOutlined"
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [[True, True], [False, False], [None, None]],
            "refuses": [[1, "not_boolean"], ["true", "not_boolean"], ["", "not_boolean"]],
            "texts": [["是", True], ["No", False], ["", None], ["√", True]],
        },
    )

    kind: Literal["boolean"] = "boolean"

    def make_meaning(self) -> AnyMeaning:
        return BooleanMeaning()
