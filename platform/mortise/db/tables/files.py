"""Files that people sent: what they are called, what they are, and which record's field they belong to."""

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
    sa.Column("attached_at", MOMENT),
    sa.CheckConstraint(
        "num_nulls(app_id, form, record_id, field, attached_at) IN (0, 5)", name="attached_wholly"
    ),
)
"""`content` names what the store keeps, and several rows may name the same: the copy of a record shares it. `media` is
what the content was found to be, never what the sender called it; `is_picture` says that the content was drawn anew by
us. A row without a record is its uploader's alone, until a save attaches it or a day has passed."""
sa.Index("file_content_idx", file.c.content)
sa.Index(
    "file_uploaded_by_uploaded_at_idx",
    file.c.uploaded_by,
    file.c.uploaded_at,
    postgresql_where=file.c.record_id.is_(None),
)
sa.Index("file_app_id_form_record_id_idx", file.c.app_id, file.c.form, file.c.record_id)
