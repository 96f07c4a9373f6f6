"""Shared and personal views with their audience and version, and how people arrange views."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Completes the one table, which nothing wrote to before, and makes the other."""
    op.alter_column("view", "person_id", nullable=False, schema="mortise")
    text = sa.Text(collation="C")
    for column in (
        sa.Column("label", JSONB(), nullable=False),
        sa.Column("names", JSONB(), server_default="{}", nullable=False),
        sa.Column("shared", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("roles", ARRAY(text), server_default="{}", nullable=False),
        sa.Column("departments", ARRAY(sa.BigInteger()), server_default="{}", nullable=False),
        sa.Column("locked", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
    ):
        op.add_column("view", column, schema="mortise")
    op.create_index("view_person_id_idx", "view", ["person_id"], schema="mortise")
    op.create_table(
        "view_arrangement",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("app_id", sa.BigInteger(), nullable=False),
        sa.Column("form", text, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("arranged", JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["app_id"], ["mortise.app.id"], name="view_arrangement_app_id_fkey", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["mortise.person.id"], name="view_arrangement_person_id_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="view_arrangement_pkey"),
        sa.UniqueConstraint(
            "app_id",
            "form",
            "person_id",
            name="view_arrangement_app_id_form_person_id_key",
            postgresql_nulls_not_distinct=True,
        ),
        schema="mortise",
    )
    op.create_index("view_arrangement_person_id_idx", "view_arrangement", ["person_id"], schema="mortise")
