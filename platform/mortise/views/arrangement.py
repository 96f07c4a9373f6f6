"""In which order a person sees the views of a form, which of them are put away, and which one comes first."""

from collections.abc import Mapping
from typing import Annotated, Final

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from sqlalchemy.dialects.postgresql import ARRAY, insert

from mortise.access.context import Context
from mortise.db.statements import prepare
from mortise.db.tables.schema import TEXT
from mortise.db.tables.views import view_arrangement
from mortise.db.transaction import Reader, Tx
from mortise.errors import Forbidden
from mortise.views.keeping import open_form
from mortise.views.rows import APP, ME, manages

MOST: Final = 500

ViewKey = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_]{0,39}|[0-9]{1,19})$")]
"""A published view's key, or a saved one's number."""


class Arrangement(BaseModel):
    """An arrangement; views that it does not name come last, and names of views that are gone mean nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    order: Annotated[tuple[ViewKey, ...], Field(max_length=MOST)] = ()
    hidden: Annotated[tuple[ViewKey, ...], Field(max_length=MOST)] = ()
    first: ViewKey | None = None


class ArrangementInput(Arrangement):
    """One's own arrangement, or, for the company, that of all who have none of their own."""

    company: bool = False


kept: Final = view_arrangement
FORM: Final = sa.bindparam("form", type_=TEXT)
READ: Final = prepare(
    sa.select(kept.c.form, kept.c.person_id, kept.c.arranged).where(
        kept.c.app_id == APP,
        kept.c.form == sa.any_(sa.bindparam("forms", type_=ARRAY(TEXT))),
        sa.or_(kept.c.person_id == ME, kept.c.person_id.is_(None)),
    )
)
adding: Final = insert(kept).values(
    app_id=APP,
    form=FORM,
    person_id=sa.bindparam("person", type_=sa.BigInteger),
    arranged=sa.bindparam("arranged", type_=kept.c.arranged.type),
)
KEEP: Final = prepare(
    adding.on_conflict_do_update(
        index_elements=[kept.c.app_id, kept.c.form, kept.c.person_id],
        set_={"arranged": adding.excluded.arranged},
    )
)


async def read_arrangements(
    reader: Reader, context: Context, forms: list[str]
) -> Mapping[str, Mapping[str, object]]:
    """By form: the person's own arrangement and the company's, as far as there are any."""
    rows = await reader.fetch(READ, {"app": context.app.id, "me": context.principal.person, "forms": forms})
    found: dict[str, dict[str, object]] = {}
    for row in rows:
        whose = "company" if row["person_id"] is None else "own"
        found.setdefault(row["form"], {})[whose] = row["arranged"]
    return found


async def arrange(tx: Tx, context: Context, form: str, given: ArrangementInput) -> None:
    """Keeps an arrangement in the place of the one before."""
    open_form(context, form)
    if given.company and not manages(context):
        raise Forbidden
    arranged = Arrangement(order=given.order, hidden=given.hidden, first=given.first)
    values = {
        "app": context.app.id,
        "form": form,
        "person": None if given.company else context.principal.person,
        "arranged": arranged.model_dump(mode="json"),
    }
    await tx.execute(KEEP, values)
