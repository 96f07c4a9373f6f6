"""What publishing would put out of sight that people see now: values that their field's new kind or options cannot
take. They are counted over every row, and must be accepted as they were shown."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import orjson
import sqlalchemy as sa

from engines.expression.clock import Clock
from engines.form.conversion import Conversion, Loss, doubtful, filled, try_rows
from engines.form.facts import Facts
from engines.form.steps import Convert
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.definitions.reading import write_document
from mortise.errors import Conflict
from mortise.publishing.filling import Requests
from mortise.publishing.impact import named
from mortise.publishing.live import count_rows
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


def conversions(plan: Plan) -> list[tuple[Convert, sa.Table]]:
    """Every conversion of values that are there, before anything is renamed."""
    stands = [as_it_stands(plan, step) for step in plan.tables.steps if isinstance(step, Convert)]
    return [each for each in stands if each is not None]


async def losses_of(reader: Reader, plan: Plan, clock: Clock, facts: Facts) -> list[FieldLoss]:
    """Every loss of the plan, from a dry run of each conversion over all rows."""
    found: list[FieldLoss] = []
    for step, table in conversions(plan):
        run = await DryRun.begin(reader, plan, step, table, clock, facts)
        while await run.advance(reader):
            pass
        found += run.losses()
    return [*found, *await options_gone(reader, plan, found)]


async def options_gone(reader: Reader, plan: Plan, converted: Sequence[FieldLoss]) -> list[FieldLoss]:
    """Options that are no more and that records hold, of fields that are not `converted` anyway."""
    found, paths = [], {loss.path for loss in converted}
    for change in plan.changes:
        gone, count = await options_lost(reader, plan, change)
        if count and change.form is not None and change.field is not None:
            told = Issue("plan_options_gone", "", {"count": count, "options": ", ".join(gone)})
            content = [change.form, change.field, list(gone), count]
            loss = FieldLoss(change.form, change.field, told, count, count, (), fingerprint(content), None)
            found += [] if loss.path in paths else [loss]
    return found


class DryRun:
    """Looks at the values of one field, a batch at a time, and keeps none of what they become."""

    def __init__(self, plan: Plan, conversion: Conversion, table: sa.Table, total: int | None) -> None:
        self._plan = plan
        self._conversion = conversion
        self._table = table
        self._only = doubtful(conversion.step)
        self._requests, self._digest = Requests(), hashlib.sha256()
        self._total = total
        self._first: list[Loss] = []
        self._read = self._count = 0
        self.after = 0
        """The last row that was looked at."""

    @classmethod
    async def begin(
        cls, reader: Reader, plan: Plan, step: Convert, table: sa.Table, clock: Clock, facts: Facts
    ) -> "DryRun":
        """Counts the values; those of which SQL tells that they convert need not be read."""
        base = None if plan.base is None else plan.base.schema
        conversion = Conversion(step, clock, facts, await names_for(reader, base, step, table))
        given = filled(step)
        total = None if given is None else await count_rows(reader, table, given)
        return cls(plan, conversion, table, total)

    async def advance(self, reader: Reader) -> bool:
        """Looks at the next batch; whether there was one."""
        asked = try_rows(self._conversion, self._table, after=self.after, only=self._only)
        attempt = await self._requests.run(reader, asked)
        if not attempt.last:
            return False
        self.after = attempt.last
        self._read += len(attempt.values) + len(attempt.losses)
        self._count += len(attempt.losses)
        self._first += attempt.losses[: FIRST - len(self._first)]
        self._digest.update("".join(f"{loss.id}," for loss in attempt.losses).encode())
        return True

    def losses(self) -> list[FieldLoss]:
        """What does not fit of all that was looked at, if anything."""
        if not self._count:
            return []
        step, total = self._conversion.step, self._read if self._total is None else self._total
        form, field = place_of(self._plan.schema.sources[step.table], step.after.key)
        before, after = write_document(step.before), write_document(step.after)
        change = [form, field, before, after, self._count, self._digest.hexdigest()]
        told = Issue("plan_unconverted", "", {"count": self._count, "total": total})
        return [FieldLoss(form, field, told, self._count, total, self._first, fingerprint(change), step)]


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


def refuse_unaccepted(plan: Plan, losses: Sequence[FieldLoss], accepted: Collection[str]) -> None:
    """Raises with every loss that was not accepted as it is now."""
    missing = [loss for loss in losses if loss.fingerprint not in accepted]
    if missing:
        listed = [
            {"path": loss.path, "count": loss.count, "fingerprint": loss.fingerprint} for loss in missing
        ]
        raise LossesUnaccepted(
            [unaccepted(plan, loss.path, loss.count) for loss in missing], extra={"losses": listed}
        )


def refuse_more(plan: Plan, counted: Mapping[str, int], accepted: Mapping[str, int]) -> None:
    """Raises when more values could not be converted than were accepted: people wrote others meanwhile."""
    more = [path for path, count in counted.items() if count > accepted.get(path, 0)]
    if more:
        raise LossesUnaccepted([unaccepted(plan, path, counted[path]) for path in more])


def unaccepted(plan: Plan, path: str, count: int) -> Issue:
    """What must be accepted first, under the name of its field."""
    form, _, field = path.partition(".")
    return Issue("loss_unaccepted", "", {"path": named(plan, form, field or None), "count": count})
