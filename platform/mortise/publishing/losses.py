"""What publishing would put out of sight that people see now: values that their field's new kind or options cannot
take. They are counted over every row, and must be accepted as they were shown."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import orjson
import sqlalchemy as sa

from engines.expression.clock import Clock
from engines.form.conversion import Conversion, Loss, try_rows
from engines.form.facts import Facts
from engines.form.steps import Convert
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.definitions.reading import write_document
from mortise.errors import Conflict
from mortise.publishing.filling import Requests
from mortise.publishing.names import names_for
from mortise.publishing.options import options_lost
from mortise.publishing.plan import Plan
from mortise.publishing.shown import shown_rows
from mortise.publishing.unconverted import place_of

FIRST: Final = 100
"""How many of the rows are listed."""
UNSEEN: Final = Issue("conversion_unseen")


class LossesUnaccepted(Conflict):
    """Values would go out of sight that nobody has accepted the loss of, or not these."""

    code = "losses_unaccepted"


@dataclass(frozen=True, slots=True)
class FieldLoss:
    """The values of one field that do not fit what it becomes: how many of how many rows, the first of them, and the
    fingerprint by which this very list is accepted. `table` and `columns` are where the values stand."""

    form: str
    field: str
    told: Issue
    count: int
    total: int
    first: Sequence[Loss]
    fingerprint: str
    step: Convert | None

    @property
    def path(self) -> str:
        """The field with its form."""
        return f"{self.form}.{self.field}"


def as_it_stands(plan: Plan, step: Convert) -> tuple[Convert, sa.Table] | None:
    """A conversion before anything is renamed, and the table that it reads; None where no rows are yet."""
    now = step if step.comes_back else replace(step, parked={own: own for own in step.parked})
    if step.table in plan.returning.tables:
        parked = plan.returning.tables[step.table]
        return now, parked.source.table.to_metadata(sa.MetaData(), name=parked.name)
    if plan.base is None:
        return None
    return now, plan.base.schema.sources[step.table].table


async def losses_of(reader: Reader, plan: Plan, clock: Clock, facts: Facts) -> list[FieldLoss]:
    """Every loss of the plan, from a dry run of each conversion over all rows."""
    found: list[FieldLoss] = []
    for step in plan.tables.steps:
        stands = as_it_stands(plan, step) if isinstance(step, Convert) else None
        if stands is not None:
            loss = await dry_run(reader, plan, *stands, clock, facts)
            if loss.count:
                found.append(loss)
    converted = {loss.path for loss in found}
    for change in plan.changes:
        gone, count = await options_lost(reader, plan, change)
        if count and change.form is not None and change.field is not None:
            told = Issue("plan_options_gone", "", {"count": count, "options": ", ".join(gone)})
            content = [change.form, change.field, list(gone), count]
            loss = FieldLoss(change.form, change.field, told, count, count, (), fingerprint(content), None)
            found += [] if loss.path in converted else [loss]
    return found


async def dry_run(
    reader: Reader, plan: Plan, step: Convert, table: sa.Table, clock: Clock, facts: Facts
) -> FieldLoss:
    """Converts every value of a field and keeps none."""
    base = None if plan.base is None else plan.base.schema
    conversion = Conversion(step, clock, facts, await names_for(reader, base, step, table))
    requests, digest = Requests(), hashlib.sha256()
    total = count = after = 0
    first: list[Loss] = []
    while True:
        attempt = await requests.run(reader, try_rows(conversion, table, after=after))
        if not attempt.last:
            break
        after = attempt.last
        total += len(attempt.values) + len(attempt.losses)
        count += len(attempt.losses)
        first += attempt.losses[: FIRST - len(first)]
        digest.update(orjson.dumps([loss.id for loss in attempt.losses]))
    form, field = place_of(plan.schema.sources[step.table], step.after.key)
    change = [form, field, write_document(step.before), write_document(step.after), count, digest.hexdigest()]
    told = Issue("plan_unconverted", "", {"count": count, "total": total})
    return FieldLoss(form, field, told, count, total, first, fingerprint(change), step)


def fingerprint(content: object) -> str:
    """A short text that changes with what it stands for."""
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class LossRow:
    """One of the first rows of a loss: what of it the person may see, and why its value does not fit."""

    record: int | None
    row: int
    title: str | None
    value: str | None
    reason: Issue


async def first_rows(reader: Reader, context: Context, plan: Plan, loss: FieldLoss) -> list[LossRow]:
    """The first rows of a loss, as far as the person may see them."""
    if loss.step is None or plan.base is None or loss.step.table not in plan.base.schema.sources:
        return []
    source = plan.base.schema.sources[loss.step.table]
    step = loss.step
    names = await names_for(reader, plan.base.schema, step, source.table)
    ids = [each.id for each in loss.first]
    shown = await shown_rows(reader, context, source, step.before, step.parked, ids, names)
    rows = []
    for each in loss.first:
        seen = shown.get(each.id)
        if seen is None:
            rows.append(LossRow(None, each.id, None, None, UNSEEN))
        else:
            # A reason may quote the value: whoever may not read the one reads no other.
            reason = UNSEEN if seen.text is None else each.issue
            rows.append(LossRow(seen.record, each.id, seen.title, seen.text, reason))
    return rows


def refuse_unaccepted(losses: Sequence[FieldLoss], accepted: Collection[str]) -> None:
    """Raises with every loss that was not accepted as it is now."""
    missing = [loss for loss in losses if loss.fingerprint not in accepted]
    if missing:
        listed = [
            {"path": loss.path, "count": loss.count, "fingerprint": loss.fingerprint} for loss in missing
        ]
        raise LossesUnaccepted(
            [Issue("loss_unaccepted", "", {"path": loss.path, "count": loss.count}) for loss in missing],
            extra={"losses": listed},
        )


def refuse_more(counted: Mapping[str, int], accepted: Mapping[str, int]) -> None:
    """Raises when more values could not be converted than were accepted: people wrote others meanwhile."""
    more = [path for path, count in counted.items() if count > accepted.get(path, 0)]
    if more:
        raise LossesUnaccepted(
            [Issue("loss_unaccepted", "", {"count": counted[path], "path": path}) for path in more]
        )
