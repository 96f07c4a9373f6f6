"""One-time links by which people choose a new password."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "password_link",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["mortise.person.id"], name="password_link_person_id_fkey", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["mortise.person.id"], name="password_link_made_by_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="password_link_pkey"),
        schema="mortise",
    )
    op.create_index("password_link_person_id_idx", "password_link", ["person_id"], schema="mortise")
