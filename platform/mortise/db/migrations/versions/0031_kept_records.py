"""Records with a running flow are not deleted, also where the flow leaves them open to changes."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What runs over records that it does not lock keeps them as well."""
    locks = sa.Column("locks", sa.Boolean, server_default=sa.true(), nullable=False)
    op.add_column("record_hold", locks, schema="mortise")
    op.execute(
        """
        INSERT INTO mortise.record_hold (instance, number, app_id, form, record, locks)
        SELECT id, 0, app_id, form, record, false FROM mortise.flow_instance AS running
        WHERE state = 'running'
          AND NOT EXISTS (SELECT FROM mortise.record_hold AS hold WHERE hold.instance = running.id)
        """
    )
