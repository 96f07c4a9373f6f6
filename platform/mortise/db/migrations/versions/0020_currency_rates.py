"""What other currencies are worth."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the rates, of which there are none yet."""
    op.create_table(
        "currency_rate",
        sa.Column("currency", sa.Text, primary_key=True),
        sa.Column("since", sa.Date, primary_key=True),
        sa.Column("rate", sa.Numeric(20, 10), nullable=False),
        sa.CheckConstraint("rate > 0", name="currency_rate_rate_check"),
        schema="mortise",
    )
