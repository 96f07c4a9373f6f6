"""The corpus of cases that every executor passes, and the form that they are about."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from engines.expression.clock import Calendar, Clock
from engines.expression.names import Unreadable, read
from engines.expression.scope import Entity, Scope
from engines.expression.types import Type, Value, type_from_json

FOLDER: Final = Path(__file__).parent
WORLD: Final[dict[str, Any]] = json.loads((FOLDER / "scope.json").read_text("utf-8"))


def types(fields: Mapping[str, object]) -> dict[str, Type]:
    """The types of fields as the file writes them."""
    return {key: type_from_json(kind) for key, kind in fields.items()}


def entity(key: str) -> Entity:
    """One of the file's forms."""
    labels = {field: tuple(names) for field, names in WORLD["labels"].get(key, {}).items()}
    filled = frozenset(WORLD["filled"]) if key == WORLD["form"] else frozenset[str]()
    return Entity(key, types(WORLD["forms"][key]), labels, filled)


ENTITIES: Final = {key: entity(key) for key in WORLD["forms"]}
SCOPE: Final = Scope(
    ENTITIES[WORLD["form"]],
    ENTITIES,
    me=types(WORLD["me"]),
    old=True,
    parameters=types(WORLD["parameters"]),
    roots={root: types(fields) for root, fields in WORLD["roots"].items()},
)
CLOCK: Final = Clock(
    datetime.fromisoformat(WORLD["clock"]["now"]),
    ZoneInfo(WORLD["clock"]["time_zone"]),
    Calendar(
        frozenset(map(date.fromisoformat, WORLD["clock"]["off"])),
        frozenset(map(date.fromisoformat, WORLD["clock"]["on"])),
        WORLD["clock"]["week_start"],
        WORLD["clock"]["fiscal_start"],
    ),
)


@dataclass(frozen=True)
class Case:
    """An expression with the values that it reads, and what comes of each; or with the issues that it has. Its group is
    the file that it stands in."""

    group: str
    name: str
    text: str
    rows: tuple[tuple[Mapping[str, object], object], ...] = ()
    issues: tuple[str, ...] = ()
    stored: bool = False
    expected: object = None


def cases() -> list[Case]:
    """Every case of the corpus; a name is the file's and the case's."""
    files = sorted((FOLDER / "cases").glob("*.json"))
    return [case(file.stem, raw) for file in files for raw in json.loads(file.read_text("utf-8"))]


def case(group: str, raw: Mapping[str, Any]) -> Case:
    """A case as a file writes it: `expect` after `values`, or several `rows` of both, or `issues`."""
    rows = raw.get("rows", [[raw.get("values", {}), raw["expect"]]] if "expect" in raw else [])
    return Case(
        group,
        f"{group}: {raw['name']}",
        raw["text"],
        tuple((values, expect) for values, expect in rows),
        tuple(raw.get("issues", ())),
        raw.get("stored", False),
        raw.get("expected"),
    )


def from_json(kind: Type, raw: object) -> Value:
    """A typed value from JSON as the browser is sent it."""
    match kind.name, raw:
        case _, None:
            return None
        case "list", [*elements] if kind.of is not None:
            element = kind.of
            return tuple(from_json(element, part) for part in elements)
        case "number" | "duration", str() | int() | float():
            return Decimal(str(raw))
        case "date", str():
            return date.fromisoformat(raw)
        case "datetime", str():
            return datetime.fromisoformat(raw).astimezone(UTC)
        case "time", str():
            return time.fromisoformat(raw)
        case "boolean", bool(truth):
            return truth
        case "person" | "department" | "link", int(number):
            return number
        case "text" | "choice" | "file", str(text):
            return text
    raise ValueError(f"{raw!r} is no {kind.name}")


def to_json(value: Value) -> object:
    """The value as the browser gives it: decimals as plain text, moments in UTC with Z."""
    match value:
        case tuple():
            return [to_json(part) for part in value]
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date() | time():
            return value.isoformat()
        case _:
            return value


def typed(values: Mapping[str, object]) -> dict[str, Value]:
    """The values of a row, typed by what their paths read; those of ME are always there."""
    found: dict[str, Value] = {}
    for path, raw in {**WORLD["me_values"], **values}.items():
        target = read(tuple(path.split(".")), SCOPE)
        if isinstance(target, Unreadable):
            raise ValueError(f"{path}: {target.code}")
        found[path] = from_json(target.type, raw)
    return found
