"""Whose the records of a file are, where one of its columns says it: their owners and the owners' departments."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from engines.definition import LOCALES
from engines.form.field import Field
from engines.form.meaning import AnyMeaning
from engines.form.system import OWNER, SYSTEM_LABELS, SYSTEM_MEANINGS
from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.records.access import Door
from mortise.records.ownership import departments_of

DEPARTMENT: Final = "department"
CALLED: Final = ("拥有者", "所有者")
"""What spreadsheets and other products call the owner."""

Stamps = Mapping[str, object]
"""Owner and department of a record, by column."""
UNSTAMPED: Final[Stamps] = {}


class OwnerField(Field):
    """The owner of a record, as a column of a file fills it: a person, named as in every column of people."""

    title = SYSTEM_LABELS[OWNER]
    kind: str = OWNER

    def make_meaning(self) -> AnyMeaning:
        return SYSTEM_MEANINGS[OWNER]


OWNER_FIELD: Final = OwnerField(key=OWNER, label=SYSTEM_LABELS[OWNER])


def with_owner(door: Door, fields: Mapping[str, Field]) -> dict[str, Field]:
    """The fields, and behind them the owner for whoever may hand over records."""
    owner = {OWNER: OWNER_FIELD} if door.rights.field(OWNER).access == "write" else {}
    return {**fields, **owner}


def names_of(key: str, field: Field) -> Iterator[str]:
    """What a column that fills the field may be called."""
    yield key
    yield from (field.label.text(locale) for locale in LOCALES)
    if field is OWNER_FIELD:
        yield from CALLED


class Owners:
    """The people whom a file names as owners, with their main departments, asked for as they come."""

    def __init__(self, context: Context) -> None:
        self._departments: dict[int, int | None] = {context.principal.person: context.principal.department}

    async def ask(self, reader: Reader, owners: Iterable[int]) -> None:
        """Finds the departments of those who were not asked for yet."""
        unknown = set(owners) - self._departments.keys()
        if unknown:
            self._departments.update(await departments_of(reader, unknown))

    def __contains__(self, owner: object) -> bool:
        """Whether the person can own records."""
        return owner in self._departments

    def stamps(self, owner: int) -> Stamps:
        """What the owner writes on a record."""
        return {OWNER: owner, DEPARTMENT: self._departments[owner]}
