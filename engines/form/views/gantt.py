"""Records as bars on a line of time."""

from collections.abc import Collection, Iterable
from typing import ClassVar, Literal, Self

from engines.definition import Label
from engines.expression.types import NUMBER
from engines.form.groups import makes_few
from engines.form.mentions import FieldKey
from engines.form.moments import has_colours, is_day, lies_in_time
from engines.form.naming import called_field
from engines.form.schema import Form
from engines.form.view import Fielded, FieldSetting, View, shows_beside_title
from engines.issues import Issue

Scale = Literal["day", "week", "month", "quarter"]


def is_number(form: Fielded, key: str) -> bool:
    """Whether a field says how far something has come."""
    field = form.fields.get(key)
    return field is not None and field.row_fields() is None and field.value_type() == NUMBER


def leads_to_its_own(form: Fielded, key: str) -> bool:
    """Whether a field leads from a record to others of its form."""
    field = form.fields.get(key)
    link = None if field is None else field.link()
    return link is not None and link.form == form.definition.key


class GanttView(View):
    """A plan: bars from the first day to the last, dragged and stretched, with arrows to what comes after."""

    title: ClassVar[Label] = Label(zh_cn="甘特图", en="Gantt")
    icon: ClassVar[str] = "ScheduleOutlined"
    rank: ClassVar[int] = 5
    field_settings: ClassVar[tuple[FieldSetting, ...]] = (
        FieldSetting(
            "start",
            Label(zh_cn="开始日期，或日期范围", en="First day, or span of days"),
            lies_in_time,
            required=True,
        ),
        FieldSetting("end", Label(zh_cn="结束日期", en="Last day"), is_day),
        FieldSetting("lanes", Label(zh_cn="按此字段分组", en="One lane for each"), makes_few),
        FieldSetting("colour", Label(zh_cn="颜色取自", en="Colour by"), has_colours),
        FieldSetting("progress", Label(zh_cn="进度", en="Progress"), is_number),
        FieldSetting("after", Label(zh_cn="前置记录", en="Comes after"), leads_to_its_own),
        FieldSetting(
            "cards", Label(zh_cn="标题旁显示", en="Shown beside the title"), shows_beside_title, many=True
        ),
    )

    kind: Literal["gantt"] = "gantt"
    start: FieldKey
    """The first day or moment of a record, or its span of days."""
    end: FieldKey | None = None
    """The last day, where the first one stands in a field of its own."""
    lanes: FieldKey | None = None
    """What bars are gathered by."""
    colour: FieldKey | None = None
    """The choice whose colour a bar bears."""
    progress: FieldKey | None = None
    """How far a record has come: a percentage, or a number up to 100."""
    after: FieldKey | None = None
    """A link to the records that come before; arrows lead from them."""
    cards: tuple[FieldKey, ...] = ()
    """What stands beside the title."""
    scale: Scale = "week"
    """How much time is in sight at first."""

    def named_fields(self) -> Iterable[tuple[str, str]]:
        yield from super().named_fields()
        yield self.start, "/start"
        for name in ("end", "lanes", "colour", "progress", "after"):
            key = getattr(self, name)
            if key is not None:
                yield key, f"/{name}"
        for index, key in enumerate(self.cards):
            yield key, f"/cards/{index}"

    def check_fields(self, form: Form) -> Iterable[Issue]:
        wanted = (
            ("start", lies_in_time, "day_impossible"),
            ("end", is_day, "day_impossible"),
            ("lanes", makes_few, "lanes_impossible"),
            ("colour", has_colours, "colour_impossible"),
            ("progress", is_number, "progress_impossible"),
            ("after", leads_to_its_own, "own_link_impossible"),
        )
        for name, fits, code in wanted:
            key = getattr(self, name)
            if key is not None and not fits(form, key):
                yield Issue(code, f"/{name}", {"key": called_field(form.fields, key)})

    def cut(self, readable: Collection[str], shown: Collection[str]) -> Self | None:
        whole = super().cut(readable, shown)
        if whole is None or self.start not in readable:
            return None
        single = ("end", "lanes", "colour", "progress", "after")
        kept = {name: getattr(self, name) for name in single}
        return whole.model_copy(
            update={
                **{name: key if key in readable else None for name, key in kept.items()},
                "cards": tuple(key for key in self.cards if key in shown),
            }
        )
