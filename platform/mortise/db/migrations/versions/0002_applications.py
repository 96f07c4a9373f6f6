"""Applications, their versions, role members and kept views."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "app",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.Text(collation="C"), nullable=False),
        sa.Column("published_version", sa.Integer(), nullable=True),
        sa.Column("draft", JSONB(), nullable=True),
        sa.Column("draft_revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("draft_base_version", sa.Integer(), nullable=True),
        sa.Column("labels", JSONB(), nullable=False),
        sa.Column("icon", sa.Text(collation="C"), nullable=True),
        sa.Column("colour", sa.Text(collation="C"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("origin", JSONB(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="app_pkey"),
        sa.UniqueConstraint("key", name="app_key_key"),
        schema="mortise",
    )
    op.create_table(
        "app_version",
        sa.Column("app_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("definition", JSONB(), nullable=False),
        sa.Column(
            "published_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("published_by", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(collation="C"), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["app_id"], ["mortise.app.id"], name="app_version_app_id_fkey", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["published_by"], ["mortise.person.id"], name="app_version_published_by_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("app_id", "version", name="app_version_pkey"),
        schema="mortise",
    )
    op.create_table(
        "publication",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("app_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("plan", JSONB(), nullable=False),
        sa.Column("progress", JSONB(), server_default="{}", nullable=False),
        sa.Column("error", sa.Text(collation="C"), nullable=True),
        sa.Column("started_by", sa.BigInteger(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["app_id"], ["mortise.app.id"], name="publication_app_id_fkey", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["started_by"], ["mortise.person.id"], name="publication_started_by_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="publication_pkey"),
        schema="mortise",
    )
    op.create_index(
        "publication_app_id_version_idx", "publication", ["app_id", "version"], unique=False, schema="mortise"
    )
    op.create_table(
        "role_member",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("app_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(collation="C"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("department_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(person_id IS NULL) <> (department_id IS NULL)", name="role_member_one_check"),
        sa.ForeignKeyConstraint(
            ["app_id"], ["mortise.app.id"], name="role_member_app_id_fkey", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["mortise.department.id"],
            name="role_member_department_id_fkey",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["mortise.person.id"], name="role_member_person_id_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="role_member_pkey"),
        sa.UniqueConstraint(
            "app_id",
            "role",
            "person_id",
            "department_id",
            name="role_member_app_id_role_person_id_department_id_key",
            postgresql_nulls_not_distinct=True,
        ),
        schema="mortise",
    )
    op.create_index(
        "role_member_department_id_idx", "role_member", ["department_id"], unique=False, schema="mortise"
    )
    op.create_index("role_member_person_id_idx", "role_member", ["person_id"], unique=False, schema="mortise")
    op.create_table(
        "view",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("app_id", sa.BigInteger(), nullable=False),
        sa.Column("form", sa.Text(collation="C"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("definition", JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["app_id"], ["mortise.app.id"], name="view_app_id_fkey", ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["mortise.person.id"], name="view_person_id_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="view_pkey"),
        schema="mortise",
    )
    op.create_index("view_app_id_form_idx", "view", ["app_id", "form"], unique=False, schema="mortise")
