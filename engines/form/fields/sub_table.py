"""A table inside the record."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import Field as Setting
from sqlalchemy import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from engines.definition import Label, Locale
from engines.expression.clock import Clock
from engines.form.facts import Facts
from engines.form.field import Field, Group
from engines.form.meaning import Names
from engines.form.mentions import ROWS
from engines.form.rows import IGNORED, parse_rows
from engines.form.shapes import ANYTHING, ID, Shape, members, or_null, several
from engines.issues import Issue

if TYPE_CHECKING:
    from engines.form.field import Field as AnyField


class SubTableField(Field):
    """The lines of an order, the legs of a trip: rows that belong to one record and are saved with it."""

    title: ClassVar[Label] = Label(zh_cn="子表", en="Sub-table")
    icon: ClassVar[str] = "TableOutlined"
    group: ClassVar[Group] = "link"
    rank: ClassVar[int] = 2
    can_group: ClassVar[bool] = False
    in_rows: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {
                "fields": [
                    {"kind": "number", "key": "quantity", "label": {"zh-CN": "数量", "en": "Quantity"}},
                ],
                "max_rows": 2,
            },
            "accepts": [
                [[{"quantity": "3"}], [{"id": None, "quantity": "3.00"}]],
                [[{"id": 4, "quantity": None, "position": 1}], [{"id": 4, "quantity": None}]],
                [[], None],
                [None, None],
            ],
            "refuses": [
                ["x", "not_rows"],
                [[1], "not_row"],
                [[{}, {}, {}], "too_many_rows"],
                [[{"quantity": "x"}], "not_number"],
                [[{"quantty": 1}], "unknown_field"],
                [[{"id": 1}, {"id": 1}], "row_twice"],
                [[{"id": -1}], "not_reference"],
            ],
            "texts": [],
        },
    )

    kind: Literal["sub_table"] = "sub_table"
    fields: Annotated[
        tuple["AnyField", ...], Setting(min_length=1, max_length=200, json_schema_extra={ROWS: True})
    ]
    min_rows: Annotated[int, Setting(ge=0, le=2_000)] = 0
    max_rows: Annotated[int, Setting(ge=1, le=2_000)] = 500

    def make_meaning(self) -> None:
        return None

    def row_fields(self) -> Sequence[Field]:
        return self.fields

    def with_rows(self, fields: Sequence[Field]) -> Self:
        return self.model_copy(update={"fields": tuple(fields)})

    def row_limits(self) -> tuple[int, int]:
        return self.min_rows, self.max_rows

    def answered(self) -> Shape:
        own = {"id": or_null(ID), **{field.key: field.answered() for field in self.fields}}
        return or_null(several(members(own, ("id",))))

    def accepted(self) -> Shape:
        """A row with an id is kept and changed, one without is new, one that is missing is deleted."""
        own: dict[str, Shape] = {
            **dict.fromkeys(sorted(IGNORED), ANYTHING),
            **{
                field.key: {"readOnly": True} if field.computed else field.accepted() for field in self.fields
            },
            "id": or_null(ID),
        }
        return or_null(several(members(own), self.max_rows))

    def parse(self, raw: object) -> object | Issue:
        rows, issues = parse_rows(self.fields, raw, self.row_limits())
        return issues[0] if issues else rows

    def parse_text(self, text: str, names: Names) -> object | Issue:
        return Issue("rows_have_no_text") if text.strip() else None

    def settle(self, value: object, before: object, clock: Clock, facts: Facts) -> object | Issue:
        return value

    def to_json(self, value: object) -> object:
        if not isinstance(value, list | tuple) or not value:
            return None
        by_key = {field.key: field for field in self.fields}
        return [
            {key: by_key[key].to_json(item) if key in by_key else item for key, item in row.items()}
            for row in value
        ]

    def to_expression(self, value: object) -> object:
        return None

    def output(self, table: FromClause) -> ColumnElement[object]:
        raise LookupError("rows are selected from their own table")

    def show(self, value: object, locale: Locale, names: Names) -> str:
        count = len(value) if isinstance(value, list | tuple) else 0
        if not count:
            return ""
        return f"{count} 行" if locale == "zh-CN" else f"{count} row{'s' if count > 1 else ''}"

    def check_settings(self) -> Sequence[Issue]:
        return (Issue("range_reversed", "/min_rows"),) if self.min_rows > self.max_rows else ()
