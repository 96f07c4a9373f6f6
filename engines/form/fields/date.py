"""A day."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.guess import Guess, readable
from engines.form.meaning import AnyMeaning
from engines.form.meanings.date import DateMeaning


class DateField(Field):
    """A day of the calendar, the same day everywhere: a birthday, a due date."""

    title: ClassVar[Label] = Label(zh_cn="日期", en="Date")
    icon: ClassVar[str] = "CalendarOutlined"
    group: ClassVar[Group] = "time"
    rank: ClassVar[int] = 1
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [
                ["2026-02-28", "2026-02-28"],
                ["0001-01-01", "0001-01-01"],
                ["9999-12-31", "9999-12-31"],
                ["", None],
                [None, None],
            ],
            "refuses": [
                ["2026-02-29", "no_such_date"],
                ["0000-01-01", "no_such_date"],
                ["10000-01-01", "not_date"],
                ["20260228", "not_date"],
                ["2026-W05-1", "not_date"],
                ["infinity", "not_date"],
                ["２０２６-01-01", "not_date"],
                [20260101, "not_date"],
                [True, "not_date"],
            ],
            "texts": [
                ["2026/2/8", "2026-02-08"],
                ["2026年2月8日", "2026-02-08"],
                ["2026.02.08", "2026-02-08"],
                ["2026-02-08 00:00:00", "2026-02-08"],
                ["20260208", "2026-02-08"],
                ["", None],
            ],
        },
    )

    kind: Literal["date"] = "date"

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        return Guess(0.9 * readable(texts, DateMeaning()))

    def make_meaning(self) -> AnyMeaning:
        return DateMeaning()
