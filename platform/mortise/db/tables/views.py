"""Views that people keep without publishing anything, how each person arranges views, and who opens which."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from mortise.db.tables.schema import METADATA, MOMENT, NOW, TEXT, identity, reference

view: Final = sa.Table(
    "view",
    METADATA,
    identity(),
    reference("app_id", "app"),
    sa.Column("form", TEXT, nullable=False),
    reference("person_id", "person"),
    sa.Column("label", JSONB, nullable=False),
    sa.Column("definition", JSONB, nullable=False),
    sa.Column("names", JSONB, nullable=False, server_default="{}"),
    sa.Column("shared", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("roles", ARRAY(TEXT), nullable=False, server_default="{}"),
    sa.Column("departments", ARRAY(sa.BigInteger), nullable=False, server_default="{}"),
    sa.Column("groups", ARRAY(sa.BigInteger), nullable=False, server_default="{}"),
    sa.Column("positions", ARRAY(sa.BigInteger), nullable=False, server_default="{}"),
    sa.Column("locked", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
    sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
    sa.Column("deleted_at", MOMENT),
)
"""Views by the person who made them. `definition` is the kind with its settings, also of fields that are not there at
the moment; `names` are the labels that its fields had when it was saved. A shared view is for holders of the roles and
of the positions, for members of the groups, and for the departments with those under them; without any of these it is
for everybody."""
sa.Index("view_app_id_form_idx", view.c.app_id, view.c.form)
sa.Index("view_person_id_idx", view.c.person_id)

view_arrangement: Final = sa.Table(
    "view_arrangement",
    METADATA,
    identity(),
    reference("app_id", "app"),
    sa.Column("form", TEXT, nullable=False),
    reference("person_id", "person", nullable=True),
    sa.Column("arranged", JSONB, nullable=False),
    sa.UniqueConstraint("app_id", "form", "person_id", postgresql_nulls_not_distinct=True),
)
"""In which order a person, or without a person everybody who has no order of their own, sees a form's views, which of
them are put away, and which one comes first."""
sa.Index("view_arrangement_person_id_idx", view_arrangement.c.person_id)

view_opening: Final = sa.Table(
    "view_opening",
    METADATA,
    reference("app_id", "app", primary_key=True),
    sa.Column("form", TEXT, primary_key=True),
    sa.Column("view", TEXT, primary_key=True),
    reference("person_id", "person", primary_key=True),
    sa.Column("at", MOMENT, nullable=False),
)
"""When each person opened each view last: a published one by its key, one that somebody keeps by its number."""
sa.Index("view_opening_person_id_idx", view_opening.c.person_id)
