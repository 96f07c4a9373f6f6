"""Several values of one meaning in one field, in their order."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final

from sqlalchemy import ColumnElement, cast, func, literal_column, select
from sqlalchemy import column as sa_column
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.types import TypeEngine

from engines.definition import Label, Locale
from engines.expression.clock import Clock
from engines.expression.types import list_of
from engines.form.facts import Facts
from engines.form.meaning import AnyMeaning, Meaning, Names, Operator, StoredColumn
from engines.form.operators import BLANKS, call, table
from engines.form.shapes import Shape, several
from engines.issues import Issue, pointer

MOST: Final = 500
"""Values that one field may hold."""
SEPARATORS: Final = str.maketrans("，、；;\n", ",,,,,")


def parts_of(text: str) -> Sequence[str]:
    """What a person listed in one cell."""
    return [part.strip() for part in text.translate(SEPARATORS).split(",") if part.strip()]


class SeveralMeaning(Meaning[tuple[Any, ...]]):
    """A list of values that all mean the same, each once unless `repeats`. `own` are further operators."""

    sortable: ClassVar[bool] = False

    def __init__(self, element: AnyMeaning, *own: Operator, repeats: bool = False) -> None:
        self.element = element
        self.type = list_of(element.type)
        self.own = own
        self.repeats = repeats
        self.source = element.source

    def columns(self) -> tuple[StoredColumn, ...]:
        return (StoredColumn("", ARRAY(self.element.columns()[0].type), index="gin"),)

    @property
    def kept(self) -> TypeEngine[Any]:
        """The type in which the database keeps one of them."""
        return self.element.columns()[0].type

    def shown(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Each value as JSON gives it."""
        if type(self.element).shown is Meaning.shown:
            return column
        listed = func.unnest(column).table_valued(sa_column("value", self.kept), with_ordinality="place")
        values = listed.render_derived()
        value = self.element.shown(values.c.value)
        every = func.array_agg(aggregate_order_by(value, values.c.place), type_=ARRAY(value.type))
        return select(every).select_from(values).scalar_subquery()

    def stored(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """The list without blanks; blank when nothing is left."""
        nothing = cast(literal_column("'{}'"), ARRAY(self.kept))
        return func.nullif(func.array_remove(column, None), nothing, type_=ARRAY(self.kept))

    def answered(self) -> Shape:
        return several(self.element.answered())

    def accepted(self) -> Shape:
        return several(self.element.accepted(), MOST)

    def parse(self, raw: object) -> tuple[Any, ...] | Issue | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, list | tuple):
            return Issue("not_list")
        if len(raw) > MOST:
            return Issue("list_too_long", params={"maximum": MOST})
        found: list[object] = []
        for place, item in enumerate(raw):
            value = self.element.parse(item)
            if isinstance(value, Issue):
                return value.under(pointer(place))
            if value is None:
                return Issue("blank_in_list", pointer(place))
            found.append(value)
        return self._once(found)

    def parse_text(self, text: str, names: Names) -> tuple[Any, ...] | Issue | None:
        known = names.ids.get(self.source or "", {})
        parts = [text.strip()] if text.strip() in known else parts_of(text)
        if len(parts) > MOST:
            return Issue("list_too_long", params={"maximum": MOST})
        found: list[object] = []
        for part in parts:
            value = self.element.parse_text(part, names)
            if isinstance(value, Issue):
                return value
            found.append(value)
        return self._once(found)

    def _once(self, values: Iterable[object]) -> tuple[Any, ...] | None:
        found = [value for value in values if value is not None]
        return tuple(found if self.repeats else dict.fromkeys(found)) or None

    def settle(
        self, value: tuple[Any, ...], before: tuple[Any, ...] | None, clock: Clock, facts: Facts
    ) -> tuple[Any, ...] | Issue:
        found: list[object] = []
        for item in value:
            settled = self.element.settle(item, item if before and item in before else None, clock, facts)
            if isinstance(settled, Issue):
                return settled
            found.append(settled)
        return tuple(found)

    def to_json(self, value: tuple[Any, ...]) -> object:
        return [self.element.to_json(item) for item in value]

    def from_columns(self, key: str, row: Mapping[str, Any]) -> tuple[Any, ...] | None:
        return tuple(row[key]) if row[key] else None

    def to_columns(self, key: str, value: tuple[Any, ...] | None) -> dict[str, object]:
        return {key: None if value is None else list(value)}

    def from_expression(self, value: tuple[Any, ...]) -> tuple[Any, ...] | None:
        return self._once(value)

    def show(self, value: tuple[Any, ...], locale: Locale, names: Names) -> str:
        return ("、" if locale == "zh-CN" else ", ").join(
            self.element.show(item, locale, names) for item in value
        )

    def operators(self) -> Mapping[str, Operator]:
        element = self.element.type
        return table(
            (
                *self.own,
                call("contains", "HAS", element, Label(zh_cn="包含", en="contains")),
                call(
                    "not_contains", "HAS", element, Label(zh_cn="不包含", en="does not contain"), negated=True
                ),
                call("includes_any", "HASANY", self.type, Label(zh_cn="包含其中之一", en="includes any of")),
                call("includes_all", "HASALL", self.type, Label(zh_cn="全部包含", en="includes all of")),
                *BLANKS,
            )
        )

    def aggregates(self) -> tuple[str, ...]:
        return ("count",)
