"""A postal address in parts: the region, the street, and who can be reached there."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from sqlalchemy import ColumnElement, case, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.selectable import FromClause

from engines.definition import Label, Locale
from engines.expression.types import CHOICE, TEXT
from engines.form import regions
from engines.form.meaning import Meaning, Names, Operator, StoredColumn
from engines.form.meanings.region import RegionMeaning
from engines.form.meanings.text import TEXT_COLUMN, unwritable
from engines.form.operators import BLANKS, TEXT_SEARCH, table
from engines.form.shapes import ANYTHING, EMPTY, NULL, Shape, either, members, or_null, string
from engines.form.wording import did_you_mean, given
from engines.issues import Issue, pointer

LONGEST: Final = {"street": 200, "postcode": 20, "contact": 100}
BETWEEN: Final = " | "


@dataclass(frozen=True, slots=True)
class Address:
    """At least one of the parts is there."""

    region: str | None = None
    street: str | None = None
    postcode: str | None = None
    contact: str | None = None

    @property
    def line(self) -> str | None:
        """The address as it is read out: the region and the street."""
        region = "" if self.region is None else regions.full_name(self.region)
        return f"{region}{self.street or ''}" or None


PARTS: Final = tuple(part.name for part in fields(Address))
REGION: Final = PARTS[0]


class AddressMeaning(Meaning[Address]):
    """An address. Expressions, search and order see its line; every part has a column of its own."""

    type = TEXT

    def __init__(self, level: regions.Level) -> None:
        self.region = RegionMeaning(level)

    def columns(self) -> tuple[StoredColumn, ...]:
        parts = (StoredColumn(f"__{part}", TEXT_COLUMN) for part in PARTS)
        return (StoredColumn("", TEXT_COLUMN), *parts)

    def output(self, table: FromClause, key: str) -> ColumnElement[Any]:
        pairs: list[object] = []
        for part in PARTS:
            pairs += [part, table.c[f"{key}__{part}"]]
        whole = func.jsonb_build_object(*pairs, "text", table.c[key], type_=JSONB)
        any_part = func.coalesce(*(table.c[f"{key}__{part}"] for part in PARTS))
        return case((any_part.is_not(None), whole))

    def answered(self) -> Shape:
        parts = {part: or_null(string()) for part in PARTS} | {REGION: or_null(self.region.answered())}
        return members({**parts, "text": or_null(string())}, PARTS)

    def accepted(self) -> Shape:
        parts = {part: or_null(string(maxLength=most)) for part, most in LONGEST.items()}
        parts[REGION] = either(self.region.accepted(), EMPTY, NULL)
        return either(members({**parts, "text": ANYTHING}), string())

    def parse(self, raw: object) -> Address | Issue | None:
        if raw is None or raw == "":
            return None
        if isinstance(raw, str):
            return self.parse_text(raw, Names())
        if not isinstance(raw, Mapping):
            return Issue("not_address")
        found: dict[str, str] = {}
        for key, part in raw.items():
            if key == "text":
                continue
            if key not in PARTS:
                return Issue(
                    "unknown_field", pointer(given(key)), {"suggestion": did_you_mean(given(key), PARTS)}
                )
            value = self.region.parse(part) if key == REGION else _plain(part, LONGEST[str(key)])
            if isinstance(value, Issue):
                return value.under(pointer(key))
            if value is not None:
                found[str(key)] = value
        return Address(**found) if found else None

    def parse_text(self, text: str, names: Names) -> Address | Issue | None:
        """What a person wrote in one line: the region first, then the street; behind bars the postcode and whom to ask
        for."""
        first, *others = (part.strip() for part in text.replace("｜", "|").split("|"))
        code, rest = regions.leading(first)
        fits = bool(code) and regions.level_of(code) == self.region.level
        parts: dict[str, object] = {REGION: code if fits else None, "street": rest if fits else first}
        for other in others:
            parts["postcode" if other.isdigit() else "contact"] = other
        return self.parse(parts)

    def to_json(self, value: Address) -> object:
        return {**{part: getattr(value, part) for part in PARTS}, "text": value.line}

    def to_columns(self, key: str, value: Address | None) -> dict[str, object]:
        parts = {f"{key}__{part}": None if value is None else getattr(value, part) for part in PARTS}
        return {key: None if value is None else value.line, **parts}

    def from_columns(self, key: str, row: Mapping[str, Any]) -> Address | None:
        parts = {part: row[f"{key}__{part}"] for part in PARTS}
        return None if all(part is None for part in parts.values()) else Address(**parts)

    def to_expression(self, value: Address) -> object:
        return value.line

    def from_expression(self, value: str) -> Address | None:
        found = self.parse_text(value, Names())
        return None if isinstance(found, Issue) else found

    def show(self, value: Address, locale: Locale, names: Names) -> str:
        parts = (value.line or "", value.postcode, value.contact)
        return BETWEEN.join(part for part in parts if part is not None)

    def operators(self) -> Mapping[str, Operator]:
        under = Operator(
            "under",
            Label(zh_cn="属于", en="is in"),
            (CHOICE,),
            lambda path, slots: f"STARTSWITH({path}, {slots[0]})",
            slots=(TEXT,),
            values=lambda operands, clock: [_beginning(operands[0])],
        )
        return table((under, *TEXT_SEARCH, *BLANKS))

    def aggregates(self) -> tuple[str, ...]:
        return ("count", "count_distinct")


def _beginning(code: object) -> str:
    known = isinstance(code, str) and code in regions.names()
    return regions.full_name(code) if known and isinstance(code, str) else str(code)


def _plain(raw: object, longest: int) -> str | Issue | None:
    """A part as text on one line."""
    if raw is None:
        return None
    if not isinstance(raw, str):
        return Issue("not_text")
    problem = unwritable(raw)
    if problem is not None:
        return problem
    text = " ".join(raw.replace("|", "/").split())
    if len(text) > longest:
        return Issue("text_too_long", params={"maximum": longest, "length": len(text)})
    return text or None
