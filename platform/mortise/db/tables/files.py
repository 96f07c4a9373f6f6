"""Files that people sent: what they are called, what they are, and which record's field or which flow they belong
to."""

from typing import Final

import sqlalchemy as sa

from mortise.db.tables.schema import METADATA, MOMENT, NOW, TEXT, identity, reference

file: Final = sa.Table(
    "file",
    METADATA,
    identity(),
    sa.Column("name", TEXT, nullable=False),
    sa.Column("media", TEXT, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("content", TEXT, nullable=False),
    sa.Column("is_picture", sa.Boolean, nullable=False, server_default=sa.text("false")),
    sa.Column("width", sa.Integer),
    sa.Column("height", sa.Integer),
    reference("uploaded_by", "person"),
    sa.Column("uploaded_at", MOMENT, nullable=False, server_default=NOW),
    reference("app_id", "app", nullable=True),
    sa.Column("form", TEXT),
    sa.Column("record_id", sa.BigInteger),
    sa.Column("field", TEXT),
    reference("instance", "flow_instance", nullable=True),
    sa.Column("attached_at", MOMENT),
    sa.CheckConstraint(
        "num_nulls(app_id, attached_at) IN (0, 2) AND num_nulls(form, record_id, field) IN (0, 3)"
        " AND num_nonnulls(record_id, instance) = num_nonnulls(attached_at)",
        name="attached_wholly",
    ),
)
"""`content` names what the store keeps, and several rows may name the same: the copy of a record shares it. `media` is
what the content was found to be, never what the sender called it; `is_picture` says that the content was drawn anew by
us. A row that is not attached is its uploader's alone, until it is saved with a record, or sent with what somebody does
in a flow, or a day has passed."""
sa.Index("file_content_idx", file.c.content)
sa.Index(
    "file_uploaded_by_uploaded_at_idx",
    file.c.uploaded_by,
    file.c.uploaded_at,
    postgresql_where=file.c.attached_at.is_(None),
)
sa.Index("file_app_id_form_record_id_idx", file.c.app_id, file.c.form, file.c.record_id)
