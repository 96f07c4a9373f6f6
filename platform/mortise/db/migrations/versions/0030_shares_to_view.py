"""Records are shared to be viewed only, or to be changed as well."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whom records were shared with before keeps what roles let them do with them."""
    may_edit = sa.Column("may_edit", sa.Boolean, server_default=sa.true(), nullable=False)
    op.add_column("record_share", may_edit, schema="mortise")
