"""Applications that were published before have the indexes of their searches built, beside readers and writers."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Leaves a job for each; new versions have the index from the beginning."""
    op.execute(
        """
        INSERT INTO mortise.outbox (kind, app_id, payload)
        SELECT 'publish.index', id, jsonb_build_object('app', id) FROM mortise.app WHERE published_version IS NOT NULL
        """
    )
