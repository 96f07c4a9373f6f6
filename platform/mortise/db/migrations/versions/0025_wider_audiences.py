"""Records and views are shared with groups and positions, too."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

SCHEMA = "mortise"
HOLDERS = {"group": "person_group", "position": "position"}


def upgrade() -> None:
    """Whom things were shared with before still has them, and nobody else."""
    for name, target in HOLDERS.items():
        column = f"{name}_id"
        there = sa.ForeignKey(
            f"{SCHEMA}.{target}.id", name=f"record_share_{column}_fkey", ondelete="RESTRICT"
        )
        op.add_column("record_share", sa.Column(column, sa.BigInteger, there), schema=SCHEMA)
        op.create_index(f"record_share_{column}_idx", "record_share", [column], schema=SCHEMA)
        op.add_column(
            "view",
            sa.Column(f"{name}s", ARRAY(sa.BigInteger), server_default="{}", nullable=False),
            schema=SCHEMA,
        )
    op.drop_constraint(
        "record_share_app_id_form_record_id_person_id_department_id_key",
        "record_share",
        schema=SCHEMA,
        type_="unique",
    )
    op.drop_constraint("record_share_one_check", "record_share", schema=SCHEMA, type_="check")
    op.create_unique_constraint(
        "record_share_with_key",
        "record_share",
        ["app_id", "form", "record_id", "person_id", "department_id", "group_id", "position_id"],
        schema=SCHEMA,
        postgresql_nulls_not_distinct=True,
    )
    op.create_check_constraint(
        "record_share_one_check",
        "record_share",
        "num_nonnulls(person_id, department_id, group_id, position_id) = 1",
        schema=SCHEMA,
    )
