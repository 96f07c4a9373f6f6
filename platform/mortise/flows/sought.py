"""A text by which flows are looked for: in what the reader may read of their records, their numbers, and people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from mortise.access.context import Context
from mortise.db.statements import StatementCache, prepare
from mortise.db.tables.flows import flow_instance
from mortise.db.tables.people import person
from mortise.db.transaction import Reader
from mortise.identity.directory import SEARCHED
from mortise.identity.names import folded
from mortise.records.access import open_form
from mortise.records.filters import Filtered, filtered
from mortise.records.request import ListRequest

STATEMENTS: Final = StatementCache()
LARGEST: Final = 2**63 - 1
BIGINTS: Final = sa.ARRAY(sa.BigInteger)
APP: Final = sa.bindparam("app", type_=sa.BigInteger)
WANTED: Final = sa.bindparam("wanted", type_=sa.Text)

PEOPLE: Final = prepare(sa.select(person.c.id).where(sa.func.strpos(SEARCHED, WANTED) > 0))


@dataclass(frozen=True, slots=True)
class Sought:
    """What was found: records by application, form and number, people, and the number that the text is, if it is."""

    records: tuple[tuple[int, str, int], ...]
    people: tuple[int, ...]
    number: int | None

    @property
    def binds(self) -> Mapping[str, object]:
        """The values of `is_sought`."""
        return {
            "sought_apps": [app for app, _, _ in self.records],
            "sought_forms": [form for _, form, _ in self.records],
            "sought_records": [record for _, _, record in self.records],
            "sought_people": list(self.people),
            "sought_number": self.number,
        }


def is_sought(instance: Any) -> sa.ColumnElement[bool]:
    """Whether a flow is over one of the records, was begun by one of the people, or is called by the number."""
    found = (
        sa.func.unnest(
            sa.bindparam("sought_apps", type_=BIGINTS),
            sa.bindparam("sought_forms", type_=sa.ARRAY(sa.Text)),
            sa.bindparam("sought_records", type_=BIGINTS),
        )
        .table_valued(
            sa.column("app", sa.BigInteger), sa.column("form", sa.Text), sa.column("record", sa.BigInteger)
        )
        .render_derived(name="sought")
    )
    number = sa.bindparam("sought_number", type_=sa.BigInteger)
    return sa.or_(
        sa.tuple_(instance.app_id, instance.form, instance.record).in_(
            sa.select(found.c.app, found.c.form, found.c.record)
        ),
        instance.initiator == sa.any_(sa.bindparam("sought_people", type_=BIGINTS)),
        instance.id == number,
        instance.record == number,
    )


async def seek(reader: Reader, contexts: Iterable[Context], text: str) -> Sought:
    """What a text means to its reader: one statement for people, and one for each application that has flows."""
    needle = text.replace("\0", "").strip()
    people = await reader.fetch(PEOPLE, {"wanted": folded(needle)})
    records: list[tuple[int, str, int]] = []
    for context in contexts:
        records += await _records(reader, context, needle)
    number = int(needle) if needle.isascii() and needle.isdigit() else None
    return Sought(
        tuple(records),
        tuple(row["id"] for row in people),
        None if number is None or number > LARGEST else number,
    )


async def _records(reader: Reader, context: Context, needle: str) -> list[tuple[int, str, int]]:
    """The records under a flow that hold the text where the reader may read it, or are typed so in pinyin."""
    forms = tuple(sorted({flow.form for flow in context.app.definition.flows} & context.rights.forms.keys()))
    request = ListRequest(search=needle)
    asked = [filtered(context, open_form(context, form), request) for form in forms]
    if not asked:
        return []
    shape = (context.rights, tuple(each.shape for each in asked))
    statement = STATEMENTS.get(shape, lambda: sa.union_all(*map(_matching, asked)))
    values: dict[str, object] = {}
    for each in asked:
        values |= each.values
    rows = await reader.fetch(statement, {**context.binds, **values, "app": context.app.id})
    return [(context.app.id, row["form"], row["id"]) for row in rows]


def _matching(asked: Filtered) -> sa.Select[Any]:
    door = asked.door
    table, form = door.form.table, door.form.key
    instance = flow_instance.alias()
    under_way = sa.exists().where(
        instance.c.app_id == APP, instance.c.form == form, instance.c.record == table.c.id
    )
    return sa.select(sa.literal(form, sa.Text).label("form"), table.c.id).where(
        table.c.deleted_at.is_(None), door.rows("view", table), under_way, *asked.conditions()
    )
