"""A place by its coordinates."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.meaning import AnyMeaning
from engines.form.meanings.location import Circle, LocationMeaning
from engines.issues import Issue


class LocationField(Field):
    """A visit's check-in, a machine's place: where the device stands, or coordinates that are typed."""

    title: ClassVar[Label] = Label(zh_cn="定位", en="Location")
    icon: ClassVar[str] = "EnvironmentOutlined"
    group: ClassVar[Group] = "place"
    rank: ClassVar[int] = 3
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [
                [
                    {"latitude": 22.5431, "longitude": "114.0579", "accuracy": 12.4},
                    {"latitude": "22.543100", "longitude": "114.057900", "accuracy": 12},
                ],
                [
                    {"latitude": "-33.8568", "longitude": "-151.2153", "accuracy": None},
                    {"latitude": "-33.856800", "longitude": "-151.215300", "accuracy": None},
                ],
                [{}, None],
                ["", None],
                [None, None],
            ],
            "refuses": [
                [{"latitude": 90.1, "longitude": 0}, "not_location"],
                [{"latitude": 1, "longitude": 180.1}, "not_location"],
                [{"latitude": 1}, "not_location"],
                [{"latitude": "NaN", "longitude": 0}, "not_location"],
                [{"latitude": 1, "longitude": 1, "accuracy": -1}, "not_location"],
                [{"lat": 1}, "unknown_field"],
                [[1, 2], "not_location"],
                ["here", "not_location"],
            ],
            "texts": [
                ["22.5431,114.0579", {"latitude": "22.543100", "longitude": "114.057900", "accuracy": None}],
                [
                    "22.5431， 114.0579 (±8 m)",
                    {"latitude": "22.543100", "longitude": "114.057900", "accuracy": 8},
                ],
                ["", None],
            ],
        },
        {
            "settings": {"latitude": "22.5431", "longitude": "114.0579", "radius": 500},
            "accepts": [
                [
                    {"latitude": "22.5440", "longitude": "114.0579"},
                    {"latitude": "22.544000", "longitude": "114.057900", "accuracy": None},
                ]
            ],
            "refuses": [[{"latitude": "22.5531", "longitude": "114.0579"}, "location_too_far"]],
            "texts": [],
        },
    )

    kind: Literal["location"] = "location"
    latitude: Decimal | None = None
    """Of the point around which it must lie, in WGS 84. Chinese maps show GCJ-02, some hundred metres off."""
    longitude: Decimal | None = None
    """Of the same point."""
    radius: Annotated[int | None, Setting(ge=1, le=20_000_000)] = None
    """How many metres from there it may lie at most."""
    map: Literal["none", "amap", "openstreetmap"] = "none"
    """The map on the web that its coordinates open."""

    def make_meaning(self) -> AnyMeaning:
        if self.latitude is None or self.longitude is None or self.radius is None:
            return LocationMeaning(None)
        return LocationMeaning(Circle(self.latitude, self.longitude, self.radius))

    def check_settings(self) -> Iterable[Issue]:
        given = [self.latitude is not None, self.longitude is not None, self.radius is not None]
        if any(given) and not all(given):
            yield Issue("circle_incomplete", "/radius")
        for key, most in (("latitude", 90), ("longitude", 180)):
            angle: Decimal | None = getattr(self, key)
            if angle is not None and abs(angle) > most:
                yield Issue("coordinate_range", f"/{key}", {"most": most})
