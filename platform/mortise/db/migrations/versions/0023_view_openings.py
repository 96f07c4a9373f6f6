"""When each person opened each view last."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TEXT = sa.Text(collation="C")


def upgrade() -> None:
    """Nothing is known of what was opened before."""
    op.create_table(
        "view_opening",
        sa.Column("app_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("view", TEXT, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["app_id"], ["mortise.app.id"], name="view_opening_app_id_fkey", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["mortise.person.id"], name="view_opening_person_id_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("app_id", "form", "view", "person_id", name="view_opening_pkey"),
        schema="mortise",
    )
    op.create_index("view_opening_person_id_idx", "view_opening", ["person_id"], schema="mortise")
