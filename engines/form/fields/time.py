"""A time of day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.guess import Guess, readable
from engines.form.meaning import AnyMeaning
from engines.form.meanings.time import TimeMeaning
from engines.issues import Issue

ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$")]


def _time(written: str | None) -> time | None:
    return None if written is None else time.fromisoformat(written)


class TimeField(Field):
    """When a shop opens, when a shift begins: a time without a day, the same on every clock."""

    title: ClassVar[Label] = Label(zh_cn="时间", en="Time")
    icon: ClassVar[str] = "FieldTimeOutlined"
    group: ClassVar[Group] = "time"
    rank: ClassVar[int] = 3
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"earliest": "06:00", "latest": "22:00:30"},
            "accepts": [
                ["09:30", "09:30:00"],
                ["22:00:30", "22:00:30"],
                ["06:00:00.250", "06:00:00.250000"],
                ["", None],
                [None, None],
            ],
            "refuses": [
                ["9:30", "not_time"],
                ["24:00", "not_time"],
                ["12:60", "not_time"],
                ["12:00Z", "not_time"],
                ["０９:30", "not_time"],
                [930, "not_time"],
                [True, "not_time"],
                ["05:59", "time_too_early"],
                ["22:01", "time_too_late"],
            ],
            "texts": [
                ["9:30", "09:30:00"],
                ["９：３０", "09:30:00"],
                ["下午3:30", "15:30:00"],
                ["3:30:15 pm", "15:30:15"],
                ["12:30 PM", "12:30:00"],
                ["9点", "09:00:00"],
                ["晚上 9点05分", "21:05:00"],
                ["", None],
            ],
        },
    )

    kind: Literal["time"] = "time"
    seconds: bool = False
    """Whether the form asks for seconds too."""
    earliest: ClockTime | None = None
    """No earlier than this, e.g. 09:00."""
    latest: ClockTime | None = None
    """No later than this, e.g. 18:00."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        seconds = any(text.count(":") > 1 and not text.endswith(":00") for text in texts)
        return Guess(0.88 * readable(texts, TimeMeaning()), {"seconds": seconds})

    def make_meaning(self) -> AnyMeaning:
        return TimeMeaning(earliest=_time(self.earliest), latest=_time(self.latest))

    def check_settings(self) -> Iterable[Issue]:
        if self.earliest and self.latest and self.earliest > self.latest:
            yield Issue("range_reversed", "/earliest")
