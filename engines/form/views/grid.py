"""Records as the rows of a table."""

from collections.abc import Collection, Iterable
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field as Setting

from engines.definition import Definition, Label
from engines.form.mentions import FieldKey
from engines.form.system import SYSTEM_TYPES
from engines.form.view import Fielded, FieldSetting, View


class GridColumn(Definition):
    """A field shown as a column, in pixels."""

    field: FieldKey
    width: Annotated[int, Setting(ge=40, le=1_200)] | None = None


def shows_as_a_column(form: Fielded, key: str) -> bool:
    """Whether a field can be a column: rows of its own have no room in a cell."""
    field = form.fields.get(key)
    return key in SYSTEM_TYPES if field is None else field.row_fields() is None


class GridView(View):
    """A table that is read, sorted, filtered and edited in place."""

    title: ClassVar[Label] = Label(zh_cn="表格", en="Grid")
    icon: ClassVar[str] = "TableOutlined"
    field_settings: ClassVar[tuple[FieldSetting, ...]] = (
        FieldSetting(
            "columns",
            Label(zh_cn="列", en="Columns"),
            shows_as_a_column,
            many=True,
            arranged=True,
            member="field",
        ),
    )

    kind: Literal["grid"] = "grid"
    columns: tuple[GridColumn, ...] = ()

    def named_fields(self) -> Iterable[tuple[str, str]]:
        yield from super().named_fields()
        for index, column in enumerate(self.columns):
            yield column.field, f"/columns/{index}/field"

    def cut(self, readable: Collection[str], shown: Collection[str]) -> Self | None:
        whole = super().cut(readable, shown)
        columns = tuple(column for column in self.columns if column.field in shown)
        return whole and whole.model_copy(update={"columns": columns})
