"""What a change ended to link to stands in a column of its own: no other change is looked for by what it held."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Takes over from the log whatever may be an id or a list of ids, and finds changes by that."""
    op.add_column("record_change", sa.Column("unlinked", JSONB()), schema="mortise")
    op.drop_index("record_change_old_idx", "record_change", schema="mortise")
    op.execute(
        """
        UPDATE mortise.record_change SET unlinked = (
            SELECT jsonb_object_agg(member.key, member.value) FROM jsonb_each(old) AS member
            WHERE member.value @? '$ ? (@.type() == "number")'
        )
        WHERE action = 'update' AND old @? '$.* ? (@.type() == "number")'
        """
    )
    op.create_index(
        "record_change_unlinked_idx",
        "record_change",
        ["unlinked"],
        schema="mortise",
        postgresql_using="gin",
        postgresql_ops={"unlinked": "jsonb_path_ops"},
        postgresql_where=sa.text("unlinked IS NOT NULL"),
    )
