"""Records that belong to the one at hand are changed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from pydantic import ConfigDict

from engines.definition import Label
from engines.form.mentions import TARGET_SOURCE, SourceCondition, SourceKey
from engines.rules.action import Action, ActionText, NamedSource, TargetAssignment


class UpdateRecordsAction(Action):
    """Sets fields of the records to which the one at hand leads, or that lead to it, to what is computed from the one
    at hand."""

    model_config = ConfigDict(json_schema_extra={TARGET_SOURCE: "source"})

    title: ClassVar[Label] = Label(zh_cn="修改关联记录", en="Update linked records")
    icon: ClassVar[str] = "LinkOutlined"
    rank: ClassVar[int] = 3
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"source": "visits", "fields": [{"field": "note", "value": "title"}], "filter": "ISBLANK(note)"},
        {"source": "customer", "fields": [{"field": "state", "value": '"won"'}]},
    )

    kind: Literal["update_records"] = "update_records"
    source: SourceKey
    """What leads to the records: a link, several links, or the key under which another form's links name this one."""
    filter: SourceCondition = ""
    """Which of them: a condition over them, in which RECORD is the record at hand."""
    fields: tuple[TargetAssignment, ...] = ()

    def texts(self) -> Iterable[ActionText]:
        return (
            ActionText(each.field, f"/fields/{place}/value", each.value, field=each.field, source=self.source)
            for place, each in enumerate(self.fields)
        )

    def named_sources(self) -> Iterable[NamedSource]:
        yield NamedSource(self.source, "/source", self.filter, "/filter")

    def is_bare(self) -> bool:
        return not self.fields
