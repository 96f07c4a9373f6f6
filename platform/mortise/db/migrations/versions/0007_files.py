"""Files that people sent."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "file",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(collation="C"), nullable=False),
        sa.Column("media", sa.Text(collation="C"), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(collation="C"), nullable=False),
        sa.Column("is_picture", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("uploaded_by", sa.BigInteger(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("app_id", sa.BigInteger(), nullable=True),
        sa.Column("form", sa.Text(collation="C"), nullable=True),
        sa.Column("record_id", sa.BigInteger(), nullable=True),
        sa.Column("field", sa.Text(collation="C"), nullable=True),
        sa.Column("attached_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "num_nulls(app_id, form, record_id, field, attached_at) IN (0, 5)",
            name="file_attached_wholly_check",
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["mortise.person.id"], name="file_uploaded_by_fkey", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["app_id"], ["mortise.app.id"], name="file_app_id_fkey", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name="file_pkey"),
        schema="mortise",
    )
    op.create_index("file_content_idx", "file", ["content"], schema="mortise")
    op.create_index(
        "file_uploaded_by_uploaded_at_idx",
        "file",
        ["uploaded_by", "uploaded_at"],
        schema="mortise",
        postgresql_where=sa.text("record_id IS NULL"),
    )
    op.create_index(
        "file_app_id_form_record_id_idx", "file", ["app_id", "form", "record_id"], schema="mortise"
    )
