"""Settings, people, departments, sessions and tokens."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "department",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(collation="C"), nullable=False),
        sa.Column("name_en", sa.Text(collation="C"), server_default="", nullable=False),
        sa.Column("head_id", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("parent_id <> id", name="department_parent_check"),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["mortise.department.id"], name="department_parent_id_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="department_pkey"),
        schema="mortise",
    )
    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("login", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(collation="C"), nullable=False),
        sa.Column("name_en", sa.Text(collation="C"), server_default="", nullable=False),
        sa.Column("email", sa.Text(collation="C"), nullable=True),
        sa.Column("mobile", sa.Text(collation="C"), nullable=True),
        sa.Column("password_hash", sa.Text(collation="C"), nullable=True),
        sa.Column("language", sa.Text(collation="C"), server_default="zh-CN", nullable=False),
        sa.Column("theme", sa.Text(collation="C"), server_default="system", nullable=False),
        sa.Column("main_department_id", sa.BigInteger(), nullable=True),
        sa.Column("manager_id", sa.BigInteger(), nullable=True),
        sa.Column("is_administrator", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("pinyin", sa.Text(collation="C"), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("manager_id <> id", name="person_manager_check"),
        sa.ForeignKeyConstraint(
            ["main_department_id"],
            ["mortise.department.id"],
            name="person_main_department_id_fkey",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["mortise.person.id"], name="person_manager_id_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="person_pkey"),
        schema="mortise",
    )
    op.create_index(
        "person_login_idx", "person", [sa.literal_column("lower(login)")], unique=True, schema="mortise"
    )
    op.create_index(
        "person_main_department_id_idx", "person", ["main_department_id"], unique=False, schema="mortise"
    )
    op.create_index("person_manager_id_idx", "person", ["manager_id"], unique=False, schema="mortise")
    op.create_table(
        "person_department",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("department_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["mortise.department.id"],
            name="person_department_department_id_fkey",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["mortise.person.id"], name="person_department_person_id_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("person_id", "department_id", name="person_department_pkey"),
        schema="mortise",
    )
    op.create_index(
        "person_department_department_id_idx",
        "person_department",
        ["department_id"],
        unique=False,
        schema="mortise",
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column(
            "last_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ip", sa.Text(collation="C"), nullable=True),
        sa.Column("user_agent", sa.Text(collation="C"), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["mortise.person.id"], name="session_person_id_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="session_pkey"),
        schema="mortise",
    )
    op.create_index("session_person_id_idx", "session", ["person_id"], unique=False, schema="mortise")
    op.create_table(
        "api_token",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(collation="C"), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["mortise.person.id"], name="api_token_person_id_fkey", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="api_token_pkey"),
        schema="mortise",
    )
    op.create_index("api_token_person_id_idx", "api_token", ["person_id"], unique=False, schema="mortise")
    op.create_table(
        "epoch",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("rights", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name="epoch_only_check"),
        sa.PrimaryKeyConstraint("id", name="epoch_pkey"),
        schema="mortise",
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.Text(collation="C"), nullable=False),
        sa.Column("value", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="setting_pkey"),
        schema="mortise",
    )
    op.create_foreign_key(
        "department_head_id_fkey",
        "department",
        "person",
        ["head_id"],
        ["id"],
        source_schema="mortise",
        referent_schema="mortise",
        ondelete="RESTRICT",
    )
    op.execute("INSERT INTO mortise.epoch (id, rights) VALUES (1, 1)")
