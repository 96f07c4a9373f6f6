"""Failed sign-ins, and records shared with people or departments."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "sign_in_failure",
        sa.Column("login", sa.Text(collation="C"), nullable=False),
        sa.Column("address", sa.Text(collation="C"), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("login", "address", name="sign_in_failure_pkey"),
        schema="mortise",
    )
    op.create_index("sign_in_failure_last_at_idx", "sign_in_failure", ["last_at"], schema="mortise")
    op.create_table(
        "record_share",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("app_id", sa.BigInteger(), nullable=False),
        sa.Column("form", sa.Text(collation="C"), nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("department_id", sa.BigInteger(), nullable=True),
        sa.Column("shared_by", sa.BigInteger(), nullable=True),
        sa.Column("shared_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("(person_id IS NULL) <> (department_id IS NULL)", name="record_share_one_check"),
        sa.ForeignKeyConstraint(
            ["app_id"], ["mortise.app.id"], name="record_share_app_id_fkey", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["mortise.person.id"], name="record_share_person_id_fkey", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["mortise.department.id"],
            name="record_share_department_id_fkey",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["shared_by"], ["mortise.person.id"], name="record_share_shared_by_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="record_share_pkey"),
        sa.UniqueConstraint(
            "app_id",
            "form",
            "record_id",
            "person_id",
            "department_id",
            name="record_share_app_id_form_record_id_person_id_department_id_key",
            postgresql_nulls_not_distinct=True,
        ),
        schema="mortise",
    )
