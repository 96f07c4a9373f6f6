"""A number that the system gives to every new record."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, ClassVar, Final, Literal

from pydantic import StringConstraints

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.meaning import AnyMeaning
from engines.form.meanings.text import TextMeaning
from engines.issues import Issue

Reset = Literal["never", "year", "month", "day"]

PART: Final = re.compile(r"\{([^{}]*)\}")
DATES: Final[Mapping[str, str]] = {"YYYY": "%Y", "YY": "%y", "MM": "%m", "DD": "%d"}
SCOPES: Final[Mapping[Reset, str]] = {"never": "", "year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}
PARTS_OF_RESET: Final[Mapping[Reset, Sequence[frozenset[str]]]] = {
    "never": (),
    "year": (frozenset({"YYYY", "YY"}),),
    "month": (frozenset({"YYYY", "YY"}), frozenset({"MM"})),
    "day": (frozenset({"YYYY", "YY"}), frozenset({"MM"}), frozenset({"DD"})),
}
"""What a number must show of its day, one of each, so that it differs from those before the counter began again."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A numbering by pattern."""

    pattern: str
    reset: Reset

    def scope(self, today: date) -> str:
        """The counter's name: it begins at 1 whenever this changes."""
        return _on(today, SCOPES[self.reset])

    def number(self, today: date, count: int) -> str:
        """The number as text; a counter that outgrows its width becomes longer."""
        parts = _parts(self.pattern, today)
        return "".join(part if isinstance(part, str) else str(count).zfill(part) for part in parts)


@lru_cache(maxsize=1000)
def _parts(pattern: str, today: date) -> Sequence[str | int]:
    """A pattern as its texts of that day, and the widths of the counter between them."""
    found: list[str | int] = []
    at = 0
    for match in PART.finditer(pattern):
        name = match[1]
        found += [pattern[at : match.start()], _on(today, DATES[name]) if name in DATES else len(name)]
        at = match.end()
    return (*found, pattern[at:])


def _on(day: date, form: str) -> str:
    """The day written by a format; years below 1000 keep four digits everywhere."""
    written = form.replace("%Y", f"{day.year:04}")
    return day.strftime(written) if "%" in written else written


class AutonumberField(Field):
    """A running number such as OPP-202611-0001, without duplicates."""

    title: ClassVar[Label] = Label(zh_cn="自动编号", en="Automatic number")
    icon: ClassVar[str] = "FieldNumberOutlined"
    group: ClassVar[Group] = "text"
    rank: ClassVar[int] = 6
    computed: ClassVar[bool] = True
    can_be_title: ClassVar[bool] = True
    can_group: ClassVar[bool] = False
    in_rows: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"pattern": "OPP-{YYYY}{MM}-{0000}", "reset": "month"},
            "accepts": [["OPP-202611-0001", "OPP-202611-0001"], [None, None]],
            "refuses": [[5, "not_text"]],
            "texts": [["OPP-202611-0001", "OPP-202611-0001"]],
        },
    )

    kind: Literal["autonumber"] = "autonumber"
    pattern: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    """Text with {YYYY}, {YY}, {MM}, {DD} and the counter, as many zeros as it has digits: {0000}."""
    reset: Reset = "never"
    """When the counter begins again at 1, by the company's calendar."""

    def make_meaning(self) -> AnyMeaning:
        return TextMeaning(ordered=False)

    def numbering(self) -> Pattern:
        return Pattern(self.pattern, self.reset)

    def check_settings(self) -> Iterable[Issue]:
        parts = PART.findall(self.pattern)
        unknown = [part for part in parts if part not in DATES and not re.fullmatch("0{1,12}", part)]
        counters = [part for part in parts if part not in DATES and part not in unknown]
        if unknown or "{" in PART.sub("", self.pattern) or "}" in PART.sub("", self.pattern):
            yield Issue("number_pattern_unknown", "/pattern", {"part": unknown[0] if unknown else "{"})
        elif len(counters) != 1:
            yield Issue("number_pattern_counter", "/pattern")
        elif not all(wanted & set(parts) for wanted in PARTS_OF_RESET[self.reset]):
            yield Issue("number_pattern_reset", "/pattern")
