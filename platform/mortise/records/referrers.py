"""Who links to a form's records, and what becomes of them when those are deleted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from engines.form.field import Field
from engines.form.schema import Form, Schema
from engines.form.system import LINKED
from mortise.db.tables.records import record_change

IDS = sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger()))
KEPT_OUT = sa.bindparam("doomed", type_=sa.ARRAY(sa.BigInteger()))


@dataclass(frozen=True, slots=True)
class Referrer:
    """A link field of `form`, or of its sub-table `rows`, that leads to the form in question."""

    form: Form
    field: Field
    rows: str | None
    on_delete: Literal["block", "clear", "cascade"]

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from every other."""
        return self.form.key, self.rows or "", self.field.key

    def referring(self) -> sa.Select[tuple[int, int]]:
        """Undeleted records that link to one of the records bound as `ids`: `id`, and the `target` of the link."""
        return self._linking().where(self.form.table.c.deleted_at.is_(None))

    def gone_with(self) -> sa.Select[tuple[int, int]]:
        """Records that link to one of `ids` and were deleted with them: in one of the batches bound as `batches`."""
        table, change = self.form.table, record_change.alias()
        together = sa.exists().where(
            change.c.app_id == sa.bindparam("app", type_=sa.BigInteger()),
            change.c.form == sa.literal(self.form.key, sa.Text()),
            change.c.record_id == table.c.id,
            change.c.batch_id == sa.any_(sa.bindparam("batches", type_=sa.ARRAY(sa.BigInteger()))),
        )
        return self._linking().where(table.c.deleted_at.is_not(None), together)

    def blocking(self) -> sa.Select[tuple[int, int | None, int]]:
        """How many undeleted records link to each `target` among `ids`; those that are `doomed` themselves come one by
        one, with their id as `inside`."""
        every = self.referring().subquery()
        inside = sa.case((every.c.id == sa.any_(KEPT_OUT), every.c.id)).label("inside")
        return sa.select(
            every.c.target, inside, sa.func.count(every.c.id.distinct()).label("count")
        ).group_by(every.c.target, inside)

    def _linking(self) -> sa.Select[tuple[int, int]]:
        table = self.form.table
        junction = self.form.junctions.get(self.field.key) if self.rows is None else None
        if self.rows is None and junction is None:
            target = table.c[self.field.key]
            return sa.select(table.c.id, target.label("target")).where(target == sa.any_(IDS))
        rows = (junction or self.form.sub_tables[self.rows or ""]).table
        target = rows.c[self.field.key if junction is None else LINKED]
        linked = table.join(rows, rows.c.parent == table.c.id)
        return sa.select(table.c.id, target.label("target")).select_from(linked).where(target == sa.any_(IDS))


def referrers(schema: Schema, target: str) -> Iterator[Referrer]:
    """Every link that leads to records of `target`, forms in name order."""
    for _, form in sorted(schema.forms.items()):
        for field in form.fields.values():
            yield from _leading(form, field, None, target)
        for rows, sub_table in form.sub_tables.items():
            for field in sub_table.fields.values():
                yield from _leading(form, field, rows, target)


def _leading(form: Form, field: Field, rows: str | None, target: str) -> Iterator[Referrer]:
    end = field.link()
    if end is not None and end.form == target:
        # A row never takes its record along: there, a cascade clears.
        policy = "clear" if rows is not None and end.on_delete == "cascade" else end.on_delete
        yield Referrer(form, field, rows, policy)
