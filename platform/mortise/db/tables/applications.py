"""Applications: drafts, published versions, and who holds which role."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from mortise.db.tables.schema import METADATA, MOMENT, NOW, TEXT, identity, reference

app: Final = sa.Table(
    "app",
    METADATA,
    identity(),
    sa.Column("key", TEXT, nullable=False, unique=True),
    sa.Column("published_version", sa.Integer),
    sa.Column("draft", JSONB),
    sa.Column("draft_revision", sa.Integer, nullable=False, server_default="0"),
    sa.Column("draft_base_version", sa.Integer),
    sa.Column("labels", JSONB, nullable=False),
    sa.Column("icon", TEXT),
    sa.Column("colour", TEXT),
    sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
    sa.Column("origin", JSONB),
    sa.Column("draft_take_back", ARRAY(TEXT)),
    reference("draft_changed_by", "person", nullable=True),
)
"""`draft_take_back` are the fields and forms whose parked values come back with the draft (`visit.notes`)."""

app_version: Final = sa.Table(
    "app_version",
    METADATA,
    reference("app_id", "app", primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("definition", JSONB, nullable=False),
    sa.Column("published_at", MOMENT, nullable=False, server_default=NOW),
    reference("published_by", "person", nullable=True),
    sa.Column("note", TEXT, nullable=False, server_default=""),
)

publication: Final = sa.Table(
    "publication",
    METADATA,
    identity(),
    reference("app_id", "app"),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", TEXT, nullable=False),
    sa.Column("plan", JSONB, nullable=False),
    sa.Column("progress", JSONB, nullable=False, server_default="{}"),
    sa.Column("error", TEXT),
    reference("started_by", "person", nullable=True),
    sa.Column("started_at", MOMENT, nullable=False, server_default=NOW),
    sa.Column("finished_at", MOMENT),
)
sa.Index("publication_app_id_version_idx", publication.c.app_id, publication.c.version)

value_check: Final = sa.Table(
    "value_check",
    METADATA,
    identity(),
    reference("app_id", "app"),
    sa.Column("key", TEXT, nullable=False),
    sa.Column("state", TEXT, nullable=False),
    sa.Column("content", JSONB, nullable=False),
    sa.Column("done", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("total", sa.BigInteger, nullable=False),
    sa.Column("mark", sa.BigInteger, nullable=False),
    sa.Column("found", JSONB, nullable=False, server_default="[]"),
    sa.Column("error", TEXT),
    sa.Column("started_at", MOMENT, nullable=False, server_default=NOW),
    sa.Column("finished_at", MOMENT),
    sa.UniqueConstraint("app_id"),
)
"""Which of many values a draft could not convert, as far as it is known: `key` stands for the state of the draft,
`mark` is the last change of the log before the values were looked at."""

unconverted: Final = sa.Table(
    "unconverted",
    METADATA,
    identity(),
    reference("app_id", "app"),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("form", TEXT, nullable=False),
    sa.Column("field", TEXT, nullable=False),
    sa.Column("record_id", sa.BigInteger, nullable=False),
    sa.Column("row_id", sa.BigInteger, nullable=False),
    sa.Column("code", TEXT, nullable=False),
    sa.Column("params", JSONB, nullable=False),
    sa.Column("settled_at", MOMENT),
    reference("settled_by", "person", nullable=True),
)
"""Values that a version's new kind of field could not take, with the reason: they stand in the parked column."""
sa.Index(
    "unconverted_app_id_form_field_version_row_id_idx",
    unconverted.c.app_id,
    unconverted.c.form,
    unconverted.c.field,
    unconverted.c.version,
    unconverted.c.row_id,
)

role_member: Final = sa.Table(
    "role_member",
    METADATA,
    identity(),
    reference("app_id", "app"),
    sa.Column("role", TEXT, nullable=False),
    reference("person_id", "person", nullable=True),
    reference("department_id", "department", nullable=True),
    reference("group_id", "person_group", nullable=True),
    reference("position_id", "position", nullable=True),
    sa.UniqueConstraint(
        "app_id",
        "role",
        "person_id",
        "department_id",
        "group_id",
        "position_id",
        name="role_member_holder_key",
        postgresql_nulls_not_distinct=True,
    ),
    sa.CheckConstraint("num_nonnulls(person_id, department_id, group_id, position_id) = 1", name="one"),
)
sa.Index("role_member_person_id_idx", role_member.c.person_id)
sa.Index("role_member_department_id_idx", role_member.c.department_id)
sa.Index("role_member_group_id_idx", role_member.c.group_id)
sa.Index("role_member_position_id_idx", role_member.c.position_id)
