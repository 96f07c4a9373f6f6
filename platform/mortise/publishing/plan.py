"""What publishing a draft would do: the steps, whom they concern, what they cost, and what forbids them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from engines.form.parking import Returning
from engines.form.plan import TablePlan, plan_tables
from engines.form.schema import Schema
from engines.form.steps import CreateTable, Step
from engines.issues import Issue, has_errors
from mortise.db.statements import prepare
from mortise.db.tables.applications import app_version
from mortise.db.transaction import Reader
from mortise.definitions.app import AppDefinition
from mortise.definitions.check import check_document
from mortise.definitions.drafts import Draft
from mortise.definitions.places import placed
from mortise.definitions.published import PublishedApp, PublishedApps
from mortise.errors import Invalid
from mortise.publishing.changes import Change, differences
from mortise.publishing.live import LiveTable, count, count_rows, read_tables
from mortise.publishing.named import named_but_gone
from mortise.publishing.parked import Shelf, returning_of
from mortise.publishing.rights_reset import Returned, returned, without_grants
from mortise.publishing.running_flows import stranded

LARGE: Final = 50_000
"""Rows from which a table's values and unique indexes are prepared beside its readers and writers."""

LAST_VERSION: Final = prepare(
    sa.select(sa.func.coalesce(sa.func.max(app_version.c.version), 0)).where(
        app_version.c.app_id == sa.bindparam("app")
    )
)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The way from the published version `base` (None: none yet) to `version`.

    `definition` is the draft's, less the rights that fall away (`resets`); `rows` are the live rows of tables that
    stay; `issues` tell of what forbids it, and of what should be thought about."""

    app_id: int
    version: int
    revision: int
    base: PublishedApp | None
    definition: AppDefinition
    schema: Schema
    tables: TablePlan
    changes: Sequence[Change]
    resets: frozenset[Returned]
    take_back: frozenset[str]
    returning: Returning
    live: Mapping[str, LiveTable]
    rows: Mapping[str, int]
    issues: Sequence[Issue]
    is_unchanged: bool
    """Whether it would do nothing: the definition is the published one, and no table differs from it."""
    large: int = LARGE

    @property
    def is_publishable(self) -> bool:
        """Whether nothing forbids it."""
        return not has_errors(self.issues)

    def is_large(self, table: str) -> bool:
        """Whether a table has too many rows to be worked through while nobody reads it."""
        return self.rows.get(table, 0) > self.large

    def is_old(self, table: str) -> bool:
        """Whether the table is there before the publication."""
        return table in self.rows

    @property
    def needs_preparation(self) -> bool:
        """Whether something must be made ready beside readers and writers before the switch."""
        return any(self.is_prepared(step) for step in self.tables.steps)

    def is_prepared(self, step: Step) -> bool:
        """Whether a step belongs to the preparation: values of a large table, or what keeps them unique."""
        index = getattr(step, "index", None)
        return self.is_large(step.table) and (step.is_data or (index is not None and index.unique))


async def make_plan(
    reader: Reader,
    apps: PublishedApps,
    draft: Draft,
    base: PublishedApp | None,
    take_back: frozenset[str] = frozenset(),
    large: int = LARGE,
    made: Collection[str] = (),
) -> Plan:
    """The plan for a draft; refused with every issue when the draft itself does not hold together.

    `take_back` are the fields and forms whose parked values are wanted (`visit.notes`, `visit.lines.item`), beside
    those that the draft itself takes back; tables with more rows than `large` are prepared beside their readers and
    writers. `made` are tables that an interrupted preparation of this very plan has made already."""
    checked = check_document(draft.document)
    definition, verdict = checked.definition, checked.verdict
    if definition is None or verdict.schema is None or not verdict.is_sound:
        raise Invalid(placed(verdict.issues, draft.document))
    gone = await named_but_gone(reader, definition)
    if gone:
        raise Invalid(placed(gone, draft.document))
    new, old = verdict.schema, None if base is None else base.schema
    last = await reader.fetchval(LAST_VERSION, {"app": draft.app_id})
    version = (last if isinstance(last, int) else 0) + 1
    live = {name: table for name, table in (await read_tables(reader, draft.key)).items() if name not in made}
    resets = frozenset(returned(old, new, live))
    wanted = take_back | draft.take_back
    returning = await returning_of(Shelf(reader, apps, draft.app_id, live), old, new, wanted)
    tables = plan_tables(old, new, version, live=live, returning=returning)
    rows = {} if old is None else await rows_of(reader, old, tables)
    left = [] if base is None else await stranded(reader, apps, draft.app_id, definition, new)
    found = [*verdict.issues, *tables.issues, *await refusals(reader, tables), *left]
    issues = placed(found, draft.document)
    is_unchanged = base is not None and definition == base.definition and not tables.steps
    return Plan(
        app_id=draft.app_id,
        version=version,
        revision=draft.revision,
        base=base,
        definition=without_grants(definition, resets),
        schema=new,
        tables=tables,
        changes=tuple(differences(None if base is None else base.definition, definition)),
        resets=resets,
        take_back=wanted,
        returning=returning,
        live=live,
        rows=rows,
        issues=issues,
        is_unchanged=is_unchanged,
        large=large,
    )


async def rows_of(reader: Reader, old: Schema, tables: TablePlan) -> Mapping[str, int]:
    """How many rows the tables have that the plan changes."""
    created = {step.table for step in tables.steps if isinstance(step, CreateTable)}
    touched = dict.fromkeys(step.table for step in tables.steps if step.table in old.sources)
    return {
        table: await count_rows(reader, old.sources[table].table) for table in touched if table not in created
    }


async def refusals(reader: Reader, tables: TablePlan) -> list[Issue]:
    """What the data that are there forbid, with the numbers."""
    asked = [(each, await count(reader, each.count)) for each in tables.preconditions]
    return [issue for each, found in asked if (issue := each.issue(found)) is not None]
