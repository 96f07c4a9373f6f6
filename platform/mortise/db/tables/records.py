"""What is kept about records of every application: their changes, numbers given out, imports, answers to repeat."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from mortise.db.tables.schema import METADATA, MOMENT, NOW, SCHEMA, TEXT, identity, reference

record_change: Final = sa.Table(
    "record_change",
    METADATA,
    sa.Column("id", sa.BigInteger, sa.Identity(always=False), nullable=False),
    sa.Column("app_id", sa.BigInteger, nullable=False),
    sa.Column("form", TEXT, nullable=False),
    sa.Column("record_id", sa.BigInteger, nullable=False),
    sa.Column("action", TEXT, nullable=False),
    sa.Column("actor_id", sa.BigInteger),
    sa.Column("at", MOMENT, nullable=False, server_default=NOW),
    sa.Column("batch_id", sa.BigInteger),
    sa.Column("cause", JSONB),
    sa.Column("old", JSONB),
    sa.Column("new", JSONB),
    sa.Column("version", sa.Integer),
    sa.Column("unlinked", JSONB),
    sa.Column("told_in", sa.BigInteger),
    sa.PrimaryKeyConstraint("id", "at"),
    postgresql_partition_by="RANGE (at)",
)
"""Every change of every record, in the transaction that made it. It has no foreign keys: each row is written
once, by code that has just read what it names, and a look-up per row is dear. `unlinked` are those of the old values
that led to other records: few changes have any, and they alone are looked for. `told_in` is the number of the
transaction that wrote the row, where those who look at records live read of it: rows become visible in no order of
their own, but a snapshot knows which transactions it sees."""
sa.Index(
    "record_change_app_id_form_record_id_at_idx",
    record_change.c.app_id,
    record_change.c.form,
    record_change.c.record_id,
    record_change.c.at,
)

sa.Index(
    "record_change_unlinked_idx",
    record_change.c.unlinked,
    postgresql_using="gin",
    postgresql_ops={"unlinked": "jsonb_path_ops"},
    postgresql_where=sa.text("unlinked IS NOT NULL"),
)
"""Finds the records that linked to another until a change of theirs."""

sa.Index(
    "record_change_told_in_idx",
    record_change.c.told_in,
    postgresql_where=sa.text("told_in IS NOT NULL"),
)

batch: Final = sa.Sequence("batch_id_seq", schema=SCHEMA, metadata=METADATA)
"""Numbers the changes that belong together, such as a deletion with its cascade."""

record_share: Final = sa.Table(
    "record_share",
    METADATA,
    identity(),
    reference("app_id", "app"),
    sa.Column("form", TEXT, nullable=False),
    sa.Column("record_id", sa.BigInteger, nullable=False),
    reference("person_id", "person", nullable=True),
    reference("department_id", "department", nullable=True),
    reference("group_id", "person_group", nullable=True),
    reference("position_id", "position", nullable=True),
    reference("shared_by", "person", nullable=True),
    sa.Column("shared_at", MOMENT, nullable=False, server_default=NOW),
    sa.Column("may_edit", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.UniqueConstraint(
        *("app_id", "form", "record_id", "person_id", "department_id", "group_id", "position_id"),
        name="record_share_with_key",
        postgresql_nulls_not_distinct=True,
    ),
    sa.CheckConstraint("num_nonnulls(person_id, department_id, group_id, position_id) = 1", name="one"),
)
"""Records that somebody let another person, a department with all below it, a group, or whoever has a position take
part in: to read them, or where they `may_edit` to do with them whatever their roles let them do with what is shared."""
sa.Index("record_share_group_id_idx", record_share.c.group_id)
sa.Index("record_share_position_id_idx", record_share.c.position_id)

idempotency: Final = sa.Table(
    "idempotency",
    METADATA,
    reference("person_id", "person", primary_key=True),
    sa.Column("route", TEXT, primary_key=True),
    sa.Column("key", TEXT, primary_key=True),
    sa.Column("request_hash", sa.LargeBinary, nullable=False),
    sa.Column("status", sa.SmallInteger),
    sa.Column("body", sa.LargeBinary),
    sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
)
sa.Index("idempotency_created_at_idx", idempotency.c.created_at)

counter: Final = sa.Table(
    "counter",
    METADATA,
    reference("app_id", "app", primary_key=True),
    sa.Column("form", TEXT, primary_key=True),
    sa.Column("field", TEXT, primary_key=True),
    sa.Column("scope", TEXT, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)
"""The last number given out, by the period in which the count begins anew."""

import_batch: Final = sa.Table(
    "import_batch",
    METADATA,
    identity(),
    reference("app_id", "app"),
    sa.Column("form", TEXT, nullable=False),
    reference("person_id", "person"),
    sa.Column("state", TEXT, nullable=False),
    sa.Column("file_name", TEXT, nullable=False),
    sa.Column("total", sa.Integer, nullable=False, server_default="0"),
    sa.Column("done", sa.Integer, nullable=False, server_default="0"),
    sa.Column("created", sa.Integer, nullable=False, server_default="0"),
    sa.Column("issue_count", sa.Integer, nullable=False, server_default="0"),
    sa.Column("issues", JSONB, nullable=False, server_default="[]"),
    sa.Column("mapping", JSONB, nullable=False, server_default="{}"),
    sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
    sa.Column("finished_at", MOMENT),
    sa.Column("outcome", JSONB, nullable=False, server_default="{}"),
    reference("leader_id", "import_batch", nullable=True),
)
"""Files that people bring in. Of a workbook of which several sheets are brought in together each sheet has a row: the
first leads, and has the file; the others name it."""
sa.Index("import_batch_leader_id_idx", import_batch.c.leader_id)
sa.Index("import_batch_app_id_form_idx", import_batch.c.app_id, import_batch.c.form)
