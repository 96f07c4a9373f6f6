"""Positions that people have in departments, and groups of people; both may hold roles."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

SCHEMA = "mortise"
TEXT = sa.Text(collation="C")


def named(table: str) -> None:
    """A table of things with names, no two in use with the same."""
    op.create_table(
        table,
        sa.Column("id", sa.BigInteger, sa.Identity(always=False), primary_key=True),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("name_en", TEXT, nullable=False, server_default=""),
        sa.Column("archived_at", sa.DateTime(timezone=True)),
        schema=SCHEMA,
    )
    op.create_index(
        f"{table}_name_idx",
        table,
        [sa.text("lower(name)")],
        unique=True,
        postgresql_where=sa.text("archived_at IS NULL"),
        schema=SCHEMA,
    )


def refer(table: str, column: str, target: str) -> None:
    """A nullable column that names a row of another table, with its index."""
    op.add_column(table, sa.Column(column, sa.BigInteger), schema=SCHEMA)
    op.create_foreign_key(
        f"{table}_{column}_fkey",
        table,
        target,
        [column],
        ["id"],
        source_schema=SCHEMA,
        referent_schema=SCHEMA,
        ondelete="RESTRICT",
    )
    op.create_index(f"{table}_{column}_idx", table, [column], schema=SCHEMA)


def upgrade() -> None:
    """Adds both, of which there are none yet; who holds a role goes on holding it."""
    named("position")
    named("person_group")
    refer("person", "position_id", "position")
    refer("person_department", "position_id", "position")
    op.create_table(
        "group_member",
        sa.Column("id", sa.BigInteger, sa.Identity(always=False), primary_key=True),
        sa.Column("group_id", sa.BigInteger, nullable=False),
        sa.Column("person_id", sa.BigInteger),
        sa.Column("department_id", sa.BigInteger),
        sa.CheckConstraint("num_nonnulls(person_id, department_id) = 1", name="group_member_one_check"),
        sa.ForeignKeyConstraint(
            ["group_id"], ["mortise.person_group.id"], name="group_member_group_id_fkey", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["mortise.person.id"], name="group_member_person_id_fkey", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["mortise.department.id"],
            name="group_member_department_id_fkey",
            ondelete="RESTRICT",
        ),
        sa.UniqueConstraint(
            "group_id",
            "person_id",
            "department_id",
            name="group_member_group_id_person_id_department_id_key",
            postgresql_nulls_not_distinct=True,
        ),
        schema=SCHEMA,
    )
    op.create_index("group_member_person_id_idx", "group_member", ["person_id"], schema=SCHEMA)
    op.create_index("group_member_department_id_idx", "group_member", ["department_id"], schema=SCHEMA)
    refer("role_member", "group_id", "person_group")
    refer("role_member", "position_id", "position")
    op.drop_constraint(
        "role_member_app_id_role_person_id_department_id_key", "role_member", schema=SCHEMA, type_="unique"
    )
    op.drop_constraint("role_member_one_check", "role_member", schema=SCHEMA, type_="check")
    op.create_unique_constraint(
        "role_member_holder_key",
        "role_member",
        ["app_id", "role", "person_id", "department_id", "group_id", "position_id"],
        schema=SCHEMA,
        postgresql_nulls_not_distinct=True,
    )
    op.create_check_constraint(
        "role_member_one_check",
        "role_member",
        "num_nonnulls(person_id, department_id, group_id, position_id) = 1",
        schema=SCHEMA,
    )
