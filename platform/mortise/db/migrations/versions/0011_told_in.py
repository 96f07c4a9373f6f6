"""The outbox knows which transaction wrote a row, so that nothing committed late is missed by those who follow it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the transaction's number; rows that are there were told already, and are not written anew for it."""
    op.add_column("outbox", sa.Column("told_in", sa.BigInteger), schema="mortise")
    op.alter_column(
        "outbox",
        "told_in",
        server_default=sa.text("((pg_current_xact_id())::text)::bigint"),
        schema="mortise",
    )
    op.create_index("outbox_told_in_idx", "outbox", ["told_in"], schema="mortise")
