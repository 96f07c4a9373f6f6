"""The flows of an application in the order in which they began, and what somebody says about being away."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing that is there changes."""
    op.create_index("flow_instance_app_idx", "flow_instance", ["app_id", "id"], schema="mortise")
    op.create_index(
        "flow_instance_open_idx",
        "flow_instance",
        ["app_id", "id"],
        schema="mortise",
        postgresql_where=sa.text("state = 'running'"),
    )
    op.add_column(
        "delegation",
        sa.Column("note", sa.Text(collation="C"), nullable=False, server_default=""),
        schema="mortise",
    )
