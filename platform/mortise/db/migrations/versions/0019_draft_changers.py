"""A draft knows who changed it last."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds who; of drafts from before nobody knows."""
    op.add_column("app", sa.Column("draft_changed_by", sa.BigInteger), schema="mortise")
    op.create_foreign_key(
        "app_draft_changed_by_fkey",
        "app",
        "person",
        ["draft_changed_by"],
        ["id"],
        source_schema="mortise",
        referent_schema="mortise",
        ondelete="RESTRICT",
    )
