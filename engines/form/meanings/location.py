"""A point on the earth, as a device or a person told it, in the coordinates of WGS 84."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Final

from sqlalchemy import ColumnElement, Numeric, Text, case, cast, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.selectable import FromClause

from engines.definition import Locale
from engines.expression.types import TEXT
from engines.form.meaning import Meaning, Names, Operator, StoredColumn
from engines.form.meanings.number import WRITTEN as NUMBER
from engines.form.meanings.number import decimal_of, round_to
from engines.form.meanings.text import TEXT_COLUMN
from engines.form.operators import BLANKS, table
from engines.form.shapes import EMPTY, NULL, Shape, either, members, or_null, string, written
from engines.form.wording import did_you_mean, given
from engines.issues import Issue, pointer

STEP: Final = Decimal("0.000001")
"""About a hand's breadth."""
EARTH: Final = 6_371_008.8
FURTHEST: Final = {"latitude": 90, "longitude": 180, "accuracy": 10_000_000}
PARTS: Final = tuple(FURTHEST)
NEAR: Final = PARTS[2]
WRITTEN: Final = re.compile(
    r"(-?\d{1,3}(?:\.\d{1,15})?)\s*[,，]\s*(-?\d{1,3}(?:\.\d{1,15})?)\s*(?:\(\s*±\s*(\d{1,8})\s*m\s*\))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Point:
    """A point; `accuracy` says within how many metres, where a device told it."""

    latitude: Decimal
    longitude: Decimal
    accuracy: int | None = None

    @property
    def text(self) -> str:
        """Latitude and longitude as people copy them."""
        return f"{self.latitude:f}, {self.longitude:f}"

    def metres_to(self, latitude: Decimal, longitude: Decimal) -> float:
        """The way to another point on a round earth."""
        here, there = math.radians(self.latitude), math.radians(latitude)
        up = math.sin((there - here) / 2) ** 2
        along = math.sin(math.radians(longitude - self.longitude) / 2) ** 2
        return 2 * EARTH * math.asin(min(1.0, math.sqrt(up + math.cos(here) * math.cos(there) * along)))


@dataclass(frozen=True, slots=True)
class Circle:
    """Where a point must lie: within `radius` metres."""

    latitude: Decimal
    longitude: Decimal
    radius: int


class LocationMeaning(Meaning[Point]):
    """A point. Expressions see latitude and longitude as text."""

    type = TEXT
    sortable: ClassVar[bool] = False

    def __init__(self, within: Circle | None) -> None:
        self.within = within

    def columns(self) -> tuple[StoredColumn, ...]:
        return (StoredColumn("", TEXT_COLUMN), *(StoredColumn(f"__{part}", Numeric()) for part in PARTS))

    def output(self, table: FromClause, key: str) -> ColumnElement[Any]:
        latitude, longitude, accuracy = (table.c[f"{key}__{part}"] for part in PARTS)
        whole = func.jsonb_build_object(
            "latitude",
            cast(func.round(latitude, 6), Text),
            "longitude",
            cast(func.round(longitude, 6), Text),
            "accuracy",
            func.round(accuracy),
            type_=JSONB,
        )
        return case((latitude.is_not(None), whole))

    def answered(self) -> Shape:
        degrees = string(pattern=r"^-?[0-9]+\.[0-9]{6}$")
        whole = or_null({"type": "integer", "minimum": 0})
        return members({"latitude": degrees, "longitude": degrees, "accuracy": whole}, PARTS)

    def accepted(self) -> Shape:
        parts = {
            part: either(
                {"type": "number", "minimum": 0 if part == NEAR else -most, "maximum": most},
                written(NUMBER),
                EMPTY,
                NULL,
            )
            for part, most in FURTHEST.items()
        }
        return either(members(parts, PARTS[:2]), {"type": "object", "maxProperties": 0}, written(WRITTEN))

    def parse(self, raw: object) -> Point | Issue | None:
        if raw is None or raw == "":
            return None
        if isinstance(raw, str):
            return self.parse_text(raw, Names())
        if not isinstance(raw, Mapping):
            return Issue("not_location")
        found: dict[str, Decimal] = {}
        for key, part in raw.items():
            if key not in PARTS:
                return Issue(
                    "unknown_field", pointer(given(key)), {"suggestion": did_you_mean(given(key), PARTS)}
                )
            if part is None or part == "":
                continue
            number = decimal_of(part)
            if isinstance(number, Issue) or abs(number) > FURTHEST[key] or (key == NEAR and number < 0):
                return Issue("not_location", pointer(key))
            found[key] = number
        if not found:
            return None
        if "latitude" not in found or "longitude" not in found:
            return Issue("not_location")
        accuracy = None if "accuracy" not in found else int(round_to(found["accuracy"], Decimal(1)))
        point = Point(round_to(found["latitude"], STEP), round_to(found["longitude"], STEP), accuracy)
        return self.check(point) or point

    def check(self, value: Point) -> Issue | None:
        if self.within is None:
            return None
        distance = value.metres_to(self.within.latitude, self.within.longitude)
        if distance <= self.within.radius:
            return None
        return Issue("location_too_far", params={"distance": round(distance), "maximum": self.within.radius})

    def parse_text(self, text: str, names: Names) -> Point | Issue | None:
        if not text.strip():
            return None
        match = WRITTEN.fullmatch(text.strip())
        if match is None:
            return Issue("not_location")
        return self.parse(dict(zip(PARTS, match.groups(), strict=True)))

    def to_json(self, value: Point) -> object:
        return {
            "latitude": f"{value.latitude:f}",
            "longitude": f"{value.longitude:f}",
            "accuracy": value.accuracy,
        }

    def to_columns(self, key: str, value: Point | None) -> dict[str, object]:
        parts = {f"{key}__{part}": None if value is None else getattr(value, part) for part in PARTS}
        return {key: None if value is None else value.text, **parts}

    def from_columns(self, key: str, row: Mapping[str, Any]) -> Point | None:
        latitude, longitude, accuracy = (row[f"{key}__{part}"] for part in PARTS)
        if latitude is None:
            return None
        near = None if accuracy is None else int(accuracy)
        return Point(round_to(latitude, STEP), round_to(longitude, STEP), near)

    def to_expression(self, value: Point) -> object:
        return value.text

    def from_expression(self, value: str) -> Point | None:
        found = self.parse_text(value, Names())
        return None if isinstance(found, Issue) else found

    def show(self, value: Point, locale: Locale, names: Names) -> str:
        return value.text if value.accuracy is None else f"{value.text} (±{value.accuracy} m)"

    def operators(self) -> Mapping[str, Operator]:
        return table(BLANKS)

    def aggregates(self) -> tuple[str, ...]:
        return ("count",)
