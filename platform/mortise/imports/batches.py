"""The rows that tell of imports: who brings what, how far it is, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

import sqlalchemy as sa

from engines.definition import Locale
from engines.issues import Issue
from mortise.db.statements import prepare
from mortise.db.tables.records import import_batch
from mortise.db.transaction import Reader, Tx
from mortise.errors import issue_json

State = Literal["staged", "checking", "applying", "done", "failed"]
MOST_KEPT: Final = 1000
"""Issues kept of one import; the count tells of all."""


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
    """An import: its file, its mapping as the person gave it, and where it stands."""

    id: int
    app: int
    form: str
    person: int
    state: State
    mapping: Mapping[str, str | None] | None


def _value(name: str, column: sa.Column[Any]) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=column.type)


_COLUMNS: Final = import_batch.c
_ID: Final = _value("id", _COLUMNS.id)

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
    )
    .returning(_COLUMNS.id)
)
_READ: Final = prepare(sa.select(import_batch).where(_COLUMNS.id == _ID))
_ADVANCE: Final = prepare(
    sa.update(import_batch)
    .values(
        state=_value("state", _COLUMNS.state),
        total=_value("total", _COLUMNS.total),
        done=_value("done", _COLUMNS.done),
    )
    .where(_COLUMNS.id == _ID)
)
_FINISH: Final = prepare(
    sa.update(import_batch)
    .values(
        state=_value("state", _COLUMNS.state),
        created=_value("created", _COLUMNS.created),
        issues=_value("issues", _COLUMNS.issues),
        issue_count=_value("issue_count", _COLUMNS.issue_count),
        finished_at=_value("at", _COLUMNS.finished_at),
    )
    .where(_COLUMNS.id == _ID, _COLUMNS.finished_at.is_(None))
    .returning(_COLUMNS.id)
)


async def begin(
    tx: Tx,
    *,
    app: int,
    form: str,
    person: int,
    file_name: str,
    mapping: Mapping[str, str | None] | None,
    at: datetime,
) -> int:
    """Notes a new import; its number."""
    values = {
        "app": app,
        "form": form,
        "person": person,
        "state": "staged",
        "file_name": file_name[:255],
        "mapping": {"columns": mapping},
        "at": at,
    }
    return int(str(await tx.fetchval(_BEGIN, values)))


async def read_batch(reader: Reader, number: int) -> Batch | None:
    """The import of that number, unless it is over."""
    row = await reader.fetchrow(_READ, {"id": number})
    if row is None or row["finished_at"] is not None:
        return None
    return Batch(
        row["id"], row["app_id"], row["form"], row["person_id"], row["state"], row["mapping"].get("columns")
    )


async def advance(tx: Tx, number: int, state: State, *, total: int, done: int) -> None:
    """Notes how far the import is."""
    await tx.execute(_ADVANCE, {"id": number, "state": state, "total": total, "done": done})


async def finish(
    tx: Tx,
    number: int,
    state: Literal["done", "failed"],
    *,
    created: int,
    issues: Sequence[CellIssue],
    count: int,
    at: datetime,
) -> bool:
    """Notes how the import ended; False when it had ended before."""
    values = {
        "id": number,
        "state": state,
        "created": created,
        "issues": [issue_row(issue) for issue in issues[:MOST_KEPT]],
        "issue_count": count,
        "at": at,
    }
    return await tx.fetchval(_FINISH, values) is not None


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


async def report(
    reader: Reader, number: int, *, app: int, form: str, person: int, locale: Locale
) -> dict[str, object] | None:
    """An import as its own person reads it; None when it is not that person's."""
    row = await reader.fetchrow(_READ, {"id": number})
    if row is None or (row["app_id"], row["form"], row["person_id"]) != (app, form, person):
        return None
    return {
        "id": row["id"],
        "state": row["state"],
        "file_name": row["file_name"],
        "total": row["total"],
        "done": row["done"],
        "created": row["created"],
        "issues": [_shown(issue, locale) for issue in row["issues"]],
        "issue_count": row["issue_count"],
        "created_at": row["created_at"],
        "finished_at": row["finished_at"],
    }


def _shown(kept: Mapping[str, Any], locale: Locale) -> dict[str, object]:
    told = issue_json(Issue(kept["code"], params=kept["params"], severity=kept["severity"]), locale)
    place = {name: kept[name] for name in ("row", "column", "field", "value")}
    return {**place, **{name: told[name] for name in ("code", "message", "hint", "severity")}}
