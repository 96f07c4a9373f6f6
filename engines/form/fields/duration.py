"""A length of time."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.guess import NO_GUESS, Guess, readable, sample
from engines.form.meaning import AnyMeaning
from engines.form.meanings.duration import CLOCK, HOUR, MINUTE, DurationMeaning
from engines.form.meanings.number import INTEGER_LIMIT
from engines.issues import Issue

Shape = Literal["hours_minutes", "hours_minutes_seconds", "days_hours"]

SMALLEST: Final[Mapping[Shape, int]] = {
    "hours_minutes": MINUTE,
    "hours_minutes_seconds": 1,
    "days_hours": HOUR,
}
"""What a bare number counts: the smallest part that the shape shows."""
DAYS: Final = re.compile(r"\d\s*(天|日|days?\b|d\b)", re.IGNORECASE)
HOURS_OF_A_DAY: Final = 24

Seconds = Annotated[int, Setting(gt=-int(INTEGER_LIMIT), lt=int(INTEGER_LIMIT))]


class DurationField(Field):
    """How long a call took, how many hours were worked: a length of time that can be added up."""

    title: ClassVar[Label] = Label(zh_cn="时长", en="Duration")
    icon: ClassVar[str] = "HourglassOutlined"
    group: ClassVar[Group] = "time"
    rank: ClassVar[int] = 5
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"minimum": 0, "maximum": 360_000},
            "accepts": [[5400, 5400], ["60", 60], [61, 61], [0, 0], ["", None], [None, None]],
            "refuses": [
                [-1, "duration_too_short"],
                [360_001, "duration_too_long"],
                ["1:30", "not_duration"],
                [1.5, "too_many_decimals"],
                [True, "not_duration"],
            ],
            "texts": [
                ["1:30", 5400],
                ["１：３０：０５", 5405],
                ["100:00", 360_000],
                ["90", 5400],
                ["1.5h", 5400],
                ["1小时30分", 5400],
                ["1 day 2 hours", 93_600],
                ["90 mins", 5400],
                ["", None],
            ],
        },
        {
            "settings": {"shape": "days_hours"},
            "accepts": [[93_784, 93_784], [-86_400, -86_400], [0, 0]],
            "refuses": [[2**53, "number_too_large"]],
            "texts": [["36", 129_600], ["2天3小时", 183_600], ["-1d", -86_400]],
        },
        {
            "settings": {"shape": "hours_minutes_seconds"},
            "accepts": [[3600, 3600], [59, 59]],
            "refuses": [["x", "not_duration"]],
            "texts": [["45", 45], ["0:45", 2700], ["2m 5s", 125]],
        },
    )

    kind: Literal["duration"] = "duration"
    shape: Shape = "hours_minutes"
    """How it is written: 26:30, 26:30:05, or 1 day 2 hours. A bare number counts the smallest part of it."""
    minimum: Seconds | None = None
    """The shortest, in seconds."""
    maximum: Seconds | None = None
    """The longest, in seconds."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Lengths with their units, or hours and minutes that no clock shows; what a clock shows is a time."""
        some = sample(texts)
        clocks = [match for text in some if (match := CLOCK.fullmatch(text))]
        if not all(":" in text or any(map(str.isalpha, text)) for text in some):
            return NO_GUESS
        if clocks and all(int(match[1]) < HOURS_OF_A_DAY for match in clocks):
            return NO_GUESS
        in_seconds = any(match[3] for match in clocks) or any("秒" in text for text in some)
        shape: Shape = "hours_minutes_seconds" if in_seconds else "hours_minutes"
        if any(DAYS.search(text) for text in some):
            shape = "days_hours"
        return Guess(0.89 * readable(texts, DurationMeaning()), {"shape": shape})

    def make_meaning(self) -> AnyMeaning:
        return DurationMeaning(
            minimum=None if self.minimum is None else Decimal(self.minimum),
            maximum=None if self.maximum is None else Decimal(self.maximum),
            unit=SMALLEST[self.shape],
            in_days=self.shape == "days_hours",
        )

    def check_settings(self) -> Iterable[Issue]:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            yield Issue("range_reversed", "/minimum")
