"""The change log, numbers given out, imports, and answers to repeat."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.execute(sa.schema.CreateSequence(sa.Sequence("batch_id_seq", schema="mortise")))
    op.create_table(
        "record_change",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("app_id", sa.BigInteger(), nullable=False),
        sa.Column("form", sa.Text(collation="C"), nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.Text(collation="C"), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.Column("cause", JSONB(), nullable=True),
        sa.Column("old", JSONB(), nullable=True),
        sa.Column("new", JSONB(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", "at", name="record_change_pkey"),
        schema="mortise",
        postgresql_partition_by="RANGE (at)",
    )
    op.create_index(
        "record_change_app_id_form_record_id_at_idx",
        "record_change",
        ["app_id", "form", "record_id", "at"],
        unique=False,
        schema="mortise",
    )
    op.create_table(
        "idempotency",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("route", sa.Text(collation="C"), nullable=False),
        sa.Column("key", sa.Text(collation="C"), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["mortise.person.id"], name="idempotency_person_id_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("person_id", "route", "key", name="idempotency_pkey"),
        schema="mortise",
    )
    op.create_index(
        "idempotency_created_at_idx", "idempotency", ["created_at"], unique=False, schema="mortise"
    )
    op.create_table(
        "counter",
        sa.Column("app_id", sa.BigInteger(), nullable=False),
        sa.Column("form", sa.Text(collation="C"), nullable=False),
        sa.Column("field", sa.Text(collation="C"), nullable=False),
        sa.Column("scope", sa.Text(collation="C"), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["app_id"], ["mortise.app.id"], name="counter_app_id_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("app_id", "form", "field", "scope", name="counter_pkey"),
        schema="mortise",
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("app_id", sa.BigInteger(), nullable=False),
        sa.Column("form", sa.Text(collation="C"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("file_name", sa.Text(collation="C"), nullable=False),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created", sa.Integer(), server_default="0", nullable=False),
        sa.Column("issue_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("issues", JSONB(), server_default="[]", nullable=False),
        sa.Column("mapping", JSONB(), server_default="{}", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["app_id"], ["mortise.app.id"], name="import_batch_app_id_fkey", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["mortise.person.id"], name="import_batch_person_id_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="import_batch_pkey"),
        schema="mortise",
    )
    op.create_index(
        "import_batch_app_id_form_idx", "import_batch", ["app_id", "form"], unique=False, schema="mortise"
    )
    op.execute("CREATE TABLE mortise.record_change_other PARTITION OF mortise.record_change DEFAULT")
