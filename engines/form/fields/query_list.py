"""Records of another form that belong here without being linked."""

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.form.computation import FormulaText, Query
from engines.form.field import Field, Group, Operator
from engines.form.mentions import FormKey, ListedCondition, OrderingField, ShownField, SummedField

NO_VALUE: Final = "IF(FALSE, TRUE)"
"""What an expression gives that is always blank."""
MOST_COLUMNS: Final = 12


class QueryListField(Field):
    """The open orders of the same customer, other visits in the same town: records of a form that meet a condition,
    looked up whenever this record is opened or filled in. Nothing is stored, and nothing needs to be linked."""

    title: ClassVar[Label] = Label(zh_cn="查询列表", en="Query list")
    icon: ClassVar[str] = "FileSearchOutlined"
    group: ClassVar[Group] = "link"
    computed: ClassVar[bool] = True
    can_group: ClassVar[bool] = False
    in_rows: ClassVar[bool] = False
    can_be_masked: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {
                "lists": "order",
                "filter": 'state <> "lost"',
                "beside": ["state", "total"],
                "order": "ordered_on",
                "descending": True,
                "totals": ["total"],
            },
            "type": "boolean",
            "accepts": [[None, None]],
            "refuses": [["x", "not_boolean"]],
            "texts": [["", None]],
        },
    )

    kind: Literal["query_list"] = "query_list"
    lists: FormKey
    """The form whose records are shown."""
    filter: ListedCondition = ""
    """Which of them: a condition over them, in which RECORD is the record that has this field."""
    beside: Annotated[tuple[ShownField, ...], Setting(max_length=MOST_COLUMNS)] = ()
    """What the list shows beside the title of each."""
    order: OrderingField | None = None
    descending: bool = False
    limit: Annotated[int, Setting(ge=1, le=50)] = 8
    """How many stand on a page of the list."""
    totals: Annotated[tuple[SummedField, ...], Setting(max_length=MOST_COLUMNS)] = ()
    """Numbers that are added up over all of them, those on other pages too."""

    def make_meaning(self) -> None:
        return None

    def computation(self) -> FormulaText:
        return FormulaText(NO_VALUE, "kind", live=True)

    @property
    def sortable(self) -> bool:
        return False

    def operators(self) -> Mapping[str, Operator]:
        return {}

    def aggregates(self) -> Sequence[str]:
        return ()

    def query(self) -> Query:
        return Query(self.lists, self.filter, self.beside, self.order, self.totals)
