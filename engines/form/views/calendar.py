"""Records on the days of a calendar."""

from collections.abc import Collection, Iterable
from typing import ClassVar, Literal, Self

from engines.definition import Label
from engines.form.mentions import FieldKey
from engines.form.moments import has_colours, is_day, lies_in_time
from engines.form.naming import called_field
from engines.form.schema import Form
from engines.form.view import FieldSetting, View, shows_beside_title
from engines.issues import Issue


class CalendarView(View):
    """A month or a week of records, each on its days; they are dragged from day to day."""

    title: ClassVar[Label] = Label(zh_cn="日历", en="Calendar")
    icon: ClassVar[str] = "CalendarOutlined"
    rank: ClassVar[int] = 2
    field_settings: ClassVar[tuple[FieldSetting, ...]] = (
        FieldSetting(
            "start", Label(zh_cn="日期，或开始日期", en="Day, or first day"), lies_in_time, required=True
        ),
        FieldSetting("end", Label(zh_cn="结束日期", en="Last day"), is_day),
        FieldSetting("colour", Label(zh_cn="颜色取自", en="Colour by"), has_colours),
        FieldSetting(
            "cards", Label(zh_cn="同时显示", en="Shown beside the title"), shows_beside_title, many=True
        ),
    )

    kind: Literal["calendar"] = "calendar"
    start: FieldKey
    """The day or moment of a record, its span of days, or the first day of one."""
    end: FieldKey | None = None
    """The last day, where the first one stands in a field of its own."""
    colour: FieldKey | None = None
    """The choice whose colour a record bears."""
    cards: tuple[FieldKey, ...] = ()
    """What stands beside the title where there is room."""

    def named_fields(self) -> Iterable[tuple[str, str]]:
        yield from super().named_fields()
        yield self.start, "/start"
        for name in ("end", "colour"):
            key = getattr(self, name)
            if key is not None:
                yield key, f"/{name}"
        for index, key in enumerate(self.cards):
            yield key, f"/cards/{index}"

    def check_fields(self, form: Form) -> Iterable[Issue]:
        if not lies_in_time(form, self.start):
            yield Issue("day_impossible", "/start", {"key": called_field(form.fields, self.start)})
        if self.end is not None and not is_day(form, self.end):
            yield Issue("day_impossible", "/end", {"key": called_field(form.fields, self.end)})
        if self.colour is not None and not has_colours(form, self.colour):
            yield Issue("colour_impossible", "/colour", {"key": called_field(form.fields, self.colour)})

    def cut(self, readable: Collection[str], shown: Collection[str]) -> Self | None:
        whole = super().cut(readable, shown)
        if whole is None or self.start not in readable:
            return None
        return whole.model_copy(
            update={
                "end": self.end if self.end in readable else None,
                "colour": self.colour if self.colour in readable else None,
                "cards": tuple(key for key in self.cards if key in shown),
            }
        )
