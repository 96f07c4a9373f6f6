"""What people say about records, who follows them, and what each person is to be told."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from mortise.db.tables.schema import METADATA, MOMENT, NOW, TEXT, identity, reference

comment: Final = sa.Table(
    "comment",
    METADATA,
    identity(),
    reference("app_id", "app"),
    sa.Column("form", TEXT, nullable=False),
    sa.Column("record_id", sa.BigInteger, nullable=False),
    reference("author_id", "person"),
    sa.Column("body", JSONB, nullable=False),
    reference("reply_to", "comment", nullable=True),
    sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
    sa.Column("edited_at", MOMENT),
    sa.Column("deleted_at", MOMENT),
    reference("deleted_by", "person", nullable=True),
)
"""`body` is a list of parts, each {"text": …} or {"person": id}. What is deleted stays for whoever takes it back."""
sa.Index(
    "comment_app_id_form_record_id_id_idx",
    comment.c.app_id,
    comment.c.form,
    comment.c.record_id,
    comment.c.id,
)

follower: Final = sa.Table(
    "follower",
    METADATA,
    reference("app_id", "app", primary_key=True),
    sa.Column("form", TEXT, primary_key=True),
    sa.Column("record_id", sa.BigInteger, primary_key=True, autoincrement=False),
    reference("person_id", "person", primary_key=True),
    sa.Column("reason", TEXT, nullable=False),
    sa.Column("since", MOMENT, nullable=False, server_default=NOW),
    sa.Column("muted", sa.Boolean, nullable=False, server_default=sa.false()),
)
"""Who follows a record beside its owner and whoever made it by hand; `muted` are those who do not want to."""

notification: Final = sa.Table(
    "notification",
    METADATA,
    identity(),
    reference("person_id", "person"),
    sa.Column("kind", TEXT, nullable=False),
    reference("app_id", "app"),
    sa.Column("form", TEXT, nullable=False),
    sa.Column("record_id", sa.BigInteger),
    sa.Column("records", ARRAY(sa.BigInteger)),
    reference("comment_id", "comment", nullable=True),
    sa.Column("actors", ARRAY(sa.BigInteger), nullable=False),
    sa.Column("fields", ARRAY(TEXT), nullable=False, server_default="{}"),
    sa.Column("content", JSONB),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("read_at", MOMENT),
    sa.CheckConstraint("(record_id IS NULL) <> (records IS NULL)", name="about"),
)
"""What a person is to be told: of one record, or of many at once. It holds no text of records: what is
shown is read, under the person's rights, when the person looks. `content` says of a flow which task it is about, and
what its author wrote."""
sa.Index(
    "notification_person_id_app_id_form_at_idx",
    notification.c.person_id,
    notification.c.app_id,
    notification.c.form,
    notification.c.at,
)
sa.Index("notification_at_idx", notification.c.at, postgresql_using="brin")
OF_RECORD: Final = sa.and_(
    notification.c.read_at.is_(None),
    notification.c.record_id.is_not(None),
    notification.c.comment_id.is_(None),
)
sa.Index(
    "notification_unread_record_idx",
    notification.c.person_id,
    notification.c.app_id,
    notification.c.form,
    notification.c.record_id,
    notification.c.kind,
    unique=True,
    postgresql_where=OF_RECORD,
)
OF_MANY: Final = sa.and_(notification.c.read_at.is_(None), notification.c.record_id.is_(None))
sa.Index(
    "notification_unread_many_idx",
    notification.c.person_id,
    notification.c.app_id,
    notification.c.form,
    notification.c.kind,
    unique=True,
    postgresql_where=OF_MANY,
)
OF_COMMENT: Final = notification.c.comment_id.is_not(None)
sa.Index(
    "notification_comment_id_person_id_idx",
    notification.c.comment_id,
    notification.c.person_id,
    unique=True,
    postgresql_where=OF_COMMENT,
)
