"""Tours that each person was led through, or did not care for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has been led through any yet."""
    op.add_column(
        "person",
        sa.Column("tours", ARRAY(sa.Text()), nullable=False, server_default="{}"),
        schema="mortise",
    )
