"""Comments on records, their followers, and what people are told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TEXT = sa.Text(collation="C")
MOMENT = sa.DateTime(timezone=True)


def reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key to another table of the platform."""
    return sa.ForeignKeyConstraint(
        [column], [f"mortise.{target}.id"], name=f"{table}_{column}_fkey", ondelete="RESTRICT"
    )


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "comment",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("app_id", sa.BigInteger(), nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("body", JSONB(), nullable=False),
        sa.Column("reply_to", sa.BigInteger(), nullable=True),
        sa.Column("created_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("edited_at", MOMENT, nullable=True),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.Column("deleted_by", sa.BigInteger(), nullable=True),
        reference("comment", "app_id", "app"),
        reference("comment", "author_id", "person"),
        reference("comment", "reply_to", "comment"),
        reference("comment", "deleted_by", "person"),
        sa.PrimaryKeyConstraint("id", name="comment_pkey"),
        schema="mortise",
    )
    op.create_index(
        "comment_app_id_form_record_id_id_idx",
        "comment",
        ["app_id", "form", "record_id", "id"],
        schema="mortise",
    )
    op.create_table(
        "follower",
        sa.Column("app_id", sa.BigInteger(), nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("record_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("since", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("muted", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        reference("follower", "app_id", "app"),
        reference("follower", "person_id", "person"),
        sa.PrimaryKeyConstraint("app_id", "form", "record_id", "person_id", name="follower_pkey"),
        schema="mortise",
    )
    op.create_table(
        "notification",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("app_id", sa.BigInteger(), nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=True),
        sa.Column("records", ARRAY(sa.BigInteger()), nullable=True),
        sa.Column("comment_id", sa.BigInteger(), nullable=True),
        sa.Column("actors", ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("fields", ARRAY(TEXT), server_default="{}", nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.CheckConstraint("(record_id IS NULL) <> (records IS NULL)", name="notification_about_check"),
        reference("notification", "person_id", "person"),
        reference("notification", "app_id", "app"),
        reference("notification", "comment_id", "comment"),
        sa.PrimaryKeyConstraint("id", name="notification_pkey"),
        schema="mortise",
    )
    op.create_index(
        "notification_person_id_app_id_form_at_idx",
        "notification",
        ["person_id", "app_id", "form", "at"],
        schema="mortise",
    )
    op.create_index("notification_at_idx", "notification", ["at"], schema="mortise", postgresql_using="brin")
    op.create_index(
        "notification_unread_record_idx",
        "notification",
        ["person_id", "app_id", "form", "record_id", "kind"],
        unique=True,
        schema="mortise",
        postgresql_where=sa.text("read_at IS NULL AND record_id IS NOT NULL AND comment_id IS NULL"),
    )
    op.create_index(
        "notification_unread_many_idx",
        "notification",
        ["person_id", "app_id", "form", "kind"],
        unique=True,
        schema="mortise",
        postgresql_where=sa.text("read_at IS NULL AND record_id IS NULL"),
    )
    op.create_index(
        "notification_comment_id_person_id_idx",
        "notification",
        ["comment_id", "person_id"],
        unique=True,
        schema="mortise",
        postgresql_where=sa.text("comment_id IS NOT NULL"),
    )
