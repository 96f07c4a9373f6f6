"""Which records may hold what is searched for, as the index of their form proposes them.

What is proposed says nothing to anybody: every statement that answers with records restricts them by what the person
may read, and looks at the texts themselves."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

import sqlalchemy as sa

from engines.form.compiled import Form
from engines.form.grams import sought_parts
from engines.form.search import TOKENS
from engines.form.tables import schema_name
from mortise.access.context import Context
from mortise.db.plans import Explained, likely_rows
from mortise.db.statements import StatementCache, prepare
from mortise.db.transaction import Reader
from mortise.records.filters import AMONG, Filtered, searchable

FEW: Final = 50_000
"""So many proposed records are put in order faster than any others are looked at."""
SOME: Final = 200_000
"""So many are put in order when they are not found among those that come first."""
NAMED: Final = 5_000
"""So many are named one by one."""

MOST: Final = sa.bindparam("most", type_=sa.BigInteger())

BUILT: Final = prepare(
    sa.text(
        """
        SELECT i.relname AS name, t.relname AS "table"
        FROM pg_catalog.pg_index x
        JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
        JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = i.relnamespace
        WHERE n.nspname = :schema AND i.relname = ANY(:names) AND x.indisvalid
        """
    ).bindparams(sa.bindparam("schema", type_=sa.Text), sa.bindparam("names", type_=sa.ARRAY(sa.Text)))
)
PLANS: Final = StatementCache()

MOST_BUILT: Final = 2_000
_built: Final[OrderedDict[Form, None]] = OrderedDict()
"""Forms whose index was seen, the last seen last. A published version that has its index keeps it."""

Proposal = Literal["few", "some", "many", "unknown"]
"""Whether the index proposes few records, or some, or many, or cannot tell."""


async def built_forms(reader: Reader, context: Context, forms: Sequence[Form]) -> list[Form]:
    """Those of the forms whose index is there: after a publication it is built beside readers and writers."""
    unsure = {form.search.index.name: form for form in forms if form not in _built}
    if unsure:
        asked = {"schema": schema_name(context.app.key), "names": list(unsure)}
        for row in await reader.fetch(BUILT, asked):
            form = unsure[row["name"]]
            if row["table"] == form.key:
                _built[form] = None
    found = [form for form in forms if form in _built]
    while len(_built) > MOST_BUILT:
        _built.popitem(last=False)
    return found


async def propose(reader: Reader, context: Context, found: Filtered) -> tuple[Proposal, Filtered]:
    """Whether the index proposes few records or many, and the restriction to these unless they are many."""
    query, form = query_of(found), found.door.form
    if query is None or not await built_forms(reader, context, [form]):
        return "unknown", found
    likely = SOME + 1 if is_everywhere(found.search) else (await likely_counts(reader, [found]))[0]
    if likely > SOME:
        return "many", found
    proposed = replace(found, is_proposed=True, values={**found.values, TOKENS: query})
    return ("few" if likely <= FEW else "some"), proposed


async def narrow(reader: Reader, context: Context, found: Filtered) -> Filtered:
    """The restriction with the records that the index proposes, where it can tell and they are not many."""
    return (await propose(reader, context, found))[1]


async def likely_counts(reader: Reader, asked: Sequence[Filtered]) -> list[float]:
    """How many records the index of each form is likely to propose, as far as PostgreSQL's statistics tell.

    To count them would take as long as to find them all, which for a part that every record has is too long. Texts that
    are too long for the index are left aside: statistics take anything rare for more than it is."""
    if not asked:
        return []
    forms = tuple(each.door.form for each in asked)

    def build() -> Explained:
        named = ((form, f"{TOKENS}_{place}") for place, form in enumerate(forms))
        return Explained(
            [sa.select(form.table.c.id).where(form.search.proposed(bind)) for form, bind in named]
        )

    values = {f"{TOKENS}_{place}": query_of(each, long=False) for place, each in enumerate(asked)}
    return likely_rows(await reader.fetchval(PLANS.get(forms, build), values))


def query_of(found: Filtered, *, long: bool = True) -> str | None:
    """What is asked of the index, if it can be asked."""
    if not found.search:
        return None
    keys = searchable(found.door)
    return found.door.form.search.query(found.search, keys, pinyin=found.is_spelled, long=long)


def is_everywhere(needle: str) -> bool:
    """Whether a needle is so short that the index would name most records."""
    return all(begins and len(part) == 1 and part.isascii() for part, begins in sought_parts(needle))


def among(found: Filtered, ids: Sequence[int]) -> Filtered:
    """The restriction to some records beside everything else."""
    return replace(found, is_among=True, values={**found.values, AMONG: ids})


def proposal(form: Form, bind: str) -> sa.Select[tuple[object]]:
    """At most `most` of the ids that the index proposes for the query of that bind, as an array.

    The index names records faster than it is known how many there are: they are gathered aside, so that the limit
    never makes PostgreSQL read the table instead."""
    proposed = sa.select(form.table.c.id).where(form.search.proposed(bind))
    aside = proposed.cte(f"proposed_by_{bind}").prefix_with("MATERIALIZED")
    some = sa.select(aside.c.id).limit(MOST).subquery()
    return sa.select(sa.func.array_agg(some.c.id))
