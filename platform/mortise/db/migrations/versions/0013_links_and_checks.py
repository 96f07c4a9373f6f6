"""Records that held a link until it was changed are found in the log, and checks of values to be converted are kept."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds an index over the few changes that took an id, or one of a list, out of a field, and makes the table."""
    op.create_index(
        "record_change_old_idx",
        "record_change",
        ["old"],
        schema="mortise",
        postgresql_using="gin",
        postgresql_ops={"old": "jsonb_path_ops"},
        postgresql_where=sa.text("action = 'update' AND old @? '$.* ? (@.type() == \"number\")'"),
    )
    text = sa.Text(collation="C")
    op.create_table(
        "value_check",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("app_id", sa.BigInteger(), nullable=False),
        sa.Column("key", text, nullable=False),
        sa.Column("state", text, nullable=False),
        sa.Column("content", JSONB(), nullable=False),
        sa.Column("done", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("found", JSONB(), server_default="[]", nullable=False),
        sa.Column("error", text),
        sa.Column("started_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["app_id"], ["mortise.app.id"], name="value_check_app_id_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="value_check_pkey"),
        sa.UniqueConstraint("app_id", name="value_check_app_id_key"),
        schema="mortise",
    )
