"""Records as the rows of a table."""

from collections.abc import Collection, Iterable
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field as Setting

from engines.definition import Definition, Label
from engines.form.mentions import FieldKey
from engines.form.view import View


class GridColumn(Definition):
    """A field shown as a column, in pixels."""

    field: FieldKey
    width: Annotated[int, Setting(ge=40, le=1_200)] | None = None


class GridView(View):
    """A table that is read, sorted, filtered and edited in place."""

    title: ClassVar[Label] = Label(zh_cn="表格", en="Grid")
    icon: ClassVar[str] = "TableOutlined"

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
