"""People, departments, positions and groups, and how people come in."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from mortise.db.tables.schema import METADATA, MOMENT, NOW, SCHEMA, TEXT, identity, reference


def named_table(name: str) -> sa.Table:
    """What the organisation knows by a name in both languages; of those in use no two are called alike."""
    table = sa.Table(
        name,
        METADATA,
        identity(),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("name_en", TEXT, nullable=False, server_default=""),
        sa.Column("archived_at", MOMENT),
    )
    sa.Index(
        f"{name}_name_idx",
        sa.func.lower(table.c.name),
        unique=True,
        postgresql_where=table.c.archived_at.is_(None),
    )
    return table


department: Final = sa.Table(
    "department",
    METADATA,
    identity(),
    reference("parent_id", "department", nullable=True),
    sa.Column("name", TEXT, nullable=False),
    sa.Column("name_en", TEXT, nullable=False, server_default=""),
    sa.Column(
        "head_id",
        sa.BigInteger,
        sa.ForeignKey(
            f"{SCHEMA}.person.id", ondelete="RESTRICT", use_alter=True, name="department_head_id_fkey"
        ),
    ),
    sa.Column("position", sa.Integer, nullable=False, server_default="0"),
    sa.Column("archived_at", MOMENT),
    sa.CheckConstraint("parent_id <> id", name="parent"),
)

position: Final = named_table("position")
"""Titles that people have in departments: what somebody is, not where."""

person: Final = sa.Table(
    "person",
    METADATA,
    identity(),
    sa.Column("login", TEXT, nullable=False),
    sa.Column("name", TEXT, nullable=False),
    sa.Column("name_en", TEXT, nullable=False, server_default=""),
    sa.Column("email", TEXT),
    sa.Column("mobile", TEXT),
    sa.Column("password_hash", TEXT),
    sa.Column("language", TEXT),
    sa.Column("theme", TEXT, nullable=False, server_default="system"),
    sa.Column("tours", ARRAY(TEXT), nullable=False, server_default="{}"),
    reference("main_department_id", "department", nullable=True),
    reference("position_id", "position", nullable=True),
    reference("manager_id", "person", nullable=True),
    sa.Column("is_administrator", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("must_change_password", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("pinyin", TEXT, nullable=False, server_default=""),
    sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
    sa.CheckConstraint("manager_id <> id", name="manager"),
)
sa.Index("person_login_idx", sa.func.lower(person.c.login), unique=True)
sa.Index("person_main_department_id_idx", person.c.main_department_id)
sa.Index("person_manager_id_idx", person.c.manager_id)
sa.Index("person_position_id_idx", person.c.position_id)

person_department: Final = sa.Table(
    "person_department",
    METADATA,
    reference("person_id", "person", primary_key=True),
    reference("department_id", "department", primary_key=True),
    reference("position_id", "position", nullable=True),
)
"""The departments beside the main one, and what the person is in each."""
sa.Index("person_department_department_id_idx", person_department.c.department_id)
sa.Index("person_department_position_id_idx", person_department.c.position_id)

person_group: Final = named_table("person_group")
"""Named sets of people and departments."""

group_member: Final = sa.Table(
    "group_member",
    METADATA,
    identity(),
    reference("group_id", "person_group"),
    reference("person_id", "person", nullable=True),
    reference("department_id", "department", nullable=True),
    sa.UniqueConstraint("group_id", "person_id", "department_id", postgresql_nulls_not_distinct=True),
    sa.CheckConstraint("num_nonnulls(person_id, department_id) = 1", name="one"),
)
"""Who is in a group: people, and departments with everybody in and below them."""
sa.Index("group_member_person_id_idx", group_member.c.person_id)
sa.Index("group_member_department_id_idx", group_member.c.department_id)

session: Final = sa.Table(
    "session",
    METADATA,
    sa.Column("token_hash", sa.LargeBinary, primary_key=True),
    reference("person_id", "person"),
    sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
    sa.Column("last_seen_at", MOMENT, nullable=False, server_default=NOW),
    sa.Column("expires_at", MOMENT, nullable=False),
    sa.Column("ip", TEXT),
    sa.Column("user_agent", TEXT),
)
sa.Index("session_person_id_idx", session.c.person_id)

api_token: Final = sa.Table(
    "api_token",
    METADATA,
    identity(),
    reference("person_id", "person"),
    sa.Column("name", TEXT, nullable=False),
    sa.Column("secret_hash", sa.LargeBinary, nullable=False),
    sa.Column("scopes", JSONB, nullable=False),
    sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
    sa.Column("expires_at", MOMENT, nullable=False),
    sa.Column("last_used_at", MOMENT),
    sa.Column("revoked_at", MOMENT),
)
sa.Index("api_token_person_id_idx", api_token.c.person_id)

password_link: Final = sa.Table(
    "password_link",
    METADATA,
    sa.Column("token_hash", sa.LargeBinary, primary_key=True),
    reference("person_id", "person"),
    reference("made_by", "person"),
    sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
    sa.Column("expires_at", MOMENT, nullable=False),
)
"""Links that wait to be used; one that was is gone, and the log knows of it."""
sa.Index("password_link_person_id_idx", password_link.c.person_id)

sign_in_failure: Final = sa.Table(
    "sign_in_failure",
    METADATA,
    sa.Column("login", TEXT, primary_key=True),
    sa.Column("address", TEXT, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last_at", MOMENT, nullable=False, server_default=NOW),
)
"""Attempts that did not succeed, by the login that was tried and the address that tried it."""
sa.Index("sign_in_failure_last_at_idx", sign_in_failure.c.last_at)

epoch: Final = sa.Table(
    "epoch",
    METADATA,
    sa.Column("id", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("rights", sa.BigInteger, nullable=False),
    sa.CheckConstraint("id = 1", name="only"),
)
"""One row, counted up by every change of people, departments, role members and tokens: caches are keyed by it."""
