"""A moment."""

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar, Final, Literal

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.guess import Guess, readable, sample
from engines.form.meaning import AnyMeaning
from engines.form.meanings.datetime import DateTimeMeaning

MIDNIGHT: Final = re.compile(r"\b0{1,2}:00(:00(\.0+)?)?$")


class DateTimeField(Field):
    """A day and a time: a meeting, a deadline. Written and shown in the company's time zone."""

    title: ClassVar[Label] = Label(zh_cn="日期时间", en="Date and time")
    icon: ClassVar[str] = "ClockCircleOutlined"
    group: ClassVar[Group] = "time"
    rank: ClassVar[int] = 2
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [
                ["2026-02-28T10:00:00Z", "2026-02-28T10:00:00Z"],
                ["2026-02-28T10:00:00+08:00", "2026-02-28T02:00:00Z"],
                ["2026-02-28T10:00", "2026-02-28T02:00:00Z"],
                ["2026-02-28", "2026-02-27T16:00:00Z"],
                ["2026-02-28T10:00:00.250Z", "2026-02-28T10:00:00.250000Z"],
                ["", None],
                [None, None],
            ],
            "refuses": [
                ["2026-02-30T10:00:00Z", "no_such_date"],
                ["2026-02-28T25:00:00Z", "no_such_date"],
                ["0001-01-01T00:00:00+14:00", "no_such_date"],
                ["0001-01-01T00:00:00", "no_such_date"],
                ["tomorrow", "not_datetime"],
                [1767225600, "not_datetime"],
                [True, "not_datetime"],
            ],
            "texts": [
                ["2026/2/28 10:05", "2026-02-28T02:05:00Z"],
                ["2026年2月28日 10时05分", "2026-02-28T02:05:00Z"],
                ["2026-02-28 10:05:07", "2026-02-28T02:05:07Z"],
                ["2026/2/28", "2026-02-27T16:00:00Z"],
            ],
        },
    )

    kind: Literal["datetime"] = "datetime"

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Days with a time; midnight throughout is a spreadsheet's way to write days."""
        timed = any(":" in text and not MIDNIGHT.search(text) for text in sample(texts))
        return Guess((0.92 if timed else 0.6) * readable(texts, DateTimeMeaning()))

    def make_meaning(self) -> AnyMeaning:
        return DateTimeMeaning()
