"""The rows that tell of imports: who brings what, how far it is, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

import sqlalchemy as sa

from engines.definition import Locale
from engines.issues import Issue
from mortise.db.statements import Statement, prepare
from mortise.db.tables.records import import_batch
from mortise.db.transaction import Reader, Tx
from mortise.errors import issue_json
from mortise.imports.plans import Plan
from mortise.jobs.telling import tell

State = Literal[
    "uploaded", "staged", "checking", "checked", "applying", "done", "failed", "undoing", "undone", "left"
]
MOST_KEPT: Final = 1000
"""Issues kept with the import itself; the count tells of all."""


@dataclass(frozen=True, slots=True)
class CellIssue:
    """What is wrong with a cell: the row as a spreadsheet numbers it, the column's header, the field's key."""

    row: int
    column: str
    field: str
    value: str
    issue: Issue


@dataclass(frozen=True, slots=True)
class Batch:
    """An import: its file, its plan, and where it stands."""

    id: int
    app: int
    form: str
    person: int
    state: State
    plan: Plan
    file_name: str
    outcome: Mapping[str, Any]
    total: int
    """How many rows of the file were read so far."""
    is_over: bool
    leader: int | None
    """The import of the workbook's first sheet, together with which this one is brought in."""


def _value(name: str, column: sa.Column[Any]) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=column.type)


_COLUMNS: Final = import_batch.c
_ID: Final = _value("id", _COLUMNS.id)
_TOLD: Final = (_COLUMNS.id, _COLUMNS.person_id, _COLUMNS.state)

_BEGIN: Final = prepare(
    sa.insert(import_batch)
    .values(
        app_id=_value("app", _COLUMNS.app_id),
        form=_value("form", _COLUMNS.form),
        person_id=_value("person", _COLUMNS.person_id),
        state=_value("state", _COLUMNS.state),
        file_name=_value("file_name", _COLUMNS.file_name),
        mapping=_value("mapping", _COLUMNS.mapping),
        created_at=_value("at", _COLUMNS.created_at),
        leader_id=_value("leader", _COLUMNS.leader_id),
    )
    .returning(_COLUMNS.id)
)
READ: Final = prepare(sa.select(import_batch).where(_COLUMNS.id == _ID))
_TOGETHER: Final = sa.or_(_COLUMNS.id == _ID, _COLUMNS.leader_id == _ID)
READ_TOGETHER: Final = prepare(sa.select(import_batch).where(_TOGETHER).order_by(_COLUMNS.id))
_LOCK: Final = prepare(sa.select(import_batch).where(_COLUMNS.id == _ID).with_for_update())
_ADVANCE: Final = prepare(
    sa.update(import_batch)
    .values(
        state=_value("state", _COLUMNS.state),
        total=_value("total", _COLUMNS.total),
        done=_value("done", _COLUMNS.done),
    )
    .where(_COLUMNS.id == _ID)
    .returning(*_TOLD)
)


async def _note(tx: Tx, statement: Statement, values: Mapping[str, object]) -> None:
    """Changes an import's row, and tells its person's pages that it has come further."""
    row = await tx.fetchrow(statement, values)
    if row is not None:
        await tell(tx, [row["person_id"]], "import", {"id": row["id"], "state": row["state"]})


def changing(*names: str) -> Statement:
    """The statement that sets these columns of an import."""
    return prepare(
        sa.update(import_batch)
        .values({name: _value(f"new_{name}", _COLUMNS[name]) for name in names})
        .where(_COLUMNS.id == _ID)
        .returning(*_TOLD)
    )


_PLAN: Final = changing("form", "mapping", "state", "outcome", "total", "done")
_STATE: Final = prepare(
    sa.update(import_batch)
    .values(
        state=_value("new_state", _COLUMNS.state), finished_at=_value("new_finished_at", _COLUMNS.finished_at)
    )
    .where(_TOGETHER)
    .returning(*_TOLD)
)
_CHECKED: Final = changing("state", "outcome", "issues", "issue_count")
_FINISH: Final = changing("state", "created", "outcome", "issues", "issue_count", "finished_at")
_END: Final = changing("state", "outcome", "finished_at")


async def begin(
    tx: Tx,
    *,
    app: int,
    form: str,
    person: int,
    state: State,
    file_name: str,
    plan: Plan,
    at: datetime,
    leader: int | None = None,
) -> int:
    """Notes a new import; its number."""
    values = {
        "app": app,
        "form": form,
        "person": person,
        "state": state,
        "file_name": file_name[:255],
        "mapping": plan.model_dump(mode="json"),
        "at": at,
        "leader": leader,
    }
    return int(str(await tx.fetchval(_BEGIN, values)))


