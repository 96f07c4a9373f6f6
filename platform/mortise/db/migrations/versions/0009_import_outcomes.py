"""An import tells what came of it, so that it can be gone on with, and undone."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds what an import has come to; of earlier ones nothing is known."""
    op.add_column(
        "import_batch",
        sa.Column("outcome", JSONB, nullable=False, server_default="{}"),
        schema="mortise",
    )
