"""Running flows: instances and what belongs to them, what they hold, and who acts for whom."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

SCHEMA = "mortise"
TEXT = sa.Text(collation="C")
MOMENT = sa.DateTime(timezone=True)
PEOPLE = ARRAY(sa.BigInteger())
NUMBERS = ARRAY(sa.Integer())


def upgrade() -> None:
    """Nothing runs yet."""
    op.add_column("notification", sa.Column("content", JSONB), schema=SCHEMA)
    op.create_table(
        "flow_instance",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("app_id", sa.BigInteger(), nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("flow", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", sa.BigInteger(), nullable=False),
        sa.Column("initiator", sa.BigInteger(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("chosen", JSONB, nullable=False),
        sa.Column("withdrawal_asked_at", MOMENT, nullable=True),
        sa.Column("parent", sa.BigInteger(), nullable=True),
        sa.Column("parent_visit", sa.Integer(), nullable=True),
        sa.Column("is_stuck", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(
            ["app_id"], ["mortise.app.id"], name=("flow_instance_app_id_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["initiator"], ["mortise.person.id"], name=("flow_instance_initiator_fkey"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=("flow_instance_pkey")),
        schema=SCHEMA,
    )
    op.create_index(
        "flow_instance_flow_idx", "flow_instance", ["app_id", "flow", "id"], unique=False, schema=SCHEMA
    )
    op.create_index(
        "flow_instance_initiator_idx", "flow_instance", ["initiator", "id"], unique=False, schema=SCHEMA
    )
    op.create_index(
        "flow_instance_parent_idx",
        "flow_instance",
        ["parent"],
        unique=False,
        schema=SCHEMA,
        postgresql_where=sa.text("parent IS NOT NULL"),
    )
    op.create_index(
        "flow_instance_record_idx", "flow_instance", ["app_id", "form", "record"], unique=False, schema=SCHEMA
    )
    op.create_index(
        "flow_instance_running_idx",
        "flow_instance",
        ["app_id", "form", "record", "flow"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("state = 'running'"),
    )
    op.create_table(
        "flow_token",
        sa.Column("instance", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("branch", TEXT, nullable=True),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.Column("direct", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["instance"], ["mortise.flow_instance.id"], name=("flow_token_instance_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("instance", "number", name=("flow_token_pkey")),
        schema=SCHEMA,
    )
    op.create_table(
        "flow_visit",
        sa.Column("instance", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("node", TEXT, nullable=False),
        sa.Column("previous", sa.Integer(), nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("outcome", TEXT, nullable=True),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.Column("slots", NUMBERS, nullable=False),
        sa.Column("born", NUMBERS, nullable=False),
        sa.Column("timers", NUMBERS, nullable=False),
        sa.Column("awaiting", PEOPLE, nullable=False),
        sa.Column("incident", TEXT, nullable=True),
        sa.Column("returned_at", MOMENT, nullable=True),
        sa.Column("resubmission", TEXT, nullable=True),
        sa.Column("returned_from", TEXT, nullable=True),
        sa.Column("kept_for", sa.Integer(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instance"], ["mortise.flow_instance.id"], name=("flow_visit_instance_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("instance", "number", name=("flow_visit_pkey")),
        schema=SCHEMA,
    )
    op.create_table(
        "flow_slot",
        sa.Column("instance", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.BigInteger(), nullable=False),
        sa.Column("agent", sa.BigInteger(), nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("groups", ARRAY(TEXT), nullable=False),
        sa.Column("weight", sa.Numeric(), nullable=False),
        sa.Column("reason", JSONB, nullable=False),
        sa.Column("passes", JSONB, nullable=True),
        sa.Column("added", TEXT, nullable=True),
        sa.Column("adder", sa.Integer(), nullable=True),
        sa.Column("asked", NUMBERS, nullable=False),
        sa.Column("asked_order", TEXT, nullable=False),
        sa.Column("asked_rule", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.Column("timers", NUMBERS, nullable=False),
        sa.ForeignKeyConstraint(
            ["agent"], ["mortise.person.id"], name=("flow_slot_agent_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["instance"], ["mortise.flow_instance.id"], name=("flow_slot_instance_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner"], ["mortise.person.id"], name=("flow_slot_owner_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["mortise.person.id"], name=("flow_slot_person_fkey"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("instance", "number", name=("flow_slot_pkey")),
        sa.UniqueConstraint("id", name=("flow_slot_id_key")),
        schema=SCHEMA,
    )
    op.create_index(
        "flow_slot_copied_idx",
        "flow_slot",
        ["person", "id"],
        unique=False,
        schema=SCHEMA,
        postgresql_where=sa.text("state = 'copied'"),
    )
    op.create_index(
        "flow_slot_open_agent_idx",
        "flow_slot",
        ["agent", "id"],
        unique=False,
        schema=SCHEMA,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "flow_slot_open_person_idx",
        "flow_slot",
        ["person", "id"],
        unique=False,
        schema=SCHEMA,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "flow_vote",
        sa.Column("instance", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("verdict", TEXT, nullable=False),
        sa.Column("actor", sa.BigInteger(), nullable=True),
        sa.Column("holder", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("comment", TEXT, nullable=False),
        sa.Column("automatic", TEXT, nullable=True),
        sa.Column("files", PEOPLE, nullable=False),
        sa.Column("signature", sa.BigInteger(), nullable=True),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor"], ["mortise.person.id"], name=("flow_vote_actor_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["holder"], ["mortise.person.id"], name=("flow_vote_holder_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["instance"], ["mortise.flow_instance.id"], name=("flow_vote_instance_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("instance", "number", name=("flow_vote_pkey")),
        schema=SCHEMA,
    )
    op.create_index(
        "flow_vote_actor_idx", "flow_vote", ["actor", "at", "instance", "number"], unique=False, schema=SCHEMA
    )
    op.create_table(
        "flow_timer",
        sa.Column("instance", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=True),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("field", TEXT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["instance"], ["mortise.flow_instance.id"], name=("flow_timer_instance_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("instance", "number", name=("flow_timer_pkey")),
        schema=SCHEMA,
    )
    op.create_table(
        "flow_command",
        sa.Column("instance", sa.BigInteger(), nullable=False),
        sa.Column("command", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["instance"],
            ["mortise.flow_instance.id"],
            name=("flow_command_instance_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("instance", "command", name=("flow_command_pkey")),
        schema=SCHEMA,
    )
    op.create_table(
        "flow_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("instance", sa.BigInteger(), nullable=False),
        sa.Column("what", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.BigInteger(), nullable=True),
        sa.Column("holder", sa.BigInteger(), nullable=True),
        sa.Column("node", TEXT, nullable=True),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.Column("slot", sa.Integer(), nullable=True),
        sa.Column("people", PEOPLE, nullable=False),
        sa.Column("target", TEXT, nullable=True),
        sa.Column("comment", TEXT, nullable=False),
        sa.Column("files", PEOPLE, nullable=False),
        sa.Column("reason", JSONB, nullable=True),
        sa.ForeignKeyConstraint(
            ["actor"], ["mortise.person.id"], name=("flow_entry_actor_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["holder"], ["mortise.person.id"], name=("flow_entry_holder_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["instance"], ["mortise.flow_instance.id"], name=("flow_entry_instance_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=("flow_entry_pkey")),
        schema=SCHEMA,
    )
    op.create_index("flow_entry_instance_idx", "flow_entry", ["instance", "id"], unique=False, schema=SCHEMA)
    op.create_table(
        "record_hold",
        sa.Column("instance", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("app_id", sa.BigInteger(), nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("record", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("open_fields", ARRAY(TEXT), server_default="{}", nullable=False),
        sa.Column("closed_fields", ARRAY(TEXT), server_default="{}", nullable=False),
        sa.Column("opens_others", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(
            ["app_id"], ["mortise.app.id"], name=("record_hold_app_id_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["instance"], ["mortise.flow_instance.id"], name=("record_hold_instance_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["mortise.person.id"], name=("record_hold_person_fkey"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("instance", "number", name=("record_hold_pkey")),
        schema=SCHEMA,
    )
    op.create_index(
        "record_hold_record_idx", "record_hold", ["app_id", "form", "record"], unique=False, schema=SCHEMA
    )
    op.create_table(
        "delegation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("agent_id", sa.BigInteger(), nullable=False),
        sa.Column("app_id", sa.BigInteger(), nullable=True),
        sa.Column("flow", TEXT, nullable=True),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint("ends_at > starts_at", name=("delegation_span_check")),
        sa.CheckConstraint("person_id <> agent_id", name=("delegation_other_check")),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["mortise.person.id"], name=("delegation_agent_id_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["app_id"], ["mortise.app.id"], name=("delegation_app_id_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["mortise.person.id"], name=("delegation_person_id_fkey"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=("delegation_pkey")),
        schema=SCHEMA,
    )
    op.create_index(
        "delegation_person_id_idx", "delegation", ["person_id", "ends_at"], unique=False, schema=SCHEMA
    )
