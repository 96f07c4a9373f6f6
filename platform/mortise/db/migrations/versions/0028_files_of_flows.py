"""Files that are sent with what people do in flows, and signatures in their history."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

SCHEMA = "mortise"
LOOSE = "file_uploaded_by_uploaded_at_idx"


def upgrade() -> None:
    """Every file so far belongs to a record or to nobody."""
    op.add_column("file", sa.Column("instance", sa.BigInteger(), nullable=True), schema=SCHEMA)
    op.create_foreign_key(
        "file_instance_fkey",
        "file",
        "flow_instance",
        ["instance"],
        ["id"],
        source_schema=SCHEMA,
        referent_schema=SCHEMA,
        ondelete="RESTRICT",
    )
    op.drop_constraint("file_attached_wholly_check", "file", schema=SCHEMA, type_="check")
    op.create_check_constraint(
        "file_attached_wholly_check",
        "file",
        "num_nulls(app_id, attached_at) IN (0, 2) AND num_nulls(form, record_id, field) IN (0, 3)"
        " AND num_nonnulls(record_id, instance) = num_nonnulls(attached_at)",
        schema=SCHEMA,
    )
    op.drop_index(LOOSE, "file", schema=SCHEMA)
    op.create_index(
        LOOSE,
        "file",
        ["uploaded_by", "uploaded_at"],
        schema=SCHEMA,
        postgresql_where=sa.text("attached_at IS NULL"),
    )
    op.add_column("flow_entry", sa.Column("signature", sa.BigInteger(), nullable=True), schema=SCHEMA)
    op.create_index(
        "flow_vote_signature_idx",
        "flow_vote",
        ["actor", "at"],
        schema=SCHEMA,
        postgresql_where=sa.text("signature IS NOT NULL"),
    )
