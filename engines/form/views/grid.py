"""Records as the rows of a table."""

from collections.abc import Collection, Iterable, Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field as Setting

from engines.definition import Definition, Label
from engines.form.computation import Aggregate
from engines.form.groups import BY_VALUE, Unit, ways_to_group
from engines.form.listing import stands_in_a_cell
from engines.form.mentions import NEEDED, SHOWN, FieldKey, NeededField
from engines.form.naming import called_field
from engines.form.schema import Form
from engines.form.sites import compared_fields
from engines.form.system import SYSTEM_MEANINGS
from engines.form.view import FieldSetting, View
from engines.issues import Issue, pointer

Hue = Literal[
    "grey",
    "red",
    "orange",
    "yellow",
    "lime",
    "green",
    "teal",
    "cyan",
    "blue",
    "indigo",
    "purple",
    "pink",
]


class GridColumn(Definition):
    """A field shown as a column, in pixels."""

    field: FieldKey
    width: Annotated[int, Setting(ge=40, le=1_200)] | None = None


class GridGroup(Definition):
    """A field whose values gather the rows under heads; of days and moments, the span in which they lie."""

    field: NeededField
    unit: Unit | None = None
    descending: bool = False


class GridTotal(Definition):
    """What stands below a column, and in the head of each group."""

    field: NeededField
    by: Aggregate


class GridColour(Definition):
    """A condition, as lists are filtered by, and the colour of the rows on which it holds."""

    when: Annotated[Mapping[str, object], Setting(json_schema_extra={SHOWN: "filter", NEEDED: True})]
    colour: Hue


def adds_up_by(form: Form, key: str) -> Collection[str]:
    """In which ways a column can be added up."""
    field = form.fields.get(key)
    if field is None:
        return SYSTEM_MEANINGS[key].aggregates() if key in SYSTEM_MEANINGS else ()
    return field.aggregates()


class GridView(View):
    """A table that is read, sorted, filtered, grouped and edited in place."""

    title: ClassVar[Label] = Label(zh_cn="表格", en="Grid")
    icon: ClassVar[str] = "TableOutlined"
    field_settings: ClassVar[tuple[FieldSetting, ...]] = (
        FieldSetting(
            "columns",
            Label(zh_cn="列", en="Columns"),
            stands_in_a_cell,
            many=True,
            arranged=True,
            member="field",
        ),
    )

    kind: Literal["grid"] = "grid"
    columns: tuple[GridColumn, ...] = ()
    groups: Annotated[tuple[GridGroup, ...], Setting(max_length=3)] = ()
    """By what the rows are gathered, the outermost first."""
    totals: Annotated[tuple[GridTotal, ...], Setting(max_length=40)] = ()
    colours: Annotated[tuple[GridColour, ...], Setting(max_length=10)] = ()
    """Of several that hold the first one colours a row."""
    frozen: Annotated[int, Setting(ge=1, le=6)] = 1
    """How many columns stay in their place while the others scroll."""

    def named_fields(self) -> Iterable[tuple[str, str]]:
        yield from super().named_fields()
        for index, column in enumerate(self.columns):
            yield column.field, f"/columns/{index}/field"
        for index, group in enumerate(self.groups):
            yield group.field, f"/groups/{index}/field"
        for index, total in enumerate(self.totals):
            yield total.field, f"/totals/{index}/field"

    def conditions(self) -> Iterable[tuple[Mapping[str, object], str]]:
        for index, colour in enumerate(self.colours):
            yield colour.when, f"/colours/{index}/when"

    def without_conditions(self, pointers: Collection[str]) -> Self:
        kept = (colour for at, colour in enumerate(self.colours) if f"/colours/{at}/when" not in pointers)
        return self.model_copy(update={"colours": tuple(kept)})

    def check_fields(self, form: Form) -> Iterable[Issue]:
        for index, group in enumerate(self.groups):
            ways = ways_to_group(form, group.field)
            if (group.unit or BY_VALUE) not in ways:
                code = "group_needs_unit" if ways and group.unit is None else "group_impossible"
                yield Issue(
                    code, pointer("groups", index, "field"), {"key": called_field(form.fields, group.field)}
                )
        for index, total in enumerate(self.totals):
            if total.by not in adds_up_by(form, total.field):
                yield Issue(
                    "total_unfit",
                    pointer("totals", index, "field"),
                    {"key": called_field(form.fields, total.field)},
                )

    def cut(self, readable: Collection[str], shown: Collection[str]) -> Self | None:
        whole = super().cut(readable, shown)
        return whole and whole.model_copy(
            update={
                "columns": tuple(column for column in self.columns if column.field in shown),
                "groups": tuple(group for group in self.groups if group.field in readable),
                "totals": tuple(total for total in self.totals if total.field in readable),
                "colours": tuple(
                    colour for colour in self.colours if set(compared_fields(colour.when)) <= set(readable)
                ),
            }
        )