async def read_batch(reader: Reader, number: int) -> Batch | None:
    """The import of that number."""
    row = await reader.fetchrow(READ, {"id": number})
    return None if row is None else _batch(row)


async def read_together(reader: Reader, number: int) -> list[Batch]:
    """The import of that number and those that it leads, in the order in which they are brought in."""
    return [_batch(row) for row in await reader.fetch(READ_TOGETHER, {"id": number})]


async def lock_batch(tx: Tx, number: int) -> Batch | None:
    """The same, while nobody else goes on with it."""
    row = await tx.fetchrow(_LOCK, {"id": number})
    return None if row is None else _batch(row)


def _batch(row: Mapping[str, Any] | Any) -> Batch:
    return Batch(
        id=row["id"],
        app=row["app_id"],
        form=row["form"],
        person=row["person_id"],
        state=row["state"],
        plan=Plan.model_validate(row["mapping"]) if "columns" in row["mapping"] else Plan(),
        file_name=row["file_name"],
        outcome=row["outcome"],
        total=row["total"],
        is_over=row["finished_at"] is not None,
        leader=row["leader_id"],
    )


async def advance(tx: Tx, number: int, state: State, *, total: int, done: int) -> None:
    """Notes how far the import is."""
    await _note(tx, _ADVANCE, {"id": number, "state": state, "total": total, "done": done})


async def plan_batch(tx: Tx, number: int, form: str, plan: Plan) -> None:
    """Notes what is to become of an uploaded file; it begins anew."""
    values = {
        "id": number,
        "new_form": form,
        "new_mapping": plan.model_dump(mode="json"),
        "new_state": "staged",
        "new_outcome": {},
        "new_total": 0,
        "new_done": 0,
    }
    await _note(tx, _PLAN, values)


async def set_state(tx: Tx, number: int, state: State, at: datetime | None) -> None:
    """Notes a step of an import and of those that it leads; `at` when it is the last."""
    values = {"id": number, "new_state": state, "new_finished_at": at}
    for row in await tx.fetch(_STATE, values):
        await tell(tx, [row["person_id"]], "import", {"id": row["id"], "state": row["state"]})


async def note_checked(
    tx: Tx, number: int, outcome: Mapping[str, Any], issues: list[dict[str, object]], count: int
) -> None:
    """Notes what the check found; its person decides how to go on."""
    values = {
        "id": number,
        "new_state": "checked",
        "new_outcome": outcome,
        "new_issues": issues,
        "new_issue_count": count,
    }
    await _note(tx, _CHECKED, values)


async def finish(
    tx: Tx,
    number: int,
    state: Literal["done", "failed"],
    *,
    outcome: Mapping[str, Any],
    issues: list[dict[str, object]],
    count: int,
    at: datetime,
) -> None:
    """Notes how the import ended."""
    values = {
        "id": number,
        "new_state": state,
        "new_created": outcome.get("created", 0) if state == "done" else 0,
        "new_outcome": outcome,
        "new_issues": issues[:MOST_KEPT],
        "new_issue_count": count,
        "new_finished_at": at,
    }
    await _note(tx, _FINISH, values)


async def note_undone(tx: Tx, number: int, outcome: Mapping[str, Any], at: datetime) -> None:
    """Notes what undoing the import did."""
    values = {"id": number, "new_state": "undone", "new_outcome": outcome, "new_finished_at": at}
    await set_state(tx, number, "undone", at)
    await _note(tx, _END, values)


def issue_row(found: CellIssue) -> dict[str, object]:
    """An issue as it is kept: its words are chosen when somebody reads it."""
    issue = found.issue
    return {
        "row": found.row,
        "column": found.column,
        "field": found.field,
        "value": found.value[:200],
        "code": issue.code,
        "params": {
            name: dict(value) if isinstance(value, Mapping) else value for name, value in issue.params.items()
        },
        "severity": issue.severity,
    }


def shown(kept: Mapping[str, Any], locale: Locale) -> dict[str, object]:
    """A kept issue in words."""
    told = issue_json(Issue(kept["code"], params=kept["params"], severity=kept["severity"]), locale)
    place = {name: kept[name] for name in ("row", "column", "field", "value")}
    return {**place, **{name: told[name] for name in ("code", "message", "hint", "severity")}}
