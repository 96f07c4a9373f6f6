"""Yes or no, or not said."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Boolean

from engines.definition import Label, Locale
from engines.expression.types import BOOLEAN
from engines.form.meaning import Meaning, Names, Operator, StoredColumn
from engines.form.operators import BLANKS, table
from engines.form.shapes import Shape
from engines.issues import Issue

WRITTEN: Final = {
    **dict.fromkeys(("true", "yes", "y", "1", "是", "真", "对", "√", "✓", "✔"), True),
    **dict.fromkeys(("false", "no", "n", "0", "否", "假", "错", "×", "✗", "✘"), False),
}
SHOWN: Final[Mapping[Locale, Mapping[bool, str]]] = {
    "zh-CN": {True: "是", False: "否"},
    "en": {True: "Yes", False: "No"},
}
OPERATORS: Final = table(
    (
        Operator("is", Label(zh_cn="等于", en="is"), (BOOLEAN,), lambda path, slots: f"{path} = {slots[0]}"),
        *BLANKS,
    )
)


class BooleanMeaning(Meaning[bool]):
    """A switch."""

    type = BOOLEAN

    def columns(self) -> tuple[StoredColumn, ...]:
        return (StoredColumn("", Boolean()),)

    def answered(self) -> Shape:
        return {"type": "boolean"}

    def parse(self, raw: object) -> bool | Issue | None:
        return raw if raw is None or isinstance(raw, bool) else Issue("not_boolean")

    def parse_text(self, text: str, names: Names) -> bool | Issue | None:
        written = text.strip().lower()
        return WRITTEN.get(written, Issue("not_boolean")) if written else None

    def show(self, value: bool, locale: Locale, names: Names) -> str:
        return SHOWN[locale][value]

    def operators(self) -> Mapping[str, Operator]:
        return OPERATORS

    def aggregates(self) -> tuple[str, ...]:
        return ("count",)
