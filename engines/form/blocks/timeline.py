"""Everything that happened with a record."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final, Literal, Self

from engines.definition import Label
from engines.expression.types import DATE, DATETIME
from engines.form.block import Block, Fit, Reader
from engines.form.mentions import OptionalSourceField, SourceKey
from engines.form.system import SYSTEM_TYPES
from engines.form.view import Fielded

MOMENTS: Final = frozenset({DATE, DATETIME})


def is_a_moment(form: Fielded, key: str) -> bool:
    """Whether a field says when something was."""
    field = form.fields.get(key)
    if field is None:
        return SYSTEM_TYPES.get(key) in MOMENTS
    return field.row_fields() is None and field.value_type() in MOMENTS


class TimelineBlock(Block):
    """Changes and comments in one order, the newest first; beside them the records that link to this one, each at its
    time: calls, visits, mails."""

    title: ClassVar[Label] = Label(zh_cn="动态", en="Timeline")
    icon: ClassVar[str] = "HistoryOutlined"
    rank: ClassVar[int] = 6
    fits_there: ClassVar[Mapping[str, Fit]] = {"moment": is_a_moment}
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({}, {"source": "visits", "moment": "held_on"})

    kind: Literal["timeline"] = "timeline"
    source: SourceKey | None = None
    """The name of the link by which the other records are found."""
    moment: OptionalSourceField | None = None
    """The day or moment at which each of them stands; without it, when it was made."""

    def leads(self) -> str | None:
        return self.source

    def cut(self, reader: Reader) -> Self | None:
        there = None if self.source is None else reader.lists.get(self.source)
        if there is None:
            return self.model_copy(update={"source": None, "moment": None})
        return self.model_copy(update={"moment": self.moment if self.moment in there.readable else None})
