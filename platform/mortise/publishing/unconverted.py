"""Values that could not become those of a field's new kind: kept where they were, and listed with the reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from engines.form.compiled import Form, SubTable
from engines.form.conversion import Loss
from mortise.db.statements import prepare
from mortise.db.tables.applications import unconverted
from mortise.db.transaction import Reader, Tx

APP: Final = sa.bindparam("app", type_=sa.BigInteger)
VERSION: Final = sa.bindparam("version", type_=sa.Integer)
IDS: Final = sa.bindparam("ids", type_=ARRAY(sa.BigInteger))
OF_VERSION: Final = sa.and_(unconverted.c.app_id == APP, unconverted.c.version == VERSION)

TAKE_OUT: Final = prepare(
    sa.delete(unconverted).where(
        OF_VERSION,
        unconverted.c.form == sa.bindparam("form"),
        unconverted.c.field == sa.bindparam("field"),
        unconverted.c.row_id == sa.any_(IDS),
    )
)
CLEAR: Final = prepare(sa.delete(unconverted).where(OF_VERSION))
COUNTS: Final = prepare(
    sa.select(unconverted.c.form, unconverted.c.field, sa.func.count().label("count"))
    .where(OF_VERSION)
    .group_by(unconverted.c.form, unconverted.c.field)
)


def place_of(source: Form | SubTable, key: str) -> tuple[str, str]:
    """The form of a field, and its path there: `amount`, `lines.amount`."""
    return (source.form, f"{source.key}.{key}") if isinstance(source, SubTable) else (source.key, key)


@dataclass(frozen=True, slots=True)
class Aside:
    """Where one version of an application puts what it could not convert."""

    app_id: int
    version: int

    async def put(self, tx: Tx, source: Form | SubTable, key: str, losses: Sequence[Loss]) -> None:
        """Notes the rows and the reasons."""
        form, field = place_of(source, key)
        table = source.table
        values: dict[str, object] = {
            "app": self.app_id,
            "version": self.version,
            "form": form,
            "field": field,
            "ids": [loss.id for loss in losses],
            "codes": [loss.issue.code for loss in losses],
            "params": [dict(loss.issue.params) for loss in losses],
        }
        given = (
            sa.func.unnest(
                IDS, sa.bindparam("codes", type_=ARRAY(sa.Text)), sa.bindparam("params", type_=ARRAY(JSONB))
            )
            .table_valued(sa.column("id", sa.BigInteger), sa.column("code"), sa.column("params"))
            .render_derived(name="given")
        )
        record = table.c.parent if isinstance(source, SubTable) else table.c.id
        rows = sa.select(
            APP,
            VERSION,
            sa.bindparam("form", type_=sa.Text),
            sa.bindparam("field", type_=sa.Text),
            record,
            given.c.id,
            given.c.code,
            given.c.params,
        ).select_from(given.join(table, table.c.id == given.c.id))
        columns = ["app_id", "version", "form", "field", "record_id", "row_id", "code", "params"]
        await tx.execute(prepare(sa.insert(unconverted).from_select(columns, rows)), values)

    async def take_out(self, tx: Tx, source: Form | SubTable, key: str, ids: Sequence[int]) -> None:
        """Forgets rows that are converted again."""
        form, field = place_of(source, key)
        values: Mapping[str, Any] = {"form": form, "field": field, "ids": list(ids)}
        await tx.execute(TAKE_OUT, {"app": self.app_id, "version": self.version, **values})

    async def clear(self, tx: Tx) -> None:
        """Forgets everything of a version that does not come about."""
        await tx.execute(CLEAR, {"app": self.app_id, "version": self.version})

    async def counts(self, reader: Reader) -> Mapping[str, int]:
        """How many there are of each field, by its path with the form's key before it."""
        rows = await reader.fetch(COUNTS, {"app": self.app_id, "version": self.version})
        return {f"{row['form']}.{row['field']}": row["count"] for row in rows}
