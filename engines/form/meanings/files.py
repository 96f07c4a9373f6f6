"""Files that the host keeps, as a record names them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.sql.selectable import FromClause

from engines.definition import Label, Locale
from engines.expression.clock import Clock
from engines.expression.types import FILE, TEXT, list_of
from engines.form.facts import Facts
from engines.form.files import StoredFile, stored_file
from engines.form.meaning import Meaning, Names, Operator, StoredColumn
from engines.form.meanings.reference import LARGEST
from engines.form.meanings.text import TEXT_COLUMN
from engines.form.operators import BLANKS, table
from engines.form.shapes import ANYTHING, ID, Shape, either, members, several, string
from engines.form.wording import given
from engines.issues import Issue, pointer

SOURCE: Final = "file"
"""Under which names of files are looked up where text is read back."""
NAMES: Final = "__name"
MEMBERS: Final = frozenset({"id", "name", "size", "type", "width", "height"})
PROVED: Final[Mapping[str, str]] = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "pdf": "application/pdf",
}
"""Endings that a content must live up to: a program called .png is no picture."""
SEPARATOR: Final = "、"
Files = tuple[StoredFile, ...]


@dataclass(frozen=True, slots=True)
class FileRules:
    """What a field takes: how many, how large each, which endings, and whether only pictures that the host drew."""

    most: int
    megabytes: int | None = None
    types: Sequence[str] = ()
    pictures: bool = False

    def problem(self, file: StoredFile) -> Issue | None:
        """Why the field does not take a file."""
        name = given(file.name)
        if self.pictures and not file.is_picture:
            return Issue("file_not_drawn", params={"name": name})
        if self.megabytes is not None and file.size > self.megabytes << 20:
            return Issue("file_too_heavy", params={"name": name, "maximum": self.megabytes})
        ending = file.name.rpartition(".")[2].lower()
        if self.types and ending not in self.types:
            return Issue("file_type_refused", params={"name": name, "types": ", ".join(self.types)})
        if self.types and PROVED.get(ending, file.media) != file.media:
            return Issue("file_not_what_it_says", params={"name": name})
        return None


class FilesMeaning(Meaning[Files]):
    """Files without repetition, in the order in which people put them. What a caller says of a file beside its id does
    not count; expressions and filters see the names."""

    type = list_of(FILE)
    sortable = False

    def __init__(self, rules: FileRules) -> None:
        self.rules = rules

    def columns(self) -> tuple[StoredColumn, ...]:
        return (StoredColumn("", JSONB()), StoredColumn(NAMES, ARRAY(TEXT_COLUMN)))

    def column(self, table: FromClause, key: str) -> ColumnElement[Any]:
        return table.c[key + NAMES]

    def output(self, table: FromClause, key: str) -> ColumnElement[Any]:
        return table.c[key]

    def answered(self) -> Shape:
        whole: Shape = {"type": "integer"}
        own = {"id": ID, "name": string(), "size": whole, "type": string(), "width": whole, "height": whole}
        return several(members(own, ("id", "name", "size", "type")))

    def accepted(self) -> Shape:
        named = members({"id": ID, **dict.fromkeys(sorted(MEMBERS - {"id"}), ANYTHING)}, ("id",))
        return several(either(ID, named), self.rules.most)

    def parse(self, raw: object) -> Files | Issue | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, list | tuple):
            return Issue("not_files")
        if len(raw) > self.rules.most:
            return Issue("too_many_files", params={"maximum": self.rules.most, "count": len(raw)})
        found: dict[int, StoredFile] = {}
        for index, item in enumerate(raw):
            number = item.get("id") if isinstance(item, Mapping) and item.keys() <= MEMBERS else item
            if type(number) is not int or not 0 < number <= LARGEST:
                return Issue("not_files", pointer(index))
            found[number] = StoredFile(number, "", 0, "")
        return tuple(found.values()) or None

    def parse_text(self, text: str, names: Names) -> Files | Issue | None:
        if not text.strip():
            return None
        known = names.ids.get(SOURCE, {})
        numbers = [known.get(name, ()) for name in text.strip().split(SEPARATOR)]
        if not all(len(found) == 1 for found in numbers):
            return Issue("file_from_text")
        return self.parse([found[0] for found in numbers])

    def settle(self, value: Files, before: Files | None, clock: Clock, facts: Facts) -> Files | Issue:
        kept = {file.id: file for file in before or ()}
        settled = []
        for index, file in enumerate(value):
            known = kept.get(file.id)
            if known is None:
                known = facts.files.get(file.id)
                problem = Issue("file_unknown") if known is None else self.rules.problem(known)
                if problem is not None:
                    return problem.under(pointer(index))
            if known is not None:
                settled.append(known)
        return tuple(settled)

    def to_json(self, value: Files) -> object:
        return [file.to_json() for file in value]

    def to_columns(self, key: str, value: Files | None) -> dict[str, object]:
        if value is None:
            return {key: None, key + NAMES: None}
        return {key: self.to_json(value), key + NAMES: [file.name for file in value]}

    def from_columns(self, key: str, row: Mapping[str, Any]) -> Files | None:
        kept: Iterable[Mapping[str, Any]] = row[key] or ()
        return tuple(stored_file(file) for file in kept) or None

    def to_expression(self, value: Files) -> object:
        return tuple(file.name for file in value)

    def show(self, value: Files, locale: Locale, names: Names) -> str:
        return SEPARATOR.join(file.name for file in value)

    def operators(self) -> Mapping[str, Operator]:
        return table(
            (
                Operator(
                    "contains",
                    Label(zh_cn="文件名包含", en="has a name that contains"),
                    (TEXT,),
                    lambda path, slots: f'CONTAINS(TEXTJOIN({path}, "、"), {slots[0]})',
                ),
                Operator(
                    "not_contains",
                    Label(zh_cn="文件名不包含", en="has no name that contains"),
                    (TEXT,),
                    lambda path, slots: f'NOT(CONTAINS(TEXTJOIN({path}, "、"), {slots[0]}))',
                ),
                *BLANKS,
            )
        )

    def aggregates(self) -> tuple[str, ...]:
        return ("count",)
