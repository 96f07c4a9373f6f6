"""A person who never chose a language has none: each browser is answered as it prefers."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Takes the language from those who have the one that everybody was given; where somebody did choose it, the
    browsers in use have kept it."""
    op.alter_column("person", "language", nullable=True, server_default=None, schema="mortise")
    op.execute(sa.text("UPDATE mortise.person SET language = NULL WHERE language = 'zh-CN'"))
