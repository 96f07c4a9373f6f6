"""Several sheets of a workbook that are brought in together."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every import so far is one of its own."""
    op.add_column("import_batch", sa.Column("leader_id", sa.BigInteger(), nullable=True), schema="mortise")
    op.create_foreign_key(
        "import_batch_leader_id_fkey",
        "import_batch",
        "import_batch",
        ["leader_id"],
        ["id"],
        source_schema="mortise",
        referent_schema="mortise",
        ondelete="RESTRICT",
    )
    op.create_index("import_batch_leader_id_idx", "import_batch", ["leader_id"], schema="mortise")
