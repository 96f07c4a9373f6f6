"""Values that a conversion could not carry over, what a draft takes back, and changes of the working calendar."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TEXT = sa.Text(collation="C")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "unconverted",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("app_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("field", TEXT, nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("row_id", sa.BigInteger(), nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("params", JSONB(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("settled_by", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["app_id"], ["mortise.app.id"], name="unconverted_app_id_fkey", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["mortise.person.id"], name="unconverted_settled_by_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="unconverted_pkey"),
        schema="mortise",
    )
    op.create_index(
        "unconverted_app_id_form_field_version_row_id_idx",
        "unconverted",
        ["app_id", "form", "field", "version", "row_id"],
        schema="mortise",
    )
    op.add_column("app", sa.Column("draft_take_back", ARRAY(TEXT)), schema="mortise")
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_working", sa.Boolean(), nullable=False),
        sa.Column("name", TEXT, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("day", name="calendar_day_pkey"),
        schema="mortise",
    )
