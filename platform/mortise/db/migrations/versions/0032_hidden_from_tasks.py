"""What a task hides is hidden from those who have it, wherever they look."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of what runs already each next step says what it hides."""
    hidden = ARRAY(sa.Text(collation="C"))
    op.add_column(
        "record_hold",
        sa.Column("hidden_fields", hidden, server_default="{}", nullable=False),
        schema="mortise",
    )
    op.add_column(
        "record_hold",
        sa.Column("hides_others", sa.Boolean, server_default=sa.false(), nullable=False),
        schema="mortise",
    )
    op.create_index(
        "record_hold_task_idx",
        "record_hold",
        ["person", "app_id", "form", "record"],
        schema="mortise",
        postgresql_where=sa.text("person IS NOT NULL"),
    )
