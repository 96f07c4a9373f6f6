"""The records that link to the one on the page."""

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field as Setting

from engines.definition import Label
from engines.form.block import Block, Fit, Reader
from engines.form.listing import adds_up, puts_in_order, stands_in_a_cell
from engines.form.mentions import OF, SHOWN, OptionalSourceField, SourceField, SourceKey
from engines.form.sites import compared_fields


class RelatedBlock(Block):
    """The records of another form that link to this one: how many, what they come to, the first few, and one more."""

    title: ClassVar[Label] = Label(zh_cn="关联列表", en="Related list")
    icon: ClassVar[str] = "UnorderedListOutlined"
    rank: ClassVar[int] = 5
    fits_there: ClassVar[Mapping[str, Fit]] = {
        "fields": stands_in_a_cell,
        "order": puts_in_order,
        "totals": adds_up,
    }
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"source": "visits", "fields": ["stage"], "order": "held_on", "descending": True, "limit": 5},
    )

    kind: Literal["related"] = "related"
    source: SourceKey
    """The name that the link of the other form gives to its records here."""
    fields: tuple[SourceField, ...] = ()
    """What the list shows beside the title of each."""
    filter: Annotated[
        Mapping[str, object] | None, Setting(json_schema_extra={SHOWN: "filter", OF: "source"})
    ] = None
    order: OptionalSourceField | None = None
    descending: bool = False
    limit: Annotated[int, Setting(ge=1, le=50)] = 8
    totals: tuple[SourceField, ...] = ()
    """Numbers that are added up over all of them, the first few or not."""
    addable: bool = True
    """Whether one can be added from here, by whoever may."""

    def leads(self) -> str | None:
        return self.source

    def cut(self, reader: Reader) -> Self | None:
        there = reader.lists.get(self.source)
        if there is None or not set(compared_fields(self.filter)) <= set(there.readable):
            return None
        known = {
            "fields": there.seen(self.fields),
            "totals": there.read(self.totals),
            "order": self.order if self.order in there.readable else None,
        }
        return self.model_copy(update=known)
