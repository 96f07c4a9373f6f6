"""Ids of what stands in another table: people, departments, records."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import BigInteger

from engines.definition import Locale
from engines.expression.types import Type
from engines.form.meaning import Meaning, Names, Operator, StoredColumn
from engines.form.operators import BLANKS, equality, membership, table
from engines.form.shapes import ID, Shape, either, members
from engines.form.wording import given
from engines.issues import Issue

LARGEST: Final = 2**63 - 1


class ReferenceMeaning(Meaning[int]):
    """An id. `source` says of what ("person", "department", "form:<key>"); `own` are further operators."""

    source: str

    def __init__(self, kind: Type, source: str, *own: Operator) -> None:
        self.type = kind
        self.source = source
        self.own = own

    def columns(self) -> tuple[StoredColumn, ...]:
        return (StoredColumn("", BigInteger(), references=self.source, index="btree"),)

    def answered(self) -> Shape:
        return ID

    def accepted(self) -> Shape:
        return either(ID, members({"id": ID}, ("id",), closed=False))

    def parse(self, raw: object) -> int | Issue | None:
        if type(raw) is int:
            return raw if 0 < raw <= LARGEST else Issue("not_reference")
        if raw is None or raw == "":
            return None
        if isinstance(raw, Mapping) and type(raw.get("id")) is int:
            return self.parse(raw["id"])
        return Issue("not_reference")

    def parse_text(self, text: str, names: Names) -> int | Issue | None:
        written = text.strip()
        if not written:
            return None
        found = names.ids.get(self.source, {}).get(written, ())
        if len(found) == 1:
            return found[0]
        code = "name_ambiguous" if found else "name_unknown"
        return Issue(code, params={"given": given(written), "count": len(found)})

    def show(self, value: int, locale: Locale, names: Names) -> str:
        return self.names_of(names).get(value, "")

    def names_of(self, names: Names) -> Mapping[int, str]:
        """What the ids of this source are called."""
        listed = {"person": names.people, "department": names.departments}.get(self.source)
        return listed if listed is not None else names.titles.get(self.source.removeprefix("form:"), {})

    def operators(self) -> Mapping[str, Operator]:
        return table((*self.own, *equality(self.type), *membership(self.type), *BLANKS))

    def aggregates(self) -> tuple[str, ...]:
        return ("count", "count_distinct")
