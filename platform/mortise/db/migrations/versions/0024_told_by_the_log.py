"""The change log itself tells those who look at records live; the outbox keeps what is to be done."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Changes that are there were told from the outbox."""
    op.add_column("record_change", sa.Column("told_in", sa.BigInteger()), schema="mortise")
    op.create_index(
        "record_change_told_in_idx",
        "record_change",
        ["told_in"],
        schema="mortise",
        postgresql_where=sa.text("told_in IS NOT NULL"),
    )
