"""Jobs done long ago are found without reading the others."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds what the regular tidying looks rows up by: small, and nearly free for whoever writes."""
    for table in ("outbox", "due"):
        op.create_index(f"{table}_done_at_idx", table, ["done_at"], schema="mortise", postgresql_using="brin")
